"""Draws the wrong options of a choice, making sure that none of them is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from random import Random

from quiz.card import Card, Kind
from quiz.grading.grade import grade_typed
from quiz.grading.other_answers import CHOOSABLE
from quiz.grading.same_prompt import SamePrompt
from quiz.round.fixed_options import speaks_of_others
from quiz.text.accepted import accepted
from quiz.text.normalise import normalise

Draw = Callable[[Card, int, Random], tuple[str, ...]]
"""Draws up to a number of wrong answers for a card, see `DistractorPool.draw`."""

ENOUGH = 2
"""The fewest wrong answers that make a choice."""

_Group = tuple[str, str, bool, str]


class DistractorPool:
    """The answers of all cards, grouped by which may appear together as options.

    A card with fewer than `ENOUGH` distractors borrows answers of the same category from its deck;
    an author who wrote more has the last word. A card without a category borrows from cards without
    one that are asked in the same direction.
    Answers that refer to other options ("all of the above") are never borrowed.
    Terms borrow from terms first, then from similar-looking answers of their category.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        """Only keeps the cards; folding waits until a draw needs it."""
        self._cards = [card for card in cards if card.kind in CHOOSABLE]
        self._same = SamePrompt(lambda: self._cards)

    @cached_property
    def _groups(self) -> dict[_Group, list[Card]]:
        groups: dict[_Group, list[Card]] = {}
        for card in self._cards:
            groups.setdefault(_group(card), []).append(card)
        return groups

    @cached_property
    def _notes(self) -> dict[tuple[str, str], list[Card]]:
        notes: dict[tuple[str, str], list[Card]] = {}
        for card in self._cards:
            notes.setdefault((card.deck, card.note), []).append(card)
        return notes

    def draw(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        """Up to `count` wrong answers, all different; the card's own distractors come first.

        Never drawn: anything accepted for this card or for one with the same prompt. Never
        borrowed: answers of its siblings, because a sibling's prompt gives them away.
        """
        taken = {_as_compared(answer, card) for answer in card.accepted}
        drawn: list[str] = []
        own = list(card.distractors)
        random.shuffle(own)
        self._take(own, card, taken, drawn, count, own=True)
        if len(drawn) >= ENOUGH:
            return tuple(drawn)
        for sibling in self._notes.get((card.deck, card.note), ()):
            taken.update(_as_compared(answer, sibling) for answer in sibling.accepted)
        self._borrow(card, _group(card), not card.category, taken, drawn, count, random)
        if card.category and card.kind is Kind.TERM:
            names = (card.deck, card.category, False, "")
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
        """Fill up from a group; with `alike`, only with answers that look like the card's own."""
        if len(drawn) >= count:
            return
        answers = dict.fromkeys(
            other.answers[0]
            for other in self._groups.get(group, ())
            if not alike or _alike(card.accepted[0], other.accepted[0])
            if not speaks_of_others(other.answers[0])
        )
        texts = random.sample(list(answers), min(len(answers), 8 * count))
        self._take(texts, card, taken, drawn, count)

    def _take(
        self,
        texts: Iterable[str],
        card: Card,
        taken: set[str],
        drawn: list[str],
        count: int,
        *,
        own: bool = False,
    ) -> None:
        """Draw those of these texts that are wrong and not yet taken, until there are enough.

        own: whether they are the card's: its author tells "bank (river)" from "bank (money)".
        """
        for text in texts:
            if len(drawn) >= count:
                return
            read = accepted(
                text, markdown=card.markdown, strict=card.strict, language=card.language
            )
            meant = read[:1] if own else read
            plain = _as_compared(read[0], card)
            if plain in taken or any(self._is_right(each, card) for each in meant):
                continue
            taken.add(plain)
            drawn.append(text)

    def _is_right(self, text: str, card: Card) -> bool:
        """Whether a text is right for the card, or for one that asks the same; a text that passes
        when typed is right, such as the same date in another notation."""
        same = self._same.cards(normalise(text, card.language), card)
        return bool(same) or grade_typed(text, card).correct


def _as_compared(text: str, card: Card) -> str:
    """The form in which answers of this card are compared."""
    return text.strip() if card.strict else normalise(text, card.language)


def _group(card: Card) -> _Group:
    is_term = card.kind is Kind.TERM
    return (card.deck, card.category, is_term, card.direction)


def _alike(one: str, other: str) -> bool:
    """Whether two texts look alike: both with digits or both without, and of similar length."""
    short, long = sorted((len(one), len(other)))
    same = any(map(str.isdigit, one)) == any(map(str.isdigit, other))
    return same and long <= 3 * short
