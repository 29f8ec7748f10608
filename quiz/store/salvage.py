"""All that can still be read from a damaged history: events by the page, cards by SQL as well."""

from __future__ import annotations

import contextlib
import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.history.events import Event
from quiz.store.pages import PageFile, Row
from quiz.store.tables import TABLES
from quiz.store.validity import event_of

_BY_WIDTH = {len(table.types): table for table in TABLES}
_CARD_KEY = 16
CardRow = tuple[str, str, str, str, int]
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of what was found: events, and cards as rows of `CARD_COLUMNS`."""

    events: list[Event]
    cards: list[CardRow]


def salvage(path: Path, progress: Callable[[float], None] = lambda share: None) -> Iterator[Batch]:
    """The events and known cards on the readable pages of a history and of its log, in batches.

    The same event may come more than once. progress is told the share done, 0.0 to 1.0. What was
    written but never acknowledged may be among the events: the player gave that answer as well.
    Raises OSError when the file cannot be read at all.
    """
    with contextlib.ExitStack() as stack:
        data = _bytes_of(path, stack)
        log = _bytes_of(path.with_name(path.name + "-wal"), stack)
        pages = PageFile(data, log)
        total = max(1, pages.pages)
        events: list[Event] = []
        cards: list[CardRow] = []
        for number, rows in enumerate(pages.rows()):
            for row in rows:
                event = _event(row)
                if event is not None:
                    events.append(event)
                elif row.rowid is None:
                    cards += _card(row)
            if len(events) + len(cards) >= BATCH:
                yield Batch(events, cards)
                events, cards = [], []
            if number % 256 == 0:
                progress(number / total)
        yield Batch(events, cards)
        progress(1.0)


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


def _event(row: Row) -> Event | None:
    # The number, which is the row's own, is stored as nothing.
    if row.rowid is None or not row.values or row.values[0] is not None:
        return None
    table = _BY_WIDTH.get(len(row.values) - 1)
    return None if table is None else event_of(row.values[1:], table)


def _card(row: Row) -> list[CardRow]:
    match row.values:
        case (str(key), str(deck), str(note), str(content), int(place)) if len(key) == _CARD_KEY:
            return [(key, deck, note, content, place)]
        # Rows of the first versions end before the place.
        case (str(key), str(deck), str(note), str(content)) if len(key) == _CARD_KEY:
            return [(key, deck, note, content, -1)]
        case _:
            return []
