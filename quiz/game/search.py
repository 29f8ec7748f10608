"""Finding cards by words and by state."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.decks.model import Card
from quiz.memory.memory import Phase
from quiz.memory.queue import is_mastered

if TYPE_CHECKING:
    from quiz.game.game import Game


class Finder:
    """Searches the library as it is now.

    A search is words that all must occur in prompt, answer or explanation, whatever their case
    and accents, and filters: is:STATE, deck:NAME, tag:NAME, kind:NAME. A minus negates.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self.cards = game.cards_of()
        now = game.clock()
        self._hour = game.settings.day_start_hour
        self._now = now
        self._suspended = game.collection.suspended
        self._buried = game.collection.buried(now.day(self._hour))
        self._leeches = game.collection.leeches(game.settings.leech_lapses)
        self._texts: list[str] | None = None

    def states(self, card: Card) -> list[str]:
        """All states of a card: new, learning, due, review, mastered, suspended, buried, leech."""
        memory = self._game.collection.memory(card.key)
        states = []
        if memory is None:
            states.append("new")
        elif memory.phase is not Phase.REVIEW:
            states.append("learning")
        else:
            states.append("mastered" if is_mastered(memory) else "review")
        if memory is not None and memory.is_due(self._now, self._hour):
            states.append("due")
        for state, keys in (
            ("suspended", self._suspended),
            ("buried", self._buried),
            ("leech", self._leeches),
        ):
            if card.key in keys:
                states.append(state)
        return states

    def find(self, search: str) -> list[Card]:
        """The cards that match, in the order of the library; all for an empty search."""
        tests = [self._test(word) for word in _words(search) if word != "-"]
        if not tests:
            return list(self.cards)
        if self._texts is None:
            self._texts = [_plain(f"{c.prompt} {c.answer} {c.explanation}") for c in self.cards]
        return [
            card
            for card, text in zip(self.cards, self._texts, strict=True)
            if all(test(card, text) for test in tests)
        ]

    def _test(self, word: str) -> Callable[[Card, str], bool]:
        if word.startswith("-") and len(word) > 1:
            inner = self._test(word[1:])
            return lambda card, text: not inner(card, text)
        name, colon, value = word.partition(":")
        value = value.casefold()
        if colon and name == "is":
            return lambda card, _: value in self.states(card)
        if colon and name == "deck":
            return lambda card, _: value in card.deck.casefold()
        if colon and name == "tag":
            return lambda card, _: any(value == tag.casefold() for tag in card.tags)
        if colon and name == "kind":
            return lambda card, _: card.kind.value == value
        plain = _plain(word)
        return lambda _, text: plain in text


def _plain(text: str) -> str:
    """Without case, accents and double spaces; articles and punctuation stay, for one may want to
    find them."""
    if not text.isascii():
        text = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(letter)
        )
    return " ".join(text.casefold().split())


def _words(search: str) -> list[str]:
    try:
        return shlex.split(search)
    except ValueError:
        # A quotation mark is still open while one types.
        return search.replace('"', " ").replace("'", " ").split()
