"""Keys on a line, which can also be clicked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from quiz.history.rating import Rating
from quiz.scheduling.interval import Interval
from quiz.tui.literal import MUTED
from quiz.tui.widgets.strips import segments

HOVER = "$background on $primary"
CHOSEN = "bold $background on $secondary"
PRIMARY = "bold $button-color-foreground on $primary"


class Key(NamedTuple):
    """One key of a line.

    key: Textual's name, "question_mark". shown: as displayed, "?". what: what it does, in
    a word or two. tip: a tooltip of one sentence.
    note: shown after it in a muted colour. style: its own Textual style.
    """

    key: str
    shown: str
    what: str
    tip: str = ""
    enabled: bool = True
    note: str = ""
    style: str = ""

    @property
    def width(self) -> int:
        """Width in cells."""
        note = cell_len(self.note)
        return cell_len(self.shown) + 1 + cell_len(self.what) + (note + 1 if note else 0)


class KeyLine(Widget):
    """Keys side by side, wrapped to more lines if needed.

    One widget paints them all: a widget per key would slow down opening every screen.
    pad: spaces on both sides of each key if they fit on one line. style: a Textual style.
    fill: whether they share the full width of their line, in columns if they take several lines.
    once: whether the later clicks of a double click are ignored.
    """

    ALLOW_SELECT = False
    GAP: ClassVar[int] = 1
    """Spaces between two keys."""

    _hovered: reactive[int | None] = reactive(None)

    def __init__(
        self,
        keys: Sequence[Key] = (),
        *,
        pad: int = 0,
        style: str = "",
        fill: bool = False,
        once: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.keys = list(keys)
        """All keys, including those that do not fit."""
        self._pad = pad
        self._style = style
        self._fill = fill
        self._once = once

    def show(self, keys: Sequence[Key]) -> None:
        """Show these keys from now on."""
        if list(keys) != self.keys:
            self.keys = list(keys)
            self._hovered = None
            self.refresh(layout=self.styles.auto_dimensions)

    def lines(self, width: int) -> list[list[int]]:
        """Indices of the keys on each line of `width` cells: on as few lines as they need, about
        as many on each."""
        pad = self._padding(width)
        lines = self.filled(self.keys, width, pad=pad)
        even = self.filled(self.keys, width, -(-len(self.keys) // len(lines)), pad=pad)
        return even if len(even) == len(lines) else lines

    @classmethod
    def filled(
        cls, keys: Sequence[Key], width: int, most: int | None = None, *, pad: int = 0
    ) -> list[list[int]]:
        """Indices of these keys on lines with as many on each as fit, and at most `most`."""
        lines: list[list[int]] = [[]]
        left = width
        for index, key in enumerate(keys):
            needed = key.width + 2 * pad
            if lines[-1] and (needed > left or len(lines[-1]) == most):
                lines.append([])
                left = width
            left -= needed + cls.GAP
            lines[-1].append(index)
        return lines

    def _padding(self, width: int) -> int:
        each = sum(key.width + 2 * self._pad + self.GAP for key in self.keys)
        return self._pad if each - self.GAP <= width else 0

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The full width available."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the keys need."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.size.width
        lines = self.lines(width)
        if y >= len(lines):
            return Strip([])
        columns = self._columns(lines, width) if self._fill and len(lines) > 1 else []
        return Strip(self._segments(lines[y], width, columns))

    def _columns(self, lines: Sequence[Sequence[int]], width: int) -> list[int]:
        """The widths of the columns in which the keys of these lines stand, without padding; none
        if they do not fit."""
        widths = [
            max(self.keys[index].width for index in column if index is not None)
            for column in zip_longest(*lines)
        ]
        return widths if sum(widths) + self.GAP * (len(widths) - 1) <= width else []

    def _segments(
        self, line: Sequence[int], width: int, columns: Sequence[int]
    ) -> Iterator[Segment]:
        """The keys of a line. columns: as from `_columns`, if they stand in some."""
        pad = self._padding(width)
        cells = columns or [self.keys[index].width + 2 * pad for index in line]
        free = width - sum(cells) - self.GAP * (len(cells) - 1)
        more = free // max(1, len(cells)) if self._fill else 0
        for place, index in enumerate(line):
            if place:
                yield Segment(" " * self.GAP, self.visual_style.rich_style)
            spare = cells[place] + more - self.keys[index].width
            # In columns, the first letters stand below each other.
            left = min(self._pad, more // 2) if columns else spare // 2
            yield from self._piece(index, left, spare - left)

    def _piece(self, index: int, left: int, right: int) -> list[Segment]:
        key = self.keys[index]
        own, accent, muted = key.style, "", ""
        if not key.enabled:
            own = "dim"
        elif index == self._hovered:
            own = HOVER
        elif not own:
            own, accent, muted = self._style, "bold $footer-key-foreground", MUTED
        base = self.visual_style + Style.parse(own)
        if key.enabled:
            base += _clickable(index)
        note = f" {key.note}" if key.note else ""
        parts = [(" " * left, ""), (key.shown, accent), (f" {key.what}", ""), (note, muted)]
        return segments(base, [*parts, (" " * right, "")])

    def _under(self, event: events.MouseEvent) -> int | None:
        index = event.style.meta.get("key")
        return index if isinstance(index, int) and index < len(self.keys) else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the key that a click would press."""
        index = self._under(event)
        if index != self._hovered:
            self._hovered = index
            self.tooltip = None if index is None else self.keys[index].tip or None

    def on_leave(self) -> None:
        """Remove the highlight."""
        self._hovered = None

    def on_click(self, event: events.Click) -> None:
        """Press the clicked key."""
        index = self._under(event)
        if index is not None and not (self._once and event.chain > 1):
            event.stop()
            self.app.simulate_key(self.keys[index].key)


@cache
def _clickable(index: int) -> Style:
    """The style that shows which key is under the mouse."""
    return Style.from_meta({"key": index})


def rating_key(rating: Rating, preview: Mapping[Rating, Interval], mark: str = "") -> Key:
    """The key of a rating, with when the card would come back, if known.

    mark: shown in place of the number for the current rating.
    """
    number = str(rating.value)
    when = preview[rating].text if preview else ""
    return Key(number, mark or number, rating.label, note=when, style=CHOSEN if mark else "")
