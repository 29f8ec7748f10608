"""Options as tiles: where each one is, and how its lines are painted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from rich.cells import set_cell_size
from textual.strip import Strip
from textual.style import Style

from quiz.tui.card_text import attributes, wrapped
from quiz.tui.widgets.strips import Part, strip, width_of

SHAPES = "▲◆●■"
GAP = 2
"""Cells between two columns."""

_LEFT, _RIGHT = 7, 1
_NARROWEST = 26
"""Cells of the narrowest tile that stands beside another."""


class State(Enum):
    """How a tile looks: its ground, the style of shape and key, the style of the text.

    `{}` stands for the number of the tile's colour.
    """

    PLAIN = ("$tile-{}-ground", "bold $tile-{}", "$foreground")
    CHOSEN = ("$tile-{}-chosen", "bold $foreground", "bold $foreground")
    RIGHT = ("$success", "bold $background", "bold $background")
    WRONG = ("$error", "bold $background", "$background")
    DIM = ("$surface", "$muted", "$muted")


class Tile(NamedTuple):
    """An option: its key, and its text. markdown: whether the text is Markdown."""

    key: str
    text: str
    markdown: bool = False


class Plan(NamedTuple):
    """Where the tiles are. columns: side by side. width: of each, in cells. lines: each one's
    wrapped text. heights: of each row of tiles, in lines. edge: whether there is half a line of
    ground above and below each text."""

    columns: int
    width: int
    lines: tuple[list[list[Part]], ...]
    heights: tuple[int, ...]
    edge: bool

    @property
    def height(self) -> int:
        """All lines."""
        return sum(self.heights)

    def at(self, x: int, y: int) -> int | None:
        """The index of the tile at this cell; None if there is none."""
        column, within = divmod(x, self.width + GAP)
        row = self.row_at(y)
        if row is None or column not in range(self.columns) or within not in range(self.width):
            return None
        index = row[0] * self.columns + column
        return index if index < len(self.lines) else None

    def row_at(self, y: int) -> tuple[int, int] | None:
        """The row of tiles at this line, and which of its lines it is; None below the last."""
        for row, height in enumerate(self.heights):
            if y < height:
                return (row, y) if y >= 0 else None
            y -= height
        return None

    def span(self, index: int) -> tuple[int, int]:
        """The first line of this tile, and how many it has."""
        row = index // self.columns
        return sum(self.heights[:row]), self.heights[row]


@lru_cache(maxsize=2)
def plan_of(tiles: tuple[Tile, ...], width: int, most: int, air: int = 0) -> Plan:
    """Place the tiles in `width` cells: in two columns with edges, and `air` blank lines each, if
    that takes at most `most` lines, else below each other, with one line each if its text fits."""
    if most:
        columns = 2 if (width - GAP) // 2 >= _NARROWEST else 1
        roomy = _plan(tiles, columns, (width - GAP * (columns - 1)) // columns, edge=True, air=air)
        if roomy.height <= most:
            return roomy
    return _plan(tiles, 1, width, edge=False)


def _plan(tiles: Sequence[Tile], columns: int, width: int, *, edge: bool, air: int = 0) -> Plan:
    room = max(1, width - _LEFT - _RIGHT)
    lines = tuple(wrapped(tile.text, room, markdown=tile.markdown) for tile in tiles)
    heights = tuple(
        max(map(len, lines[first : first + columns])) + 2 * edge + air
        for first in range(0, len(lines), columns)
    )
    return Plan(columns, width, lines, heights, edge)


def tile_line(
    base: Style, plan: Plan, index: int, tile: Tile, state: State, sign: str, y: int
) -> Strip:
    """Line `y` of a tile. base: the style of the widget. sign: shown in place of the shape."""
    ground, mark, style = (part.format(index % len(SHAPES) + 1) for part in state.value)
    height = plan.heights[index // plan.columns]
    width = plan.width
    if plan.edge and y in (0, height - 1):
        return strip(base, [(("▀" if y else "▄") * width, ground)])
    lines = plan.lines[index]
    first = (height - len(lines)) // 2
    line = lines[y - first] if 0 <= y - first < len(lines) else []
    lead = f"{'›' if state is State.CHOSEN else ' '} {sign} {tile.key}  "
    parts: list[Part] = [
        (set_cell_size(lead if y == first else "", _LEFT), f"{mark} on {ground}"),
        # The colours of a text go with the ground of the tiles that wait.
        *(
            (text, f"{style} {own if state is State.PLAIN else attributes(own)} on {ground}")
            for text, own in line
        ),
        (" " * (width - _LEFT - width_of(line)), f"{style} on {ground}"),
    ]
    return strip(base, parts).crop(0, width)
