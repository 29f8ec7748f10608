"""What the game knows of time."""

from __future__ import annotations

import time
from datetime import datetime

from quiz.moment import Moment


class Clock:
    """The wall clock and the stopwatch of the machine, the only ones the game looks at.

    Tests give the game one that they set: nothing that takes time may depend on how fast they run.
    """

    def __call__(self) -> Moment:
        """Now, with the offset of the machine's time zone at this instant."""
        ms = int(time.time() * 1000)
        return Moment(ms, system_offset(ms))

    def seconds(self) -> float:
        """Seconds since some instant; they only grow, also when the wall clock is set back."""
        return time.monotonic()


system_clock = Clock()


class Alarm:
    """Rings once its time has come, and once for each time that it was set.

    It does not call anybody: whoever waits for it asks with every tick (`quiz.tui.base_app`).
    """

    def __init__(self, clock: Clock, seconds: float | None = None) -> None:
        self._clock = clock
        self._due: float | None = None
        if seconds is not None:
            self.set(seconds)

    def set(self, seconds: float) -> None:
        """Have it ring so many seconds from now, and not before, whatever it was set to."""
        self._due = self._clock.seconds() + seconds

    def rings(self) -> bool:
        """Whether its time has come, and nobody was told yet."""
        if self._due is None or self._clock.seconds() < self._due:
            return False
        self._due = None
        return True


def system_offset(ms: int) -> int:
    """Minutes east of UTC of the machine's time zone at an instant, in milliseconds since 1970."""
    try:
        offset = datetime.fromtimestamp(ms / 1000).astimezone().utcoffset()
    except (OverflowError, ValueError, OSError):
        offset = None
    return round(offset.total_seconds() / 60) if offset is not None else 0
