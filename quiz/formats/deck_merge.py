"""Finds out which notes of an imported deck are new compared to an existing deck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from typing import Any

from quiz.card import NO_MEDIA, Media
from quiz.decks.cards import note_address, note_content
from quiz.decks.deck import Deck
from quiz.decks.faults import Findings
from quiz.decks.field_reader import NEVER
from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote, TermNote
from quiz.decks.kinds.cards import at_home, templates_of
from quiz.decks.language_tags import read_language
from quiz.decks.note import FormField, Gap, Note, Shape
from quiz.decks.note_extras import Extras, changed
from quiz.decks.note_reader import NoteReader
from quiz.decks.reformat import reformatted
from quiz.decks.same_answer import are_code, folding
from quiz.decks.strictness import pinned
from quiz.decks.template import Template
from quiz.decks.writer import note_fields
from quiz.decks.yaml_nodes import Node, node_of
from quiz.formats.interchange import ForeignDeck
from quiz.text.numbers import takes_tolerance
from quiz.text.shown import shown
from quiz.text.tolerance import parse_tolerance
from quiz.wording import counted

NO_TEMPLATES: Mapping[str, Template] = {}
SHOWN = 5
"""The most different faults to list."""


@dataclass(frozen=True, slots=True)
class DeckMerge:
    """An imported deck compared with an existing one.

    given: all imported notes as this deck would have them, except those that the player moved to
        another deck.
    new: notes to add. known: number of existing notes, `differ` of them with another text.
    addresses: the final address of each imported note, by its address in the import.
    left_out: notes that cannot be cards here, line by line. format: of the new notes.
    """

    new: tuple[Note, ...]
    known: int
    differ: int
    addresses: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    format: str = ""
    given: tuple[Note, ...] = ()


def shares_notes(foreign: Deck, present: Iterable[Note]) -> bool:
    """Whether an existing deck has any of the imported notes, by id or content."""
    ids, contents = _index(present)
    return any(
        note.extras.id in ids or _identity(note) in contents
        for note in map(tidy_note, foreign.notes)
    )


def merge(
    foreign: ForeignDeck,
    present: Iterable[Note],
    elsewhere: Iterable[Note] = (),
    *,
    format_: str | None = None,
) -> DeckMerge:
    """Find the imported notes to add to the present ones.

    format_: of the existing deck, see `Deck.format`; None to keep that of the imported one.
    elsewhere: notes in the player's other decks. If one has the same id and content as an imported
    note, the player has moved it, so it is not added again.
    """
    present = list(present)
    # An existing deck keeps its own head.
    given_deck = foreign.deck
    deck = given_deck if format_ is None else reformatted(given_deck, format_)
    rules = {"strict": deck.strict, "markdown": deck.markdown}
    strict = deck.strict and bool(present)
    templates = templates_of(Deck("", tuple(present)) if present else deck)
    given = [
        (original, tidy_note(pinned(at_home(note, templates), strict), **rules))
        for original, note in zip(given_deck.notes, deck.notes, strict=True)
    ]
    claimed = {note.extras.id for _, note in given} - {""}
    ids, contents = _index(present, claimed)
    moved = {(note.extras.id, _identity(note)): note for note in elsewhere if note.extras.id}
    moved_ids = {id_ for id_, _ in moved} - ids.keys()
    new: dict[str, Note] = {}
    addresses: dict[str, str] = {}
    known = differ = repeated = 0
    for original, note in given:
        there = ids.get(note.extras.id)
        if there is None and (contents or moved):
            content = _identity(note)
            there = contents.get(content) or moved.get((note.extras.id, content))
        address = note_address(note)
        if there is not None:
            known += 1
            differ += note != there.with_extras(replace(there.extras, id=note.extras.id))
        else:
            there = note
            repeated += address in new
            new.setdefault(address, note)
        raw = original.extras.id
        addresses[f"id:{raw}" if raw else address] = note_address(there)
    sound, left_out = sound_notes(list(new.values()), _tidy_templates(templates, **rules), **rules)
    if repeated:
        left_out.insert(0, counted(repeated, "duplicate card"))
    here = tuple(note for _, note in given if note.extras.id not in moved_ids)
    return DeckMerge(tuple(sound), known, differ, addresses, tuple(left_out), deck.format, here)


def tidy_note(note: Note, *, strict: bool = False, markdown: bool = False) -> Note:
    """The note without anything invalid in a deck: control characters, distractors that are right,
    duplicate answers. strict, markdown: whether its deck is."""

    def fold_for(answers: Sequence[str]) -> Callable[[str], str]:
        @cache
        def fold_() -> Callable[[str], str]:
            said = note.extras.strict
            exact = (strict or are_code(answers, markdown=markdown)) if said is None else said
            return folding(strict=exact, markdown=markdown)

        return lambda text: fold_()(text)

    read = partial(shown, markdown=markdown)
    extras = changed(
        note.extras,
        id=_id(note.extras.id),
        category=_text(note.extras.category),
        hint=_text(note.extras.hint),
        explanation=_text(note.extras.explanation),
        source=_text(note.extras.source),
        tags=_once(_texts(note.extras.tags), (), str.casefold),
        tolerance=note.extras.tolerance if parse_tolerance(note.extras.tolerance) else "",
        media=Media(*map(_text, note.extras.media)) if any(note.extras.media) else NO_MEDIA,
    )
    if isinstance(note, CardsNote):
        tidy_template = partial(_tidy_template, strict=strict, markdown=markdown)
        return note.changed(_text, tidy_template).with_extras(extras)
    tidy = type(note).of(_Tidy(note), extras)
    match tidy:
        case BasicNote() | TermNote():
            sides = (tidy.term, tidy.definition) if isinstance(tidy, TermNote) else (tidy.answer,)
            answer, *asked = sides
            fold_ = fold_for((answer,))
            accept = _once(tidy.accept, (answer,), fold_)
            wrong = _wrong(tidy, answer, accept, fold_)
            extras = _fitting(extras, map(read, (answer, *accept, *asked)), wrong)
            return changed(tidy, accept=accept, distractors=wrong, extras=extras)
        case ClozeNote():
            gaps = tidy.gaps
            right = [answer for gap in gaps for answer in (gap.answer, *gap.accept)]
            fold_ = fold_for([gap.answer for gap in gaps])
            wrong = _wrong(tidy, right[0] if len(gaps) == 1 else "", right, fold_)
            extras = _fitting(extras, map(read, right), wrong)
            return changed(tidy, distractors=wrong, extras=extras)
    return tidy


@lru_cache
def _tidy_template(template: Template, *, strict: bool, markdown: bool) -> Template:
    cards = (tidy_note(card, strict=strict, markdown=markdown) for card in template.cards)
    return template._replace(cards=tuple(cards))


def _tidy_templates(
    templates: Mapping[str, Template], *, strict: bool, markdown: bool
) -> dict[str, Template]:
    return {
        name: _tidy_template(template, strict=strict, markdown=markdown)
        for name, template in templates.items()
    }


class _Tidy:
    """Supplies a note's fields without invalid characters."""

    def __init__(self, note: Note) -> None:
        self._values = note.values()

    def value(self, field: FormField) -> Any:
        value = self._values[field.key]
        match field.shape:
            case Shape.TEXT:
                return _text(value)
            case Shape.OTHERS | Shape.SEVERAL:
                return _texts(value)
            case Shape.ITEMS:
                return tuple(item for item in map(_texts, value) if item)
            case Shape.GAPS:
                return _joined(map(_tidy_part, value))
        return value

    def node(self, field: FormField) -> Node | None:
        value = self._values.get(field.key)
        return None if value is None else node_of(value, _text)


