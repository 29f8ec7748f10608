"""Reads Protocol Buffers messages, which newer Anki collections use for some settings.

It only reads fields by number (https://protobuf.dev/programming-guides/encoding/); a library and
generated classes would be too much for four fields.
"""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10


def read_message(data: bytes) -> dict[int, int | bytes]:
    """The fields of a message by number; the last value of a repeated field. Raises ValueError."""
    return dict(_fields(data))


def repeated_field(data: bytes, number: int) -> list[bytes]:
    """All values of a field that are bytes. Raises ValueError."""
    return [value for key, value in _fields(data) if key == number and isinstance(value, bytes)]


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    position = 0
    while position < len(data):
        tag, position = _varint(data, position)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, position = _varint(data, position)
            yield number, value
            continue
        if kind == _BYTES:
            length, position = _varint(data, position)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"unknown wire type {kind}")
        if length > len(data) - position:
            raise ValueError("a field is longer than its message")
        yield number, data[position : position + length]
        position += length


def text_field(fields: dict[int, int | bytes], number: int) -> str:
    """A field as text; "" if it is missing or not text."""
    value = fields.get(number, b"")
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def number_field(fields: dict[int, int | bytes], number: int) -> int:
    """A field as a number; 0 if it is missing or not a number."""
    value = fields.get(number, 0)
    return value if isinstance(value, int) else 0


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = 0
    for index in range(_LONGEST_VARINT):
        if position >= len(data):
            raise ValueError("a number is cut off")
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            return value, position
    raise ValueError("a number is too long")
