"""A member's game, on a copy of what the database has; it can be thrown away at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from quiz.clock import Clock, system_clock
from quiz.game.game import Game
from quiz.history.events import Event
from quiz.serve.database.faults import ConflictError
from quiz.serve.members.home import Home
from quiz.serve.members.settings import settings_of
from quiz.serve.people.tokens import Person
from quiz.serve.sync.shared_rows import append_lines, read_lines_of
from quiz.storage.sync.lines import Statement, event_line, head_line, read_lines, statement_line
from quiz.storage.sync.notebook import stamp_after
from quiz.storage.sync.personal import SETTING
from quiz.storage.sync.place import FULL

DEVICE = "web"
"""What the browser is called among the devices of a person."""


class MemberGame(Game):
    """A game whose new events are also kept for the database. pending: those it does not have."""

    pending: list[Event]

    def record(self, *events: Event) -> None:
        """See `Game.record`."""
        super().record(*events)
        self.pending.extend(events)


class Replica:
    """The copy of one member's events, and the game on it.

    home: with their decks. sizes: how many bytes of each list the database has.
    """

    def __init__(
        self,
        home: Home,
        person: Person,
        connection: Connection,
        sizes: Mapping[str, int],
        clock: Clock = system_clock,
    ) -> None:
        self.person = person
        self.home = home
        self.sizes: dict[str, int] = {}
        """How many bytes of each list are in this copy."""
        self.waiting: list[Statement] = []
        """What the member said in the browser and the database does not have."""
        self._clock = clock
        self._said: dict[tuple[str, str], Statement] = {}
        self._store = home.new_store()
        try:
            self._store.add_player(person.name, person.id, chosen=1)
            self._read(connection, sizes)
            self.game = MemberGame(
                self._store,
                home.roots,
                settings_of(self._said.values()),
                person.id,
                clock=clock,
                library=home.library,
            )
        except BaseException:
            self._store.close()
            raise
        self.game.pending = []

    def close(self) -> None:
        """Throw the copy away."""
        self._store.close()

    def is_changed(self) -> bool:
        """Whether anything is not in the database yet."""
        return bool(self.game.pending or self.waiting)

    def change_settings(self, values: Mapping[str, Any]) -> None:
        """See `Sayings`."""
        for name, value in values.items():
            before = self._said.get((SETTING, name))
            stamp = stamp_after([before] if before else [], self._clock().ms)
            said = Statement(DEVICE, SETTING, name, stamp, value)
            self.waiting.append(said)
            self._hear([said])
        self._use_settings()

    # ── reading ─────────────────────────────────────────────────────────────────

    def fill(self, connection: Connection, sizes: Mapping[str, int]) -> None:
        """Take in what is new in the database, whose lists have so many bytes."""
        if sizes != self.sizes:
            self._read(connection, sizes)
            self._use_settings()
            self.game.collection.sync()

    def _use_settings(self) -> None:
        settings = settings_of(self._said.values())
        if settings != self.game.settings:
            self.game.use_settings(settings)

    def _read(self, connection: Connection, sizes: Mapping[str, int]) -> None:
        now = self._clock().ms
        for path, done in self.sizes.items():
            if sizes.get(path, 0) < done:
                raise ConflictError("the database is an older one")
        for path, size in sizes.items():
            done = self.sizes.get(path, 0)
            while done < size:
                data = read_lines_of(connection, self.person.id, path, done)
                reading = read_lines(data, path.partition("/")[0] if done else "", now)
                # A device of theirs may have another id for the same person.
                own = (event._replace(player=self.person.id) for event in reading.events)
                self._store.append(*own)
                self._hear(reading.statements)
                done += len(data)
            self.sizes[path] = done

    def _hear(self, statements: Sequence[Statement]) -> None:
        for said in statements:
            before = self._said.get((said.kind, said.name))
            if before is None or before.order < said.order:
                self._said[said.kind, said.name] = said

    # ── writing ─────────────────────────────────────────────────────────────────

    def write(self, connection: Connection) -> dict[str, int]:
        """Add what is new here to the database. Returns the sizes that its lists have then. Raises
        ConflictError if another process added lines meanwhile."""
        if not self.is_changed():
            return self.sizes
        lines = b"".join(map(event_line, self.game.pending))
        lines += b"".join(map(statement_line, self.waiting))
        own = sorted(path for path in self.sizes if path.startswith(f"{DEVICE}/"))
        path = own[-1] if own else f"{DEVICE}/events-0000.jsonl"
        size = self.sizes.get(path, 0)
        if size >= FULL:
            path, size = f"{DEVICE}/events-{len(own):04}.jsonl", 0
        data = lines if size else head_line(DEVICE) + lines
        if not append_lines(connection, self.person.id, path, size, data):
            raise ConflictError("an answer came in another process")
        return {**self.sizes, path: size + len(data)}

    def written(self, sizes: dict[str, int]) -> None:
        """Note that what was new here is durable."""
        self.sizes = sizes
        self.game.pending.clear()
        self.waiting.clear()
