"""Bars drawn with block characters."""

from __future__ import annotations

from textual.content import Content

from quiz.scheduling.picking import Counts
from quiz.tui.widgets.strips import Part


def progress_bar(share: float, width: int, style: str = "$accent") -> Content:
    """A bar of `width` cells filled to `share` (0.0 to 1.0; values outside are clamped)."""
    return Content.assemble(*bar_parts(share, width, style))


def bar_parts(share: float, width: int, style: str) -> list[Part]:
    """Like `progress_bar`, in parts for a ready-made line."""
    filled = round(min(1.0, max(0.0, share)) * width)
    return [("━" * filled, style), ("━" * (width - filled), "$meter")]


def deck_bar(counts: Counts, width: int) -> Content:
    """A bar of `width` cells divided into a deck's mastered, started and new cards."""
    if counts.total == 0 or width <= 0:
        return Content(" " * max(0, width))
    mastered = _cells(counts.mastered, counts.total, width)
    unseen = _cells(counts.unseen + counts.suspended, counts.total, width)
    if mastered + unseen > width:
        unseen = width - mastered
    return Content.assemble(
        ("━" * mastered, "$success"),
        ("─" * (width - mastered - unseen), "$primary"),
        ("┄" * unseen, "$meter"),
    )


def _cells(part: int, whole: int, width: int) -> int:
    """Scale a part to cells; a nonzero part gets at least one."""
    return max(1, round(part / whole * width)) if part else 0
