"""What is asked and scheduled: a card."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.decks.kind import Kind

GAP_MARK = "[…]"


@dataclass(frozen=True, slots=True)
class Card:
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
    """

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
    line: int = field(default=0, compare=False)

    @property
    def answer(self) -> str:
        """The answer to show: the one right answer, or all items or steps, joined readably."""
        if self.kind is Kind.LIST:
            return ", ".join(self.answers)
        if self.kind is Kind.SEQUENCE:
            return " → ".join(self.answers)
        return self.answers[0]
