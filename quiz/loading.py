"""Imports that come late, while somebody plays, and the search for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, YOUNG_SEARCHES = 50_000, 20
"""New objects after which Python searches for garbage by itself, and searches of the young ones
after which all are searched."""


@contextmanager
def kept() -> Iterator[None]:
    """Take what is imported inside out of the search for garbage: modules never are any, and
    looking at them takes longer than a paint."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def search_rarely() -> None:
    """Search for garbage by itself only once much has piled up: a search takes a quarter of the
    time from a key to its paint, or more than all of it. Screens search where nobody waits."""
    gc.set_threshold(YOUNG, 10, YOUNG_SEARCHES)


def search() -> None:
    """Search for garbage now: among the young objects, and every so often among all."""
    gc.collect(2 if gc.get_count()[2] >= YOUNG_SEARCHES else 1)
