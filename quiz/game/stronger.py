"""Which cards a round has made stronger."""

from __future__ import annotations

from typing import NamedTuple

from quiz.card import Card
from quiz.game.play import Play
from quiz.moment import MS_PER_DAY
from quiz.round.round import answered_so_far
from quiz.scheduling.interval import Interval


class Stronger(NamedTuple):
    """A card that now comes back later. before: since the answer before this round, None for a new
    card. now: until it comes back."""

    card: Card
    before: Interval | None
    now: Interval


def stronger_cards(play: Play) -> list[Stronger]:
    """The cards recalled in this round that come back in a day or more, and later than they came
    this time; the strongest first."""
    found: dict[str, Stronger] = {}
    for item in answered_so_far(play.state):
        card, answer = item.question.card, item.answer
        now = item.preview.get(answer.rating)
        found.pop(card.key, None)
        if not answer.correct or now is None or now.ms < MS_PER_DAY:
            continue
        earlier = [
            old.moment.ms
            for old in play.game.collection.history(card.key)
            if old.moment.ms < play.state.started.ms
        ]
        before = Interval(answer.moment.ms - earlier[-1]) if earlier else None
        if before is None or now.ms > before.ms:
            found[card.key] = Stronger(card, before, now)
    return sorted(found.values(), key=lambda each: -each.now.ms)
