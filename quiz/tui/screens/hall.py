"""The screens about the players, what they have reached, their devices and settings; they are
loaded together."""

from quiz.tui.screens.achievements_screen import AchievementsScreen
from quiz.tui.screens.deck_options_screen import DeckOptionsScreen
from quiz.tui.screens.high_scores_screen import HighScoresScreen
from quiz.tui.screens.players_screen import PlayersScreen
from quiz.tui.screens.questions_screen import QuestionsScreen
from quiz.tui.screens.settings_screen import SettingsScreen

__all__ = [
    "AchievementsScreen",
    "DeckOptionsScreen",
    "HighScoresScreen",
    "PlayersScreen",
    "QuestionsScreen",
    "SettingsScreen",
]
