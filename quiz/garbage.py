"""When Python looks for garbage: hardly while the game starts, for next to nothing is any, and
while a round is played when the player reads, not between a key and what it leads to."""

from __future__ import annotations

import gc

START = 100_000
"""New objects between two collections while the program starts. Python's own 700 would look
through all that was just imported several hundred times, a tenth of the time of a start."""

PLAYING = 10_000
"""The same once a screen is up. An answer with the next question makes some four thousand, so that
a round is tidied by `tidy` alone, unless the player never lets it."""

FULL_EACH = 16
"""Of so many calls of `tidy` one looks through everything, the others through the newer half."""

_YOUNG, _ALL = 1, 2

_calls = 0


def start_fast() -> None:
    """To be called first of all."""
    gc.set_threshold(START)


def settle() -> None:
    """To be called once the first screen is painted, and what the next one needs is there: all
    that stays, so that looking for garbage does not grow with the program."""
    if gc.get_threshold()[0] == START:
        gc.freeze()
        gc.set_threshold(PLAYING)


def tidy() -> None:
    """To be called when something to read was painted: nobody waits for the program then. Does
    nothing where Python looks for garbage in its own way."""
    global _calls
    if gc.get_threshold()[0] != PLAYING:
        return
    _calls += 1
    gc.collect(_ALL if _calls % FULL_EACH == 0 else _YOUNG)
