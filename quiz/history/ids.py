"""Globally unique, time-ordered ids for the history: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

from random import Random

_MAX_MS = (1 << 48) - 1


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
        number = (
            self._ms << 80
            | 0x7 << 76
            | self._count << 64
            | 0b10 << 62
            | self._random.getrandbits(62)
        )
        text = f"{number:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
