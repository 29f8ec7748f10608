"""Finds cards by words and state."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from quiz.card import Card
from quiz.game.game import Game
from quiz.history.kinds import Mode
from quiz.scheduling.picking import LONGEST_ROUND, Counts
from quiz.storage.index.card_search import CardSearch


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
    accents), and filters: is:STATE, deck:NAME, tag:NAME, kind:NAME, due:DAYS from today. A minus
    negates. sort:NAME sorts, see `quiz.settings.filters.SORTS`; a minus turns it round.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        now = game.clock()
        self._search = CardSearch(
            game.index,
            game.collection.player,
            game.decks,
            game.day,
            now.ms,
            game.settings.leech_lapses,
        )
        self.total = sum(deck.total for deck in game.decks.values())

    def states(self, card: Card) -> list[str]:
        """All states of a card: new, learning, due, review, mastered, suspended, buried, flagged,
        leech."""
        return self._search.states(card.key)

    def find(self, search: str, most: int | None = None) -> SearchResult:
        """The matching cards, in library order unless the search sorts, with at most `most` of the
        cards themselves. An empty search matches all."""
        keys = self._search.keys(search)
        cards = (self._game.card(key) for key in keys[:most])
        return SearchResult(keys, [card for card in cards if card is not None])


def counts_of_search(game: Game, search: str) -> Counts:
    """The counts of the cards that a search finds."""
    finder = Finder(game)
    selection = game.selection(only=set(finder.find(search, 0).keys))

    def asked_count(mode: Mode, *, lifted: bool = False) -> int:
        return len(selection.queue(mode, LONGEST_ROUND, Random(0), lifted=lifted))

    def found_count(state: str) -> int:
        return finder.find(f"{search} {state}", 0).count

    due = asked_count(Mode.REVIEW, lifted=True)
    return Counts(
        due=due,
        stepping=found_count("is:learning is:due"),
        waiting=due - asked_count(Mode.REVIEW),
        new=asked_count(Mode.LEARN),
        learning=found_count("is:learning"),
        mastered=found_count("is:mastered"),
        unseen=found_count("is:new -is:suspended"),
        suspended=found_count("is:new is:suspended"),
        total=found_count(""),
    )
