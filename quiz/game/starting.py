"""The one way into a round, or a board of Match."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.game.daily_challenge import AGAIN_FOR_FUN
from quiz.game.game import Game
from quiz.game.match_play import MatchPlay, play_match
from quiz.game.play import Play, play_best
from quiz.history.kinds import Mode

Playing = Play | MatchPlay


def start(
    game: Game,
    mode: Mode | None,
    decks: Sequence[str] | None = None,
    limit: int | None = None,
    search: str = "",
) -> Playing:
    """A round in this mode (None: the best one), or a board of Match; arguments as for
    `quiz.game.play.play_best`."""
    if mode is Mode.MATCH:
        return play_match(game, decks, search)
    return play_best(game, mode, decks, limit, search)


def note_before(playing: Playing, mode: Mode | None) -> str:
    """What to say before a round that was started in this mode; "" for nothing."""
    again = mode is Mode.CHALLENGE and isinstance(playing, Play) and playing.mode is Mode.CRAM
    return AGAIN_FOR_FUN if again else ""
