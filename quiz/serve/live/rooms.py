"""All live quizzes that this server has in memory."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from quiz.clock import now_ms
from quiz.errors import QuizError
from quiz.live.events import Opened
from quiz.live.game import Player
from quiz.live.view import View, own_answers
from quiz.serve.database.database import Database
from quiz.serve.live.ledger import CODE_DIGITS, TOPIC, Ledger, Picture
from quiz.serve.live.room import Room, in_thread

MOST_ROOMS = 200
"""Quizzes in memory; then idle ones go. The database has them all."""

MOST_WRONG = 60
"""Wrong codes from one address in a minute; then it has to wait. Codes that are right do not count:
a whole school may stand behind one address. A code that was right from there before, and the key of
somebody who plays, are taken at any time: nobody who guesses shuts out the others."""

Learn = Callable[[str, str, View], Awaitable[None]]
"""Called with a person, their name in the quiz, and their answers so far."""


class Rooms:
    """The live quizzes of one server.

    now: the time in milliseconds since 1970. monotonic: seconds that only grow, for the limit on
    wrong codes in a minute.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], int] = now_ms,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ledger = Ledger(database)
        self._database = database
        self.now = now
        self._monotonic = monotonic
        self._writer = ThreadPoolExecutor(1, "quiz-live")
        self._by_code: dict[str, Room] = {}
        self._loading: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._wrong: Counter[str] = Counter()
        self._minute = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: Callable[[], None] = lambda: None
        self.learn: Learn | None = None
        """Puts answers into the log of a person of the server."""
        self._learning: set[asyncio.Task[None]] = set()

    async def open(self, opened: Opened, pictures: Mapping[int, Picture]) -> Room:
        """Open a quiz. Raises DatabaseError."""
        work = partial(self.ledger.open, opened, self.now(), pictures)
        _, code = await in_thread(self._writer, work)
        found = await self.find(code)
        assert found is not None
        return found

    async def picture(self, room: Room, question: int) -> Picture | None:
        """The picture of a question. Raises DatabaseError."""
        work = partial(self.ledger.picture, room.key, question)
        return await in_thread(self._writer, work)

    def in_memory(self, code: str) -> Room | None:
        """The quiz with this code, if this server has it at hand."""
        return self._by_code.get(code)

    async def find(self, code: str) -> Room | None:
        """The quiz with this code; None if there is none. Raises DatabaseError."""
        if found := self._by_code.get(code):
            return found
        if len(code) != CODE_DIGITS or not (code.isascii() and code.isdigit()):
            return None
        async with self._loading[code]:
            if found := self._by_code.get(code):
                return found
            self._listen(asyncio.get_running_loop())
            key = await in_thread(self._writer, partial(self.ledger.find, code))
            if key is None:
                self._loading.pop(code, None)
                return None
            room = Room(key, code, self.ledger, self._writer, self.now, self._learnt)
            # Any number of servers use PostgreSQL, but a file of SQLite has only this one.
            await room.load(resumed=self._database.is_sqlite)
            self._make_place()
            self._by_code[code] = room
        self._loading.pop(code, None)
        return room

    def _learnt(self, room: Room, player: Player) -> None:
        if self.learn is not None:
            told = {"game": room.key, "answers": own_answers(room.game, player)}
            task = asyncio.create_task(self._teach(player, told))
            self._learning.add(task)
            task.add_done_callback(self._learning.discard)

    async def _teach(self, player: Player, told: View) -> None:
        # If it cannot be written now, the next answer brings all of them again.
        with suppress(QuizError):
            if self.learn is not None:
                await self.learn(player.person, player.name, told)

    def _make_place(self) -> None:
        idle = [code for code, room in self._by_code.items() if room.idle]
        while len(self._by_code) >= MOST_ROOMS and idle:
            self._by_code.pop(idle.pop(0)).close()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._loop is not loop:
            self._stop()
            self._loop = loop

            def heard(said: str) -> None:
                loop.call_soon_threadsafe(self._heard, said)

            self._stop = self._database.listen(TOPIC, heard)

    def _heard(self, said: str) -> None:
        """Another server, or this one, has added events; "" if notices may have been missed."""
        key, _, number = said.partition(" ")
        for room in list(self._by_code.values()):
            if not key or (room.key == key and room.game.number < int(number)):
                room.look()

    # ── codes ───────────────────────────────────────────────────────────────────

    def may_try(self, address: str) -> bool:
        """Whether this address has not guessed too often."""
        minute = int(self._monotonic() / 60)
        if minute != self._minute:
            self._minute = minute
            self._wrong.clear()
        return self._wrong[address] < MOST_WRONG

    def was_wrong(self, address: str) -> None:
        """This address has tried a code that nobody has."""
        self._wrong[address] += 1

    def close(self) -> None:
        """Let go of all quizzes; all of them are in the database."""
        self._stop()
        for room in self._by_code.values():
            room.close()
        self._writer.shutdown()
