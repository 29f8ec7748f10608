"""The head-up display of a round: progress, clock, lives, points and streak."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from quiz.history.events import Mode
from quiz.round.round import Round, Stage
from quiz.scoring.points import MAX_STREAK
from quiz.tui.literal import MUTED, cut
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import bar_parts
from quiz.tui.widgets.strips import Part, strip, width_of


class HeadUpDisplay(Widget):
    """Two lines as wide as the screen: the figures and a progress bar."""

    ALLOW_SELECT = False

    def __init__(self, state: Round) -> None:
        super().__init__(id="hud")
        self._state = state
        self._seconds: float | None = None
        self._points = 0.0
        self._title = ""

    def show(self, state: Round, seconds: float | None, points: float, title: str) -> None:
        """Show the state of the round.

        seconds: what is left on the clock, None without one. points: those to show, which may be
        on their way to those of the round. title: of the deck of the open question.
        """
        self._state, self._seconds, self._points, self._title = state, seconds, points, title
        self.refresh()

    def parts(self, width: int) -> list[Part]:
        """The parts of the first line, in `width` cells."""
        state = self._state
        right = [
            *_lives(state),
            *_clock(self._seconds),
            *_points_and_streak(state, self._points, width),
        ]
        free = max(1, width - width_of(right) - 1)
        mode, counter = f" {state.mode.value.upper()} ", f"  {_counter(state)}  "
        room = free - cell_len(mode + counter)
        left = [
            (mode, "bold $background on $accent"),
            (counter, ""),
            (cut(self._title, room) if room > 0 else "", MUTED),
        ]
        if room < 0:
            left = [(cut(mode + counter, free), "bold")]
        return [*left, (" " * (free + 1 - width_of(left)), ""), *right]

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        width = self.size.width
        if y:
            parts = bar_parts(_share(self._state, self._seconds), width, "$primary")
        else:
            parts = self.parts(width)
        return strip(self.visual_style, parts)


def _counter(state: Round) -> str:
    asked = state.asked + (1 if state.stage is Stage.ASKING else 0)
    return f"{asked}" if state.mode is Mode.BLITZ else f"{asked}/{state.asked + state.remaining}"


def _lives(state: Round) -> list[Part]:
    if state.lives is None:
        return []
    lost = (state.options.lives or 0) - state.lives
    return [("♥" * state.lives + "♡" * lost + "  ", "$error")]


def _clock(seconds: float | None) -> list[Part]:
    if seconds is None:
        return []
    return [(f"{seconds:>3.0f} s  ", "bold $warning" if seconds > 10 else "bold $error")]


def _points_and_streak(state: Round, points: float, width: int) -> list[Part]:
    """The points, and the streak with its multiplier for the next answer."""
    if state.mode is Mode.CRAM:
        return [("practice, no points", MUTED)]
    filled = min(state.streak, MAX_STREAK)
    meter = "▰" * filled + "▱" * (MAX_STREAK - filled) if width + 2 >= NARROW else ""
    return [
        (f"{round(points):,}", "bold $accent"),
        (f"  {meter[:filled]}", "$secondary"),
        (f"{meter[filled:]} ", "$meter"),
        (f"×{1 + filled / 10:.1f}", "bold $secondary" if filled else MUTED),
    ]


def _share(state: Round, seconds: float | None) -> float:
    """How much of the bar is filled, 0 to 1: by the clock if there is one, else by progress."""
    if seconds is not None:
        return seconds / max(1, state.options.settings.blitz_seconds)
    return state.asked / max(1, state.asked + state.remaining)
