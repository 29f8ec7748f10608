"""Double clicks."""

from __future__ import annotations

from textual import events


def drop_repeated(event: events.Click) -> None:
    """Let nothing come of a click that is not the first at its place within a moment.

    It was meant for what was there when the first one came. To be called by a handler of a class
    whose base class would act on the click.
    """
    if event.chain > 1:
        event.stop()
        event.prevent_default()
