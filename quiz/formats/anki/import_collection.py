"""Converts an Anki collection to decks, with the history and memory of each card."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from quiz.card import PICTURED
from quiz.decks.cards import note_content
from quiz.decks.deck import Deck
from quiz.decks.fields import is_field_name
from quiz.decks.kinds import BasicNote, CardsNote, OcclusionNote, TermNote
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras, changed
from quiz.decks.template import Template
from quiz.formats.anki.anki_collection import (
    FLAG_BITS,
    RED_FLAG,
    AnkiCard,
    AnkiCollection,
    AnkiNote,
    CardType,
    NoteType,
    Queue,
)
from quiz.formats.anki.anki_collection import Template as AnkiTemplate
from quiz.formats.anki.answer_options import choice, options_of, without_options
from quiz.formats.anki.card_template import names_in, without_scripts
from quiz.formats.anki.cloze_gaps import cloze_note
from quiz.formats.anki.faces import WORDLESS, ClozeFace, Face, Reader, cloze_face, face
from quiz.formats.anki.import_report import Report, card_named, cards_line
from quiz.formats.anki.occlusion import add_on_note, drawn_texts, is_add_on, native_note
from quiz.formats.anki.own_note_types import anki_id, card_count, place_of, read_own
from quiz.formats.anki.schedule import Calendar, is_answer, past_memory, past_reviews
from quiz.formats.css import Styles
from quiz.formats.deck_names import folder_of
from quiz.formats.html import html_to_text
from quiz.formats.interchange import (
    MEDIA,
    ForeignDeck,
    ImportedFile,
    InterchangeError,
    MediaFile,
    PastMemory,
    PastReview,
    Preview,
)
from quiz.formats.marked import clean, is_rich, joined, replaced_images, shown_text, to_markdown
from quiz.formats.media_names import MediaNames
from quiz.formats.quiz_options import Options
from quiz.formats.rich_notes import PICTURE, files_of, finished, path_of
from quiz.nearest import hint
from quiz.text.markdown import plain_text
from quiz.wording import counted

MOST_TEXT = 128 * 2**20
"""Limit on the characters of all cards; a deck file may have a quarter of this."""

SAMPLES = 2
"""How many cards of each template to show."""

_LOOKED_AT = 20
_WITHOUT_SPACES = re.compile("[぀-ヿ㐀-鿿]")
_UNNAMED = re.compile(r"Card \d+")
_SOURCES = ("source", "sources", "reference", "references", "url")


def import_collection(
    collection: AnkiCollection,
    offset: int,
    media: Mapping[str, MediaFile] = MappingProxyType({}),
    answer: str = "",
    content: Callable[[MediaFile], bytes] = lambda _: b"",
    fault: Callable[[MediaFile], str] = lambda _: "",
) -> ImportedFile:
    """All decks of a collection.

    offset: minutes east of UTC of the player's clock, for collections without their own.
    media: the pictures and sounds of the package by their names in fields. answer: the field that
    answers, where a card shows it. content: the bytes of a small file in the package. fault: why a
    picture cannot be shown; "" if it can.

    An Anki note becomes one note, whose id is derived from the guid alone. Raises InterchangeError
    if no note type has a field `answer`.
    """
    return _Importer(collection, offset, MediaNames(media, fault), answer, content).result()


@dataclass(slots=True)
class _Draft:
    """One of our notes, and the part that each Anki card is, by `ord`."""

    note: Note
    parts: dict[int, int]


@dataclass(slots=True)
class _DraftDeck:
    notes: list[Note] = field(default_factory=list)
    reviews: list[PastReview] = field(default_factory=list)
    memories: list[PastMemory] = field(default_factory=list)
    suspended: list[tuple[str, int]] = field(default_factory=list)
    flagged: list[tuple[str, int]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    languages: Counter[str] = field(default_factory=Counter)
    is_markdown: bool = False
    lost: list[_Lost] = field(default_factory=list)
    hopeless: list[_Lost] = field(default_factory=list)
    unanswered: list[_Lost] = field(default_factory=list)

    def lose(self, pictures: Sequence[str], prompt: str, answer: str, note: str, part: int) -> None:
        """Note down a card whose question lost these pictures. prompt: what is left."""
        names = shown_text(", ".join(pictures))
        where = self.hopeless if prompt in ("", names) else self.lost
        where.append(_Lost(prompt or names, shown_text(answer), note, part))

    def asked(self, words: Callable[[str], str]) -> dict[str, set[str]]:
        """The answers to each prompt. words: what of it is seen."""
        found: dict[str, set[str]] = defaultdict(set)
        for note in self.notes:
            for prompt, answer in note.plain():
                found[words(prompt)].add(shown_text(answer))
        return found


@dataclass
class _Type:
    """A note type, and what is the same for all its notes.

    answer: the field that answers, if the player named one. told: of each template, see `face`.
    sources, hidden: fields that no card shows, those that name a source, and others. occlusion:
    whether its cards hide parts of a picture. options: its fields with options, if its only card
    offers some. samples: cards of each template, to show.
    """

    kind: NoteType
    reader: Reader
    answer: str
    told: list[frozenset[str]]
    sources: list[str]
    hidden: list[str]
    occlusion: bool = False
    options: Options | None = None
    samples: dict[int, list[Face]] = field(default_factory=dict)

    @cached_property
    def template(self) -> Template:
        """The cards of its notes, with places for the fields."""
        kind, made = self.kind, self._made
        cards = [_card_of(one, each.name) for one, each in zip(made, kind.templates, strict=True)]
        places = self._places.items()
        used = [name for name, place in places if any(place in repr(card) for card in cards)]
        return Template(" ".join(kind.name.split()), tuple(used), tuple(cards))

    @cached_property
    def may_mirror(self) -> bool:
        """Whether two cards may ask for each other's prompts, whatever is in the fields."""
        made = self._made
        return len(made) == 2 and (
            len(self._places) < len(self.kind.fields)
            or _both_ways(dict(enumerate(made)), Extras()) is not None
        )

    @cached_property
    def _places(self) -> dict[str, str]:
        return {name: f"{{{name}}}" for name in self.kind.fields if is_field_name(name)}

    @cached_property
    def _made(self) -> list[Face]:
        reader = Reader(self.reader.styles)
        return [
            face(each, self._places, reader, self.answer, told)
            for each, told in zip(self.kind.templates, self.told, strict=True)
        ]

    def previews(self) -> Iterable[Preview]:
        """The samples, and what answers in them."""
        for ord_, faces in self.samples.items():
            kind = self.kind
            template, asks_for = kind.templates[ord_], faces[0].asks_for
            shown = names_in(template.back) - names_in(template.front) - {asks_for}
            others = [name for name in kind.fields if name in shown]
            what = f"{kind.name}, {template.name}"
            if asks_for:
                what += f": the answer is {asks_for}"
                what += f" (with --answer also {', '.join(others)})" if others else ""
            samples = [
                (_seen(one.prompt, one.media.image), _seen(one.answer, one.media.answer_image))
                for one in faces
            ]
            yield Preview(what, tuple(samples))


