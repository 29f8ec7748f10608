"""The screens about the players, what they have reached, and their devices; they are loaded
together."""

from quiz.tui.screens.achievements_screen import AchievementsScreen
from quiz.tui.screens.high_scores_screen import HighScoresScreen
from quiz.tui.screens.players_screen import PlayersScreen
from quiz.tui.screens.questions_screen import QuestionsScreen

__all__ = ["AchievementsScreen", "HighScoresScreen", "PlayersScreen", "QuestionsScreen"]
