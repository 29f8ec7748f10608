"""Globally unique, time-ordered ids for the history: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import re
from random import Random

_MAX_MS = (1 << 48) - 1
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID7 = re.compile(".{14}7.{4}[89ab]")


def uuid7(ms: int, order: int, bits: int) -> str:
    """The UUID of an instant. ms: since 1970. order: 12 bits that sort within the millisecond.
    bits: the other 62."""
    text = f"{ms << 80 | 0x7 << 76 | order << 64 | 0b10 << 62 | bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID of any version, in lower case."""
    return bool(UUID.fullmatch(text))


def is_uuid7(text: str) -> bool:
    """Whether a text is a UUID of version 7, whose order is that of time."""
    return is_uuid(text) and bool(_UUID7.match(text))


def ms_of_id(key: str) -> int:
    """The milliseconds since 1970 in a UUID of version 7; -1 if it is not a UUID."""
    try:
        return int(key.replace("-", ""), 16) >> 80
    except ValueError:
        return -1


class IdMaker:
    """Makes ids that sort in the order they were made, even if the clock is set back.

    The 12 bits after the version count ids within one millisecond (RFC 9562, 6.2, method 1); the
    remaining 62 bits are random, so that two machines do not make the same id.
    """

    def __init__(self, random: Random, last: str = "") -> None:
        """last: the newest id in the log; "" if the log is empty."""
        self._random = random
        self._ms = -1
        self._count = 0
        if last:
            number = int(last.replace("-", ""), 16)
            self._ms, self._count = number >> 80, (number >> 64) & 0xFFF

    def make(self, ms: int) -> str:
        """A new id for the time `ms` (milliseconds since 1970), greater than all earlier ids."""
        ms = min(max(ms, 0), _MAX_MS)
        if ms > self._ms:
            self._ms, self._count = ms, 0
        elif self._count < 0xFFF:
            self._count += 1
        else:
            self._ms, self._count = self._ms + 1, 0
        return uuid7(self._ms, self._count, self._random.getrandbits(62))
