"""Reads rows straight from the pages of a SQLite file, for files that SQLite itself rejects.

It reads each page on its own, in the file and in its write-ahead log, so that a destroyed header, a
torn page or a missing end loses only the rows on those pages. Format:
https://www.sqlite.org/fileformat2.html, sections 1.6 (b-tree pages), 2.1 (records), 4 (the log).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"SQLite format 3\x00"
DEFAULT_PAGE = 4096
LOG_MAGICS = (0x377F0682, 0x377F0683)
LOG_HEADER, FRAME_HEADER = 32, 24
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_PAYLOAD = 1 << 26

Value = None | int | float | str | bytes


class _BrokenError(Exception):
    """This cell does not hold a complete record."""


@dataclass(frozen=True, slots=True)
class Row:
    """values: the columns. rowid: None in an index or a table without rowids."""

    values: tuple[Value, ...]
    rowid: int | None


class PageFile:
    """The bytes of a database and of its write-ahead log (b"" if there is none)."""

    def __init__(self, data: memoryview, log: memoryview) -> None:
        self._data = data
        self._log = log
        self._size = self._page_size()
        reserved = data[20] if len(data) > 20 and bytes(data[:16]) == MAGIC else 0
        self._usable = self._size - reserved if reserved <= self._size - 480 else self._size
        self._frames = self._newest_frames()

    @property
    def pages(self) -> int:
        """Number of pages to read, including those in the log."""
        frame = self._size + FRAME_HEADER
        logged = max(0, len(self._log) - LOG_HEADER + frame - 1) // frame
        return -(-len(self._data) // self._size) + logged

    def rows(self) -> Iterator[list[Row]]:
        """The rows on each page; empty for pages without rows and for garbage."""
        for start in range(0, len(self._data), self._size):
            yield self._rows_on(self._data[start : start + self._size], 100 if start == 0 else 0)
        frame = self._size + FRAME_HEADER
        for start in range(LOG_HEADER, len(self._log), frame):
            page = self._log[start + FRAME_HEADER : start + frame]
            number = int.from_bytes(self._log[start : start + 4], "big")
            yield self._rows_on(page, 100 if number == 1 else 0)

    def _page_size(self) -> int:
        written = []
        if len(self._data) >= LOG_HEADER and bytes(self._data[:16]) == MAGIC:
            written.append(self._data[16:18])
        if len(self._log) >= LOG_HEADER and int.from_bytes(self._log[:4], "big") in LOG_MAGICS:
            written.append(self._log[8:12])
        for number in written:
            size = int.from_bytes(number, "big")
            size = 65536 if size == 1 else size
            if 512 <= size <= 65536 and size & (size - 1) == 0:
                return size
        return DEFAULT_PAGE

    def _newest_frames(self) -> dict[int, int]:
        frame = self._size + FRAME_HEADER
        return {
            int.from_bytes(self._log[start : start + 4], "big"): start + FRAME_HEADER
            for start in range(LOG_HEADER, len(self._log) - FRAME_HEADER, frame)
        }

    def _page(self, number: int) -> memoryview:
        logged = self._frames.get(number)
        if logged is not None:
            return self._log[logged : logged + self._size]
        start = (number - 1) * self._size
        return self._data[start : start + self._size] if number > 0 else self._data[:0]

    def _rows_on(self, page: memoryview, start: int) -> list[Row]:
        if len(page) < start + 12:
            return []
        kind = page[start]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            return []
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + (12 if kind == _INDEX_INTERIOR else 8)
        if first + 2 * count > len(page):
            return []
        rows: list[Row] = []
        for (place,) in struct.iter_unpack(">H", page[first : first + 2 * count]):
            try:
                rows.append(self._cell(page, place, kind))
            except (_BrokenError, IndexError, ValueError, struct.error):
                continue
        return rows

    def _cell(self, page: memoryview, place: int, kind: int) -> Row:
        if kind == _INDEX_INTERIOR:
            place += 4
        length, place = _varint(page, place)
        rowid = None
        if kind == _TABLE_LEAF:
            rowid, place = _varint(page, place)
        return Row(_record(self._payload(page, place, length, kind)), rowid)

    def _payload(self, page: memoryview, place: int, length: int, kind: int) -> memoryview:
        usable = self._usable
        most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
        if length <= most:
            if place + length > len(page):
                raise _BrokenError
            return page[place : place + length]
        if length > _MOST_PAYLOAD:
            raise _BrokenError
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        parts = [bytes(page[place : place + local])]
        following = int.from_bytes(page[place + local : place + local + 4], "big")
        missing = length - local
        while missing > 0:
            more = self._page(following)
            if len(more) < 4:
                raise _BrokenError
            parts.append(bytes(more[4 : 4 + min(missing, usable - 4)]))
            missing -= usable - 4
            following = int.from_bytes(more[:4], "big")
        payload = b"".join(parts)
        if len(payload) != length:
            raise _BrokenError
        return memoryview(payload)


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    """A big-endian number of up to nine bytes, seven bits each; and the position after it."""
    number = 0
    for index in range(8):
        byte = data[place + index]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + index + 1
    number = number << 8 | data[place + 8]
    return (number - (1 << 64) if number >= 1 << 63 else number), place + 9


def _record(payload: memoryview) -> tuple[Value, ...]:
    end, place = _varint(payload, 0)
    if not 0 < end <= len(payload):
        raise _BrokenError
    values: list[Value] = []
    body = end
    while place < end:
        serial, place = _varint(payload, place)
        value, body = _value(payload, body, serial)
        values.append(value)
    if body != len(payload):
        raise _BrokenError
    return tuple(values)


def _value(payload: memoryview, place: int, serial: int) -> tuple[Value, int]:
    size = _INTEGER_SIZES.get(serial)
    value: Value
    if size is not None:
        value = int.from_bytes(payload[place : place + size], "big", signed=True)
    elif serial == 0:
        return None, place
    elif serial == 7:
        size = 8
        (value,) = struct.unpack(">d", payload[place : place + 8])
    elif serial in (8, 9):
        return serial - 8, place
    elif serial >= 12:
        size = (serial - 12) // 2
        raw = bytes(payload[place : place + size])
        # ValueError if it is not text; only a damaged page has that.
        value = raw.decode("utf-8") if serial % 2 else raw
    else:
        raise _BrokenError
    if place + size > len(payload):
        raise _BrokenError
    return value, place + size
