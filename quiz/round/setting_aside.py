"""Leaves a card and its siblings out of the rest of a round."""

from __future__ import annotations

from quiz.card import Card
from quiz.moment import Moment
from quiz.round.asking import ask_next
from quiz.round.round import Context, Round, Stage


def skip(state: Round, mark: str, context: Context, now: Moment) -> Round:
    """Leave the open or just answered card and its siblings out of the rest of the round.

    mark: id of the event for this, such as a bury; undoing the step undoes that event too.
    """
    if state.question is None or state.stage is Stage.OVER:
        return state
    return leave_out(state, state.question.card, mark, context, now)


def leave_out(state: Round, card: Card, mark: str, context: Context, now: Moment) -> Round:
    """The round without this card and its siblings; if another card is open, it stays open."""

    def stays(other: Card) -> bool:
        return (other.deck, other.note) != (card.deck, card.note)

    # A Blitz asks past cards again.
    past = tuple(other for other in state.queue[: state.position] if stays(other))
    rest = tuple(other for other in state.queue[state.position :] if stays(other))
    kept = tuple(back for back in state.returning if stays(back.card))
    following = state._replace(
        queue=past + rest,
        position=len(past),
        returning=kept,
        answered=None,
        hinted=False,
        aside=mark,
        previous=state,
    )
    if state.is_spent(now):
        return following._replace(stage=Stage.OVER, question=None)
    if state.is_open and state.question and stays(state.question.card):
        return following
    return ask_next(following, context, now)
