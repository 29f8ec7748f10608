"""Today's limits on new cards and reviews, and how much of them is used up, from the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from quiz.scheduling.allowance import Allowance
from quiz.scheduling.backlog import days_to_spread_over, with_share_of_today
from quiz.scheduling.exams import Exam, exams, with_pace
from quiz.settings.settings import Settings
from quiz.storage.index.database import Index
from quiz.storage.index.ledger import Ledger

DUE = (
    "FROM states INDEXED BY states_in_review "
    "WHERE player = ? AND phase IN ('learning', 'relearning', 'review') AND suspended = 0"
)
"""The cards that fall due at any time; a condition on `due_day` follows."""


@dataclass
class DayLimits:
    """The limits of one player on one day, for all decks of the library.

    today: the day number. name_of: finds the name of a deck by its number. uncounted: names of
    decks whose cards use up no limit.
    """

    index: Index
    ledger: Ledger
    settings: Settings
    today: int
    name_of: Callable[[int], str | None]
    uncounted: Collection[str] = ()

    @cached_property
    def done(self) -> Mapping[str, tuple[int, int]]:
        """How many cards of each deck that counts were learnt and reviewed today; "" for cards that
        are in no deck of the library."""
        done: dict[str, tuple[int, int]] = {}
        for number, learnt, reviewed in self.ledger.done_on(self.today):
            name = (None if number is None else self.name_of(number)) or ""
            if name not in self.uncounted:
                before = done.get(name, (0, 0))
                done[name] = before[0] + learnt, before[1] + reviewed
        return done

    @cached_property
    def reviews(self) -> Allowance:
        """What is left of the limit on reviews."""
        done = {deck: reviewed for deck, (_, reviewed) in self.done.items()}
        return Allowance("reviews_per_day", self._spread, done)

    @property
    def tomorrow(self) -> Allowance:
        """The limit on reviews with nothing done yet."""
        return Allowance("reviews_per_day", self._spread, {})

    @cached_property
    def news(self) -> Allowance:
        """What is left of the limit on new cards."""
        done = {deck: learnt for deck, (learnt, _) in self.done.items()}
        return Allowance("new_per_day", with_pace(self.settings, self.exams), done)

    @cached_property
    def exams(self) -> list[Exam]:
        """The upcoming exams of all decks in the library."""
        if not any(own.exam for own in self.settings.decks.values()):
            return []
        rows = self.index.rows(
            "SELECT f.number, f.cards - ifnull(t.seen + t.suspended, 0) FROM files f "
            "LEFT JOIN tallies t ON t.player = ? AND t.deck = f.number "
            "WHERE f.number NOT IN left_out",
            (self.ledger.player,),
        )
        unseen = {self.name_of(number) or "": cards for number, cards in rows}
        learnt = {deck: learnt for deck, (learnt, _) in self.done.items()}
        return exams(self.settings, unseen, learnt, self.today)

    @property
    def spread_until(self) -> str:
        """The ISO date until which a backlog is spread; "" if it is not."""
        return "" if self._spread is self.settings else self.settings.spread_until

    @cached_property
    def _spread(self) -> Settings:
        """The settings, with today's share of a spread backlog as the review limit."""
        days = days_to_spread_over(self.settings, self.today)
        if not days:
            return self.settings
        due = [0] * days
        rows = self.index.rows(
            f"SELECT deck, due_day, count(*) {DUE} AND due_day < ? AND deck IS NOT NULL "
            "AND deck NOT IN left_out GROUP BY deck, due_day",
            (self.ledger.player, self.today + days),
        )
        for deck, day, count in rows:
            if self._shares_the_limit(self.name_of(deck) or ""):
                due[max(0, day - self.today)] += count
        done = sum(
            reviewed for deck, (_, reviewed) in self.done.items() if self._shares_the_limit(deck)
        )
        return with_share_of_today(self.settings, due, done)

    def _shares_the_limit(self, deck: str) -> bool:
        """Whether the general review limit applies to a deck, and it is not paused."""
        own = self.settings.options_of(deck)
        return not own.paused and own.reviews_per_day is None
