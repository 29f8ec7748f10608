"""Does something in several threads at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.patience import PATIENCE


def at_once(number: int, act: Callable[[], object]) -> None:
    """Run a function in so many threads that begin together, and wait for all. Raises what any of
    them raised."""
    ready = Barrier(number)

    def run() -> None:
        ready.wait(PATIENCE)
        act()

    with ThreadPoolExecutor(number) as pool:
        for each in [pool.submit(run) for _ in range(number)]:
            each.result(PATIENCE)
