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
from quiz.tui.widgets.step_boxes import share_learnt, step_boxes
from quiz.tui.widgets.strips import Part, strip, width_of

TURNS = "◴◷◶◵"
"""The clock as it turns."""

LEAST_TITLE = 8
"""Cells of a title that say something; with fewer, a longer one is left out."""

HURRY_SECONDS = 10
FLICKERS = 6
FLICKER_SECONDS = 0.12


class HeadUpDisplay(Widget):
    """Two lines as wide as the screen: the figures and a progress bar."""

    ALLOW_SELECT = False

    def __init__(self, state: Round) -> None:
        super().__init__(id="hud")
        self._state = state
        self._seconds: float | None = None
        self._points = 0.0
        self._title = ""
        self._flickers = 0

    @property
    def _moves(self) -> bool:
        return self.app.animation_level != "none"

    def show(self, state: Round, seconds: float | None, points: float, title: str) -> None:
        """Show the state of the round.

        seconds: what is left on the clock, None without one. points: those to show, which may be
        on their way to those of the round. title: of the deck of the open question.
        """
        hearts = state is not self._state and state.last_change[1] != 0
        self._state, self._seconds, self._points, self._title = state, seconds, points, title
        self.refresh()
        if hearts and self._moves:
            self._flickers = FLICKERS
            self.set_timer(FLICKER_SECONDS, self._flicker)

    def _flicker(self) -> None:
        """Let the heart that was lost or won flicker until it stays as it is."""
        self._flickers -= 1
        self.refresh()
        if self._flickers:
            self.set_timer(FLICKER_SECONDS, self._flicker)

    def parts(self, width: int) -> list[Part]:
        """The parts of the first line, in `width` cells."""
        state = self._state
        right = [
            *_lives(state, lit=self._flickers % 2 > 0),
            *_clock(state, self._seconds, width, moves=self._moves),
            *_points_and_streak(state, self._points, width),
        ]
        free = max(1, width - width_of(right) - 1)
        mode = f" {state.mode.value.upper()} "
        progress = _progress(state, free - cell_len(mode) - 4)
        left = [(mode, "bold $background on $accent"), ("  ", ""), *progress, ("  ", "")]
        room = free - width_of(left)
        told = room >= min(cell_len(self._title), LEAST_TITLE)
        left.append((cut(self._title, room) if told else "", MUTED))
        if room < 0:
            left = [(cut("".join(text for text, _ in left), free), "bold")]
        return [*left, (" " * (free + 1 - width_of(left)), ""), *right]

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        width = self.size.width
        if y:
            parts = bar_parts(_share(self._state, self._seconds), width, "$primary")
        else:
            parts = self.parts(width)
        return strip(self.visual_style, parts)


def _progress(state: Round, room: int) -> list[Part]:
    """How far the round is, in up to `room` cells if possible."""
    if state.mode in (Mode.BLITZ, Mode.GRAVITY):
        return [(f"{state.asked + (state.stage is Stage.ASKING)}", "")]
    if state.mode is Mode.LEARN:
        return step_boxes(state, room)
    done = f"{state.position}/{len(state.queue)}"
    if not state.to_repeat:
        return [(done, "")]
    again = f", {state.to_repeat} to repeat"
    return [(done, ""), (again if cell_len(done + again) <= room else f"+{state.to_repeat}", MUTED)]


def _lives(state: Round, *, lit: bool) -> list[Part]:
    """The hearts; one that was just lost or won flickers. lit: the phase of the flicker."""
    if state.lives is None:
        return []
    _, change = state.last_change
    lost = max(0, (state.options.lives or 0) - state.lives)
    parts: list[Part] = [("♥" * (state.lives - max(0, change)), "$error")]
    if change > 0:
        parts.append(("♥" if lit else "♡", "bold $success"))
    if change < 0:
        parts.append(("♥" if lit else "♡", "bold $background on $error"))
    parts.append(("♡" * (lost + min(0, change)) + "  ", "$error"))
    return parts


def _clock(state: Round, seconds: float | None, width: int, *, moves: bool) -> list[Part]:
    """The clock, and what the last answer did to it. It turns, and pulses under `HURRY_SECONDS`.
    In a Gravity each prompt has its own time, which is told only while it falls."""
    falls = state.mode is Mode.GRAVITY
    if seconds is None or (falls and state.stage is not Stage.ASKING):
        return []
    beat = int(seconds * 2)
    hurry = seconds <= HURRY_SECONDS
    style = "bold $error" if hurry else "bold $warning"
    if hurry and moves and beat % 2:
        style = "bold $background on $error"
    change, _ = state.last_change
    turned = TURNS[-beat % len(TURNS)] if moves else TURNS[0]
    if falls:
        turned = "lands in" if width + 2 >= NARROW else "↓"
    parts = [(f"{turned}{seconds:>3.0f} s", style)]
    if change:
        parts.append((f" {change / 1000:+g}", "bold $success" if change > 0 else "bold $error"))
    return [*parts, ("  ", "")]


def _points_and_streak(state: Round, points: float, width: int) -> list[Part]:
    """The points, and the streak with its multiplier for the next answer."""
    if state.mode is Mode.EXAM:
        return []
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
        whole = state.fall_ms or 1_000 * max(1, state.options.settings.blitz_seconds)
        return seconds * 1_000 / whole
    if state.mode is Mode.LEARN:
        return share_learnt(state)
    left = state.remaining + (state.stage is Stage.FEEDBACK)
    return 1 - left / max(1, len(state.queue))
