"""One key after the other: what a key means is decided when its turn comes, and wholly.

Textual puts a key into the queue of the widget that has the focus; from there it goes up, from one
queue to the next, to the app, which looks at last what it is bound to. Of keys that come in one
burst, over a slow line or from a quick typist, letters then overtake an Enter before them, and what
an Enter says is told by a message that finds another text than it was pressed on.

Here the app handles a key in one step: the widget that has the focus, what is around it, what the
key is bound to. So it does with the messages by which widgets tell what a key has decided.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual._callback import invoke
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen


async def deliver(node: DOMNode, message: Message) -> None:
    """Have `node`, and all that is around it, handle the message now, and not in their turn.

    As Textual's own queues would: handlers of all classes, until one stops it.
    """
    for pump in node.ancestors_with_self:
        if not pump.check_message_enabled(message):
            continue
        with pump._context():
            for _, handler in pump._get_dispatch_methods(message.handler_name, message):
                await invoke(handler, message)
        if message._stop_propagation:
            return


async def _up(screen: Screen[Any]) -> None:
    """Wait until the screen is there, with all that it begins with."""
    mounted: asyncio.Event = screen._mounted_event
    await mounted.wait()


class OrderedKeysApp(App[ReturnType]):
    """An app that handles each key, and each paste, wholly before the next one."""

    _turn: asyncio.Task[object] | None = None
    """The task that handles a key now."""

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes in one step, everything else as Textual does; nothing once the player
        has left."""
        if self._exit and isinstance(event, events.InputEvent):
            return
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.screen_stack:
            self._turn = asyncio.current_task()
            try:
                await self._handle(event)
            finally:
                self._turn = None

    async def _handle(self, event: events.Key | events.Paste) -> None:
        self.app_focus = True
        # A key at the heels of the one that opened a screen is for that screen.
        await _up(self.screen)
        event._set_forwarded()
        if isinstance(event, events.Key):
            self.screen._clear_tooltip()
            if await self._check_bindings(event.key, priority=True) or self.is_taken(event):
                return
        await deliver(self.focused or self.screen, event)

    def is_taken(self, key: events.Key) -> bool:
        """Whether the app has dealt with a key that is no widget's; for subclasses."""
        return False

    async def in_turn(self, callback: Callable[[], Awaitable[object]]) -> None:
        """Do this in line with the keys: at once where one of them has led here, else between two
        of them."""
        if asyncio.current_task() is self._turn:
            await callback()
        else:
            self.call_later(callback)
