"""The base classes of the game's screens."""

from __future__ import annotations

from textual import getters
from textual.screen import ModalScreen, ScreenResultType

from quiz.game.game import Game
from quiz.tui.game_app import GameApp
from quiz.tui.screens.base_screen import BaseScreen


class GameScreen(BaseScreen[ScreenResultType]):
    """A screen of the game."""

    app = getters.app(GameApp)

    @property
    def game(self) -> Game:
        """The game that is played."""
        return self.app.game


class GameModal(GameScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen of the game that lets the one below shine through."""
