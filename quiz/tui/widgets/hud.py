"""The head-up display of a round: where one is in it, its clock, lives, points and streak."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from quiz.history.events import Mode
from quiz.round.round import Round, Stage
from quiz.scoring.points import MAX_STREAK
from quiz.tui.text import MUTED, cut
from quiz.tui.widgets.bars import progress_bar

METER_FROM = 60
"""Cells of width from which on the streak has a meter."""


class HeadUpDisplay(Static):
    """Two lines as wide as the screen: what there is to know, and a bar."""

    def show(self, state: Round, seconds: float | None, points: float, title: str) -> None:
        """Show how the round stands.

        seconds: what is left on the clock, None without one. points: those to show, which may be
        on their way to those of the round. title: of the deck of the open question.
        """
        width = max(1, self.screen.size.width - 2)
        right = Content.assemble(
            *_lives(state), *_clock(seconds), *_points_and_streak(state, points, width)
        )
        counter = _counter(state)
        mode = f" {state.mode.value.upper()} "
        free = width - right.cell_length - 1
        room = free - cell_len(f"{mode}  {counter}  ")
        left = Content.assemble(
            (mode, "bold $background on $accent"),
            f"  {counter}  ",
            (cut(title, room) if room > 0 else "", MUTED),
        )
        first = left.truncate(max(1, free), ellipsis=True, pad=True).append(" ").append(right)
        bar = progress_bar(_share(state, seconds), width, "$primary")
        # It is two lines high, whatever it says.
        self.update(Content("\n").join([first, bar]), layout=False)


def _counter(state: Round) -> str:
    asked = state.asked + (1 if state.stage is Stage.ASKING else 0)
    return f"{asked}" if state.mode is Mode.BLITZ else f"{asked}/{state.asked + state.remaining}"


def _lives(state: Round) -> list[tuple[str, str]]:
    if state.lives is None:
        return []
    lost = (state.options.lives or 0) - state.lives
    return [("♥" * state.lives + "♡" * lost + "  ", "$error")]


def _clock(seconds: float | None) -> list[tuple[str, str]]:
    if seconds is None:
        return []
    return [(f"{seconds:>3.0f} s  ", "bold $warning" if seconds > 10 else "bold $error")]


def _points_and_streak(state: Round, points: float, width: int) -> list[tuple[str, str]]:
    """The points, and the streak with what it multiplies the next answer by."""
    if state.mode is Mode.CRAM:
        return [("practice, no points", MUTED)]
    filled = min(state.streak, MAX_STREAK)
    meter = "▰" * filled + "▱" * (MAX_STREAK - filled) if width + 2 >= METER_FROM else ""
    return [
        (f"{round(points):,}", "bold $accent"),
        (f"  {meter[:filled]}", "$secondary"),
        (f"{meter[filled:]} ", "$border-blurred"),
        (f"×{1 + filled / 10:.1f}", "bold $secondary" if filled else MUTED),
    ]


def _share(state: Round, seconds: float | None) -> float:
    """How much of the bar is filled, 0 to 1: of the clock where there is one, else of the round."""
    if seconds is not None:
        return seconds / max(1, state.options.settings.blitz_seconds)
    return state.asked / max(1, state.asked + state.remaining)
