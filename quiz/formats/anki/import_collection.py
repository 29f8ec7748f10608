"""Converts an Anki collection to decks, with the history and memory of each card."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quiz.decks.cards import note_content
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.formats.anki.anki_collection import (
    FLAG_BITS,
    RED_FLAG,
    AnkiCard,
    AnkiCollection,
    AnkiNote,
    CardType,
    NoteType,
    Queue,
    Template,
)
from quiz.formats.anki.card_template import names_in, without_scripts
from quiz.formats.anki.faces import Face, Media, cloze_face, face
from quiz.formats.anki.marks import clean
from quiz.formats.anki.own_note_types import anki_id, card_count, place_of, read_own
from quiz.formats.anki.schedule import (
    Calendar,
    is_answer,
    is_possible,
    past_memory,
    past_reviews,
)
from quiz.formats.html import html_to_text
from quiz.formats.interchange import (
    ForeignDeck,
    ImportedFile,
    InterchangeError,
    PastMemory,
    PastReview,
)
from quiz.formats.left_out import named
from quiz.wording import counted

MOST_TEXT = 128 * 2**20
"""Limit on the characters of all cards; a deck file may have a quarter of this."""

_SOURCES = ("source", "sources", "reference", "references", "url")


def import_collection(collection: AnkiCollection, offset: int) -> ImportedFile:
    """All decks of a collection.

    offset: minutes east of UTC of the player's clock, for collections without their own.

    An Anki note becomes one note, or several with separate ids if its cards have too little in
    common. Every id is derived from the guid alone.
    """
    return _Importer(collection, offset).result()


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


class _Importer:
    def __init__(self, collection: AnkiCollection, offset: int) -> None:
        self._collection = collection
        known_offset = offset if collection.offset is None else collection.offset
        self._calendar = Calendar(collection.created, known_offset, offset)
        self._types = {key: _prepared(kind) for key, kind in collection.types.items()}
        self._hidden_fields = {key: _hidden_fields(kind) for key, kind in self._types.items()}
        self._decks: dict[int, _DraftDeck] = defaultdict(_DraftDeck)
        self._media = Media()
        self._left_out: Counter[str] = Counter()
        self._unshown: Counter[tuple[str, str]] = Counter()
        self._guids: Counter[str] = Counter()
        self._text_left = MOST_TEXT

    def result(self) -> ImportedFile:
        cards: dict[int, list[AnkiCard]] = defaultdict(list)
        for card in self._collection.cards:
            cards[card.note].append(card)
        for note in self._collection.notes:
            self._note(note, sorted(cards.get(note.id, ()), key=lambda card: (card.ord, card.id)))
        decks = [self._deck(key, draft) for key, draft in self._decks.items() if draft.notes]
        decks.sort(key=lambda deck: deck.name)
        return ImportedFile(tuple(decks), tuple(self._lines()))

    # ── notes ───────────────────────────────────────────────────────────────────

    def _note(self, note: AnkiNote, cards: Sequence[AnkiCard]) -> None:
        kind = self._types.get(note.type)
        if kind is None or not kind.templates:
            self._left_out["unknown type"] += 1
            return
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
        extras = Extras(place[1] if place else anki_id(guid), tags=_tags(note.tags))
        own = read_own(kind, fields, extras)
        if own is not None:
            drafts = [_Draft(own, {card.ord: card.ord for card in cards})]
            deck.languages[fields["Language"]] += 1
        else:
            special = _special(note, kind, self._deck_name(deck_id))
            drafts = self._drafts(kind, {**special, **fields}, extras, guid, cards)
            self._count_hidden(kind, fields)
        if drafts:
            deck.names.add(place[0] if place else "")
        deck.notes += [draft.note for draft in drafts]
        self._text_left -= sum(len(note_content(draft.note)) for draft in drafts)
        self._text_left -= sum(len(draft.note.extras.explanation) for draft in drafts)
        if self._text_left < 0:
            raise InterchangeError(f"the cards have more than {MOST_TEXT:,} characters")
        for card in cards:
            self._card(card, drafts, deck)

    def _drafts(
        self,
        kind: NoteType,
        fields: Mapping[str, str],
        extras: Extras,
        guid: str,
        cards: Sequence[AnkiCard],
    ) -> list[_Draft]:
        if kind.occlusion:
            self._left_out["occlusion"] += len(cards)
            return []
        extras = replace(extras, source=_source(fields, self._hidden_fields[kind.id]))
        if kind.cloze:
            return self._cloze_drafts(kind.templates[0], fields, extras, guid, cards)
        faces: dict[int, Face] = {}
        for card in cards:
            if not 0 <= card.ord < len(kind.templates):
                self._left_out["no template"] += 1
                continue
            one = face(kind.templates[card.ord], fields, self._media)
            if one.prompt and one.answer:
                faces[card.ord] = one
            else:
                self._left_out["no text"] += 1
        both = _both_ways(faces, extras)
        if both is not None:
            return [both]
        return [
            _Draft(
                BasicNote(
                    one.prompt,
                    one.answer,
                    extras=_extras(
                        one, extras, extras.id if ord_ == 0 else anki_id(guid, ord_ + 1)
                    ),
                ),
                {ord_: 0},
            )
            for ord_, one in faces.items()
        ]

    def _cloze_drafts(
        self,
        template: Template,
        fields: Mapping[str, str],
        extras: Extras,
        guid: str,
        cards: Sequence[AnkiCard],
    ) -> list[_Draft]:
        one = cloze_face(template, fields, self._media)
        drafts: list[_Draft] = []
        places: dict[int, list[tuple[_Draft, int]]] = defaultdict(list)
        for number, text in enumerate(one.texts, 1):
            own_id = extras.id if number == 1 else anki_id(guid, number)
            own = replace(extras, id=own_id, hint=one.hint, explanation=one.explanation)
            draft = _Draft(ClozeNote(text.parts, extras=own), {})
            drafts.append(draft)
            for part, numbers in enumerate(text.numbers):
                for each in numbers:
                    places[each].append((draft, part))
        used: set[tuple[str, int]] = set()
        for card in cards:
            found = places.get(card.ord + 1, [])
            free = [(d, part) for d, part in found if (d.note.extras.id, part) not in used]
            if not free:
                self._left_out["no gap"] += 1
                continue
            draft, part = free[0]
            used.add((draft.note.extras.id, part))
            draft.parts[card.ord] = part
        gaps = sum(len(text.numbers) for text in one.texts)
        self._left_out["shared gap"] += gaps - len(used)
        return drafts

    # ── their past ──────────────────────────────────────────────────────────────

    def _card(self, card: AnkiCard, drafts: Sequence[_Draft], deck: _DraftDeck) -> None:
        rows = self._collection.reviews.get(card.id, ())
        self._left_out["impossible"] += sum(is_answer(row) and not is_possible(row) for row in rows)
        draft = next((draft for draft in drafts if card.ord in draft.parts), None)
        if draft is None or draft.parts[card.ord] >= card_count(draft.note):
            self._left_out["lost answers"] += sum(map(is_answer, rows))
            return
        note, part = draft.note.extras.id, draft.parts[card.ord]
        reviews = past_reviews(card, rows, note, part)
        deck.reviews += reviews
        memory = past_memory(card, rows, reviews, self._calendar)
        if memory is not None:
            deck.memories.append(replace(memory, note=note, part=part))
        if card.queue == Queue.SUSPENDED:
            deck.suspended.append((note, part))
        self._left_out["buried"] += card.queue in (
            Queue.BURIED_BY_PLAYER,
            Queue.BURIED_AS_SIBLING,
        )
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
        language = draft.languages.most_common(1)[0][0] if draft.languages else ""
        deck = Deck(
            title=html_to_text(parts[-1]).text or "Anki",
            notes=tuple(draft.notes),
            description=html_to_text(known.description).text if known else "",
            language=language,
        )
        return ForeignDeck(
            own or "/".join(part.replace("/", "-") for part in parts),
            deck,
            tuple(sorted(draft.reviews, key=lambda review: review.ms)),
            tuple(draft.memories),
            tuple(draft.suspended),
            tuple(draft.flagged),
        )

    # ── what is left out ────────────────────────────────────────────────────────

    def _count_hidden(self, kind: NoteType, fields: Mapping[str, str]) -> None:
        for name in self._hidden_fields[kind.id]:
            if fields.get(name) and name.casefold() not in _SOURCES:
                self._unshown[kind.name, name] += 1

    def _lines(self) -> Iterable[str]:
        for names, one, many in (
            (self._media.images, "image", "images"),
            (self._media.sounds, "sound or video", "sounds or videos"),
            (self._media.embedded, "other embedded object", "other embedded objects"),
        ):
            if names:
                yield named(names, one, many)
        for (kind, name), number in self._unshown.items():
            notes = counted(number, "note")
            yield f"the field {name} of {notes} of the type {kind}: no card shows it"
        for reason, (one, many) in _REASONS.items():
            number = self._left_out[reason]
            if number:
                yield counted(number, one, many)
        if self._collection.damaged:
            yield f"{counted(self._collection.damaged, 'damaged row')} of the collection"


_REASONS = {
    "occlusion": ("card that hides a part of an image", "cards that hide parts of an image"),
    "no text": (
        "card whose question or answer has no text, such as an image alone",
        "cards whose question or answer has no text, such as an image alone",
    ),
    "no template": (
        "card that its note type no longer makes",
        "cards that their note types no longer make",
    ),
    "no gap": (
        "cloze card whose gap is no longer in the text",
        "cloze cards whose gap is no longer in the text",
    ),
    "unknown type": ("note of an unknown type", "notes of unknown types"),
    "no cards": ("note without cards", "notes without cards"),
    "lost answers": ("answer to such a card", "answers to such cards"),
    "impossible": (
        "answer with an impossible time or rating",
        "answers with impossible times or ratings",
    ),
    "shared gap": (
        "gap starts as new: in Anki, it had no card of its own",
        "gaps start as new: in Anki, they had no card of their own",
    ),
    "other deck": (
        "card in another deck than its sibling; it was put into the sibling's deck",
        "cards in other decks than their siblings; they were put into the siblings' decks",
    ),
    "relearning": (
        "card in relearning: it is in review here, due when its step was",
        "cards in relearning: they are in review here, due when their steps were",
    ),
    "buried": ("buried card is no longer buried", "buried cards are no longer buried"),
    "colours": ("colour of a flag", "colours of flags"),
}  # fmt: skip


def _prepared(kind: NoteType) -> NoteType:
    templates = (
        Template(each.name, clean(without_scripts(each.front)), clean(without_scripts(each.back)))
        for each in kind.templates
    )
    return replace(kind, templates=tuple(templates))


def _hidden_fields(kind: NoteType) -> frozenset[str]:
    shown: set[str] = set()
    for template in kind.templates:
        shown |= names_in(template.front) | names_in(template.back)
    return frozenset(kind.fields) - shown


def _special(note: AnkiNote, kind: NoteType, deck: str) -> dict[str, str]:
    return {
        "Tags": " ".join(note.tags),
        "Type": kind.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
    }


def _source(fields: Mapping[str, str], hidden: frozenset[str]) -> str:
    named = (name for name in sorted(hidden) if name.casefold() in _SOURCES)
    texts = (html_to_text(fields.get(name, "")).text for name in named)
    return "; ".join(text for text in texts if text)


def _extras(one: Face, extras: Extras, own_id: str) -> Extras:
    return replace(extras, id=own_id, hint=one.hint, explanation=one.explanation)


def _both_ways(faces: Mapping[int, Face], extras: Extras) -> _Draft | None:
    """A term with its definition, if two cards ask for each other's prompts."""
    if len(faces) != 2:
        return None
    (first, one), (second, other) = faces.items()
    if (one.prompt, one.answer, one.hint) != (other.answer, other.prompt, other.hint):
        return None
    lines = dict.fromkeys((one.explanation, other.explanation))
    both = replace(one, explanation="\n".join(line for line in lines if line))
    note = TermNote(one.prompt, one.answer, extras=_extras(both, extras, extras.id))
    return _Draft(note, {first: 0, second: 1})


def _tags(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in tags if tag))
