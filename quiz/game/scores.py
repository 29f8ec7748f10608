"""The player's level, streak, goal, high scores and statistics."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.game.game import Game
from quiz.history.kinds import Mode
from quiz.scoring.goal import Goal
from quiz.scoring.highscores import HighScore
from quiz.scoring.level import Level, level_of
from quiz.scoring.streak import DayStreak, day_streak_of_days
from quiz.statistics.summary import Statistics
from quiz.storage.index.high_scores import high_scores
from quiz.storage.index.library_statistics import statistics_of_all, statistics_of_decks


def player_level(game: Game) -> Level:
    """The player's level."""
    return level_of(game.points())


def day_streak_of(game: Game) -> DayStreak:
    """The player's day streak."""
    today = game.clock().day(game.settings.day_start_hour)
    return day_streak_of_days(game.collection.days_played(), today)


def daily_goal_of(game: Game) -> Goal:
    """Today's answers and the daily goal."""
    done = game.collection.day_count("answers", game.clock())
    return Goal(done, game.settings.daily_goal)


def best_rounds(game: Game) -> dict[Mode, list[HighScore]]:
    """The best rounds of all players by mode, best first."""
    players = [player.id for player in game.store.players()]
    return high_scores(game.index, {game.ledger_of(player).player: player for player in players})


def statistics_of(game: Game, decks: Sequence[str] | None = None) -> Statistics:
    """The player's statistics for these decks; None for everything."""
    if decks is None:
        return statistics_of_all(
            game.index, game.collection, game.selection(), game.settings, game.clock()
        )
    cards = game.cards_of(decks)
    return statistics_of_decks(game.collection, cards, game.settings, game.clock())
