"""Syncs in the background while somebody plays: once after the start, and once at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.paths import CLASSES
from quiz.progress import Progress, silent

if TYPE_CHECKING:
    from quiz.storage.sync.report import Report

FINISH_SECONDS = 10.0
"""How long quitting may wait for a sync; what is not done then is done at the next start."""


class _LeftError(Exception):
    """The player did not want to wait any longer."""


class Syncer:
    """Syncs a data directory with a folder or server, in a thread of its own; does nothing
    without one.

    tell: called from that thread with the report of each sync, or with an error, once. recognise:
    called before the last sync, so that edited cards are recognised before others hear of them.
    """

    def __init__(
        self,
        home: Path,
        target: str,
        tell: Callable[[Report | QuizError], None],
        recognise: Callable[[], object] = lambda: None,
    ) -> None:
        self._home = home
        self._target = target
        self._tell = tell
        self._recognise = recognise
        self._told: set[str] = set()
        self._left = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress: Progress = silent

    def start(self) -> None:
        """Sync, unless it has been started before. Call it after the first screen is shown."""
        if self._has_target() and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until the sync that was started is done, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def finish(self, progress: Progress = silent) -> None:
        """Sync what was done since the start; wait for that at most `FINISH_SECONDS`. What is half
        done then is taken up by the next sync."""
        self._progress = progress
        self.wait(FINISH_SECONDS)
        if self._thread is None or not self._thread.is_alive():
            self._thread = None
            if self._has_target():
                with suppress(QuizError):
                    self._recognise()
            self.start()
            self.wait(FINISH_SECONDS)
        self._left.set()

    def _has_target(self) -> bool:
        return bool(self._target) or (self._home / CLASSES).is_dir()

    def _go_on(self, what: str, done: int, total: int) -> None:
        if self._left.is_set():
            raise _LeftError
        self._progress(what, done, total)

    def _run(self) -> None:
        # A start without a sync needs none of this.
        from quiz.storage.sync.everything import BusyError, sync_everything

        try:
            report = sync_everything(self._target, self._home, self._go_on)
            self._tell(report)
            for trouble in report.away:
                self._complain(QuizError(trouble))
        except (_LeftError, BusyError):
            # It is done later, or by another game.
            return
        except QuizError as error:
            self._complain(error)
        except Exception as error:
            self._tell(QuizError(f"the sync stopped ({error}); `quiz sync` tries again"))

    def _complain(self, error: QuizError) -> None:
        """Tell of an error, once."""
        if str(error) not in self._told:
            self._told.add(str(error))
            self._tell(error)
