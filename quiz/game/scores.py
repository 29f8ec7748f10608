"""The player's level, streak and goal."""

from __future__ import annotations

from quiz.game.game import Game
from quiz.scoring.goal import Goal
from quiz.scoring.level import Level, level_of
from quiz.scoring.streak import DayStreak, day_streak
from quiz.scoring.unlocks import locked


def player_level(game: Game) -> Level:
    """The player's level."""
    return level_of(game.points())


def locked_themes(game: Game) -> dict[str, str]:
    """The themes that the player's rank has not opened yet, and when each opens."""
    return locked(player_level(game).number, game.settings.theme)


def day_streak_of(game: Game) -> DayStreak:
    """The player's day streak."""
    return day_streak(game.collection.days_played(), game.day)


def daily_goal_of(game: Game) -> Goal:
    """Today's answers in this game and the daily goal."""
    now, count = game.clock(), game.collection.day_count
    return Goal(count("answers", now) - count("imported", now), game.settings.daily_goal)
