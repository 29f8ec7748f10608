"""The screens about the players and what they have reached; they are loaded together."""

from quiz.tui.screens.achievements_screen import AchievementsScreen
from quiz.tui.screens.high_scores_screen import HighScoresScreen
from quiz.tui.screens.players_screen import PlayersScreen

__all__ = ["AchievementsScreen", "HighScoresScreen", "PlayersScreen"]
