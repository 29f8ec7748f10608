"""Makes the cards of a deck's notes, each with the key that identifies it in the history."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from quiz.card import Card, Kind
from quiz.decks.cloze import shown_text
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
from quiz.decks.strictness import is_strict


def make_cards(deck: Deck, name: str) -> list[Card]:
    """All cards of a deck in the order of its notes. name: of the deck in the library.

    A card's key is derived from the deck's name and the note's id or, without an id, its content.
    """
    cards: list[Card] = []
    for note in deck.notes:
        extras = note.extras
        own = extras.tags
        tags = deck.tags + tuple(tag for tag in own if tag not in deck.tags) if own else deck.tags
        address = note_address(note)
        shared = (
            extras.explanation,
            extras.source or deck.source,
            tags,
            deck.language,
        )
        strict = is_strict(extras, deck.strict)
        for part, asked in enumerate(_of_note(note)):
            cards.append(
                Card(
                    address_key(name, address, part),
                    address,
                    name,
                    asked.kind,
                    asked.prompt,
                    asked.answers,
                    asked.items,
                    asked.distractors,
                    extras.category,
                    asked.hint or extras.hint,
                    *shared,
                    asked.reverse,
                    strict,
                    extras.tolerance,
                    asked.options,
                    extras.line,
                )
            )
    return cards


def note_address(note: Note) -> str:
    """Identifies a note within its deck: "id:" and its id, else "=" and a hash of its content."""
    if note.extras.id:
        return f"id:{note.extras.id}"
    return "=" + _digest(note_content(note))


def note_content(note: Note) -> str:
    """The identifying content of a note: what it asks and what is right."""
    match note:
        case BasicNote():
            parts = ["basic", note.prompt, note.answer]
        case ClozeNote():
            parts = ["cloze", *(p if isinstance(p, str) else f"{{{p.answer}}}" for p in note.parts)]
        case TermNote():
            parts = ["term", note.term, note.definition]
        case ListNote():
            parts = ["list", note.prompt, *(item[0] for item in note.items)]
        case SequenceNote():
            parts = ["sequence", note.prompt, *note.steps]
        case TrueFalseNote():
            parts = ["true-false", note.statement, str(note.truth)]
    return "\x1f".join(parts)


def address_key(deck: str, note: str, part: int, salt: int = 0) -> str:
    """The key of a card, 16 hexadecimal digits; `salt` distinguishes cards at one address."""
    text = "\x1e".join((deck, note, str(part)))
    return _digest(f"{text}\x1e{salt}" if salt else text)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class _Choice(NamedTuple):
    """The wrong answers of a card, and its options if they keep the author's order."""

    distractors: tuple[str, ...]
    options: tuple[str, ...]


class _Face(NamedTuple):
    """What one card of a note asks; the other fields are shared by all its cards."""

    kind: Kind
    prompt: str
    answers: tuple[str, ...]
    items: tuple[tuple[str, ...], ...] = ()
    distractors: tuple[str, ...] = ()
    hint: str = ""
    reverse: bool = False
    options: tuple[str, ...] = ()


def _choice(note: BasicNote | TermNote | ClozeNote, answers: tuple[str, ...]) -> _Choice:
    """The options of a card with these right answers."""
    wrong = note.distractors
    if note.extras.shuffle or not wrong:
        return _Choice(wrong, ())
    options = wrong if answers[0] in wrong else (answers[0], *wrong)
    return _Choice(tuple(text for text in wrong if text != answers[0]), options)


def _of_note(note: Note) -> Iterable[_Face]:
    match note:
        case BasicNote():
            answers = (note.answer, *note.accept)
            wrong, options = _choice(note, answers)
            return (_Face(Kind.BASIC, note.prompt, answers, (), wrong, options=options),)
        case ClozeNote():
            gaps = [part for part in note.parts if isinstance(part, Gap)]
            cards = []
            for number, gap in enumerate(gaps):
                answers = (gap.answer, *gap.accept)
                wrong, options = _choice(note, answers)
                prompt = shown_text(note.parts, number)
                cards.append(
                    _Face(Kind.CLOZE, prompt, answers, (), wrong, gap.hint, options=options)
                )
            return cards
        case TermNote():
            back = (note.term, *note.accept)
            wrong, options = _choice(note, back)
            return (
                _Face(Kind.TERM, note.term, (note.definition,)),
                _Face(Kind.TERM, note.definition, back, (), wrong, "", True, options),
            )
        case ListNote():
            names = tuple(item[0] for item in note.items)
            return (_Face(Kind.LIST, note.prompt, names, note.items),)
        case SequenceNote():
            return (_Face(Kind.SEQUENCE, note.prompt, note.steps),)
        case TrueFalseNote():
            truth = "true" if note.truth else "false"
            return (_Face(Kind.TRUE_FALSE, note.statement, (truth,)),)
