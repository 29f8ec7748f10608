"""Makes ids of rows."""

from __future__ import annotations

import threading
from random import SystemRandom

from quiz.clock import now_ms
from quiz.history.ids import IdMaker

_maker = IdMaker(SystemRandom())
_lock = threading.Lock()


def new_id() -> str:
    """A new id, UUIDv7: greater than all earlier ones of this process, equal to none elsewhere."""
    with _lock:
        return _maker.make(now_ms())
