"""Finds cards by words and state."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from quiz.card import Card
from quiz.game.game import Game
from quiz.history.kinds import Mode
from quiz.scheduling.memory import Phase, is_mastered
from quiz.scheduling.picking import Counts
from quiz.settings.filters import words_of
from quiz.storage.index.bodies import folded
from quiz.storage.index.selection import LONGEST_ROUND, keys_where

_Condition = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search: the keys of all cards, and the first cards themselves."""

    keys: list[str]
    cards: list[Card]

    @property
    def count(self) -> int:
        """How many cards were found."""
        return len(self.keys)


class Finder:
    """Searches the current library.

    A search has words, which must all occur in the prompt, answer or explanation (ignoring case and
    accents), and filters: is:STATE, deck:NAME, tag:NAME, kind:NAME. A minus negates.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self._now = game.clock()
        self._hour = game.settings.day_start_hour
        self._today = self._now.day(self._hour)
        self.total = sum(deck.total for deck in game.decks.values())

    def states(self, card: Card) -> list[str]:
        """All states of a card: new, learning, due, review, mastered, suspended, buried, flagged,
        leech."""
        state = self._game.collection.state(card.key)
        memory = state.memory
        states = []
        if memory is None:
            states.append("new")
        elif memory.phase is not Phase.REVIEW:
            states.append("learning")
        else:
            states.append("mastered" if is_mastered(memory) else "review")
        if memory is not None and memory.is_due(self._now, self._hour):
            states.append("due")
        if state.suspended:
            states.append("suspended")
        if state.buried == self._today:
            states.append("buried")
        if state.flagged:
            states.append("flagged")
        if memory is not None and memory.is_leech(self._game.settings.leech_lapses):
            states.append("leech")
        return states

    def find(self, search: str, most: int | None = None) -> SearchResult:
        """The matching cards in library order, with at most `most` of the cards themselves. An
        empty search matches all."""
        tests = [self._test(word) for word in words_of(search) if word != "-"]
        game = self._game
        keys = keys_where(
            game.index,
            game.collection.player,
            [deck.number for deck in game.decks.values()],
            " AND ".join(f"({sql})" for sql, _ in tests) or "1",
            [value for _, values in tests for value in values],
        )
        cards = (game.card(key) for key in keys[:most])
        return SearchResult(keys, [card for card in cards if card is not None])

    def _test(self, word: str) -> _Condition:
        if word.startswith("-") and len(word) > 1:
            sql, values = self._test(word[1:])
            return f"NOT ifnull({sql}, 0)", values
        name, colon, value = word.partition(":")
        value = value.casefold()
        if colon and name == "is":
            return self._state(value)
        if colon and name == "deck":
            decks = [(n.casefold(), deck.number) for n, deck in self._game.decks.items()]
            # A full name means that deck or folder only, not decks that contain it.
            whole = [number for n, number in decks if n == value]
            whole = whole or [
                number for n, number in decks if n.startswith(f"{value.rstrip('/')}/")
            ]
            numbers = whole or [number for n, number in decks if value in n]
            return f"c.deck IN ({', '.join(map(str, numbers))})", []
        if colon and name == "tag":
            return "instr(c.tags, ?)", [f"\n{value}\n"]
        if colon and name == "kind":
            return "c.kind = ?", [value]
        return "instr(c.search, ?)", [folded(word)]

    def _state(self, name: str) -> _Condition:
        """The SQL condition for one of the `states`, or for "aside": suspended, buried or flagged.
        False for any other name."""
        review = Phase.REVIEW.value
        leech = self._game.settings.leech_lapses
        conditions: dict[str, _Condition] = {
            "new": ("s.phase IS NULL", []),
            "learning": ("s.phase <> ?", [review]),
            "review": ("s.phase = ? AND NOT s.mastered", [review]),
            "mastered": ("s.mastered", []),
            "due": (
                "CASE s.phase WHEN ? THEN s.due_day <= ? ELSE s.due_ms <= ? END",
                [review, self._today, self._now.ms],
            ),
            "suspended": ("s.suspended", []),
            "buried": ("s.buried = ?", [self._today]),
            "flagged": ("s.flagged", []),
            "aside": ("s.suspended OR s.flagged OR ifnull(s.buried = ?, 0)", [self._today]),
            "leech": ("s.lapses >= ?", [leech]) if leech else ("0", []),
        }
        return conditions.get(name, ("0", []))


def counts_of_search(game: Game, search: str) -> Counts:
    """The counts of the cards that a search finds."""
    finder = Finder(game)
    selection = game.selection(only=set(finder.find(search, 0).keys))

    def asked(mode: Mode, *, lifted: bool = False) -> int:
        return len(selection.queue(mode, LONGEST_ROUND, Random(0), lifted=lifted))

    def found(state: str) -> int:
        return finder.find(f"{search} {state}", 0).count

    due = asked(Mode.REVIEW, lifted=True)
    return Counts(
        due=due,
        stepping=found("is:learning is:due"),
        waiting=due - asked(Mode.REVIEW),
        new=asked(Mode.LEARN),
        learning=found("is:learning"),
        mastered=found("is:mastered"),
        unseen=found("is:new"),
        suspended=found("is:suspended"),
        total=found(""),
    )