class _Lost(NamedTuple):
    """A card whose question lost its picture or sound: its texts, and where it is."""

    prompt: str
    answer: str
    note: str
    part: int


class _Importer:
    def __init__(
        self,
        collection: AnkiCollection,
        offset: int,
        files: MediaNames,
        answer: str,
        content: Callable[[MediaFile], bytes],
    ) -> None:
        self._content = content
        self._collection = collection
        known_offset = offset if collection.offset is None else collection.offset
        self._calendar = Calendar(collection.created, known_offset, offset)
        self._decks: dict[int, _DraftDeck] = defaultdict(_DraftDeck)
        self._files = files
        self._report = Report(self._files)
        self._left_out = self._report.left_out
        self._left_out["damaged"] = collection.damaged
        answers = _answer_fields(collection.types.values(), answer)
        notes: dict[int, list[AnkiNote]] = defaultdict(list)
        for note in collection.notes:
            if len(notes[note.type]) < _LOOKED_AT:
                notes[note.type].append(note)
        self._types = {
            key: self._type(kind, answers.get(key, ""), notes[key])
            for key, kind in collection.types.items()
        }
        self._guids: Counter[str] = Counter()
        self._text_left = MOST_TEXT

    def result(self) -> ImportedFile:
        cards: dict[int, list[AnkiCard]] = defaultdict(list)
        for card in self._collection.cards:
            cards[card.note].append(card)
        for note in self._collection.notes:
            self._note(note, sorted(cards.get(note.id, ()), key=lambda card: (card.ord, card.id)))
        # This suspends cards, so it comes before the decks.
        lost = tuple(self._lost_lines())
        decks = [self._deck(key, draft) for key, draft in self._decks.items() if draft.notes]
        decks.sort(key=lambda deck: deck.name)
        types = [self._types[key] for key in sorted(self._types)]
        previews = (preview for known in types for preview in known.previews())
        lines = tuple(self._report.lines())
        return ImportedFile(tuple(decks), lines, lost, previews=tuple(previews))

    def _type(self, kind: NoteType, answer: str, notes: Sequence[AnkiNote]) -> _Type:
        """notes: some of this type."""
        kind = _prepared(kind)
        reader = Reader(
            Styles(kind.css),
            self._files.path,
            self._files.shows,
            self._report.missing,
            self._report.sounds,
            self._report.embedded,
            latex=kind.latex,
        )
        shown = {
            name for each in kind.templates for name in names_in(each.front) | names_in(each.back)
        }
        others = [name for name in kind.fields if name not in shown]
        sources = [name for name in others if name.casefold() in _SOURCES]
        hidden = [name for name in others if name not in sources]
        occlusion = kind.occlusion or is_add_on(kind)
        told = [_told(kind, template, notes) for template in kind.templates]
        options = options_of(kind)
        if options is not None:
            offered = {kind.fields[n] for n in options.places.values()}
            hidden = [name for name in hidden if name not in offered]
        hidden = [] if occlusion else hidden
        return _Type(kind, reader, answer, told, sources, hidden, occlusion, options)

    # ── notes ───────────────────────────────────────────────────────────────────

    def _note(self, note: AnkiNote, cards: Sequence[AnkiCard]) -> None:
        known = self._types.get(note.type)
        if known is None or not known.kind.templates:
            self._left_out["unknown type"] += 1
            return
        kind = known.kind
        if not cards:
            self._left_out["no cards"] += 1
            return
        fields = {name: clean(value) for name, value in zip(kind.fields, note.fields, strict=False)}
        deck_id = cards[0].original_deck or cards[0].deck
        self._left_out["other deck"] += sum(
            (card.original_deck or card.deck) != deck_id for card in cards
        )
        deck = self._decks[deck_id if deck_id in self._collection.decks else 0]
        place = place_of(note.guid)
        guid = note.guid if note.guid not in self._guids else f"{note.guid} {note.id}"
        self._guids[guid] += 1
        extras = Extras(
            place[1] if place else anki_id(guid), tags=tuple(dict.fromkeys(filter(None, note.tags)))
        )
        own = read_own(kind, fields, extras, known.reader)
        if own is not None:
            draft: _Draft | None = _Draft(own, _parts(own, cards))
            deck.languages[fields["Language"]] += 1
            deck.is_markdown |= fields.get("Format") == "markdown"
        else:
            name = self._deck_name(deck_id)
            # The tags are those of the note here, and no text of its cards.
            special = {"Tags": "", "Type": kind.name, "Deck": name}
            special["Subdeck"] = name.rpartition("::")[2]
            draft = self._draft(known, special | fields, extras, cards, deck)
            for name in filter(fields.get, known.hidden):
                self._report.unshown[kind.name, name] += 1
        if draft is not None:
            deck.names.add(place[0] if place else "")
            deck.notes.append(draft.note)
            self._text_left -= len(note_content(draft.note)) + len(draft.note.extras.explanation)
        if self._text_left < 0:
            raise InterchangeError(f"the cards have more than {MOST_TEXT:,} characters")
        for card in cards:
            self._card(card, draft, deck)

    def _draft(
        self,
        known: _Type,
        fields: Mapping[str, str],
        extras: Extras,
        cards: Sequence[AnkiCard],
        deck: _DraftDeck,
    ) -> _Draft | None:
        kind = known.kind
        if known.occlusion:
            draft = self._occlusion_draft(known, fields, extras, deck)
            parts = draft.parts if draft is not None else {}
            self._left_out["occlusion"] += sum(card.ord not in parts for card in cards)
            return draft
        sources = (html_to_text(fields.get(name, "")) for name in known.sources)
        if source := "; ".join(filter(None, sources)):
            extras = replace(extras, source=source)
        if kind.cloze:
            return self._cloze_draft(known, fields, extras, cards, deck)
        chosen, answer = None, known.answer
        if known.options is not None and not answer:
            chosen = choice(known.options, kind, fields, known.reader)
        also: tuple[str, ...] = ()
        wrong: tuple[str, ...] = ()
        if chosen is not None:
            fields, answer, also, wrong = chosen
        faces: dict[int, Face] = {}
        for card in cards:
            if not 0 <= card.ord < len(kind.templates):
                self._left_out["no template"] += 1
                continue
            told = known.told[card.ord]
            one = face(kind.templates[card.ord], fields, known.reader, answer, told)
            if len(kind.templates) == 1 and chosen is None and not answer:
                one, also, wrong = without_options(one)
            if not one.prompt and one.lost:
                # Its picture or sound was all of the question.
                one = one._replace(prompt=", ".join(one.lost))
            if not one.prompt or not one.answer:
                self._report.unasked.append(card_named(one))
                continue
            faces[card.ord] = one
            if one.is_alike:
                self._report.alike.append(card_named(one))
            samples = known.samples.setdefault(card.ord, [])
            if len(samples) < SAMPLES:
                samples.append(one)
        draft = self._of_faces(known, fields, faces, extras)
        if draft is not None and wrong:
            assert isinstance(draft.note, BasicNote)
            draft.note = replace(draft.note, accept=also, distractors=wrong)
        for ord_, part in draft.parts.items() if draft is not None else ():
            one = faces[ord_]
            if one.lost:
                deck.lose(one.lost, self._words(one.prompt), one.answer, extras.id, part)
            if is_rich(one.answer) and not self._words(one.answer):
                # A drawing is all of the answer.
                names = [path_of(each).removeprefix(MEDIA) for each in PICTURE.finditer(one.answer)]
                asked = shown_text(one.prompt)
                deck.unanswered.append(_Lost(asked, ", ".join(names), extras.id, part))
        return draft

    def _occlusion_draft(
        self, known: _Type, fields: Mapping[str, str], extras: Extras, deck: _DraftDeck
    ) -> _Draft | None:
        kind, reader = known.kind, known.reader
        values = [fields.get(name, "") for name in kind.fields]
        numbers = [1]
        note: OcclusionNote | None
        if kind.occlusion:
            found = native_note(values, extras, reader)
            self._left_out["drawn"] += drawn_texts(values[0])
            note, numbers = found if found is not None else (None, [])
        else:
            own = {name: fields.get(name, "") for name in kind.fields}
            note = add_on_note(own, extras, reader, self._mask)
        if note is None:
            return None
        is_there = note.picture in self._files.used([note.picture])
        if not is_there or not self._files.shows(note.picture):
            deck.hopeless += [
                _Lost(shown_text(note.prompt) or note.picture.removeprefix(MEDIA),
                      f"region {part + 1}", extras.id, part)
                for part in range(len(numbers))
            ]  # fmt: skip
        return _Draft(note, {number - 1: part for part, number in enumerate(numbers)})

    def _mask(self, name: str) -> str:
        """The text of a mask of the add-on; "" if it is not in the package."""
        path = self._files.path(name)
        file = self._files.used([path]).get(path)
        return "" if file is None else self._content(file).decode("utf-8", "replace")

    def _of_faces(
        self, known: _Type, fields: Mapping[str, str], faces: Mapping[int, Face], extras: Extras
    ) -> _Draft | None:
        """The one note that makes all cards of Anki's note. Notes of a type with several templates
        that are no mirror are one kind, whichever of their cards there are."""
        templates = known.kind.templates
        if not faces:
            return None
        if known.may_mirror and (both := _both_ways(faces, extras)) is not None:
            return both
        parts = {ord_: part for part, ord_ in enumerate(faces)}
        if len(templates) > 1:
            cards = {ord_: _card_of(one, templates[ord_].name) for ord_, one in faces.items()}
            template, reader = known.template, known.reader
            texts = ((n, reader.value(fields.get(n, "")).text.strip()) for n in template.fields)
            shared = CardsNote(tuple((n, text) for n, text in texts if text), template, extras)
            differ = len({card.same() for card in cards.values()}) == len(cards)
            if differ and shared.made() == tuple(faces) and [*shared.cards()] == [*cards.values()]:
                return _Draft(shared, parts)
        if len(faces) == 1:
            [one] = faces.values()
            return _Draft(BasicNote(one.prompt, one.answer, extras=_extras(one, extras)), parts)
        # Its fields do not make these cards, as they hold pictures or lists, say.
        own: dict[object, BasicNote] = {}
        for card in cards.values():
            own.setdefault(card.same(), card)
        if len(own) < len(cards):
            self._left_out["same"] += len(cards) - len(own)
            keys = list(own)
            parts = {ord_: keys.index(card.same()) for ord_, card in cards.items()}
        return _Draft(CardsNote((), Template("", (), tuple(own.values())), extras), parts)

    def _cloze_draft(
        self,
        known: _Type,
        fields: Mapping[str, str],
        extras: Extras,
        cards: Sequence[AnkiCard],
        deck: _DraftDeck,
    ) -> _Draft | None:
        one = cloze_face(known.kind.templates[0], fields, known.reader)
        if not one.texts:
            self._left_out["no gap"] += len(cards)
            return None
        extras = _extras(one, extras)
        note, numbers = cloze_note(one.texts, extras)
        there = {card.ord for card in cards}
        parts = {number - 1: part for part, number in enumerate(numbers) if number - 1 in there}
        self._left_out["no gap"] += len(cards) - len(parts)
        self._left_out["new gap"] += len(numbers) - len(parts)
        for part, one_card in enumerate(note.faces() if one.lost else ()):
            prompt = self._words(one_card.prompt)
            deck.lose(one.lost, prompt, one_card.answers[0], extras.id, part)
        return _Draft(note, parts)

    # ── their past ──────────────────────────────────────────────────────────────

    def _card(self, card: AnkiCard, draft: _Draft | None, deck: _DraftDeck) -> None:
        rows = self._collection.reviews.get(card.id, ())
        answers = sum(map(is_answer, rows))
        part = draft.parts.get(card.ord) if draft is not None else None
        if draft is None or part is None:
            self._left_out["lost answers"] += answers
            return
        note = draft.note.extras.id
        reviews = past_reviews(card, rows, note, part)
        deck.reviews += reviews
        self._left_out["impossible"] += answers - len(reviews)
        memory = past_memory(card, rows, reviews, self._calendar, note, part)
        if memory is not None:
            deck.memories.append(memory)
        if card.queue == Queue.SUSPENDED:
            deck.suspended.append((note, part))
        self._left_out["buried"] += card.queue in (Queue.BURIED_BY_PLAYER, Queue.BURIED_AS_SIBLING)
        if card.flags & FLAG_BITS:
            deck.flagged.append((note, part))
        self._left_out["colours"] += card.flags & FLAG_BITS > RED_FLAG
        self._left_out["relearning"] += card.type == CardType.RELEARNING

    # ── decks ───────────────────────────────────────────────────────────────────

    def _deck_name(self, key: int) -> str:
        deck = self._collection.decks.get(key)
        return deck.name if deck is not None else ""

    def _deck(self, key: int, draft: _DraftDeck) -> ForeignDeck:
        known = self._collection.decks.get(key)
        parts = [part.strip() for part in self._deck_name(key).split("::")]
        parts = [part for part in parts if part] or ["Anki"]
        # If all notes came from one of our decks, it is that deck again.
        own = next(iter(draft.names)) if len(draft.names) == 1 else ""
        folders = [part.replace("/", "-") for part in parts[:-1]]
        language = draft.languages.most_common(1)[0][0] if draft.languages else ""
        notes, is_markdown = tuple(draft.notes), draft.is_markdown
        used: dict[str, MediaFile] = {}
        if is_markdown or any(known.reader.is_rich for known in self._types.values()):
            notes, is_markdown = finished(notes, markdown=is_markdown)
            used = self._files.used(path for note in notes for path in files_of(note))
        deck = Deck(
            title=clean(" ".join(parts[-1].split())) or "Anki",
            notes=notes,
            format="markdown" if is_markdown else "",
            description=html_to_text(known.description) if known else "",
            language=language,
            folder=folder_of(parts[:-1]),
        )
        return ForeignDeck(
            own or "/".join([*folders, parts[-1].replace("/", "-")]),
            deck,
            tuple(sorted(draft.reviews, key=lambda review: review.ms)),
            tuple(draft.memories),
            tuple(draft.suspended),
            tuple(draft.flagged),
            media=used,
        )

    def _words(self, text: str) -> str:
        """What a text shows: without pictures that nobody sees here."""

        def seen(picture: re.Match[str]) -> str:
            if self._files.shows(path_of(picture)):
                return picture[0]
            return "" if picture["alt"] == WORDLESS else picture["alt"]

        return PICTURE.sub(seen, shown_text(text)).strip()

    def _lost_lines(self) -> Iterable[str]:
        """Suspend the cards that cannot be answered, and name them."""
        decks = self._decks.values()
        lost = [card for deck in decks for card in (*deck.lost, *deck.hopeless)]
        # Cards that ask the same and expect different answers told each other apart by pictures.
        hopeless = [(deck, card) for deck in decks for card in deck.hopeless]
        for deck in decks:
            asked = deck.asked(self._words) if deck.lost else {}
            hopeless += [(deck, card) for card in deck.lost if len(asked[card.prompt]) > 1]
        unanswered = [(deck, card) for deck in decks for card in deck.unanswered]
        for deck, card in [*hopeless, *unanswered]:
            deck.suspended.append((card.note, card.part))
        if lost:
            unheard = any(card.prompt in self._report.sounds for card in lost)
            what = "picture or sound" if unheard else "picture"
            line = cards_line(list(map(_named, lost)), f"whose question lost its {what}")
            if hopeless:
                are = counted(
                    len(hopeless), "of them is suspended, as it", "of them are suspended, as they"
                )
                line += f"; {are} cannot be answered without it"
            yield line
        if unanswered:
            names = [_named(card) for _, card in unanswered]
            yield cards_line(names, "suspended, whose answer is a picture that cannot be shown")


