"""Clicks a key in a line of keys, where the player sees it."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.pilot import Pilot

from quiz.tui.widgets.key_line import KeyLine


async def click_key(pilot: Pilot[Any], line: str, what: str) -> None:
    """Click the key labelled `what` in the line with this selector; it must be visible."""
    widget = pilot.app.screen.query_one(line, KeyLine)
    index = [key.what for key in widget.keys].index(what)
    region = widget.region
    for y in range(region.height):
        for x in range(region.width):
            style = pilot.app.screen.get_style_at(region.x + x, region.y + y)
            if style.meta.get("key") == index:
                await pilot.click(offset=(region.x + x, region.y + y))
                return
    raise AssertionError(f"{what} is not in sight")


def click(pilot: Pilot[Any], x: int, y: int, chain: int) -> None:
    """Click this place on the screen, as the `chain`-th click in quick succession."""
    widget, _ = pilot.app.screen.get_widget_at(x, y)
    event = events.Click(widget, x, y, 0, 0, 1, False, False, False, x, y, chain=chain)
    pilot.app.screen._forward_event(event)


async def click_in_help(pilot: Pilot[Any], key: str) -> None:
    """Open the help by the line of keys, scroll to the row of this key, and click it."""
    await click_key(pilot, "#footer", "Help")
    await pilot.pause()
    page = pilot.app.screen.query_one("#help")
    while True:
        for y in range(page.content_region.y, page.content_region.bottom):
            x = page.content_region.x + 16
            if pilot.app.screen.get_style_at(x, y).meta.get("key") == key:
                await pilot.click(offset=(x, y))
                await pilot.pause()
                return
        assert page.scroll_y < page.max_scroll_y, f"{key} is not in the help"
        page.scroll_page_down(animate=False)
        await pilot.pause()