def _tidy_part(part: str | Gap) -> str | Gap:
    if isinstance(part, str):
        return _text(part)
    accept = tuple(text.strip() for text in _texts(part.accept))
    return Gap(_text(part.answer).strip(), accept, _text(part.hint).strip(), part.number)


def _fitting(extras: Extras, right: Iterable[str], wrong: Iterable[str]) -> Extras:
    """The optional fields without those that have no effect with these answers."""
    fits = bool(extras.tolerance) and not extras.strict and takes_tolerance(right)
    return changed(
        extras,
        tolerance=extras.tolerance if fits else "",
        shuffle=extras.shuffle or not any(wrong),
        typed=extras.typed and not any(wrong),
    )


def tidy_head(deck: Deck, name: str) -> Deck:
    """The deck without notes, with a title (the last part of its name, if it has none) and a valid
    language tag."""
    return Deck(
        title=_text(deck.title).strip() or name.rpartition("/")[2],
        notes=(),
        description=_text(deck.description).strip(),
        language=read_language(deck.language).tag if deck.language else "",
        tags=_texts(deck.tags),
        source=_text(deck.source).strip(),
        folder=" ".join(_text(deck.folder).split()),
        strict=deck.strict,
        format=deck.format,
        templates=tuple(
            _tidy_templates(templates_of(deck), strict=deck.strict, markdown=deck.markdown).values()
        ),
    )


