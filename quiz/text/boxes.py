"""Blocks of text over several rows that line up beside each other, for formulas."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """A block of text. rows: top to bottom, all equally wide. base: index of the row that lines up
    with the text beside it."""

    rows: tuple[str, ...] = ("",)
    base: int = 0

    @property
    def width(self) -> int:
        """In cells of a terminal."""
        return cells(self.rows[0])

    @property
    def is_flat(self) -> bool:
        """Whether it has one row only."""
        return len(self.rows) == 1

    @property
    def text(self) -> str:
        """The rows, line by line."""
        return "\n".join(row.rstrip() for row in self.rows)


def cells(text: str) -> int:
    """The width of a text in a terminal: marks take no cell, wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def flat(text: str) -> Box:
    """One row of text."""
    return Box((text,))


def beside(boxes: Sequence[Box]) -> Box:
    """Boxes from left to right, on one line."""
    if not boxes:
        return Box()
    above = max(box.base for box in boxes)
    below = max(len(box.rows) - box.base for box in boxes)
    grown = [
        [" " * box.width] * (above - box.base)
        + list(box.rows)
        + [" " * box.width] * (below - len(box.rows) + box.base)
        for box in boxes
    ]
    return Box(tuple("".join(parts) for parts in zip(*grown, strict=True)), above)


def stacked(boxes: Sequence[Box], base: int, align: Literal["<", "^", ">"] = "^") -> Box:
    """Boxes from top to bottom. base: index of the row of the whole that is its line."""
    width = max((box.width for box in boxes), default=0)
    rows = [padded(row, width, align) for box in boxes for row in box.rows]
    return Box(tuple(rows), base)


def padded(row: str, width: int, align: Literal["<", "^", ">"] = "<") -> str:
    """A row with spaces up to this width."""
    left = {"<": 0, "^": (width - cells(row)) // 2, ">": width - cells(row)}[align]
    return " " * left + row + " " * (width - cells(row) - left)


def in_grid(rows: Iterable[Sequence[Box]], aligns: str) -> Box:
    """Boxes in columns. aligns: how each column is aligned, repeated; its line is the middle."""
    table = [list(row) for row in rows]
    columns = max(map(len, table))
    for row in table:
        row += [Box()] * (columns - len(row))
    widths = [max(row[column].width for row in table) for column in range(columns)]
    lines = []
    for row in table:
        line = [
            Box(tuple(padded(text, width, aligns[n % len(aligns)]) for text in box.rows), box.base)  # type: ignore[arg-type]
            for n, (box, width) in enumerate(zip(row, widths, strict=True))
        ]
        gap = flat(" " if len(aligns) == 2 else "  ")
        lines.append(beside([part for box in line for part in (box, gap)][:-1]))
    if len(lines) == 1:
        return lines[0]
    height = sum(len(line.rows) for line in lines)
    return stacked(lines, (height - 1) // 2, "<")


_TALL = {
    "(": "⎛⎜⎜⎝", ")": "⎞⎟⎟⎠", "[": "⎡⎢⎢⎣", "]": "⎤⎥⎥⎦", "{": "⎧⎪⎨⎩", "}": "⎫⎪⎬⎭",
    "⌊": "⎢⎢⎢⎣", "⌋": "⎥⎥⎥⎦", "⌈": "⎡⎢⎢⎢", "⌉": "⎤⎥⎥⎥", "|": "││││", "‖": "‖‖‖‖",
}  # fmt: skip
"""Tall brackets: the pieces at the top, in between, in the middle and at the bottom."""


def bracketed(box: Box, left: str, right: str) -> Box:
    """A box between brackets of its height; "" for none."""
    return beside([_bracket(left, box), box, _bracket(right, box)])


def _bracket(sign: str, box: Box) -> Box:
    height = len(box.rows)
    if height == 1 or sign not in _TALL:
        return flat(sign)
    top, between, middle, bottom = list(_TALL[sign])
    if height == 2:
        return Box((top, bottom), box.base)
    rows = [top, *[between] * (height - 2), bottom]
    rows[height // 2] = middle
    return Box(tuple(rows), box.base)