def _named(card: _Lost) -> str:
    return PICTURE.sub(PICTURED, f"{card.prompt} → {card.answer}")


def _seen(text: str, image: str) -> str:
    """A side of a card in a preview. image: of that side, if any."""
    markdown = to_markdown(replaced_images(text, lambda *_: PICTURED))
    words = plain_text(PICTURE.sub(PICTURED, markdown)).strip()
    return f"{words} {PICTURED}".strip() if image else words


def _answer_fields(kinds: Iterable[NoteType], answer: str) -> dict[int, str]:
    """The field that the player named, in each note type that has it."""
    if not answer:
        return {}
    kinds = list(kinds)
    found = {
        kind.id: name
        for kind in kinds
        for name in kind.fields
        if name.casefold() == answer.casefold()
    }
    if not found:
        names = dict.fromkeys(name for kind in kinds for name in kind.fields)
        raise InterchangeError(f"no field is called {answer}; {hint(answer, names)}")
    return found


def _told(kind: NoteType, template: AnkiTemplate, notes: Iterable[AnkiNote]) -> frozenset[str]:
    """The fields of the back whose texts stand in most questions, as a word in its sentence."""
    front = names_in(template.front)
    found = []
    for name in names_in(template.back) - front:
        tells = []
        for note in notes:
            texts = dict(zip(kind.fields, map(_folded, note.fields), strict=False))
            if word := texts.get(name):
                asked = "\n".join(text for each, text in texts.items() if each in front)
                # Words of Chinese and Japanese have no ends that show.
                bound = "" if _WITHOUT_SPACES.search(word) else r"\b"
                tells.append(re.search(f"{bound}{re.escape(word)}{bound}", asked) is not None)
        if sum(tells) > 1 and sum(tells) >= 0.8 * len(tells):
            found.append(name)
    return frozenset(found)


