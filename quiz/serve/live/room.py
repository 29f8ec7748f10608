"""One live quiz on this server: its state, the devices that listen, and the commands that wait.

The state is folded twice: in the thread that writes, which must not wait for the pages, and here in
the event loop. What waits is written together: one transaction for hundreds of answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from quiz.errors import QuizError
from quiz.live.commands import Command, LiveError, Tick, due_at
from quiz.live.events import (
    Answered,
    Begun,
    Dated,
    Joined,
    Kicked,
    Lapsed,
    LiveEvent,
    Locked,
    Revealed,
)
from quiz.live.game import LiveGame, Phase, Player
from quiz.serve.live.ledger import Ledger, Outcome, Sent
from quiz.serve.live.listeners import Listeners

LOOK_SECONDS = 2.0
"""How often the server looks for events of other servers, whose notices may be lost."""

RETRY_SECONDS = 0.5

Result = TypeVar("Result")
MOST_BATCH = 500
MOST_ADDRESSES = 4000
"""Addresses that a quiz remembers."""


@dataclass(eq=False)
class Room:
    """One live quiz, used from the event loop alone. now: the time in milliseconds since 1970.

    learnt: called with each person of the server when an answer of theirs is closed.
    """

    key: str
    code: str
    ledger: Ledger
    writer: ThreadPoolExecutor
    now: Callable[[], int]
    learnt: Callable[[Room, Player], None] = lambda room, player: None

    def __post_init__(self) -> None:
        self.game = LiveGame()
        self.listeners = Listeners()
        self.addresses: set[str] = set()
        """Where the code was known before."""
        self._written: LiveGame | None = None
        self._waiting: list[tuple[Sent, asyncio.Future[str]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self._behind = False

    async def load(self, *, resumed: bool) -> None:
        """Fold the quiz from its events. resumed: whether no other server can have served it
        meanwhile."""
        self._fold(1, await self._threaded(self.ledger.since, self.key, 0))
        if resumed:
            await self.do(Tick(resumed=True))
        self._keeper = asyncio.create_task(self._keep_time())

    def note_address(self, address: str) -> None:
        """Somebody at this address knows the code."""
        if len(self.addresses) < MOST_ADDRESSES:
            self.addresses.add(address)

    async def do(self, command: Command, at: int | None = None) -> None:
        """Take a command; returns once what follows from it is durable.

        at: when it came; None for now. Raises LiveError, or DatabaseError if nothing was kept.
        """
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.append((Sent(command, self.now() if at is None else at), future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        # What is sent is done to its end, even if the device has gone.
        if fault := await asyncio.shield(future):
            raise LiveError(fault)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_BATCH], self._waiting[MOST_BATCH:]
            try:
                outcome = await self._threaded(self._apply, [sent for sent, _ in batch])
            except Exception as error:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                        # Whoever sent it may have gone.
                        future.exception()
                continue
            self._fold(outcome.first, outcome.events)
            for (_, future), fault in zip(batch, outcome.faults, strict=True):
                if not future.done():
                    future.set_result(fault)

    def _apply(self, sent: list[Sent]) -> Outcome:
        """In the writing thread."""
        game, self._written = self._written or LiveGame(), None
        outcome = self.ledger.apply(self.key, game, sent)
        # After an error it is folded anew.
        self._written = game
        return outcome

    async def _threaded(self, work: Callable[..., Result], *given: Any) -> Result:
        return await in_thread(self.writer, partial(work, *given))

    # ── the state ───────────────────────────────────────────────────────────────

    def _fold(self, first: int, events: list[Dated]) -> None:
        for number, event in enumerate(events, first):
            if number == self.game.number + 1:
                self.game.take(number, event)
                self._tell(event.event)
                if self._keeper is not None:
                    self._teach(event.event)
        self._look.set()

    def _teach(self, event: LiveEvent) -> None:
        """Have the people of the server learn from what was closed."""
        if isinstance(event, Answered) and self.game.paced:
            players = [self.game.players[event.player]]
        elif isinstance(event, Revealed):
            players = [each for each in self.game.playing if event.question in each.given]
        else:
            return
        for player in players:
            if player.person:
                self.learnt(self, player)

    def _tell(self, event: LiveEvent) -> None:
        """Have those devices get a new view for which something has changed."""
        match event:
            case Joined() | Begun() | Lapsed() | Answered() | Kicked():
                self.listeners.tell(event.player)
                self.listeners.tell_hosts()
            case Locked():
                self.listeners.tell_hosts()
            case _:
                self.listeners.tell_all()

    def look(self) -> None:
        """Another server may have added events."""
        self._behind = True
        self._look.set()

    async def catch_up(self) -> None:
        """Read the events that other servers have added."""
        number = self.game.number
        self._fold(number + 1, await self._threaded(self.ledger.since, self.key, number))

    async def _keep_time(self) -> None:
        """Close questions when their time is over, and look for events of other servers."""
        while True:
            self._look.clear()
            due, now = due_at(self.game), self.now()
            wait = LOOK_SECONDS if due is None else min(LOOK_SECONDS, max(0.0, (due - now) / 1000))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), wait)
            try:
                if due is not None and self.now() >= due and due == due_at(self.game):
                    await self.do(Tick())
                if self._behind or not self._look.is_set():
                    self._behind = False
                    await self.catch_up()
            except QuizError:
                # The database is away; it comes back.
                await asyncio.sleep(RETRY_SECONDS)

    @property
    def idle(self) -> bool:
        """Whether nobody listens, and no clock runs."""
        return not self.listeners.count and self.game.phase is not Phase.ASKING

    def close(self) -> None:
        """Let go of the quiz."""
        if self._keeper is not None:
            self._keeper.cancel()
        self.listeners.close()


async def in_thread(pool: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
    """Do a piece of work in another thread, while this one serves other devices."""
    return await asyncio.get_running_loop().run_in_executor(pool, work)
