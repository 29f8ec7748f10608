"""Waits until a Textual app is idle, however slow the machine.

Textual's own pilot thinks that a process is idle if a busy machine gave it no time, and on an idle
machine it sleeps many milliseconds after each key.
"""

from __future__ import annotations

import asyncio
import time

from textual._context import active_app
from textual.pilot import Pilot

SOON = 1 / 100
"""Seconds: Textual puts a resize off by less."""

WORKERS = 5.0
"""Seconds in which a worker should be done; a test in which one is not waits for what it wants."""

MOST = 50
"""Turns after which something is moving for good, such as an animation."""


async def drained(*_: float) -> None:
    """Run everything that is ready to run."""
    # There is no public way to find out.
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


async def settle(*_: float) -> None:
    """Run the loop until it only waits for time to pass; replaces Textual's `wait_for_idle`."""
    loop = asyncio.get_running_loop()
    until = time.monotonic() + WORKERS
    for _ in range(MOST):
        await drained()
        if _painted():
            continue
        while _at_work() and time.monotonic() < until:
            await asyncio.sleep(0.002)
        soon = [timer.when() for timer in loop._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
        wait = min(soon, default=loop.time() + 1) - loop.time()
        if wait > SOON:
            return
        await asyncio.sleep(max(0, wait))


def _painted() -> bool:
    """Paint the next frame now; returns whether there was anything to paint."""
    app = active_app.get()
    if not app.screen_stack or app._batch_count:
        return False
    screen = app.screen
    waits = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if waits:
        screen._on_timer_update()
    return bool(waits)


def _at_work() -> bool:
    return any(not worker.is_finished for worker in active_app.get().workers)


_press = Pilot.press


async def press(self: Pilot[object], *keys: str) -> None:
    """Press keys one by one, then paint; replaces `Pilot.press`."""
    await _press(self, *keys)
    await settle()
