"""Imports that come late, while somebody plays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
    """Search for garbage among the oldest objects a fifth as often as Python does by itself, since
    that takes longer than a paint."""
    gc.set_threshold(700, 10, 50)
