"""Reads everything still readable from a damaged history, page by page."""

from __future__ import annotations

import contextlib
import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quiz.history.events import Event
from quiz.history.ids import is_uuid
from quiz.progress import Progress, silent
from quiz.storage.log.pages import PageFile, Row, Value
from quiz.storage.log.tables import TABLES
from quiz.storage.log.validity import event_of

_BY_WIDTH = {len(table.types) + 1: table for table in TABLES}
_OLDER_BY_WIDTH = {len(table.types): table for table in TABLES}
"""From before rows had checksums."""
_CARD_KEY = 16
CardRow = tuple[str, str, str, str, int]
BATCH = 2_000
READING = "Reading the damaged history"


@dataclass(frozen=True, slots=True)
class Batch:
    """Part of the results: events, cards as rows of `CARD_COLUMNS`, players as whole rows.

    doubtful: first values of damaged rows, mostly their ids.
    """

    events: list[Event] = field(default_factory=list)
    cards: list[CardRow] = field(default_factory=list)
    players: list[tuple[Value, ...]] = field(default_factory=list)
    doubtful: list[Value] = field(default_factory=list)


def salvage(path: Path, progress: Progress = silent) -> Iterator[Batch]:
    """The events, known cards and players on the readable pages of a history and of its
    write-ahead log, in batches.

    An event may come more than once. Events that were written but not yet committed may be
    included: the player did give those answers.
    Raises OSError if the file cannot be read at all.
    """
    with contextlib.ExitStack() as stack:
        data = _bytes_of(path, stack)
        log = _bytes_of(path.with_name(path.name + "-wal"), stack)
        pages = PageFile(data, log)
        total = max(1, pages.pages)
        batch = Batch()
        for number, rows in enumerate(pages.rows()):
            for row in rows:
                _take(row, batch)
            if len(batch.events) + len(batch.cards) >= BATCH:
                yield batch
                batch = Batch()
            if number % 256 == 0:
                progress(READING, number, total)
        yield batch
        progress(READING, total, total)


def _bytes_of(path: Path, stack: contextlib.ExitStack) -> memoryview:
    try:
        file = stack.enter_context(path.open("rb"))
    except FileNotFoundError:
        return memoryview(b"")
    if not path.stat().st_size:
        return memoryview(b"")
    mapped = stack.enter_context(
        contextlib.closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    )
    view = memoryview(mapped)
    stack.callback(view.release)
    return view


def _take(row: Row, batch: Batch) -> None:
    if row.rowid is None:
        batch.cards.extend(_card(row))
        batch.players.extend(_player(row))
        return
    # SQLite stores the number as NULL, because it is the rowid.
    number, *values = row.values or (0,)
    if number is not None:
        return
    event = None
    if table := _BY_WIDTH.get(len(values)):
        *fields, stored = values
        event = table.event((*table.as_read(tuple(fields)), stored))
        if event is None:
            batch.doubtful.append(values[0])
    elif table := _OLDER_BY_WIDTH.get(len(values)):
        event = event_of(tuple(values), table)
    if event is not None:
        batch.events.append(event)


def _card(row: Row) -> list[CardRow]:
    match row.values:
        case (str(key), str(deck), str(note), str(content), int(place)) if len(key) == _CARD_KEY:
            return [(key, deck, note, content, place)]
        # The first versions had no place.
        case (str(key), str(deck), str(note), str(content)) if len(key) == _CARD_KEY:
            return [(key, deck, note, content, -1)]
        case _:
            return []


def _player(row: Row) -> list[tuple[Value, ...]]:
    match row.values:
        case (str(key), str(), int(), str() | None, int() | None) if is_uuid(key):
            return [row.values]
        case _:
            return []
