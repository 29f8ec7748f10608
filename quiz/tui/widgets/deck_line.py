"""How a row of decks is drawn."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quiz.game.deck_rows import DeckRow
from quiz.tui.literal import MUTED, cut, fitted
from quiz.tui.widgets.bars import deck_bar

SIDE = 1
"""Spaces on both sides of a row."""

_LEAST_ABOUT = 20
"""Cells that a description needs beside the title."""


class Columns(NamedTuple):
    """The widths of what stands behind the title, in cells; 0 for what there is no room for."""

    title: int
    cards: int = 0
    bar: int = 0
    share: int = 0
    due: int = 6
    new: int = 6

    @property
    def has_heading(self) -> bool:
        """Whether there is room for a heading; else the row says what its numbers are."""
        return self.share > 0


def columns_in(width: int) -> Columns:
    """The columns of a row of this width."""
    if width < 44:
        return Columns(width - 18, due=9, new=9)
    bar = min(24, width // 6)
    return Columns(width - 6 - bar - 2 - 5 - 12, 6, bar, 5)


def heading(width: int) -> Content:
    """The names of the columns."""
    found = columns_in(width - 2 * SIDE)
    if not found.has_heading:
        return Content()
    names = (
        f"{'cards':>{found.cards}}  {'mastered':<{found.bar + found.share}}"
        f"{'due':>{found.due}}{'new':>{found.new}}"
    )
    return Content.styled(" " * (SIDE + found.title) + names, MUTED)


class DeckLine(Visual):
    """A row, laid out only when visible, since there may be thousands.

    folded: of a folder, whether it hides what is in it. tall: whether there is room for a second
    line with the description. titles: where descriptions beside the titles begin, in cells.
    """

    def __init__(self, row: DeckRow, *, folded: bool, tall: bool, titles: int) -> None:
        self._row = row
        self._folded = folded
        self._tall = tall and bool(row.about)
        self._titles = titles

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the list."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line or two."""
        return 2 if self._tall else 1

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines at this width."""
        line = self._line(max(20, width - 2 * SIDE))
        return line.render_strips(width, height, style, options)

    def _line(self, width: int) -> Content:
        row, found = self._row, columns_in(width)
        lead = lead_of(row, self._folded)
        room = found.title - 1
        titles = min(self._titles, room - room // 3)
        about = room - titles - 2 if found.has_heading and not self._tall else 0
        if about < _LEAST_ABOUT:
            about, titles = 0, room
        line = Content.assemble(
            " " * SIDE + lead,
            (fitted(row.title, titles - len(lead)), _style(row)),
            (("  " + fitted(row.about, about)) if about else "", MUTED),
            " ",
            *self._numbers(found),
        )
        if not self._tall:
            return line
        indent = " " * (SIDE + 2 * row.depth + 2)
        below = (indent + cut(row.about, width - len(indent)), MUTED)
        return Content.assemble(line, "\n", below)

    def _numbers(self, found: Columns) -> list[Content | tuple[str, str]]:
        row, counts = self._row, self._row.counts
        due, new = f"{counts.due or ''}", f"{counts.unseen or ''}"
        if not found.has_heading:
            due, new = due and f"{due} due", new and f"{new} new"
        if not counts.due and not counts.new and counts.unseen + counts.suspended < counts.total:
            due = "✓"
        parts: list[Content | tuple[str, str]] = []
        if found.has_heading:
            share = f"{counts.mastered / counts.total:.0%}" if counts.total else ""
            parts = [
                (f"{counts.total:>{found.cards}}  ", MUTED),
                deck_bar(counts, found.bar),
                (f"{share:>{found.share}}", MUTED),
            ]
        if row.aside:
            return [*parts, (f"{row.aside:>{found.due + found.new}}", MUTED)]
        done = "$success" if due == "✓" else "$accent bold"
        return [
            *parts,
            (f"{due:>{found.due}}", done),
            (f"{new:>{found.new}}", "$success" if counts.new else MUTED),
        ]


def lead_of(row: DeckRow, folded: bool = False) -> str:
    """The indent of a row and the sign of a folder."""
    return "  " * row.depth + ("▸ " if folded else "▾ ") * row.is_folder


def _style(row: DeckRow) -> str:
    if row.aside:
        return MUTED
    return "bold" if row.name is None or row.is_folder else ""
