"""The cards that a deck's notes make, each with a key that names it in the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from quiz.decks.cloze import shown_text
from quiz.decks.kind import Kind
from quiz.decks.model import (
    BasicNote,
    Card,
    ClozeNote,
    Deck,
    Gap,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)


def make_cards(deck: Deck, name: str) -> list[Card]:
    """All cards of a deck in the order of its notes; `name` is the deck's in the library.

    The key of a card follows from the deck's name and the note's id, or else from its content.
    """
    cards: list[Card] = []
    for note in deck.notes:
        note_name = note_address(note)
        for part, card in enumerate(_of_note(note)):
            extras = note.extras
            cards.append(
                replace(
                    card,
                    key=address_key(name, note_name, part),
                    note=note_name,
                    deck=name,
                    category=extras.category,
                    hint=card.hint or extras.hint,
                    explanation=extras.explanation,
                    source=extras.source or deck.source,
                    tags=deck.tags + tuple(tag for tag in extras.tags if tag not in deck.tags),
                    language=deck.language,
                    line=extras.line,
                )
            )
    return cards


def note_address(note: Note) -> str:
    """What names a note within its deck: "id:" and its id, else "=" and a digest of its content."""
    if note.extras.id:
        return f"id:{note.extras.id}"
    return "=" + _digest(note_content(note))


def note_content(note: Note) -> str:
    """What makes a note this note and no other: what it asks and what is right."""
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
    """Sixteen hexadecimal digits that name a card; `salt` tells apart cards at one address."""
    text = "\x1e".join((deck, note, str(part)))
    return _digest(f"{text}\x1e{salt}" if salt else text)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _card(kind: Kind, prompt: str, answers: tuple[str, ...]) -> Card:
    return Card(key="", note="", deck="", kind=kind, prompt=prompt, answers=answers)


def _of_note(note: Note) -> Iterator[Card]:
    match note:
        case BasicNote():
            card = _card(Kind.BASIC, note.prompt, (note.answer, *note.accept))
            yield replace(card, distractors=note.distractors)
        case ClozeNote():
            gaps = [part for part in note.parts if isinstance(part, Gap)]
            for number, gap in enumerate(gaps):
                prompt = shown_text(note.parts, number)
                card = _card(Kind.CLOZE, prompt, (gap.answer, *gap.accept))
                yield replace(card, distractors=note.distractors, hint=gap.hint)
        case TermNote():
            yield _card(Kind.TERM, note.term, (note.definition,))
            back = _card(Kind.TERM, note.definition, (note.term, *note.accept))
            yield replace(back, distractors=note.distractors, reverse=True)
        case ListNote():
            names = tuple(item[0] for item in note.items)
            yield replace(_card(Kind.LIST, note.prompt, names), items=note.items)
        case SequenceNote():
            yield _card(Kind.SEQUENCE, note.prompt, note.steps)
        case TrueFalseNote():
            yield _card(Kind.TRUE_FALSE, note.statement, ("true" if note.truth else "false",))
