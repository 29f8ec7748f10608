"""What every app of the game shares: look, help, and how an error is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Protocol, runtime_checkable

import platformdirs
from rich.text import Text
from textual import events
from textual.app import App, ReturnType, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.notifications import Notify
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Input, TextArea

from quiz.clock import Clock, system_clock
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.settings.keys import shown_keys
from quiz.settings.settings import Settings
from quiz.tui.ordered_keys import OrderedKeysApp
from quiz.tui.printable_filter import PrintableFilter
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.sizes import LOW, NARROW, TALL, WIDE
from quiz.tui.textual_faults import TOO_LATE, mend
from quiz.tui.themes import DARK, THEMES

TICK_SECONDS = 0.1
PICTURE_SECONDS = 0.1

SMALL_SECONDS = 2.5
SMALL_ERROR_SECONDS = 5.0
"""How long a word, and an error, stays in a small window at most."""


@runtime_checkable
class TimedScreen(Protocol):
    """A screen that does something at a certain time."""

    def tick(self) -> None:
        """Do what is due by the clock of the app, but leave for later what must not come between
        keys and messages. Where nothing is due nothing is sent either: whatever reaches a screen
        below a modal one has Textual 8.2 paint both anew."""
        ...


class BaseApp(OrderedKeysApp[ReturnType]):
    """An app in the player's theme, whose screens have help."""

    TITLE = "quiz"
    CSS_PATH: ClassVar = ["quiz.tcss", "screens/screens.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (LOW, "-middle"), (TALL, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        # Shown only where the question mark would be typed into a line.
        Binding("f1", "help", "Help"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    _caret = Offset()

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        # Set before anything else: a theme chosen later has all styles read once more.
        known = settings.theme in THEMES or settings.theme in BUILTIN_THEMES
        self.set_reactive(App.theme, settings.theme if known else DARK.name)
        super().__init__()
        mend()
        self.clock = clock
        self._printable = PrintableFilter()
        self.animation_level = "full" if settings.animations else "none"
        self.use_keys(settings.keys)

    def use_keys(self, own: Mapping[str, str]) -> None:
        """Have the player's own keys, by action as in the settings, do what others did before."""
        self._own_keys = own
        self.set_keymap(dict(own))

    def shown_keys(self, screen: str) -> dict[str, str]:
        """By action how its key on this screen of `quiz.settings.keys` is shown."""
        return shown_keys(screen, self._own_keys)

    def on_mount(self) -> None:
        """Let the clock tick."""
        self.set_interval(TICK_SECONDS, self.tick_while_running)

    def tick_while_running(self) -> None:
        """Tick, unless the app is leaving: its screens are empty by then."""
        if self.is_running:
            self.tick()

    def tick(self) -> None:
        """Do what is due by the clock, on all screens that are open.

        All that the game does at a certain time is done here; to see it happen a test sets the
        clock, and need not wait.
        """
        for screen in self.screen_stack:
            # On a slow machine a tick comes before a screen is up.
            if isinstance(screen, TimedScreen) and screen.is_mounted:
                screen.tick()

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands: at the caret of the line that has the focus, which is
        where an input method draws what it composes. Textual looks for it only when the line gains
        the focus, before it has a place, and at each key."""
        line = self.focused if self.screen_stack else None
        if line is not None and line.region:
            self._caret = getattr(line, "cursor_screen_offset", self._caret)
        return self._caret

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._caret = position

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and our own, by name."""
        return self._every_theme

    @cached_property
    def _every_theme(self) -> dict[str, Theme]:
        # Asked for dozens of times in each paint.
        return super().available_themes | THEMES

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that any widget paints may steer the terminal."""
        return [*super().get_line_filters(), self._printable]

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The command palette of every app: of Textual's own entries those that are for players,
        in the words of the game; help with the keys is ours."""
        yield SystemCommand("Help", "What this screen is for, and its keys", self.action_help)
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Screenshot", "Save a picture of this screen", self._picture_soon)
        yield SystemCommand("Quit", "Leave quiz", self.action_quit)

    def _picture_soon(self) -> None:
        """Take a picture once the palette has gone."""
        self.set_timer(PICTURE_SECONDS, self._take_picture)

    def _take_picture(self) -> None:
        # Not every machine has a folder for downloads.
        folder = platformdirs.user_downloads_path()
        self.deliver_screenshot(path=str(folder if folder.is_dir() else Path.home()))

    def get_default_screen(self) -> Screen[Any]:
        """A blank screen below the first one."""
        return Screen(id="_default")

    def _handle_exception(self, error: Exception) -> None:
        # What is still under way when the player leaves may find its screen gone.
        if not (self._exit and isinstance(error, TOO_LATE)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print the traceback with the values of all variables, and has no other hook.
        from quiz.crash import account_of

        error = self._exception
        if error is not None:
            self.panic(Text(f"quiz: {one_line(account_of(error))}"))

    def complain(self, error: QuizError) -> None:
        """Show an error in one line; nothing was lost."""
        self.notify(one_line(str(error)), title="Error", severity="error", timeout=10, markup=False)

    def say(self, text: str) -> None:
        """Tell one thing in place of all that was told before: each takes a part of the window."""
        self.clear_notifications()
        self.notify(text, markup=False)

    def on_notify(self, event: Notify) -> None:
        """Say nothing twice at a time, and in a small window little, and not for long."""
        new = event.notification
        if self.size.height < LOW or self.size.width < NARROW:
            error = new.severity == "error"
            new.timeout = min(new.timeout, SMALL_ERROR_SECONDS if error else SMALL_SECONDS)
            if new.title and not new.markup:
                # A line of its own would be half of what there is room for.
                title = "✗ " if error else f"{new.title} · "
                new.title, new.message = "", title + new.message
        for old in list(self._notifications):
            if (old.message, old.title) == (new.message, new.title):
                # The new one stays the longer.
                self._unnotify(old, refresh=False)

    async def action_quit(self) -> None:
        """Leave, after asking where something typed would be lost."""
        questions = (getattr(screen, "leaving", "") for screen in reversed(self.screen_stack))
        question = next(filter(None, questions), "")
        if not question:
            self.exit()
            return
        # One question after the other: what is asked already waits for its answer.
        if not isinstance(self.screen, ConfirmScreen):
            self.push_screen(ConfirmScreen(question, "Leave", "Stay"), self._quit_after_all)

    def _quit_after_all(self, yes: bool | None) -> None:
        if yes:
            self.exit()

    def action_help(self) -> None:
        """Help on the screen that is open."""
        if not isinstance(self.screen, HelpScreen):
            keys = self.shown_keys(getattr(self.screen, "PLACE", ""))
            self.push_screen(HelpScreen(self.screen, keys))

    def is_taken(self, key: events.Key) -> bool:
        """A question mark is a wish for help where the line typed into is still empty."""
        asked = key.key == "question_mark" and self._asks_for_help()
        if asked:
            self.action_help()
        return asked

    def _asks_for_help(self) -> bool:
        """Whether a question mark is a wish for help in the line that has the focus, if any."""
        helps = getattr(self.screen, "QUESTION_MARK_IS_HELP", None)
        if helps is False or isinstance(self.screen, CommandPalette):
            return False
        match self.focused:
            case Input(value=text) | TextArea(text=text):
                return bool(helps) or not text
            case _:
                return False

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open already, and be it below a question."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            super().action_command_palette()
