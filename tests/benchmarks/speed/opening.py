"""How much CPU time opening a screen takes, beside the screen of high scores."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from quiz.game.game import Game
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp

BESIDE = "h"
SCREENS = {"a round": "z", "settings": "o", "statistics": "s"}
RUNS = 9


def measure_opening(add: Callable[..., None], library: Path, home: Path) -> None:
    """Opening by key from home, at two sizes: the median CPU time in milliseconds, the same of the
    very first time, and the ratio to the other screen, pair by pair."""
    for size in ((80, 24), (120, 40)):
        for name, key in SCREENS.items():
            ours, base = asyncio.run(_opened(library, home, key, size))
            add(
                f"opening {name}, {size[0]}×{size[1]}",
                "CPU 150 ms",
                ms=statistics.median(ours[1:]),
                first_ms=ours[0],
                ratio=statistics.median(o / b for o, b in zip(ours[1:], base[1:], strict=True)),
            )


async def _opened(
    library: Path, home: Path, key: str, size: tuple[int, int]
) -> tuple[list[float], list[float]]:
    game = Game(Store.open(home), [library], Settings(animations=False), "ada")
    taken: tuple[list[float], list[float]] = ([], [])
    async with QuizApp(game).run_test(size=size) as pilot:
        # Work after the first paint does not count.
        await pilot.pause(4)
        for _ in range(RUNS + 1):
            for each, times in zip((key, BESIDE), taken, strict=True):
                start = time.process_time()
                await pilot.press(each)
                await pilot.pause()
                times.append((time.process_time() - start) * 1000)
                await pilot.press("escape")
                await pilot.pause()
    game.close()
    return taken
