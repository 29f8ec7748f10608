"""What every app of the game shares: look, help, and how an error is told."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.settings.model import Settings
from quiz.tui.themes import DARK, THEMES


class BaseApp(App[None]):
    """An app in the player's theme, whose screens have help."""

    TITLE = "quiz"
    CSS_PATH = "quiz.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in self.available_themes else DARK.name
        self.animation_level = "full" if settings.animations else "none"

    def get_default_screen(self) -> Screen[object]:
        """A blank screen below the first one."""
        return Screen(id="_default")

    def complain(self, error: QuizError) -> None:
        """Show an error in one line; nothing was lost."""
        self.notify(str(error), title="Error", severity="error", timeout=10, markup=False)

    def action_help(self) -> None:
        """Help on the screen that is open."""
        from quiz.tui.help_screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))
