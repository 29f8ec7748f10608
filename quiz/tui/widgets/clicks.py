"""Double clicks."""

from __future__ import annotations

from textual import events


def drop_repeated(event: events.Click) -> None:
    """Ignore a click that quickly follows another at the same place.

    It was meant for what was there at the first click. Call this from a handler of a class
    whose base class would act on the click.
    """
    if event.chain > 1:
        event.stop()
        event.prevent_default()
