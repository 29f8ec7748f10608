"""Learning a new card: it is shown, then chosen twice, then typed where that is possible.

Each card climbs these steps once, so a round has an end: a right answer is a step up, and a wrong
one asks the same step again after some other cards.

The showing is no event: the first rating that the schedule sees is that of the first recall, and
a card that was only shown is still new. What a player saw, they see again in the next Learn.
"""

from __future__ import annotations

from quiz.card import Card
from quiz.decks.kinds import KINDS
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.round.question import is_typable
from quiz.round.round import Round, Stage, so_far
from quiz.settings.settings import Settings

RECALLED = frozenset({Input.LIST, Input.SEQUENCE})
"""Inputs that no guess gets right: one right answer will do."""

RECOGNISED = 2
"""Right answers, most of them choices, before a card is typed."""


def steps_of(card: Card, settings: Settings) -> int:
    """The number of steps from new to learnt, the first of which shows the card."""
    if KINDS[card.kind].input in RECALLED:
        return 2
    grows = settings.answer_with == "auto" and KINDS[card.kind].input is None and is_typable(card)
    return 1 + RECOGNISED + grows


def steps_taken(state: Round) -> dict[str, int]:
    """How many steps the cards of a Learn have taken so far, by key; unseen cards are left out."""
    taken: dict[str, int] = {}
    for past in so_far(state):
        question = past.question
        if question is None:
            continue
        key = question.card.key
        if past.stage is Stage.SHOWING and past is not state:
            taken[key] = 1
        elif past.answered is not None and past.answered.answer.rating is not Rating.AGAIN:
            taken[key] += 1
    return taken


def is_learnt(state: Round, card: Card) -> bool:
    """Whether the card has taken its last step."""
    return steps_taken(state).get(card.key, 0) >= steps_of(card, state.options.settings)
