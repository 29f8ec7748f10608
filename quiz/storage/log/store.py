"""The store: an append-only history in one SQLite file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.decks.known_card import KnownCard
from quiz.errors import QuizError
from quiz.history.player import DEFAULT_NAME, Player, tidy_name
from quiz.progress import Progress, silent
from quiz.storage.log import log_schema, players_table
from quiz.storage.log.connect import carry_over, connect, transaction
from quiz.storage.log.heads import Heads, ids_at, read_heads
from quiz.storage.log.history_reader import HistoryReader
from quiz.storage.log.opening import open_history
from quiz.storage.log.players_table import FormerPlayer
from quiz.storage.log.rows import card_row
from quiz.storage.log.storable import storable
from quiz.storage.log.store_errors import StoreError, explained
from quiz.storage.log.tables import TABLES
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.history.events import Event

FILE_NAME = "history.db"
CHECKED = "the last session did not end cleanly; your history was checked and is intact"


class Store:
    """The history of all players in one data directory. Open it with `Store.open`."""

    def __init__(self, path: Path, db: sqlite3.Connection, unclean: bool) -> None:
        self.path = path
        self.unclean = unclean
        """Whether the last session did not end cleanly, so the history was checked."""
        self._db = db

    @classmethod
    def open(cls, home: Path, progress: Progress = silent) -> Store:
        """Open the history in `home`, see `open_history`. progress: reports the progress of a
        migration."""
        path = home / FILE_NAME
        return cls(path, *open_history(path, progress))

    def copied(self) -> Store:
        """A copy of this history without a name, for what is safe elsewhere: it waits for no disk,
        keeps little in memory, and is gone once it is closed."""
        with explained(self.path):
            db = connect(None)
            self._db.backup(db)
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA cache_size = -500")
        return Store(self.path, db, unclean=False)

    def close(self) -> None:
        """Close the file; everything appended is already in it."""
        self._db.close()

    def set_aside(self) -> str:
        """A warning about the damaged rows found so far; "" without any."""
        number = len(self.reader.set_aside)
        if not number:
            return ""
        rows = counted(number, "row is", "rows are")
        return (
            f"{self.path}: {rows} damaged and left out; `quiz doctor --repair` restores them from "
            "backups"
        )

    @cached_property
    def reader(self) -> HistoryReader:
        """Reads parts of the history; see `reading`."""
        return HistoryReader(self._db)

    # ── the history ─────────────────────────────────────────────────────────────

    def append(self, *events: Event) -> int:
        """Add events in one transaction; they are on disk when this returns. Returns how many were
        new: an event whose id is already in the log is ignored, as the log is a set.
        """
        new = 0
        with self._writing():
            for table in TABLES:
                rows = (table.row(event) for event in events if isinstance(event, table.kinds))
                new += max(0, self._db.executemany(table.insert, rows).rowcount)
        return new

    def events(self, player: str) -> list[Event]:
        """All events of a player, in time order; large if the history is."""
        with self.reading() as reader:
            return reader.events_after(player, Heads())

    def owners(self, ids: Iterable[str]) -> dict[str, str]:
        """See `HistoryReader.owners`."""
        with self.reading() as reader:
            return reader.owners(ids)

    def version(self) -> int:
        """A number that changes whenever another game writes to the file."""
        with explained(self.path):
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def reading(self) -> Iterator[HistoryReader]:
        """Read parts of the history, all in one snapshot; StoreError if that fails."""
        with explained(self.path), transaction(self._db, "DEFERRED"):
            yield self.reader

    def heads(self) -> Heads:
        """How far the log goes now."""
        with explained(self.path):
            return read_heads(self._db)

    def ids_at(self, heads: Heads) -> str:
        """The ids that the events with the row numbers of these heads have now."""
        with explained(self.path):
            return ids_at(self._db, *heads[:3])

    def newest_id(self) -> str:
        """The greatest id in the log; "" if it is empty."""
        with self.reading() as reader:
            return reader.newest_id()

    # ── players ─────────────────────────────────────────────────────────────────

    def players(self) -> list[Player]:
        """All current players, the last one to play first."""
        with explained(self.path):
            return players_table.current_players(self._db)

    def absent_players(self, name: str = "") -> list[FormerPlayer]:
        """The players who were removed or joined to others, sorted by name; only those with this
        name, if one is given."""
        with explained(self.path):
            return players_table.former_players(self._db, name)

    def last_player(self) -> Player:
        """The last player to play; in a new history, creates one named "player"."""
        return next(iter(self.players()), None) or self.add_player(DEFAULT_NAME, chosen=1)

    def is_unnamed(self) -> bool:
        """Whether the only player is the default one, without answers."""
        found = self.players()
        return len(found) == 1 and found[0].name == DEFAULT_NAME and not self.count(found[0].id)

    def count(self, player: str) -> int:
        """The number of the player's answers, including undone ones."""
        with self.reading() as reader:
            return reader.count(player)

    def find_player(self, name: str) -> Player | None:
        """The player with this name or one that looks alike, see `name_key`."""
        with explained(self.path):
            return players_table.player_named(self._db, name)

    def name_of(self, player: str) -> str:
        """The name of the player with this id; the id itself if it is unknown."""
        with explained(self.path):
            return players_table.name_of(self._db, player)

    def person_of(self, key: str) -> str | None:
        """The id of the player to whom an id belongs now; None for an unknown id."""
        with explained(self.path):
            return players_table.person_of(self._db, key)

    def ids_of(self, player: str) -> list[str]:
        """The ids of the player's events in the log, the player's own id first."""
        with explained(self.path):
            return players_table.ids_of(self._db, player)

    def add_player(self, name: str, key: str = "", chosen: int = 0) -> Player:
        """Add a player without switching to them.

        key: the id, by default a new one. chosen: when they last played, in milliseconds since
        1970. Raises StoreError if the name is invalid or taken.
        """
        with self._writing():
            player = Player(key or players_table.new_id(), self._free(name))
            players_table.add(self._db, player, chosen)
        return player

    def choose_player(self, player: str) -> None:
        """Remember this player as the last one to play."""
        with self._writing():
            self._db.execute(
                # Later than any other, even within a millisecond or if the clock was set back.
                "UPDATE players SET chosen = max(?, (SELECT max(chosen) + 1 FROM players)) "
                "WHERE id = ?",
                (time.time_ns() // 1_000_000, player),
            )

    def rename_player(self, player: str, name: str) -> Player:
        """Rename a player. Raises StoreError like `add_player`."""
        with self._writing():
            renamed = Player(player, self._free(name, player))
            self._db.execute("UPDATE players SET name = ? WHERE id = ?", (renamed.name, renamed.id))
        return renamed

    def remove_player(self, player: str) -> None:
        """Remove a player from the list; the answers stay, and `bring_back_player` undoes it."""
        with self._writing():
            self._db.execute(
                "UPDATE players SET removed = ? WHERE id = ?", (time.time_ns() // 1_000_000, player)
            )

    def join_players(self, player: str, into: str) -> None:
        """Join a player to another, who gets all their answers; `bring_back_player` undoes it."""
        with self._writing():
            players_table.join(self._db, player, into)

    def join_id(self, key: str, name: str, into: str) -> None:
        """Add an id from another machine to a player here."""
        with self._writing():
            players_table.add(self._db, Player(key, name), 0, into)

    def bring_back_player(self, player: str) -> Player:
        """Make a removed or joined player a player again, renamed if the name is taken by now."""
        with self._writing():
            return players_table.bring_back(self._db, player)

    def _free(self, name: str, but: str = "") -> str:
        """The name in normal form; StoreError if it is invalid or taken by another player."""
        try:
            tidy = tidy_name(storable(name))
        except QuizError as error:
            raise StoreError(str(error)) from error
        found = players_table.player_named(self._db, tidy)
        if found is not None and found.id != but:
            raise StoreError(f"there is already a player named {found.name}")
        return tidy

    # ── cards seen before ───────────────────────────────────────────────────────

    def known_cards(self) -> list[KnownCard]:
        """The cards last seen in the library, used to recognise edited cards. Unreadable rows are
        left out; reading their deck writes them again."""
        with explained(self.path):
            rows = self._db.execute(f"SELECT {log_schema.CARD_COLUMNS} FROM cards").fetchall()
        return [card for row in rows if (card := KnownCard(*row)).is_sound]

    def change_known_cards(self, before: Iterable[KnownCard], after: Iterable[KnownCard]) -> None:
        """Replace some known cards with others; writes only the differences."""
        old = {card.key: card for card in before}
        new = {card.key: card for card in after}
        gone = [(key,) for key in old.keys() - new.keys()]
        rows = [card_row(card) for key, card in new.items() if old.get(key) != card]
        if not gone and not rows:
            return
        with self._writing():
            self._db.executemany("DELETE FROM cards WHERE key = ?", gone)
            self._db.executemany(
                f"INSERT OR REPLACE INTO cards ({log_schema.CARD_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    def save_known_cards(self, cards: Iterable[KnownCard]) -> None:
        """Make these the known cards; writes only the differences."""
        self.change_known_cards(self.known_cards(), cards)

    # ── inside ──────────────────────────────────────────────────────────────────

    def carry_over(self) -> None:
        """Checkpoint the write-ahead log; call it when the player is not waiting. Events in the log
        are safe either way; the rest of the log is carried over later, at the latest when the file
        is closed."""
        carry_over(self._db)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self.path), transaction(self._db):
            yield
