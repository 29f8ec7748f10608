"""The result of grading an answer."""

from __future__ import annotations

from typing import Literal, NamedTuple


class DiffPart(NamedTuple):
    """One part of a comparison.

    op: "same" is in both texts, "missing" only in the expected one, "extra" only in the response.
        The same and missing parts joined are the expected text.
    """

    op: Literal["same", "missing", "extra"]
    text: str


class Grade(NamedTuple):
    """How right an answer is.

    credit: 0.0 (wrong) to 1.0 (fully correct); only lists and sequences give partial credit.
    correct: fully correct, that is credit 1.0.
    nearly: not right, but close enough to say so.
    expected: the right answer to show; of several, the one nearest to the response.
    diff: how the response differs from the answer, noise left out; empty if it does not, or if it
        is nowhere near.
    missing: LIST: items not given.
    extra: LIST: responses that are no item.
    spelt: LIST: the card's spelling of names that were spelt differently.
    elsewhere: right only because another card that asks the same accepts it.
    """

    credit: float
    correct: bool
    nearly: bool
    expected: str
    diff: tuple[DiffPart, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def is_misspelt(self) -> bool:
        """Whether there is a difference to mark."""
        return any(part.op != "same" for part in self.diff)

    @property
    def to_the_letter(self) -> bool:
        """Whether it is this card's own answer and nothing had to be forgiven."""
        return self.correct and not (self.diff or self.spelt or self.elsewhere)
