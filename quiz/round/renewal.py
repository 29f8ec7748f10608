"""A round that goes on with its cards as the library has them now."""

from __future__ import annotations

from collections.abc import Callable

from quiz.decks.card import Card
from quiz.moment import Moment
from quiz.round.round import Context, Round, Stage, ask, ask_next


def renew(
    state: Round, card_of: Callable[[str], Card | None], context: Context, now: Moment
) -> Round:
    """The round with each card that it still asks looked up again by its key.

    card_of: the card with a key as it is now, None when it is gone. Edited cards are asked in their
    new wording, those that are gone drop out; when none is left the round is over. What was
    answered stays as it was asked. A round that is over is given back as it is.
    """
    if state.stage is Stage.OVER or state.question is None:
        return state

    def current(cards: tuple[Card, ...]) -> tuple[Card, ...]:
        return tuple(card for old in cards if (card := card_of(old.key)) is not None)

    past = current(state.queue[: state.position])
    renewed = state._replace(
        queue=past + current(state.queue[state.position :]),
        position=len(past),
        returning=tuple(
            back._replace(card=card)
            for back in state.returning
            if (card := card_of(back.card.key)) is not None
        ),
    )
    if state.stage is Stage.FEEDBACK:
        return renewed
    card = card_of(state.question.card.key)
    if card is None:
        return ask_next(renewed._replace(hinted=False), context, now)
    if card == state.question.card:
        return renewed
    return ask(renewed._replace(hinted=state.hinted and bool(card.hint)), card, context)
