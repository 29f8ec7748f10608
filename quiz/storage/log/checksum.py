"""The checksum of each row of the log, which shows whether a value has changed on disk.

It is zlib's CRC-32 of the row's values, in column order and without the row number, written as
Python's `ascii` writes a tuple: `('0190…', 'ada', 1774796400000, 1, 0.5)`. Texts are quoted and
reals have a decimal point, so 1, 1.0 and '1' differ, and the way SQLite or another Python prints
them does not matter. It detects every change of up to 32 consecutive bits, and misses one in four
billion other changes. It guards against bad disks, not against people.
"""

from __future__ import annotations

from zlib import crc32


def checksum(*values: object) -> int:
    """The checksum of a row with these values, as SQLite returns them; 0 to 2**32 - 1."""
    return crc32(ascii(values).encode())
