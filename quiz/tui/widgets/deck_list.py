"""The list of decks on the home screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import set_cell_size
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets.option_list import Option

from quiz.scheduling.picking import Counts
from quiz.tui.literal import MUTED, cut
from quiz.tui.widgets.bars import deck_bar
from quiz.tui.widgets.picking_list import PickingList


class DeckRow(NamedTuple):
    """One line of the list: a deck, or several together.

    name: of a deck, or of a folder with a trailing slash; None for all decks.
    decks: names of the decks that it plays; None for all. depth: how many folders it is in.
    search: the query of a saved search, whose name starts with a slash; else "".
    """

    name: str | None
    title: str
    counts: Counts
    decks: list[str] | None = None
    depth: int = 0
    paused: bool = False
    search: str = ""


class DeckList(PickingList):
    """Decks with their bars. The modes play the highlighted one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[DeckRow] = ()
        self.show_day("")
        self.border_subtitle = "█ mastered  ▓ started  ░ new"

    def show_day(self, text: str) -> None:
        """Show a summary of the day above the decks."""
        self.border_title = f"Decks  {text}".rstrip()

    @property
    def chosen(self) -> DeckRow | None:
        """The highlighted row; None in an empty list."""
        index = self.highlighted
        return self._rows[index] if index is not None and index < len(self._rows) else None

    def show(self, rows: Sequence[DeckRow]) -> None:
        """Show these rows; the highlight stays on the deck it was on."""
        before = self.chosen
        self._rows = rows
        self.clear_options()
        self.add_options([Option(_LazyLine(row)) for row in rows])
        names = [row.name for row in rows]
        if before is not None and before.name in names:
            self.highlighted = names.index(before.name)
        elif rows:
            self.highlighted = 0

    def choose(self, name: str) -> None:
        """Highlight the deck of that name if it is in the list."""
        for index, row in enumerate(self._rows):
            if row.name == name:
                self.highlighted = index


class _LazyLine(Visual):
    """A deck's line, laid out only when visible, since there may be thousands."""

    def __init__(self, row: DeckRow) -> None:
        self._row = row

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the list."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line."""
        return 1

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line at this width."""
        return _line(self._row, max(20, width - 2)).render_strips(width, height, style, options)


def _line(row: DeckRow, width: int) -> Content:
    counts = row.counts
    bar_width = 0 if width < 48 else min(28, width // 4)
    due = f"{counts.due:>4} due" if counts.due else "        "
    new = f"{counts.unseen:>4} new" if counts.unseen else "        "
    if not counts.due and not counts.new:
        due, new = "        ", "✓ today "
    numbers = 8 + 1 + 8
    title_width = max(6, width - numbers - 1 - (bar_width + 2 if bar_width else 0))
    if row.paused:
        due, new = "        ", "  paused"
    indent = min(2 * row.depth, title_width // 2)
    title = " " * indent + cut(row.title, title_width - indent)
    parts: list[Content | tuple[str, str]] = [
        (set_cell_size(title, title_width), _style(row)),
        (" ", ""),
    ]
    if bar_width:
        parts += [deck_bar(counts, bar_width), ("  ", "")]
    parts += [(due, "$accent bold"), (" ", ""), (new, "$success" if counts.new else MUTED)]
    return Content.assemble(*parts)


def _style(row: DeckRow) -> str:
    if row.paused:
        return MUTED
    return "bold" if row.name is None or row.name.endswith("/") else ""
