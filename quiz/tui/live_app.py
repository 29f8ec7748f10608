"""The apps of a live quiz: for a player, and for the host."""

from __future__ import annotations

from collections.abc import Callable

from quiz.game.game import Game
from quiz.game.live_link import LiveLink
from quiz.settings.settings import Settings
from quiz.tui.base_app import BaseApp
from quiz.tui.screens.live_host_screen import LiveHostScreen
from quiz.tui.screens.live_player_screen import LivePlayerScreen
from quiz.tui.screens.live_screen import LiveScreen


class LiveApp(BaseApp[None]):
    """Shows one screen until it is left."""

    def __init__(self, make: Callable[[], LiveScreen], settings: Settings) -> None:
        super().__init__(settings)
        self._make = make

    def on_mount(self) -> None:
        """Open the screen; leaving it ends the app."""
        self.push_screen(self._make(), lambda _: self.exit())


def player_app(link: LiveLink, game: Game) -> LiveApp:
    """The app of a player, with the settings of their game."""
    return LiveApp(lambda: LivePlayerScreen(link), game.settings)


def host_app(link: LiveLink, settings: Settings) -> LiveApp:
    """The app of the host."""
    return LiveApp(lambda: LiveHostScreen(link), settings)
