"""Handles keys strictly one after another, each completely before the next.

Textual puts a key into the queue of the focused widget; from there it bubbles up, queue by
queue, to the app, which finally looks up its binding. If keys arrive in one
burst, over a slow line or from a fast typist, letters overtake an earlier Enter, and the
message that an Enter sends then finds a different text than it was pressed on.

Here the app handles a key in one step: the focused widget, its ancestors, then the
binding. The same goes for the messages by which widgets report what a key decided.
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
    """Let `node` and its ancestors handle the message now instead of queueing it.

    Like Textual's own queues, this calls the handlers of all classes until one stops the message.
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
    """Wait until the screen and its first widgets are mounted."""
    mounted: asyncio.Event = screen._mounted_event
    await mounted.wait()


class OrderedKeysApp(App[ReturnType]):
    """An app that handles each key and each paste completely before the next one."""

    _turn: asyncio.Task[object] | None = None
    """The task that is handling a key."""

    async def on_event(self, event: events.Event) -> None:
        """Handle keys and pastes in one step, everything else as Textual does; ignore input once
        the app is closing."""
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
        # A key right after the one that opened a screen is for that screen.
        await _up(self.screen)
        event._set_forwarded()
        if isinstance(event, events.Key):
            self.screen._clear_tooltip()
            if await self._check_bindings(event.key, priority=True) or self.is_taken(event):
                return
        await deliver(self.focused or self.screen, event)

    def is_taken(self, key: events.Key) -> bool:
        """Whether the app itself handled the key; subclasses override this."""
        return False

    async def in_turn(self, callback: Callable[[], Awaitable[object]]) -> None:
        """Run this in order with the keys: at once if a key led here, else between two
        keys."""
        if asyncio.current_task() is self._turn:
            await callback()
        else:
            self.call_later(callback)
