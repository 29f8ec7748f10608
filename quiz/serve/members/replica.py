"""A member's data directory on this machine: a copy of what the server's database has, so that the
game works as for everyone else. It can be deleted at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from quiz.clock import Clock, system_clock
from quiz.game.game import Game
from quiz.history.events import Event
from quiz.serve.members.conflict import ConflictError
from quiz.serve.members.settings import settings_of
from quiz.serve.people.tokens import Person
from quiz.serve.sync.shared_rows import append_lines, lists_of, read_lines_of
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
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
    """The copy of one member's data, and the game on it.

    home: its folder, which may be a copy that this process closed before. sizes: how many bytes of
    each list that copy has. roots: folders with decks.
    """

    def __init__(
        self,
        home: Path,
        person: Person,
        roots: Sequence[Path],
        clock: Clock = system_clock,
    ) -> None:
        self.person = person
        self.roots = tuple(roots)
        self.sizes: dict[str, int] = {}
        self.waiting: list[Statement] = []
        """What the member said in the browser and the database does not have."""
        self._said: dict[tuple[str, str], Statement] = {}
        store = Store.open(home)
        try:
            store.is_a_copy()
            if not store.players():
                store.add_player(person.name, person.id, chosen=1)
            self.game = MemberGame(store, self.roots, Settings(), person.id, clock=clock)
        except BaseException:
            store.close()
            raise
        self.game.pending = []

    def close(self) -> None:
        """Close the files."""
        self.game.close()

    def is_changed(self) -> bool:
        """Whether anything is not in the database yet."""
        return bool(self.game.pending or self.waiting)

    def change_settings(self, values: Mapping[str, Any]) -> None:
        """See `Sayings`."""
        for name, value in values.items():
            before = self._said.get((SETTING, name))
            stamp = stamp_after([before] if before else [], self.game.clock().ms)
            said = Statement(DEVICE, SETTING, name, stamp, value)
            self.waiting.append(said)
            self._hear([said])

    # ── reading ─────────────────────────────────────────────────────────────────

    def fill(self, connection: Connection) -> None:
        """Take in what is new in the database."""
        sizes = lists_of(connection, self.person.id)
        if sizes == self.sizes:
            return
        now = self.game.clock().ms
        news = False
        for path, size in sizes.items():
            done = self.sizes.get(path, 0)
            while done < size:
                data = read_lines_of(connection, self.person.id, path, done)
                if not data:
                    break
                device = path.partition("/")[0]
                reading = read_lines(data, device if done else "", now)
                self._take(reading.events)
                self._hear(reading.statements)
                done += len(data)
                news = True
            self.sizes[path] = done
        if news:
            self.game.collection.sync()

    def _take(self, events: list[Event]) -> None:
        store = self.game.store
        for player in {event.player for event in events} - set(store.ids_of(self.person.id)):
            # A device of theirs has another id for the same person.
            store.join_id(player, self.person.name, self.person.id)
        store.append(*events)

    def _hear(self, statements: Sequence[Statement]) -> None:
        for said in statements:
            before = self._said.get((said.kind, said.name))
            if before is None or before.order < said.order:
                self._said[said.kind, said.name] = said
        settings = settings_of(self._said.values())
        if settings != self.game.settings:
            self.game.use_settings(settings)

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
