"""What of an imported deck is new beside the deck that is there already."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Hashable, Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate

from quiz.decks.cards import note_address, note_content
from quiz.decks.faults import Fault
from quiz.decks.loader import load_deck_text
from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Deck,
    Gap,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)
from quiz.decks.writer import dump_note
from quiz.interchange.model import ForeignDeck

SHOWN = 5
"""So many different faults are named."""

NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Merging:
    """An imported deck held against the notes of a deck that is there.

    new: notes to be added; text: as items of a list of cards, indented by two.
    known: how many are there already, `differ` of them with another text.
    addresses: where each imported note is or will be, by the address it has in the import.
    left_out: what cannot be a card here, a line each.
    """

    new: tuple[Note, ...]
    known: int
    differ: int
    addresses: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    text: str = ""


def shares_notes(foreign: Deck, present: Iterable[Note]) -> bool:
    """Whether a deck that is there holds any of the imported notes, by id or by content."""
    ids, contents = _index(present)
    return any(
        note.extras.id in ids or _asked(note) in contents for note in map(tidy_note, foreign.notes)
    )


def merge(foreign: ForeignDeck, present: Iterable[Note], elsewhere: Iterable[Note] = ()) -> Merging:
    """What to add to the notes that are present so that all imported ones are there.

    elsewhere: notes of the player's other decks. One with the same id and the same content is the
    imported note, moved by the player, and is not added again.
    """
    given = [(note, tidy_note(note)) for note in foreign.deck.notes]
    claimed = {note.extras.id for _, note in given} - {""}
    ids, contents = _index(present, claimed)
    moved = {(note.extras.id, _asked(note)): note for note in elsewhere if note.extras.id}
    new: dict[str, Note] = {}
    addresses: dict[str, str] = {}
    known = differ = repeated = 0
    for original, note in given:
        content = _asked(note)
        there = ids.get(note.extras.id) or contents.get(content)
        there = there or moved.get((note.extras.id, content))
        if there is not None:
            known += 1
            differ += note != replace(there, extras=replace(there.extras, id=note.extras.id))
        else:
            there = note
            repeated += note_address(note) in new
            new.setdefault(note_address(note), note)
        raw = original.extras.id
        addresses[f"id:{raw}" if raw else note_address(note)] = note_address(there)
    sound, text, left_out = sound_notes(list(new.values()))
    if repeated:
        left_out.insert(0, f"{_cards(repeated)} that stand{'s' * (repeated == 1)} there twice")
    return Merging(tuple(sound), known, differ, addresses, tuple(left_out), text)


def tidy_note(note: Note) -> Note:
    """The note without what no deck may hold: control characters, wrong answers that are right."""
    extras = replace(
        note.extras,
        id=_id(note.extras.id),
        category=_text(note.extras.category),
        hint=_text(note.extras.hint),
        explanation=_text(note.extras.explanation),
        source=_text(note.extras.source),
        tags=_texts(note.extras.tags),
    )
    match note:
        case BasicNote():
            answer, accept = _text(note.answer), _texts(note.accept)
            wrong = _wrong(note.distractors, (answer, *accept))
            return BasicNote(_text(note.prompt), answer, accept, wrong, extras)
        case ClozeNote():
            parts: list[str | Gap] = []
            for part in note.parts:
                if isinstance(part, Gap):
                    accept = tuple(text.strip() for text in _texts(part.accept))
                    hint = _text(part.hint).strip()
                    parts.append(Gap(_text(part.answer).strip(), accept, hint))
                else:
                    parts.append(_text(part))
            right = [a for p in parts if isinstance(p, Gap) for a in (p.answer, *p.accept)]
            return ClozeNote(_joined(parts), _wrong(note.distractors, right), extras)
        case TermNote():
            term, accept = _text(note.term), _texts(note.accept)
            wrong = _wrong(note.distractors, (term, *accept))
            return TermNote(term, _text(note.definition), accept, wrong, extras)
        case ListNote():
            items = tuple(item for item in map(_texts, note.items) if item)
            return ListNote(_text(note.prompt), items, extras)
        case SequenceNote():
            return SequenceNote(_text(note.prompt), _texts(note.steps), extras)
        case TrueFalseNote():
            return TrueFalseNote(_text(note.statement), note.truth, extras)


def tidy_head(deck: Deck, name: str) -> Deck:
    """The deck without notes, with a title (its last name when it has none) and a valid tag."""
    return Deck(
        title=_text(deck.title).strip() or name.rpartition("/")[2],
        notes=(),
        description=_text(deck.description).strip(),
        language=deck.language if LANGUAGE.fullmatch(deck.language) else "",
        tags=_texts(deck.tags),
        source=_text(deck.source).strip(),
    )


def sound_notes(notes: list[Note]) -> tuple[list[Note], str, list[str]]:
    """The notes that make a deck without faults together, their text as items of a list of cards,
    and why others cannot be cards here."""
    texts = [dump_note(note) for note in notes]
    if not notes or isinstance(_load(texts), Deck):
        return notes, "".join(texts), []
    faults: list[str] = []
    sound: list[tuple[Note, str]] = []
    for note, text in zip(notes, texts, strict=True):
        loaded = _load([text])
        if isinstance(loaded, Deck):
            sound.append((note, text))
        else:
            faults.append(loaded[0].message)
    while sound and not isinstance(loaded := _load([text for _, text in sound]), Deck):
        starts = list(accumulate((text.count("\n") for _, text in sound), initial=3))
        bad = {bisect_right(starts, fault.line) - 1: fault.message for fault in loaded}
        faults += bad.values()
        sound = [pair for index, pair in enumerate(sound) if index not in bad]
    return [note for note, _ in sound], "".join(text for _, text in sound), _counted(faults)


def _load(texts: list[str]) -> Deck | list[Fault]:
    return load_deck_text(f"title: '-'\ncards:\n{''.join(texts)}", "")


def _counted(faults: list[str]) -> list[str]:
    lines = [f"{_cards(number)}: {fault}" for fault, number in Counter(faults).most_common(SHOWN)]
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
            contents.setdefault(_asked(note), note)
    return ids, contents


def _asked(note: Note) -> Hashable:
    """What no two notes of a deck may share, unless they have ids: as the loader sees it, the
    order of a list and the truth of a statement do not make another card."""
    match note:
        case ListNote():
            return ("list", note.prompt, frozenset(item[0] for item in note.items))
        case TrueFalseNote():
            return ("true-false", note.statement)
        case _:
            return note_content(note)


def _id(text: str) -> str:
    text = " ".join(_text(text).split())
    return f"_{text}" if text.startswith("#") else text


def _text(text: str) -> str:
    return NEVER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in map(_text, texts) if text.strip())


def _wrong(texts: Iterable[str], right: Iterable[str]) -> tuple[str, ...]:
    seen = {_fold(text) for text in right}
    wrong = []
    for text in _texts(texts):
        if _fold(text) not in seen:
            seen.add(_fold(text))
            wrong.append(text)
    return tuple(wrong)


def _joined(parts: Iterable[str | Gap]) -> tuple[str | Gap, ...]:
    """As `parse_cloze` gives them: no empty literal, no two next to each other."""
    joined: list[str | Gap] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _cards(number: int) -> str:
    return f"{number:,} card{'' if number == 1 else 's'}"