def _folded(html: str) -> str:
    return html_to_text(clean(html)).strip().casefold()


def _prepared(kind: NoteType) -> NoteType:
    templates = (
        replace(
            each, front=clean(without_scripts(each.front)), back=clean(without_scripts(each.back))
        )
        for each in kind.templates
    )
    return replace(kind, templates=tuple(templates))


def _parts(own: Note, cards: Sequence[AnkiCard]) -> dict[int, int]:
    """Which of the note's cards each Anki card is."""
    if isinstance(own, CardsNote) and own.template.name:
        return {place: part for part, place in enumerate(own.made())}
    count = card_count(own)
    return {card.ord: card.ord for card in cards if card.ord < count}


def _extras(one: Face | ClozeFace, extras: Extras) -> Extras:
    return changed(
        extras, hint=one.hint, explanation=one.explanation, media=one.media, typed=one.typed
    )


def _card_of(one: Face, template: str) -> BasicNote:
    """One of the cards of a note; they draw distractors from the same card of other notes."""
    category = "" if _UNNAMED.fullmatch(template) else template
    return BasicNote(one.prompt, one.answer, extras=_extras(one, Extras(category=category)))


def _both_ways(faces: Mapping[int, Face], extras: Extras) -> _Draft | None:
    """A term with its definition, if two cards ask for each other's prompts."""
    if len(faces) != 2:
        return None
    (first, one), (second, other) = faces.items()
    if (one.prompt, one.answer, one.hint) != (other.answer, other.prompt, other.hint):
        return None
    if one.media != other.media.turned or one.typed != other.typed:
        return None
    told = [each for each in (one.explanation, other.explanation) if each]
    # The second may repeat lines of the first.
    more = [text for text in told[1:] if not {*text.split("\n")} <= {*told[0].split("\n")}]
    both = one._replace(explanation=joined([*told[:1], *more]))
    note = TermNote(one.prompt, one.answer, extras=_extras(both, extras))
    return _Draft(note, {first: 0, second: 1})
