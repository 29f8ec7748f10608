"""Syncs one data directory with a shared folder: reads what the others said, and says what is new.

Each step is safe to repeat: a sync that is cut off at any point is finished by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from quiz.clock import system_clock
from quiz.history.events import Event
from quiz.progress import Progress, silent
from quiz.storage.log.conflict_copies import join_copies
from quiz.storage.log.heads import Heads
from quiz.storage.log.store import Store
from quiz.storage.sync.decks import DeckSync, Pick
from quiz.storage.sync.lines import event_line
from quiz.storage.sync.notebook import BusyError as BusyError
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.personal import PersonalSync, Same
from quiz.storage.sync.report import Report
from quiz.storage.sync.shared_folder import AGAIN, SharedFolder

AT_ONCE = 1_000
"""Events in one transaction, so that an answer given meanwhile waits a few milliseconds."""
HEADS = "heads"
"""The note of how far the log was said, see `Heads`."""
LAST = "last"
"""The note of when the last sync was done, in milliseconds since 1970."""


def sync(
    home: Path,
    folder: Path,
    progress: Progress = silent,
    *,
    pick: Pick | None = None,
    same: Same | None = None,
    anew: bool = False,
) -> Report:
    """Sync the data directory `home` with a folder.

    pick: asks about cards that two devices changed; same: whether two players with one name are
    one person. Without them, nobody is asked, and both stay. anew: whether the folder may be empty.
    Raises QuizError if the folder or the data directory cannot be used, and BusyError if another
    game here is syncing.
    """
    with closing(Store.open(home)) as store, closing(Notebook(home)) as notebook:
        if not _is_as_noted(store, notebook):
            # An older copy replaced the history: what it lacks is in files of our own.
            notebook.forget()
        shared = SharedFolder(folder, notebook, anew=anew)
        report = Report(foreign=shared.foreign)
        report.changes += join_copies(home, datetime.now())
        now = system_clock().ms
        one = _Sync(store, notebook, shared, progress, report)
        one.read(now)
        PersonalSync(home, store, notebook, shared, report, same, now).run()
        one.send_events()
        DeckSync(home, store, notebook, shared, report, pick, now).run(progress)
        report.devices = [name for name in notebook.devices() if not name.endswith(AGAIN)]
        with notebook.writing():
            notebook.set_note(LAST, now)
        return report


def _is_as_noted(store: Store, notebook: Notebook) -> bool:
    """Whether the log is still the one that was synced before."""
    noted = notebook.note(HEADS)
    return not noted or store.ids_at(Heads(*noted)) == noted[-1]


class _Sync:
    def __init__(
        self,
        store: Store,
        notebook: Notebook,
        shared: SharedFolder,
        progress: Progress,
        report: Report,
    ) -> None:
        self._store = store
        self._notebook = notebook
        self._shared = shared
        self._progress = progress
        self._received: set[str] = set()
        self._report = report

    def read(self, now: int) -> None:
        """Read what is new in the files of others."""
        total = 0
        for path, said, begin, left in self._shared.news(now):
            total = total or left
            self._progress("Reading what other devices said", total - left, total)
            self._take_events(said.events)
            self._report.held += said.held
            with self._notebook.writing():
                self._notebook.hear(said.statements)
                self._notebook.set_file(path, said.device or "?", begin + said.done)
        if total:
            self._progress("Reading what other devices said", total, total)

    def _take_events(self, events: list[Event]) -> None:
        for start in range(0, len(events), AT_ONCE):
            part = events[start : start + AT_ONCE]
            self._report.received += self._store.append(*part)
            self._received.update(event.id for event in part)

    def send_events(self) -> None:
        """Say the events that are new since the last sync, except those just received."""
        noted = self._notebook.note(HEADS)
        heads = Heads(*noted) if noted else Heads()
        now = self._store.heads()
        if heads == now:
            return
        with self._store.reading() as reader:
            now = self._store.heads()
            total = reader.count_after(heads)
            self._shared.append(self._lines(reader.all_after(heads), total))
        with self._notebook.writing():
            self._notebook.set_note(HEADS, now)

    def _lines(self, events: Iterator[Event], total: int) -> Iterator[bytes]:
        for number, event in enumerate(events):
            if not number % AT_ONCE:
                self._progress("Writing your answers", number, total)
            if event.id not in self._received:
                self._report.sent += 1
                yield event_line(event)
        self._progress("Writing your answers", total, total)
