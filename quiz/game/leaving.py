"""Leaves a round early, and goes on with it, perhaps in another session."""

from __future__ import annotations

from quiz.errors import QuizError
from quiz.formats.round_json import round_text
from quiz.game.game import TOUR_DECK, Game
from quiz.game.left_rounds import (
    NO_CARDS_LEFT,
    NOTHING_LEFT,
    LeftRound,
    keep_left,
    left_by,
    throw_away,
)
from quiz.game.play import Play
from quiz.game.play_memo import memo_fields, read_memo


def leave(play: Play) -> bool:
    """End a round now, and keep what is left of it until the end of the day; returns whether
    anything is. A round that had not begun is not kept, and the tour goes on by itself. A round
    that is done is kept no longer. Raises QuizError.
    """
    play.finish()
    game, state = play.game, play.left
    if state is None or not play.can_resume:
        kept = left_by(game)
        if kept is not None and kept.id == play.state.id:
            throw_away(game)
        return False
    keeps = state.turn > 0 and play.decks != [TOUR_DECK]
    if keeps:
        now = game.clock()
        seconds = state.seconds_left(now)
        until = None if seconds is None else now.ms + round(1000 * seconds)
        memo = play.memo._replace(state=state, left=None)
        fields = memo_fields(memo, now.ms) | {"state": round_text(state)}
        keep_left(game, LeftRound(state.id, game.day, play.place, until, fields))
    return keeps


def go_on(game: Game) -> Play:
    """Go on with the round that the player left; from then on it is kept no longer. Raises
    QuizError if there is none, or no card of it is left."""
    left = left_by(game)
    if left is None:
        raise QuizError(NOTHING_LEFT)
    try:
        memo = read_memo(left.play, left.play["state"], game.card, game.clock().ms)
    except (ValueError, TypeError, LookupError) as error:
        raise QuizError(NOTHING_LEFT) from error
    play = Play.of(game, memo._replace(left=memo.state))
    if not play.resume():
        raise QuizError(NO_CARDS_LEFT)
    throw_away(game)
    return play
