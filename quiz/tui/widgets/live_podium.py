"""The podium of a live quiz."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from quiz.live.view import View
from quiz.tui.literal import cut, literal

WIDEST, NARROWEST = 22, 8
STEPS = {1: (5, "$accent"), 2: (3, "$primary"), 3: (2, "$secondary")}
"""Height of each step in lines, and its colour."""


def podium(top: Sequence[View], width: int) -> list[Content]:
    """The first three, the best in the middle and highest. top: who is first, in order."""
    first = [each for each in top if each["place"] in STEPS][:3]
    # The second stands on the left.
    placed = [first[n] for n in (1, 0, 2) if n < len(first)]
    column = max(NARROWEST, min(WIDEST, width // 3 - 2))
    columns = [_column(each, column) for each in placed]
    height = max(map(len, columns), default=0)
    blank = literal(" " * column)
    rows = [[blank] * (height - len(each)) + each for each in columns]
    return [Content("  ").join(each[line] for each in rows) for line in range(height)]


def _column(each: View, width: int) -> list[Content]:
    height, colour = STEPS[each["place"]]
    block = literal(" " * width, f"on {colour}")
    number = literal(_centred(str(each["place"]), width), f"bold $background on {colour}")
    return [
        literal(_centred(cut(each["name"], width), width), "bold"),
        literal(_centred(f"{each['points']:,}", width), f"bold {colour}"),
        number,
        *[block] * (height - 1),
    ]


def _centred(text: str, width: int) -> str:
    free = max(0, width - cell_len(text))
    return " " * (free // 2) + text + " " * (free - free // 2)
