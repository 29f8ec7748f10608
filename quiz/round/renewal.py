"""Continues a round with the current version of its cards."""

from __future__ import annotations

from collections.abc import Callable

from quiz.card import Card
from quiz.moment import Moment
from quiz.round.asking import ask, ask_next
from quiz.round.round import Context, Round, Stage


def renew(
    state: Round, card_of: Callable[[str], Card | None], context: Context, now: Moment
) -> Round:
    """The round with each remaining card looked up again by its key.

    card_of: the current card with a key, or None if it is gone. Edited cards are asked in their new
    wording; missing cards are dropped, and the round is over when none is left. Past answers stay
    unchanged, and so does a round that is over.
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
    return ask_again(renewed, card, context, now)


def ask_again(state: Round, card: Card, context: Context, now: Moment) -> Round:
    """Ask the open card in its new wording."""
    return ask(state._replace(hinted=state.hinted and bool(card.hint)), card, context, now)
