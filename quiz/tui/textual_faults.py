"""Works around bugs in Textual 8.2.8 that crash or slow an app, cut words or misplace clicks, until
Textual fixes them.

`mend` wraps methods of Textual in a check. Once a later version has the check itself, the
entry can go; if a version no longer has the method, `mend` raises, and so does a test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from textual import content
from textual._compositor import Compositor
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Click, Event, Mount
from textual.message import Message
from textual.notifications import Notifications
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import OptionList
from textual.widgets._toast import ToastHolder, ToastRack

from quiz.tui.east_asian_lines import between_words

TOO_LATE = (NoMatches, MountError)
"""What finding or mounting a widget raises on a screen that is being removed."""


def _page_of_options(move: Callable[..., Any]) -> Callable[..., Any]:
    """Page Down in a list without a layout raises KeyError.

    Fixed once `OptionList._move_page` calls `_update_lines` first, as scrolling does.
    """

    def moved(self: OptionList, direction: Any) -> None:
        self._update_lines()
        if (self.highlighted or 0) in self._index_to_line:
            move(self, direction)

    return moved


def _widget_that_is_gone(found: Callable[..., Any]) -> Callable[..., Any]:
    """A click or drag that starts on a widget just removed: it has no parent and so no region.

    Fixed once `Screen._forward_event` checks whether the widget to select from is attached.
    """

    def found_attached(self: Screen[Any], x: int, y: int) -> Any:
        widget, offset = found(self, x, y)
        if widget is not None and widget is not self and widget.parent is None:
            return None, None
        return widget, offset

    return found_attached


def _left_twice(dismiss: Callable[..., AwaitComplete]) -> Callable[..., AwaitComplete]:
    """A screen dismissed twice, by pressing Escape twice over a slow line or clicking twice beside
    the palette: the second pops whatever is on top by then, finally raising ScreenStackError.

    Fixed once `Screen.dismiss` checks whether the screen is active.
    """

    def dismissed(self: Screen[Any], result: Any = None) -> AwaitComplete:
        return dismiss(self, result) if self.is_active else AwaitComplete()

    return dismissed


def _double_click_across(forward: Callable[..., None]) -> Callable[..., None]:
    """The second click of a double click falls on the screen that the first one opened or left.

    Fixed once clicks on two screens are no double click, and the second of them does nothing.
    """
    began = WeakKeyDictionary[App[Any], Screen[Any]]()

    def forwarded(self: Screen[Any], event: Event) -> None:
        if isinstance(event, Click):
            if event.chain == 1:
                began[self.app] = self
            elif began.get(self.app) is not self:
                return
        forward(self, event)

    return forwarded


def _text_without_room(wrap: Callable[..., Any]) -> Callable[..., Any]:
    """Text wrapped to width 0, in a window too small for its frame, raises ValueError.

    Fixed once `Content._wrap_and_format` rejects widths below one.
    """

    def wrapped(self: Content, width: int, *args: Any, **kwargs: Any) -> Any:
        return wrap(self, max(1, width), *args, **kwargs)

    return wrapped


def _told_too_late(handle: Callable[..., Any]) -> Callable[..., Any]:
    """A widget removed before it was mounted, or while the app closes: Textual mounts none of
    its children but still sends it Mount. What started in time may fail
    halfway with NoMatches or MountError.

    Fixed once `MessagePump._pre_process` checks whether the widget is being removed, and handlers
    of such a widget do not crash the app.
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


def _hidden_change(update: Callable[..., None]) -> Callable[..., None]:
    """A change of a hidden widget has the whole screen arranged again, in each frame that moves.

    Fixed once `Compositor.update_widgets` leaves out what is not visible; a layout paints whatever
    it shows anew.
    """

    def updated(self: Compositor, widgets: set[Widget]) -> None:
        update(self, widgets & self.visible_widgets.keys())

    return updated


def _message_gone(show: Callable[..., None]) -> Callable[..., None]:
    """What held a message that is gone stays, a line high, and moves the messages to come.

    Fixed once `ToastRack.show` removes the holder of a stale toast.
    """

    def shown(self: ToastRack, notifications: Notifications) -> None:
        show(self, notifications)
        held = {self._toast_id(notification) for notification in notifications}
        for holder in self.query(ToastHolder):
            if holder.id not in held:
                holder.remove()

    return shown


def _is_going(widget: Widget) -> bool:
    return widget._pruning or widget._closing


_MENDED: tuple[tuple[Any, str, Callable[[Callable[..., Any]], Callable[..., Any]]], ...] = (
    (OptionList, "_move_page", _page_of_options),
    (Screen, "get_widget_and_offset_at", _widget_that_is_gone),
    (Screen, "dismiss", _left_twice),
    (Screen, "_forward_event", _double_click_across),
    (Content, "_wrap_and_format", _text_without_room),
    (content, "divide_line", between_words),
    (Widget, "_on_message", _told_too_late),
    (Compositor, "update_widgets", _hidden_change),
    (ToastRack, "show", _message_gone),
)


def mend() -> None:
    """Install the checks; a second call changes nothing."""
    for kind, name, check in _MENDED:
        method = getattr(kind, name)
        if not getattr(method, "mended", False):
            checked = check(method)
            checked.mended = True  # type: ignore[attr-defined]
            setattr(kind, name, checked)
