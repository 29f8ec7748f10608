"""The one thread in which a game lives: SQLite's connections belong to the thread that opened
them, and one writer at a time needs no locks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from quiz.game.game import Game

Result = TypeVar("Result")


class GameThread:
    """A game, and the thread that opened it and does all its work, one piece after another."""

    def __init__(self, opened: Callable[[], Game]) -> None:
        """opened: opens the game; what it raises is raised here."""
        self._pool = ThreadPoolExecutor(1, "quiz-game")
        try:
            self._game = self._pool.submit(opened).result()
        except BaseException:
            self._pool.shutdown()
            raise

    def do(self, work: Callable[[Game], Result]) -> Result:
        """Do a piece of work, and wait for it."""
        return self._pool.submit(work, self._game).result()

    async def run(self, work: Callable[[Game], Result]) -> Result:
        """Do a piece of work, while other requests come in. It is done to its end even if the
        browser has gone."""
        return await asyncio.shield(asyncio.wrap_future(self._pool.submit(work, self._game)))

    def close(self) -> None:
        """Finish what is waiting, then close the game."""
        self._pool.submit(self._game.close).result()
        self._pool.shutdown()
