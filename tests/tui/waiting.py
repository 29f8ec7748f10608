"""Lets time pass and waits for conditions, however slow the machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot

from quiz.tui.base_app import BaseApp
from tests.factories import Clock
from tests.patience import PATIENCE


async def waited_for(pilot: Pilot[Any], true: Callable[[], bool]) -> None:
    """Let the app run until this is true; fails if it never is."""
    until = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < until:
        await pilot.pause()
        await asyncio.sleep(0.01)
    assert true()


async def passed(pilot: Pilot[Any], seconds: float) -> None:
    """Let this much time pass on the app's clock, and let the app do what is due."""
    app = pilot.app
    assert isinstance(app, BaseApp)
    assert isinstance(app.clock, Clock)
    app.clock.advance(seconds)
    app.tick()
    await pilot.pause()


async def offered(pilot: Pilot[Any], title: str) -> None:
    """Let the palette search until its first command has this in its title."""

    def first() -> bool:
        palette = pilot.app.screen
        assert isinstance(palette, CommandPalette)
        command = palette.query_one(CommandList).highlighted_option
        return command is not None and title in str(command.prompt)

    await waited_for(pilot, first)
