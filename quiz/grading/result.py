"""What grading an answer results in."""

from __future__ import annotations

from typing import Literal, NamedTuple


class DiffPart(NamedTuple):
    """A stretch of a comparison.

    op: "same" stands in both texts, "missing" only in the expected one, "extra" only in the
        response. Same and missing parts in a row are the expected text.
    """

    op: Literal["same", "missing", "extra"]
    text: str


class Grade(NamedTuple):
    """How right an answer is.

    credit: 0.0 (wrong) to 1.0 (wholly right); only lists and sequences give parts.
    correct: wholly right, that is credit 1.0.
    nearly: wrong, but close enough to say so.
    expected: the right answer to show; of several the one nearest to the response.
    diff: how the response differs from the answer: a misspelling, or what was forgiven and is no
        noise; empty when it does not, or was nowhere near.
    missing: LIST: the items that were not named.
    extra: LIST: what was named and belongs to no item.
    spelt: LIST: names that were written in another way than the card has them, as it has them.
    elsewhere: the answer is that of another card that asks the same.
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
    def to_the_letter(self) -> bool:
        """Whether nothing had to be forgiven, and it is this card's own answer."""
        return self.correct and not (self.diff or self.spelt or self.elsewhere)
