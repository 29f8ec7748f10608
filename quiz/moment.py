"""A point in time with the player's UTC offset, and the calendar day it belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = tuple(name[:3] for name in WEEKDAY_NAMES)

MS_PER_MINUTE = 60_000
MS_PER_HOUR = 3_600_000
MS_PER_DAY = 86_400_000
MOST_OFFSET = 24 * 60 - 1
"""Minutes; the largest offset from UTC that can be displayed."""


class Moment(NamedTuple):
    """An instant and the player's UTC offset at that instant.

    ms: milliseconds since 1970-01-01T00:00Z.
    offset: minutes east of UTC on the player's clock.
    """

    ms: int
    offset: int = 0

    def day(self, day_start_hour: int = 4) -> int:
        """The player's calendar day, as days since 1970-01-01 on the player's own clock.

        A day starts at `day_start_hour` (0 to 23), so that a session past midnight still
        belongs to the evening before. The offset is the one recorded with the answer,
        so neither travel nor daylight saving time moves an answer to another day.
        """
        local = self.ms + self.offset * MS_PER_MINUTE - day_start_hour * MS_PER_HOUR
        return local // MS_PER_DAY

    def later(self, ms: int) -> Moment:
        """The moment `ms` milliseconds after this one, on the same clock."""
        return Moment(self.ms + ms, self.offset)

    def local(self) -> datetime:
        """The wall-clock time for display. Instants outside years 1 to 9999 are clamped, as are
        offsets of a day or more, which a foreign log may contain."""
        zone = timezone(timedelta(minutes=max(-MOST_OFFSET, min(MOST_OFFSET, self.offset))))
        try:
            return datetime.fromtimestamp(0, UTC).astimezone(zone) + timedelta(milliseconds=self.ms)
        except OverflowError:
            edge = datetime.max if self.ms > 0 else datetime.min
            return edge.replace(tzinfo=zone)


def weekday(day: int) -> int:
    """The weekday of a day number from `Moment.day`; 0 is Monday."""
    return (day + 3) % 7


def weekday_name(day: int) -> str:
    """The weekday of a day number, such as "friday"."""
    return WEEKDAY_NAMES[weekday(day)]


def day_to_date_text(day: int) -> str:
    """ISO date of a day number from `Moment.day`, or "before 0001" or "after 9999"."""
    try:
        return (datetime(1970, 1, 1) + timedelta(days=day)).date().isoformat()
    except OverflowError:
        return "after 9999" if day > 0 else "before 0001"


def date_text_to_day(text: str) -> int:
    """The day number of an ISO date, as in `Moment.day`. Raises ValueError if it is invalid."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days
