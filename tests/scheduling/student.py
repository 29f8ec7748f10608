"""A student whose memory follows known weights, to test the optimizer."""

from __future__ import annotations

from pathlib import Path
from random import Random

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, FsrsModel, Strength, strength_after
from quiz.storage.log.store import Store
from tests.factories import EVENING, answer, plays

FORGETFUL = (0.05, 0.3, 0.8, 3.0, *DEFAULT_PARAMETERS[4:20], 0.4)
"""Weights of somebody who forgets much sooner than the default says."""


def history(cards: int, days: int, seed: int = 1) -> list[tuple[str, Rating, int]]:
    """(card, rating, day) in time order: cards appear one by one, and return at varying
    intervals."""
    random = Random(seed)
    model = FsrsModel(FORGETFUL)
    answers: list[tuple[str, Rating, int]] = []
    strengths: dict[int, Strength] = {}
    last: dict[int, int] = {}
    due = {card: card * days // (2 * cards) for card in range(cards)}
    for day in range(days):
        for card in range(cards):
            if due[card] > day:
                continue
            before = strengths.get(card)
            gap = day - last.get(card, day)
            chance = 0.3 if before is None else model.retrievability(before.stability, gap)
            rating = Rating.GOOD if random.random() < chance else Rating.AGAIN
            strengths[card] = strength_after(model.next(before, gap, 0.9), rating)
            answers.append((f"card {card}", rating, day))
            last[card] = day
            due[card] = day + random.choice((1, 2, 3, 5, 8, 13, 21))
    return answers


def study(home: Path) -> None:
    """Write the history of 160 days into a data directory, as player ada's."""
    store = Store.open(home)
    plays(store, "ada")
    store.append(
        *(
            answer(
                id=number + 1,
                card=card,
                rating=rating,
                credit=float(rating > 1),
                moment=Moment(EVENING + day * MS_PER_DAY + number),
            )
            for number, (card, rating, day) in enumerate(history(cards=80, days=160))
        )
    )
    store.close()
