"""A line to type into."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.widgets import Input

from quiz.tui.ordered_keys import deliver


class Line(Input):
    """An input that takes a paste whole, and says at once that Enter was pressed.

    Textual's own keeps the first line of a paste, tells of Enter by a message that is handled when
    more may be typed, and selects what was typed before it has noticed that it has the focus.
    """

    JOINT: ClassVar[str] = " "
    """What comes in the place of a line break."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 0,
        id: str | None = None,  # noqa: A002
        compact: bool = False,
    ) -> None:
        super().__init__(
            value, placeholder, max_length=max_length, id=id, compact=compact, select_on_focus=False
        )

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret is painted; Textual's own is a cell beyond it at the end of the text."""
        before = cell_len(self.value[: self.cursor_position])
        return self.content_region.offset + Offset(before - self.scroll_offset.x, 0)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put the text in the place of what is between these two, all its lines on one."""
        lines = [line.strip() for line in text.splitlines()]
        one_line = text if len(lines) < 2 else self.JOINT.join(filter(None, lines))
        super().replace(one_line.rstrip("\r\n"), start, end)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *sorted(self.selection))

    async def action_submit(self) -> None:
        """Enter: those who wait for it hear of it before the next key."""
        await deliver(self, self.Submitted(self, self.value))
