"""Where a player sits: their game and their open rounds, and how work on them is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from quiz.game.game import Game
from quiz.serve.database.database import Database
from quiz.serve.game_thread import GameThread
from quiz.serve.open_rounds import OpenRounds

Result = TypeVar("Result")


class Sayings(Protocol):
    """Takes down what a player says besides playing."""

    def change_settings(self, values: Mapping[str, Any]) -> None:
        """Change settings; the values are valid, as JSON."""


class Desk(NamedTuple):
    """A player's game and open rounds. sayings: None for the owner of this machine's data."""

    game: Game
    rounds: OpenRounds
    sayings: Sayings | None = None


class Seat(Protocol):
    """Does work at the desk of one player, one piece after another."""

    async def run(self, work: Callable[[Desk], Result]) -> Result:
        """Do a piece of work, which is done to its end even if the browser has gone. What it
        changes is durable when this returns. It may be done again from the start, if another
        process did something for this player at the same moment."""

    async def idle(self, work: Callable[[Desk], None]) -> None:
        """Do a piece of work that changes nothing and may be left out."""


class OwnerSeat:
    """The seat of the owner of this machine's data. Answers are durable in the log of the machine,
    then the open rounds are in the database: what the log has beyond them is found again, see
    `quiz.game.logged`."""

    def __init__(self, thread: GameThread, database: Database) -> None:
        self._thread = thread
        self._rounds = thread.do(lambda game: OpenRounds(database, game.player, game))

    async def run(self, work: Callable[[Desk], Result]) -> Result:
        """See `Seat.run`."""
        return await self._thread.run(lambda game: self._do(work, game))

    def _do(self, work: Callable[[Desk], Result], game: Game) -> Result:
        self._rounds.look()
        result = work(Desk(game, self._rounds))
        self._rounds.save(game.clock().ms)
        return result

    async def idle(self, work: Callable[[Desk], None]) -> None:
        """See `Seat.idle`."""
        await self._thread.run(lambda game: work(Desk(game, self._rounds)))
