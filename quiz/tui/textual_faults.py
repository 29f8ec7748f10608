"""Faults of Textual 8.2.8 that end an app, each kept from it until Textual mends it.

`mend` puts a check before a method of Textual. Where a later version has the check itself, the
entry can go; a version that has no such method any more makes `mend` raise, and a test with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Mount
from textual.message import Message
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import OptionList

TOO_LATE = (NoMatches, MountError)
"""What whoever looks for a widget, or shows one, gets on a screen that is being taken down."""


def _page_of_options(move: Callable[..., Any]) -> Callable[..., Any]:
    """Page Down in a list that is not laid out yet: KeyError.

    Mended once `OptionList._move_page` calls `_update_lines` first, as scrolling does.
    """

    def moved(self: OptionList, direction: Any) -> None:
        self._update_lines()
        if (self.highlighted or 0) in self._index_to_line:
            move(self, direction)

    return moved


def _widget_that_is_gone(found: Callable[..., Any]) -> Callable[..., Any]:
    """A click or drag that begins on a widget just removed: it has no parent, and so no region.

    Mended once `Screen._forward_event` looks whether the widget to select from is attached.
    """

    def found_attached(self: Screen[Any], x: int, y: int) -> Any:
        widget, offset = found(self, x, y)
        if widget is not None and widget is not self and widget.parent is None:
            return None, None
        return widget, offset

    return found_attached


def _left_twice(dismiss: Callable[..., AwaitComplete]) -> Callable[..., AwaitComplete]:
    """A screen told twice to leave, by two presses of Escape over a slow line, or two clicks beside
    the palette: the second pops whatever is on top by then, and in the end ScreenStackError.

    Mended once `Screen.dismiss` looks whether the screen is active.
    """

    def dismissed(self: Screen[Any], result: Any = None) -> AwaitComplete:
        return dismiss(self, result) if self.is_active else AwaitComplete()

    return dismissed


def _text_without_room(wrap: Callable[..., Any]) -> Callable[..., Any]:
    """A text wrapped to a width of none, in a window too small for its frame: ValueError.

    Mended once `Content._wrap_and_format` takes no width below one.
    """

    def wrapped(self: Content, width: int, *args: Any, **kwargs: Any) -> Any:
        return wrap(self, max(1, width), *args, **kwargs)

    return wrapped


def _told_too_late(handle: Callable[..., Any]) -> Callable[..., Any]:
    """A widget that is removed before it was there, or while the app leaves: Textual shows none of
    its children and tells it all the same that it is mounted. What was begun in time may fail
    halfway: NoMatches, MountError.

    Mended once `MessagePump._pre_process` looks whether the widget is to be removed, and handlers
    of one that is do not end the app.
    """

    async def handled(self: Widget, message: Message) -> None:
        if isinstance(message, Mount) and (_is_going(self) or self.app._exit):
            return
        try:
            await handle(self, message)
        except TOO_LATE:
            if not _is_going(self):
                raise

    return handled


def _is_going(widget: Widget) -> bool:
    return widget._pruning or widget._closing


_MENDED: tuple[tuple[type[Any], str, Callable[[Callable[..., Any]], Callable[..., Any]]], ...] = (
    (OptionList, "_move_page", _page_of_options),
    (Screen, "get_widget_and_offset_at", _widget_that_is_gone),
    (Screen, "dismiss", _left_twice),
    (Content, "_wrap_and_format", _text_without_room),
    (Widget, "_on_message", _told_too_late),
)


def mend() -> None:
    """Put the checks in their places; a second call changes nothing."""
    for kind, name, check in _MENDED:
        method = getattr(kind, name)
        if not getattr(method, "mended", False):
            checked = check(method)
            checked.mended = True  # type: ignore[attr-defined]
            setattr(kind, name, checked)
