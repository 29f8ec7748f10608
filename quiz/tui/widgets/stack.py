"""A layout for content that may be too high for its place, and the mark of what is cut."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget
from textual.widgets import Static

MORE = " more ↓ "


def height_of(widget: Widget, parent: Widget, size: Size) -> int:
    """The lines that a widget takes in a place of this width, its margin included."""
    window = parent.app.viewport_size
    # The height of the place makes no difference to a text, and Textual keeps the answer only for
    # a place of the same size.
    place = Size(max(1, size.width), window.height)
    box = widget._get_box_model(place, window, Fraction(place.width), Fraction(place.height))
    return int(box.height) + box.margin.height


def show_lines(widget: Widget, top: int, height: int) -> None:
    """Scroll the area around a widget so that these of its lines are in sight."""
    around = next((node for node in widget.ancestors if isinstance(node, VerticalScroll)), None)
    if around is not None:
        at = widget.content_region.offset - around.content_region.offset + around.scroll_offset
        around.scroll_to_region(Region(at.x, at.y + top, 1, height), animate=False)


def placed(widget: Widget, x: int, y: int, width: int, height: int) -> WidgetPlacement:
    """The placement of a widget in these cells, its margin included."""
    margin = widget.styles.margin
    region = Region(x, y, width, max(0, height)).shrink(margin)
    return WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, widget)


class OwnLayout:
    """A widget that places its children by a layout of its own."""

    OWN: ClassVar[Layout]

    @property
    def layout(self) -> Layout:
        """Its own."""
        return self.OWN


class Scrolling(VerticalScroll, can_focus=False, inherit_bindings=False):
    """An area whose parent shows a `MoreMark` on it while it can be scrolled down. The screen has
    the keys that scroll it."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and place the mark anew."""
        super().watch_scroll_y(old_value, new_value)
        if isinstance(self.parent, Widget):
            self.parent._clear_arrangement_cache()
            self.parent.refresh(layout=True)


class MoreMark(Static):
    """Says that there is more below the last line in sight."""

    def __init__(self) -> None:
        super().__init__(MORE, classes="more")

    def on(self, area: Widget, region: Region, needed: int) -> WidgetPlacement:
        """Its place at the end of the last line of an area that has `needed` lines; none if they
        are all above."""
        hidden = needed - round(area.scroll_y) - region.height
        width = min(cell_len(MORE), region.width - 1) if hidden > 0 < region.height else 0
        corner = Region(region.right - 1 - width, region.bottom - 1, width, min(1, width))
        return WidgetPlacement(corner, NULL_OFFSET, NULL_SPACING, self, order=1)


class Stack(Layout):
    """Children below each other, with blank lines between them as far as there is room. If they do
    not fit, the one with the class `gives` gets what the others leave, and scrolls; the last child
    marks it."""

    name = "stack"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the children."""
        parent.pre_layout(self)
        *children, mark = children
        assert isinstance(mark, MoreMark)
        heights = [height_of(child, parent, size) for child in children]
        over = sum(heights) - size.height
        placements, y, free = [], 0, max(0, -over)
        for child, height in zip(children, heights, strict=True):
            gives = child.has_class("gives")
            given = max(0, height - max(0, over)) if gives else height
            placement = placed(child, 0, y, size.width, given)
            placements.append(placement)
            if gives:
                if over > 0:
                    # Its scrollbar takes a column.
                    height = height_of(child, parent, Size(size.width - 1, size.height))
                placements.append(
                    mark.on(child, placement.region, height - child.styles.margin.height)
                )
            y += given + (free > 0)
            free -= 1
        return placements

    def get_content_height(
        self, widget: Widget, container: Size, viewport: Size, width: int
    ) -> int:
        """The lines of the children, without any between them."""
        size = Size(width, container.height)
        children = (child for child in widget.displayed_children if type(child) is not MoreMark)
        return sum(height_of(child, widget, size) for child in children)
