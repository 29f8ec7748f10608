"""Grades sequences: put the steps in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from quiz.card import Card
from quiz.grading.result import Grade

_MOST_STEPS = 200


def grade_sequence(steps: Sequence[str], card: Card) -> Grade:
    """Grade an order of steps, each spelt exactly as in the card.

    The credit is Kendall's rank correlation tau (Kendall 1938: pairs in the right order minus pairs
    in the wrong order, divided by all pairs), at least 0: random orders average a tau of 0, and
    swapping two neighbours costs little. Pairs with a missing step add nothing. Repeated and
    unknown steps lower the credit in proportion. Only the exact order gives 1. Steps after the
    first 200 count as unknown.
    """
    if tuple(steps) == card.answers:
        return Grade(1.0, True, False, card.answer)
    place = {step: index for index, step in enumerate(card.answers)}
    order = list(dict.fromkeys(step for step in steps[:_MOST_STEPS] if step in place))
    right = sum(
        1 if place[first] < place[second] else -1 for first, second in combinations(order, 2)
    )
    pairs = len(card.answers) * (len(card.answers) - 1) // 2
    stray = len(steps) - len(order)
    share = len(card.answers) / (len(card.answers) + stray)
    credit = max(0.0, right / pairs * share)
    missing = tuple(step for step in card.answers if step not in order)
    extra = tuple(dict.fromkeys(step for step in steps[:_MOST_STEPS] if step not in place))
    return Grade(credit, False, credit >= 0.5, card.answer, missing=missing, extra=extra)
