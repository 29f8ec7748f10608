"""When Python looks for garbage: hardly while the game starts, for next to nothing is any."""

from __future__ import annotations

import gc

START = 100_000
"""New objects between two collections while the program starts. Python's own 700 would look
through all that was just imported several hundred times, a tenth of the time of a start."""

PLAYING = 2_000
"""The same once a screen is up."""


def start_fast() -> None:
    """To be called first of all."""
    gc.set_threshold(START)


def settle() -> None:
    """To be called once the first screen is painted: what is there by now stays, so that looking
    for garbage, and with it the longest wait after a key, does not grow with the program."""
    if gc.get_threshold()[0] == START:
        gc.freeze()
        gc.set_threshold(PLAYING)
