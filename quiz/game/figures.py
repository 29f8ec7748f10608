"""The player's statistics, and the high scores of all players."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.game.game import Game
from quiz.history.kinds import Mode
from quiz.scoring.highscores import HighScore
from quiz.statistics.summary import Statistics
from quiz.storage.index.high_scores import high_scores
from quiz.storage.index.library_statistics import library_statistics


def best_rounds(game: Game) -> dict[Mode, list[HighScore]]:
    """The best rounds of all players by mode, best first."""
    players = [player.id for player in game.store.players()]
    return high_scores(game.index, {game.ledger_of(player).player: player for player in players})


def statistics_of(
    game: Game, decks: Sequence[str] | None = None, since: int | None = None
) -> Statistics:
    """The player's statistics for these decks; None for everything.

    since: the first day to count, see `library_statistics`.
    """
    numbers = None
    if decks is not None:
        # A deck may have vanished since it was chosen.
        numbers = [game.decks[name].number for name in decks if name in game.decks]
    return library_statistics(
        game.index,
        game.collection,
        game.selection(decks),
        game.settings,
        game.clock(),
        decks=numbers,
        since=since,
    )
