"""The system's clock."""

from __future__ import annotations

import time
from datetime import datetime

from quiz.moment import Moment


def system_clock() -> Moment:
    """Now, with the offset of the machine's time zone at this instant."""
    ms = int(time.time() * 1000)
    return Moment(ms, system_offset(ms))


def system_offset(ms: int) -> int:
    """Minutes east of UTC of the machine's time zone at an instant, in milliseconds since 1970."""
    try:
        offset = datetime.fromtimestamp(ms / 1000).astimezone().utcoffset()
    except (OverflowError, ValueError, OSError):
        offset = None
    return round(offset.total_seconds() / 60) if offset is not None else 0
