"""The daily challenge: ten questions that are the same for everyone with the same decks.

    part       rule
    ─────────  ─────────────────────────────────────────────────────────────────────────────────
    day        the player's calendar day; its date is the only seed
    cards      each card has a rank from the date, its deck's name and its place in the deck; the
               first ten are asked, without suspended cards and paused decks, one of each note
    questions  as for a new card, whatever the player knows and prefers: a choice if the card can
               be one; the seed also draws and orders the options
    points     as in a Quiz, but as if every card had the difficulty of a new one
    scored     each day ten questions, once each; a challenge that was left goes on later that day
    again      a Cram of the same cards: it scores nothing and leaves the schedule alone
    ─────────  ─────────────────────────────────────────────────────────────────────────────────

Decks with the same name and the same cards give their cards the same ranks in every library. So
players who share some of their decks share the questions from these, as far as cards of other decks
do not rank before them; those who pick the same decks (`--deck`) have all ten in common.

Example: both Ada and Bo have the shipped decks, and Bo has one more of 30 cards. Of Ada's ten
questions, Bo gets most; with `--deck central-asia`, both get the same ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from quiz.moment import day_to_date_text

QUESTIONS = 10
"""Questions of a challenge."""


class Challenge(NamedTuple):
    """Today's challenge.

    answered, right, points: of the scored questions. total: questions it has, fewer than
    `QUESTIONS` if there are fewer cards. best: most points on any earlier day, or None.
    """

    answered: int
    right: int
    points: int
    total: int
    best: int | None = None

    @property
    def done(self) -> bool:
        """Whether all its questions are answered, so that playing again is for fun."""
        return self.answered >= self.total

    @property
    def text(self) -> str:
        """How far it is: "10 questions", "3 of 10 answered", "8 of 10 right, 1,240 points"."""
        if not self.answered:
            return f"{self.total} questions"
        if not self.done:
            return f"{self.answered} of {self.total} answered"
        return f"{self.right} of {self.answered} right, {self.points:,} points"

    @property
    def best_text(self) -> str:
        """How its points compare with earlier days; "" while it is open or the first."""
        if not self.done or self.best is None:
            return ""
        if self.points > self.best:
            return f"Your best challenge; {self.best:,} points before."
        return f"Your best challenge is {self.best:,} points."


def ranked(day: int, decks: Iterable[tuple[str, int]]) -> list[int]:
    """The places of all cards of these decks, laid end to end, in the order of the day.

    decks: the name of each and its number of cards. A deck's folder does not matter.
    """
    date = day_to_date_text(day)
    ranks: list[float] = []
    for name, cards in decks:
        # One generator for each deck: no deck shifts the ranks of another.
        random = Random(f"{date} {name.rpartition('/')[2]}")
        ranks.extend(random.random() for _ in range(cards))
    return sorted(range(len(ranks)), key=ranks.__getitem__)
