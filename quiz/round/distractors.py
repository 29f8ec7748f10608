"""Wrong answers to choose among, drawn so that none of them is also right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from quiz.decks.kind import Kind
from quiz.decks.model import Card
from quiz.grading.grade import grade_typed
from quiz.grading.normalise import normalise

Draw = Callable[[Card, int, Random], tuple[str, ...]]
"""Draws up to so many wrong answers for a card, see `DistractorPool.draw`."""

_CHOOSABLE = (Kind.BASIC, Kind.CLOZE, Kind.TERM)
_Group = tuple[str, str, bool, bool]


class DistractorPool:
    """The answers of a library's cards, grouped by what they may stand beside.

    A card without enough distractors of its own borrows answers of the same category from its
    deck; a card without category borrows from those without one that are asked the same way.
    Terms borrow from terms first, then answers of their category that look alike.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        self._groups: dict[_Group, list[Card]] = {}
        self._by_prompt: dict[tuple[str, str], set[str]] = {}
        self._by_note: dict[tuple[str, str], set[str]] = {}
        for card in cards:
            if card.kind in _CHOOSABLE:
                self._groups.setdefault(_group(card), []).append(card)
                right = self._by_prompt.setdefault((card.deck, normalise(card.prompt)), set())
                own = {normalise(answer, card.language) for answer in card.answers}
                right.update(own)
                self._by_note.setdefault((card.deck, card.note), set()).update(own)

    def draw(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        """Up to `count` wrong answers, all different; the author's own come first.

        Never drawn: what would be accepted for this card or for one with the same prompt. Never
        borrowed: answers of its siblings, because a sibling's prompt gives those away.
        """
        taken = {normalise(answer, card.language) for answer in card.answers}
        taken |= self._by_prompt.get((card.deck, normalise(card.prompt)), set())
        drawn: list[str] = []
        own = list(card.distractors)
        random.shuffle(own)
        for text in own:
            _take(text, card, taken, drawn, count)
        taken |= self._by_note.get((card.deck, card.note), set())
        self._borrow(card, _group(card), not card.category, taken, drawn, count, random)
        if card.category and card.kind is Kind.TERM:
            names = (card.deck, card.category, False, False)
            self._borrow(card, names, True, taken, drawn, count, random)
        return tuple(drawn)

    def _borrow(
        self,
        card: Card,
        group: _Group,
        alike: bool,
        taken: set[str],
        drawn: list[str],
        count: int,
        random: Random,
    ) -> None:
        """Fill up from a group; with `alike` only by answers that look like the card's own."""
        if len(drawn) >= count:
            return
        answers = dict.fromkeys(
            other.answers[0]
            for other in self._groups.get(group, ())
            if not alike or _alike(card.answers[0], other.answers[0])
        )
        for text in random.sample(list(answers), min(len(answers), 8 * count)):
            _take(text, card, taken, drawn, count)


def _group(card: Card) -> _Group:
    is_term = card.kind is Kind.TERM
    return (card.deck, card.category, is_term, card.reverse)


def _alike(one: str, other: str) -> bool:
    """Without a category: numbers stand beside numbers, and short texts not beside long ones."""
    short, long = sorted((len(one), len(other)))
    same = any(map(str.isdigit, one)) == any(map(str.isdigit, other))
    return same and long <= 3 * short


def _take(text: str, card: Card, taken: set[str], drawn: list[str], count: int) -> None:
    plain = normalise(text, card.language)
    # What would pass when typed, such as the same date in another notation, is no wrong answer.
    if len(drawn) < count and plain not in taken and not grade_typed(text, card).correct:
        taken.add(plain)
        drawn.append(text)
