"""A card: what is asked and scheduled. A deck's notes make them, see `quiz.decks`."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

GAP_MARK = "[…]"


class Kind(StrEnum):
    """How a card is asked. The value is what the history stores."""

    BASIC = "basic"
    CLOZE = "cloze"
    TERM = "term"
    LIST = "list"
    SEQUENCE = "sequence"
    TRUE_FALSE = "true-false"


class _Fields(NamedTuple):
    key: str
    note: str
    deck: str
    kind: Kind
    prompt: str
    answers: tuple[str, ...]
    items: tuple[tuple[str, ...], ...] = ()
    distractors: tuple[str, ...] = ()
    category: str = ""
    hint: str = ""
    explanation: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    reverse: bool = False
    strict: bool = False
    tolerance: str = ""
    options: tuple[str, ...] = ()
    line: int = 0


class Card(_Fields):
    """One question that is asked and scheduled by itself.

    key: names the card in the history; stable across edits (see `quiz.decks.identity`).
    note: names the note within its deck; cards with the same deck and note are siblings.
    deck: the deck's name in the library, e.g. "central-asia".
    prompt: what is shown. In a cloze card the asked gap is `GAP_MARK`, the others are filled in.
    answers: BASIC, CLOZE, TERM: the right answer, then the other right ones.
        SEQUENCE: the steps in their right order. TRUE_FALSE: ("true",) or ("false",).
        LIST: the first name of each item (all names are in `items`).
    items: LIST only: for each item its answer, then other right ones.
    distractors: the wrong answers the author gave (more may be drawn, see `quiz.round`).
    reverse: TERM only: True when the definition is shown and the term is asked.
    strict: what is typed counts exactly: case, accents, punctuation, inner spaces.
    tolerance: how far a number may be off, see `quiz.text.tolerance`; "" for not at all.
    options: what is offered to choose from, in the author's own order; () where that is drawn.
    line: of the note in its file; where a card stands makes it no other card.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Whether all is the same but the line."""
        return isinstance(other, Card) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        """Whether anything but the line is another."""
        return not self == other

    def __hash__(self) -> int:
        """In line with equality."""
        return hash(self[:-1])

    @property
    def answer(self) -> str:
        """The answer to show: the one right answer, or all items or steps, joined readably."""
        if self.kind is Kind.LIST:
            return ", ".join(self.answers)
        if self.kind is Kind.SEQUENCE:
            return " → ".join(self.answers)
        return self.answers[0]
