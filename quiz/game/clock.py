"""The system's clock."""

from __future__ import annotations

import time
from datetime import datetime

from quiz.moment import Moment


def system_clock() -> Moment:
    """Now, with the offset of the machine's time zone at this instant."""
    seconds = time.time()
    try:
        offset = datetime.fromtimestamp(seconds).astimezone().utcoffset()
    except (OverflowError, ValueError, OSError):
        offset = None
    minutes = round(offset.total_seconds() / 60) if offset is not None else 0
    return Moment(int(seconds * 1000), minutes)
