"""The list of themes in the command palette, with those that a rank opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.theme import ThemeProvider

from quiz.game.scores import locked_themes
from quiz.tui.game_app import GameApp


class ThemeChoice(ThemeProvider):
    """All themes; a locked one says when it opens."""

    @property
    def commands(self) -> list[tuple[str, Callable[[], None]]]:
        """The name of each theme and what choosing it does."""
        app = self.app
        assert isinstance(app, GameApp)
        locks = locked_themes(app.game)
        open_ones = [each for each in super().commands if each[0] not in locks]
        closed = [
            (f"{name} (opens at {when})", partial(app.say, f"{name} opens at {when}."))
            for name, when in locks.items()
        ]
        return [*open_ones, *closed]
