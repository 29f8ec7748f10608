"""The automatic backup, made in a background thread.

It must delay neither the start nor an answer: it begins after the home screen is shown, copying a
log of a million answers (240 MB) takes about a second in its thread, and games may write meanwhile.
Every copy is fully checked, so that damage shows within a day, while there is a good backup. A
check at every start would take half a second at that size.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from quiz.errors import QuizError
from quiz.storage.log.backups import (
    AUTOMATIC,
    CancelledError,
    extent_of,
    is_due,
    list_backups,
    make_backup,
    rotate,
)
from quiz.storage.log.store_errors import StoreError, explained
from quiz.storage.log.verify import count_damaged
from quiz.wording import counted

REST_SECONDS = 0.01
"""Pause between two steps of a backup, so that the disk can write answers."""

FINISH_SECONDS = 2.0
"""How long quitting may wait for a backup; if it is not ready, the next session makes it."""


def back_up_when_due(
    path: Path, days: int, now: datetime, cancelled: Callable[[], bool] = lambda: False
) -> bool:
    """Back up the history at `path` if a backup is due and the log has changed, then rotate.

    days: for how many days to keep a daily backup, see `superfluous`; 0 makes none. Returns whether
    a backup was made. Raises StoreError and CancelledError like `make_backup`.
    """
    made = list_backups(path.parent)
    if days < 1 or not is_due(made, now):
        return False
    extent = extent_of(path)
    newest = next((backup for backup in made if backup.why == AUTOMATIC), None)
    if not extent.events or (newest is not None and extent_of(newest.path) == extent):
        return False
    _refuse_when_damaged(path, cancelled)
    make_backup(path, AUTOMATIC, now, cancelled)
    rotate(path.parent, days)
    return True


def _refuse_when_damaged(path: Path, cancelled: Callable[[], bool]) -> None:
    """Backups of damaged rows must not, day by day, replace good ones."""

    def go_on(rows: int) -> None:
        if cancelled():
            raise CancelledError

    with explained(path):
        damaged = count_damaged(path, go_on)
    if damaged:
        rows = counted(damaged, "row is", "rows are")
        raise StoreError(
            f"{path}: {rows} damaged and left out; `quiz doctor --repair` restores them from "
            "backups. Until then, no new backup is made"
        )


class Keeper:
    """Makes one backup in the background. Call `start` after the first screen is shown.

    complain: called from that thread with an error, such as a damaged history.
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
        """Start the backup, unless it has been started before."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
            self._thread.start()

    def finish(self, seconds: float = FINISH_SECONDS) -> None:
        """Wait for the backup, at most `seconds`; then cancel it, leaving nothing half done."""
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