def sound_notes(
    notes: list[Note],
    templates: Mapping[str, Template] = NO_TEMPLATES,
    *,
    strict: bool = False,
    markdown: bool = False,
) -> tuple[list[Note], list[str]]:
    """The notes that a deck file may hold, and the reasons why others are left out. strict,
    markdown, templates: of the deck."""
    findings = Findings("")
    reader = NoteReader(findings, templates, strict=strict, markdown=markdown)
    sound = []
    for index, note in enumerate(notes):
        findings.shift = index
        sound.append(reader.read(node_of(note_fields(note))) is not None)
    bad = {fault.line - 1: fault.message for fault in findings.faults(len(notes))}
    left_out = [
        message for index, message in bad.items() if index < len(sound) and not sound[index]
    ]
    left_out += ["for other reasons"] * (sound.count(False) - len(left_out))
    return [note for note, fits in zip(notes, sound, strict=True) if fits], _counted(left_out)


def _counted(faults: list[str]) -> list[str]:
    lines = [
        f"{counted(number, 'card')}: {fault}"
        for fault, number in Counter(faults).most_common(SHOWN)
    ]
    rest = len(set(faults)) - len(lines)
    return [*lines, f"cards with {rest} other faults"] if rest > 0 else lines


def _index(
    notes: Iterable[Note], claimed: Container[str] = ()
) -> tuple[dict[str, Note], dict[Hashable, Note]]:
    ids: dict[str, Note] = {}
    contents: dict[Hashable, Note] = {}
    for note in notes:
        if note.extras.id:
            ids[note.extras.id] = note
        if note.extras.id not in claimed:
            contents.setdefault(_identity(note), note)
    return ids, contents


def _identity(note: Note) -> Hashable:
    """What no two notes of a deck may share, unless they have ids. As in the loader, the order of a
    list and the truth of a statement do not distinguish cards."""
    return note_content(note) if isinstance(note, ClozeNote) else note.same()


def _id(text: str) -> str:
    text = " ".join(_text(text).split())
    return f"_{text}" if text.startswith("#") else text


def _text(text: str) -> str:
    if text.isprintable():
        return text
    return NEVER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in map(_text, texts) if text.strip())


def _wrong(
    note: BasicNote | TermNote | ClozeNote,
    answer: str,
    right: Iterable[str],
    fold_: Callable[[str], str],
) -> tuple[str, ...]:
    """The distractors of a note, each once. If they keep their order, the answer may be among
    them."""
    known = [answer, *right]
    texts = _texts(note.distractors)
    if note.extras.shuffle or answer not in texts:
        return _once(texts, known, fold_)
    place = texts.index(answer)
    before = _once(texts[:place], known, fold_)
    return (*before, answer, *_once(texts[place:], [*known, *before], fold_))


def _once(
    texts: Iterable[str], taken: Iterable[str], fold_: Callable[[str], str]
) -> tuple[str, ...]:
    """The texts without duplicates and without those in `taken`."""
    texts = list(texts)
    if not texts:
        return ()
    seen = {fold_(text) for text in taken}
    kept = []
    for text in texts:
        if fold_(text) not in seen:
            seen.add(fold_(text))
            kept.append(text)
    return tuple(kept)


def _joined(parts: Iterable[str | Gap]) -> tuple[str | Gap, ...]:
    """The parts in the form of `parse_cloze`: no empty and no adjacent literals."""
    joined: list[str | Gap] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)
