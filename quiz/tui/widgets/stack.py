"""Two layouts for content that may be too high for its place."""

from __future__ import annotations

from fractions import Fraction

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget


def height_of(widget: Widget, parent: Widget, size: Size) -> int:
    """The lines that a widget takes in a place of this width, its margin included."""
    width, height = Fraction(max(1, size.width)), Fraction(max(1, size.height))
    box = widget._get_box_model(size, parent.app.viewport_size, width, height)
    return int(box.height) + box.margin.height


def placed(widget: Widget, x: int, y: int, width: int, height: int) -> WidgetPlacement:
    """The placement of a widget in these cells, its margin included."""
    margin = widget.styles.margin
    region = Region(x, y, width, max(0, height)).shrink(margin)
    return WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, widget)


class Stack(Layout):
    """Children below each other. If they do not fit, the one with the class `gives` gets what the
    others leave, and scrolls."""

    name = "stack"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the children; a size without height has room for all."""
        parent.pre_layout(self)
        heights = [height_of(child, parent, size) for child in children]
        over = sum(heights) - size.height if size.height else 0
        placements, y = [], 0
        for child, height in zip(children, heights, strict=True):
            if over > 0 and child.has_class("gives"):
                height = max(0, height - over)
            placements.append(placed(child, 0, y, size.width, height))
            y += height
        return placements
