"""The automatic backup, made beside the game in a thread of its own.

It must cost neither the start nor an answer: the home screen is painted first, copying a log of a
million answers (240 MB) takes about a second in another thread, and while it runs games may write.
Every copy is checked as a whole, so that damage shows within a day while a good backup is there;
a check at every start would cost half a second at that size.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from quiz.errors import QuizError
from quiz.storage.log.backups import (
    AUTOMATIC,
    CancelledError,
    event_count,
    is_due,
    list_backups,
    make_backup,
    rotate,
)
from quiz.storage.log.errors import StoreError, explained
from quiz.storage.log.verify import count_damaged
from quiz.wording import counted

REST_SECONDS = 0.01
"""Between two steps of a backup, for the disk to serve the answers."""

FINISH_SECONDS = 2.0
"""How long leaving the game may wait for a backup; one not ready by then is made another day."""


def back_up_when_due(
    path: Path, days: int, now: datetime, cancelled: Callable[[], bool] = lambda: False
) -> bool:
    """Make a backup of the history at `path` if one is due and the log has grown, then rotate.

    days: how many days keep one (see `superfluous`); with 0 nothing is done. Returns whether one
    was made. Raises StoreError, CancelledError as `make_backup`.
    """
    made = list_backups(path.parent)
    if days < 1 or not is_due(made, now):
        return False
    events = event_count(path)
    newest = next((backup for backup in made if backup.why == AUTOMATIC), None)
    if not events[0] or (newest is not None and event_count(newest.path) == events):
        return False
    _refuse_when_damaged(path, cancelled)
    make_backup(path, AUTOMATIC, now, cancelled)
    rotate(path.parent, days)
    return True


def _refuse_when_damaged(path: Path, cancelled: Callable[[], bool]) -> None:
    """A copy of damaged rows must not, day by day, take the place of those that are right."""

    def go_on(rows: int) -> None:
        if cancelled():
            raise CancelledError

    try:
        damaged = count_damaged(path, go_on)
    except sqlite3.Error as error:
        raise explained(path, error) from error
    if damaged:
        rows = counted(damaged, "row is", "rows are")
        raise StoreError(
            f"{path}: {rows} not as written, and left out; `quiz doctor --repair` brings back what "
            "the backups have, and no new one is made before"
        )


class Keeper:
    """Backs up once, in the background. `start` it once the first screen is painted.

    complain: called from that thread with what went wrong, such as a damaged history.
    """

    def __init__(
        self,
        path: Path,
        days: int,
        complain: Callable[[QuizError], None],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._path = path
        self._days = days
        self._complain = complain
        self._now = now
        self._leave = threading.Event()
        self._hurry = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it has begun before."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
            self._thread.start()

    def finish(self, seconds: float = FINISH_SECONDS) -> None:
        """Wait for the backup, at most so long; then call it off. Nothing half done is left."""
        self._hurry.set()
        self.start()
        assert self._thread is not None
        self._thread.join(seconds)
        self._leave.set()
        self._thread.join()

    def _called_off(self) -> bool:
        self._hurry.wait(REST_SECONDS)
        return self._leave.is_set()

    def _run(self) -> None:
        try:
            back_up_when_due(self._path, self._days, self._now(), self._called_off)
        except CancelledError:
            return
        except QuizError as error:
            self._complain(error)
