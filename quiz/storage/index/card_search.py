"""Finds cards by words and state in the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.scheduling.memory import Phase
from quiz.settings.filters import STATES, Order, in_order, order_of, words_of
from quiz.storage.index.bodies import folded
from quiz.storage.index.database import Index
from quiz.storage.index.shelf import ShelfDeck

_MOST_DAYS = 1_000_000

_SORTED_BY = {
    "": "NULL",
    "prompt": "c.search",
    "due": "s.due_day, s.due_ms",
    "stability": "s.stability",
    "lapses": "s.lapses",
}
"""SQL for what each order of a search compares."""

_Condition = tuple[str, list[object]]
"""SQL on a card `c` and its state `s`, and its values."""


@dataclass(frozen=True, slots=True)
class CardSearch:
    """Searches one player's cards at one moment.

    player: the player's number in the index. decks: all decks by name, in library order.
    today, ms: the day number and the time in milliseconds, for due and buried cards.
    leech_lapses: from how many lapses on a card is a leech; 0 for never.
    """

    index: Index
    player: int
    decks: Mapping[str, ShelfDeck]
    today: int
    ms: int
    leech_lapses: int

    def keys(self, search: str) -> list[str]:
        """The keys of the matching cards, in the search's order, else that of the library; cards
        without a value come last. Of all cards for an empty search."""
        order = order_of(search)
        words = words_of(in_order(search, Order()))
        tests = [self._test(word) for word in words if word != "-"]
        condition = " AND ".join(f"({sql})" for sql, _ in tests) or "1"
        # Without a condition on the state, SQLite does not read its table.
        rows = self.index.rows(
            f"SELECT c.deck, c.position, c.key, {_SORTED_BY[order.by]} "
            "FROM cards c LEFT JOIN states s "
            f"ON s.player = ? AND s.card = c.key WHERE c.deck NOT IN left_out AND {condition}",
            (self.player, *(value for _, values in tests for value in values)),
        )
        ranks = {deck.number: rank for rank, deck in enumerate(self.decks.values())}
        found = sorted((ranks[deck], *row) for deck, *row in rows if deck in ranks)
        if order.by:
            valued = (row for row in found if row[3] is not None)
            found = [
                *sorted(valued, key=lambda row: row[3:], reverse=order.down),
                *(row for row in found if row[3] is None),
            ]
        return [row[2] for row in found]

    def states(self, card: str) -> list[str]:
        """The states of the card with this key, in the order of `STATES`; "aside" is left out, as
        it stands for others."""
        names = [name for name in STATES if name != "aside"]
        tests = [self._state(name) for name in names]
        row = self.index.row(
            f"SELECT {', '.join(sql for sql, _ in tests)} FROM (SELECT ? AS key) c "
            "LEFT JOIN states s ON s.player = ? AND s.card = c.key",
            (*(value for _, values in tests for value in values), card, self.player),
        )
        return [name for name, holds in zip(names, row or (), strict=True) if holds]

    def _test(self, word: str) -> _Condition:
        if word.startswith("-") and len(word) > 1:
            sql, values = self._test(word[1:])
            return f"NOT ifnull({sql}, 0)", values
        name, colon, value = word.partition(":")
        value = value.casefold()
        if colon and name == "is":
            return self._state(value)
        if colon and name == "deck":
            return f"c.deck IN ({', '.join(map(str, self._numbers(value)))})", []
        if colon and name == "due":
            return self._due_in(value)
        if colon and name == "tag":
            return "instr(c.tags, ?)", [f"\n{value}\n"]
        if colon and name == "kind":
            return "c.kind = ?", [value]
        return "instr(c.search, ?)", [folded(word)]

    def _due_in(self, value: str) -> _Condition:
        """The cards that come due in so many days; overdue ones come today, in 0."""
        if not value.isdecimal():
            return "0", []
        same = "=" if int(value) else "<="
        return f"s.due_day {same} ?", [self.today + min(int(value), _MOST_DAYS)]

    def _numbers(self, value: str) -> list[int]:
        """The decks that a name means: a deck or folder with this full name, or else all decks
        whose names contain it."""
        decks = [(name.casefold(), deck.number) for name, deck in self.decks.items()]
        whole = [number for name, number in decks if name == value]
        whole = whole or [
            number for name, number in decks if name.startswith(f"{value.rstrip('/')}/")
        ]
        return whole or [number for name, number in decks if value in name]

    def _state(self, name: str) -> _Condition:
        """The condition for one of `quiz.settings.filters.STATES`; false for any other name."""
        review = Phase.REVIEW.value
        conditions: dict[str, _Condition] = {
            "new": ("s.phase IS NULL", []),
            "learning": ("s.phase <> ?", [review]),
            "review": ("s.phase = ? AND NOT s.mastered", [review]),
            "mastered": ("s.mastered", []),
            "due": (
                "CASE s.phase WHEN ? THEN s.due_day <= ? ELSE s.due_ms <= ? END",
                [review, self.today, self.ms],
            ),
            "suspended": ("s.suspended", []),
            "buried": ("s.buried = ?", [self.today]),
            "flagged": ("s.flagged", []),
            "aside": ("s.suspended OR s.flagged OR ifnull(s.buried = ?, 0)", [self.today]),
            "leech": ("s.lapses >= ?", [self.leech_lapses]) if self.leech_lapses else ("0", []),
        }
        return conditions.get(name, ("0", []))
