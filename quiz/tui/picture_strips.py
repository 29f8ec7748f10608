"""Pictures as lines of a terminal, by `textual_image`: in half blocks, by Kitty's protocol, or as
Sixel."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

from PIL import Image
from rich.color import Color
from rich.console import Console, ConsoleRenderable
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.strip import Strip

from quiz.pictures import Colour, Extent, fitted
from quiz.tui.terminal_graphics import Protocol

_TERMINAL = Lock()


@contextmanager
def _no_terminal() -> Iterator[io.StringIO]:
    """Keep the library from talking to the terminal, and collect what it says: when imported, it
    asks questions; later it sends pictures in the middle of what Textual writes.

    One thread at a time: another would collect what this one says, and put back the wrong terminal.
    """
    with _TERMINAL:
        terminal, said = sys.__stdout__, io.StringIO()
        sys.__stdout__ = said  # type: ignore[misc,assignment]
        try:
            yield said
        finally:
            sys.__stdout__ = terminal  # type: ignore[misc]


with _no_terminal():
    from textual_image._terminal import CellSize, get_cell_size
    from textual_image.renderable import HalfcellImage, SixelImage, TGPImage

ENLARGED = 4
"""Times that a small picture is enlarged at most."""

_COLOUR = re.compile(r"#(\d+);2;\d+;\d+;\d+")

_NO_WIDTH = [(ControlType.CURSOR_FORWARD, 0)]
"""Marks a segment as one that takes no cells."""


class Painted(NamedTuple):
    """A picture, ready to paint. strips: its lines. before: what the terminal must get first.
    after: what it must get when the picture is gone."""

    strips: list[Strip]
    before: str = ""
    after: str = ""


def cells_of(picture: Extent, within: Extent, cell: Extent) -> Extent:
    """The cells that a picture of these pixels takes at most, without being stretched."""
    scale = min(
        within.width * cell.width / picture.width,
        within.height * cell.height / picture.height,
        ENLARGED,
    )
    columns = round(picture.width * scale / cell.width)
    rows = round(picture.height * scale / cell.height)
    return Extent(max(1, min(columns, within.width)), max(1, min(rows, within.height)))


def painted(
    image: Image.Image, cells: Extent, cell: Extent, protocol: Protocol, ground: Colour
) -> Painted:
    """The picture in these cells. cell: pixels of each. ground: what shows around it."""
    columns, rows = cells
    if protocol is Protocol.BLOCKS:
        size, pixel = Extent(columns, 2 * rows), (cell.width, cell.height / 2)
        blocks = HalfcellImage(fitted(image, size, pixel, ground), width=columns, height=rows)
        return Painted(_strips(blocks, cells))
    # The library takes the size of a cell from the terminal, which is asked elsewhere.
    get_cell_size._result = CellSize(*cell)  # type: ignore[attr-defined]
    if protocol is Protocol.SIXEL:
        return Painted(_sixel_lines(image, cells, cell, ground))
    whole = fitted(image, Extent(columns * cell.width, rows * cell.height), (1, 1), ground)
    placed = TGPImage(whole, width=columns, height=rows)
    with _no_terminal() as said:
        strips = _strips(placed, cells)
    gone = f"\x1b_Ga=d,d=I,i={placed.terminal_image_id},q=2\x1b\\"
    return Painted(strips, said.getvalue(), gone)


def with_question_mark(lines: Painted, across: float, down: float, ink: str) -> Painted:
    """The lines of blocks with a question mark at this place, each share 0 to 1 from the top left.
    ink: its style."""
    strips = list(lines.strips)
    row = min(len(strips) - 1, int(down * len(strips)))
    column = min(strips[row].cell_length - 1, int(across * strips[row].cell_length))
    parts = strips[row].crop(0, column), strips[row].crop(column + 1)
    strips[row] = Strip.join([parts[0], Strip([Segment("?", Style.parse(ink))]), parts[1]])
    return lines._replace(strips=strips)


def _strips(picture: ConsoleRenderable, cells: Extent) -> list[Strip]:
    console = Console(width=cells.width, height=cells.height, color_system="truecolor")
    lines = Segment.split_lines(console.render(picture))
    return [Strip(line, cells.width) for line in lines]


def _sixel_lines(image: Image.Image, cells: Extent, cell: Extent, ground: Colour) -> list[Strip]:
    """The lines of a picture, each with its own code, so that Textual may paint each by itself.

    The code stands before the last cell, as Textual drops what has no width from the end of a line;
    so that cell is no part of the picture.
    """
    columns = cells.width - 1
    width, height = columns * cell.width, cell.height
    whole = fitted(image, Extent(width, cells.height * height), (1, 1), ground)
    console = Console(width=columns, height=1, color_system="truecolor")
    style = Style(bgcolor=Color.from_rgb(*ground))
    strips = []
    for top in range(0, whole.height, height):
        line = whole.crop((0, top, width, top + height))
        code = _sixel(console, SixelImage(line, width=columns, height=1))
        # Back to the first cell, and to the last one when the picture is there.
        segment = Segment(f"\x1b7\x1b[{columns}D{code}\x1b8", None, _NO_WIDTH)
        strips.append(Strip([Segment(" " * columns, style), segment, Segment(" ", style)]))
    return strips


def _sixel(console: Console, picture: SixelImage) -> str:
    """The code of a picture. Its colours come first: xterm mixes up those that are named only when
    they are used."""
    texts = (part.text for part in console.render(picture) if isinstance(part, Segment))
    code = next(text for text in texts if text.startswith("\x1bP"))
    colours = "".join(match.group() for match in _COLOUR.finditer(code))
    return _COLOUR.sub(r"#\1", code).replace("#", colours + "#", 1)
