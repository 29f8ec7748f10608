"""The clock, and alarms that depend on it."""

from __future__ import annotations

import time

from quiz.moment import Moment


class Clock:
    """The machine's wall clock and stopwatch, the only ones the game uses.

    Tests pass in one that they set, so that nothing depends on how fast they run.
    """

    def __call__(self) -> Moment:
        """The current moment, with the machine's current offset from UTC."""
        ms = now_ms()
        return Moment(ms, system_offset(ms))

    def seconds(self) -> float:
        """Seconds since some instant; never decrease, even if the wall clock is set back."""
        return time.monotonic()


def now_ms() -> int:
    """Milliseconds since 1970 on this machine's clock."""
    return int(time.time() * 1000)


system_clock = Clock()


class Alarm:
    """Rings once each time it was set, when its time has come.

    It calls nobody; the user polls `rings` with every tick (`quiz.tui.base_app`).
    """

    def __init__(self, clock: Clock, seconds: float | None = None) -> None:
        self._clock = clock
        self._due: float | None = None
        if seconds is not None:
            self.set(seconds)

    def set(self, seconds: float) -> None:
        """Ring this many seconds from now; replaces any earlier setting."""
        self._due = self._clock.seconds() + seconds

    def rings(self) -> bool:
        """Whether its time has come; True only once per setting."""
        if self._due is None or self._clock.seconds() < self._due:
            return False
        self._due = None
        return True


def system_offset(ms: int) -> int:
    """The machine's offset in minutes east of UTC at `ms` milliseconds since 1970; 0 if unknown."""
    try:
        return round(time.localtime(ms / 1000).tm_gmtoff / 60)
    except (OverflowError, ValueError, OSError):
        return 0
