"""What all apps of the game share: look, help and error messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
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
from textual.widgets import Input

from quiz.clock import Clock, system_clock
from quiz.crash import account_of
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.settings.keys import shown_keys
from quiz.settings.settings import Settings
from quiz.tui.contrast import readable
from quiz.tui.key_guard import HeldKey
from quiz.tui.ordered_keys import OrderedKeysApp
from quiz.tui.printable_filter import PrintableFilter
from quiz.tui.sizes import LOW, NARROW, TALL, WIDE
from quiz.tui.textual_faults import TOO_LATE, mend
from quiz.tui.themes import DARK, THEMES

TICK_SECONDS = 0.1
PICTURE_SECONDS = 0.1

AGAIN_SECONDS = 4.0
"""How long Ctrl+C pressed again leaves."""

SMALL_SECONDS = 2.5
SMALL_ERROR_SECONDS = 5.0
"""How long a message, or an error, stays at most in a small window."""


@runtime_checkable
class TimedScreen(Protocol):
    """A screen that does something at a certain time."""

    def tick(self) -> None:
        """Do what is due by the app's clock, but defer anything that must not come between
        keys and messages. Send nothing if nothing is due: any message to a screen
        below a modal one makes Textual 8.2 repaint both."""


class BaseApp(OrderedKeysApp[ReturnType]):
    """An app in the player's theme, with help on every screen."""

    TITLE = "quiz"
    CSS_PATH: ClassVar = "quiz.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (LOW, "-middle"), (TALL, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        # Shown only if a question mark would be typed into a line.
        Binding("f1", "help", "Help"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    _caret = Offset()

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        # Set first: changing the theme later reads all styles again.
        known = settings.theme in THEMES or settings.theme in BUILTIN_THEMES
        self.set_reactive(App.theme, settings.theme if known else DARK.name)
        super().__init__()
        mend()
        self.clock = clock
        self._printable = PrintableFilter()
        self._held = HeldKey(clock)
        self._may_leave_until = -1.0
        self.animation_level = "full" if settings.animations else "none"
        self.use_keys(settings.keys)

    def use_keys(self, own: Mapping[str, str]) -> None:
        """Use the player's own keys (action name to key, as in the settings) from now on."""
        self._own_keys = own
        self.set_keymap(dict(own))

    def shown_keys(self, screen: str) -> dict[str, str]:
        """The displayed key of each action on this screen; see `quiz.settings.keys`."""
        return shown_keys(screen, self._own_keys)

    def on_mount(self) -> None:
        """Start the ticks."""
        self.set_interval(TICK_SECONDS, self.tick_while_running)

    def tick_while_running(self) -> None:
        """Tick, unless the app is closing: its screens are empty by then."""
        if self.is_running:
            self.tick()

    def tick(self) -> None:
        """Do what is due by the clock, on all open screens.

        Everything timed happens here, so a test only has to set the
        clock and never waits.
        """
        for screen in self.screen_stack:
            # On a slow machine a tick can come before a screen is mounted.
            if isinstance(screen, TimedScreen) and screen.is_mounted:
                screen.tick()

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor is: at the caret of the focused line, which is
        where an input method draws what it composes. Textual updates it only when the line gains
        the focus, before it has a position, and at each key."""
        line = self.focused if self.screen_stack else None
        if line is not None and line.region:
            self._caret = getattr(line, "cursor_screen_offset", self._caret)
        return self._caret

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._caret = position

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read the styles of a screen that opens for the first time. Textual 8.2 reads those of all
        others again, too, which takes longer than all else in opening a round."""
        new = [path for path in screen.css_path if not self.stylesheet.has_source(str(path), "")]
        for path in new:
            self.stylesheet.read(path)
        if new:
            self.stylesheet.parse()
            self.stylesheet.update(self)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and our own, by name."""
        return self._every_theme

    @cached_property
    def _every_theme(self) -> dict[str, Theme]:
        # Read dozens of times in each paint.
        return super().available_themes | THEMES

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, changed where text could not be read, and our own."""
        variables = super().get_css_variables()
        self.theme_variables = variables | readable(variables, grey=self.no_color)
        return self.theme_variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the filter that removes control characters from everything painted."""
        return [*super().get_line_filters(), self._printable]

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The command palette of every app: Textual's own entries that help players,
        reworded, with our own help on keys."""
        yield SystemCommand("Help", "What this screen is for, and its keys", self.action_help)
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        # Once the palette has closed.
        soon = partial(self.set_timer, PICTURE_SECONDS, self._take_picture)
        yield SystemCommand("Screenshot", "Save a picture of this screen", soon)
        yield SystemCommand("Quit", "Leave quiz", self.action_quit)

    def _take_picture(self) -> None:
        # Not every machine has a downloads folder.
        folder = platformdirs.user_downloads_path()
        self.deliver_screenshot(path=str(folder if folder.is_dir() else Path.home()))

    def get_default_screen(self) -> Screen[Any]:
        """A blank screen below the first one."""
        return Screen(id="_default")

    def _handle_exception(self, error: Exception) -> None:
        # Work still running when the player quits may find its screen gone.
        if not (self._exit and isinstance(error, TOO_LATE)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with all variables, and has no other hook.
        error = self._exception
        if error is not None:
            self.panic(Text(f"quiz: {one_line(account_of(error))}"))

    def complain(self, error: QuizError) -> None:
        """Show an error in one line; nothing was lost."""
        self.notify(one_line(str(error)), title="Error", severity="error", timeout=10, markup=False)

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Show an error that is raised within, and leave out the rest."""
        try:
            yield
        except QuizError as error:
            self.complain(error)

    def tried(self, change: Callable[[], object]) -> bool:
        """Make a change; if that raises an error, show it and return False."""
        try:
            change()
        except QuizError as error:
            self.complain(error)
            return False
        return True

    def say(self, text: str) -> None:
        """Show one message in place of all earlier ones, since each covers part of the window."""
        self.clear_notifications()
        self.notify(text, markup=False)

    def on_notify(self, event: Notify) -> None:
        """Drop duplicate messages, and keep messages short and brief in a small window."""
        new = event.notification
        small = self.size.height < LOW or self.size.width < NARROW
        in_line = getattr(self.screen, "MESSAGES_IN_LINE", False)
        error = new.severity == "error"
        if small:
            new.timeout = min(new.timeout, SMALL_ERROR_SECONDS if error else SMALL_SECONDS)
        if (small or in_line) and new.title and not new.markup:
            # A separate title line would take half the space.
            title = "✗ " if error else f"{new.title} · "
            new.title, new.message = "", title + new.message
        if in_line:
            self.screen.set_class(error, "-erring")
        for old in list(self._notifications):
            if in_line or (old.message, old.title) == (new.message, new.title):
                # The new one stays longer.
                self._unnotify(old, refresh=False)

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave; pressed again, leave."""
        now = self.clock.seconds()
        if now < self._may_leave_until:
            self.call_later(self.action_quit)
            return
        self._may_leave_until = now + AGAIN_SECONDS
        self.clear_notifications()
        self.notify("Ctrl+C again leaves quiz.", timeout=AGAIN_SECONDS, markup=False)

    async def action_quit(self) -> None:
        """Quit, after asking if something typed would be lost."""
        questions = (getattr(screen, "leaving", "") for screen in reversed(self.screen_stack))
        question = next(filter(None, questions), "")
        if not question:
            self.exit()
            return
        # Never two questions at once.
        if not getattr(self.screen, "IS_QUESTION", False):
            self.ask(question, "Leave", "Stay", self.exit)

    def ask(
        self,
        question: str,
        yes: str,
        no: str,
        do: Callable[[], object],
        *,
        otherwise: Callable[[], object] | None = None,
        lossless: bool = False,
    ) -> None:
        """Ask a question to be answered with yes or no; `do` it for yes, `otherwise` for no.

        yes, no: the labels of the two answers. lossless: nothing can be lost, so Enter says yes.
        """
        from quiz.tui.screens.confirm_screen import ConfirmScreen

        def answered(agreed: bool | None) -> None:
            if agreed:
                do()
            elif otherwise is not None:
                otherwise()

        self.push_screen(ConfirmScreen(question, yes, no, lossless=lossless), answered)

    def action_help(self) -> None:
        """Show help on the open screen."""
        from quiz.tui.screens.help_screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            keys = self.shown_keys(getattr(self.screen, "PLACE", ""))
            self.push_screen(HelpScreen(self.screen, keys), self._do_clicked)

    def _do_clicked(self, key: str | None) -> None:
        """Do what this key does on the open screen, if anything; "" is no key."""
        active = self.screen.active_bindings.get(key or "")
        if active is not None:
            self.call_later(self.run_action, active.binding.action, active.node)

    def is_taken(self, key: events.Key) -> bool:
        """Show help for a question mark typed into an empty line, and ignore Enter while it is held
        from another window: what it does there, nobody has seen yet."""
        if self._held.is_from_another(key.key, self.screen) and key.key == "enter":
            return True
        asked = key.key == "question_mark" and self._asks_for_help()
        if asked:
            self.action_help()
        return asked

    def _asks_for_help(self) -> bool:
        """Whether a question mark means help rather than text in the focused line."""
        helps = getattr(self.screen, "QUESTION_MARK_IS_HELP", None)
        if helps is False or isinstance(self.screen, CommandPalette):
            return False
        line = self.focused
        # A text area has a text; most starts do without its import.
        text = line.value if isinstance(line, Input) else getattr(line, "text", None)
        return text is not None and (bool(helps) or not text)

    def action_command_palette(self) -> None:
        """Open the palette, unless it is already open, even below a question."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            super().action_command_palette()
