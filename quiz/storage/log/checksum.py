"""A checksum in each row of the log, which tells a value that has changed on the disk.

It is the CRC-32 of zlib over the row's values, in the order of its columns and without its number,
written as Python's `ascii` writes a tuple, in ASCII: `('0190…', 'ada', 1774796400000, 1, 0.5)`.
Texts stand in quotes and real numbers have a point, hence 1, 1.0 and '1' differ, and nothing
depends on how SQLite or another Python prints them. What changes 32 bits in a row or fewer is found
always, anything else in all but one of four billion cases. It guards against disks, not against
people.
"""

from __future__ import annotations

from zlib import crc32


def checksum(*values: object) -> int:
    """The checksum of a row with these values, as SQLite gives them back; 0 to 2**32 - 1."""
    return crc32(ascii(values).encode())
