"""A line to type into."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.widgets import Input

from quiz.tui.ordered_keys import deliver


class Line(Input):
    """An input that accepts a paste of several lines and reports Enter at once.

    Textual's own keeps only the first line of a paste, reports Enter by a message handled after
    more was typed, and selects text typed before it notices that it has the focus.
    """

    JOINT: ClassVar[str] = " "
    """What replaces a line break."""

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
        """Where the caret is painted; Textual's is one cell too far at the end of the text."""
        before = cell_len(self.value[: self.cursor_position])
        return self.content_region.offset + Offset(before - self.scroll_offset.x, 0)

    def on_focus(self) -> None:
        """Show the caret once there is a place for it. Textual's own does so only when it moves."""
        self.call_after_refresh(self.show_caret)

    def show_caret(self) -> None:
        """Scroll so that the caret is in sight."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace the text between two positions; line breaks become separators."""
        lines = [line.strip() for line in text.splitlines()]
        one_line = text if len(lines) < 2 else self.JOINT.join(filter(None, lines))
        super().replace(one_line.rstrip("\r\n"), start, end)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *sorted(self.selection))

    async def action_submit(self) -> None:
        """Report Enter before the next key."""
        await deliver(self, self.Submitted(self, self.value))


class AnswerLine(Line):
    """A line for an answer, which stays in sight while it is typed.

    It looks the same with the focus and without, as it is shown only while it has it: to look up
    its styles again would take an eighth of the time from Enter to the paint.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Answer", key_display="⏎")]

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, id=id)
        self.add_class("answer-line")

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Look up no styles."""

    @on(Input.Changed)
    def _typed(self) -> None:
        self.scroll_visible(animate=False)
