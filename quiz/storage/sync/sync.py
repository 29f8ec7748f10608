"""Syncs one data directory with a folder or server: reads what the others said, says what is new.

Each step is safe to repeat: a sync that is cut off at any point is finished by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quiz.clock import system_clock
from quiz.history.events import Event
from quiz.progress import Progress, silent
from quiz.storage.log.conflict_copies import join_copies
from quiz.storage.log.store import Store
from quiz.storage.sync.decks import DeckSync
from quiz.storage.sync.lines import event_line
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.part import SyncPart
from quiz.storage.sync.personal import PersonalSync
from quiz.storage.sync.place import Place
from quiz.storage.sync.questions import open_questions
from quiz.storage.sync.report import Report
from quiz.storage.sync.shared import AGAIN, Shared

AT_ONCE = 1_000
"""Events in one transaction, so that an answer given meanwhile waits a few milliseconds."""
LAST = "last"
"""The note of when the last sync was done, in milliseconds since 1970."""


def sync(home: Path, place: Place, progress: Progress = silent, *, anew: bool = False) -> Report:
    """Sync the data directory `home` with a folder or server.

    anew: whether the place may be empty.
    Raises QuizError if the place or the data directory cannot be used, and BusyError if another
    game here is syncing.
    """
    with closing(Store.open(home)) as store, Notebook(home) as notebook:
        if not _is_as_noted(store, notebook):
            # An older copy replaced the history: what it lacks is in files of our own.
            notebook.forget()
        shared = Shared(place, notebook, anew=anew)
        report = Report(foreign=shared.foreign)
        report.changes += join_copies(home, datetime.now())
        now = system_clock().ms
        work = home, store, notebook, shared, report, progress, now
        log = _LogSync(*work)
        log.read()
        PersonalSync(*work).run()
        shared.tell()
        log.send()
        DeckSync(*work).run()
        report.devices = [name for name in notebook.devices() if not name.endswith(AGAIN)]
        report.questions = len(open_questions(notebook, store, home))
        notebook.set_note(LAST, now)
        return report


def _is_as_noted(store: Store, notebook: Notebook) -> bool:
    """Whether the log is still the one that was synced before."""
    return all(store.ids_at(heads) == heads.ids for heads in notebook.all_heads())


@dataclass
class _LogSync(SyncPart):
    def __post_init__(self) -> None:
        self._received: set[str] = set()

    def read(self) -> None:
        """Read what is new in the files of others."""
        total = 0
        for path, said, begin, left in self.shared.news(self.now):
            total = total or left
            self.progress("Reading what other devices said", total - left, total)
            self._take_events(said.events)
            self.report.held += said.held
            with self.notebook.writing():
                self.notebook.hear(said.statements)
                self.notebook.set_list(path, said.device or "?", begin + said.done)
        if total:
            self.progress("Reading what other devices said", total, total)

    def _take_events(self, events: list[Event]) -> None:
        for start in range(0, len(events), AT_ONCE):
            part = events[start : start + AT_ONCE]
            self.report.received += self.store.append(*part)
            self._received.update(event.id for event in part)

    def send(self) -> None:
        """Say the events that are new since the last sync, except those just received."""
        heads = self.notebook.heads()
        now = self.store.heads()
        if heads == now:
            return
        with self.store.reading() as reader:
            now = self.store.heads()
            total = reader.count_after(heads)
            self.shared.append(self._lines(reader.all_after(heads), total))
        self.notebook.set_heads(now)

    def _lines(self, events: Iterator[Event], total: int) -> Iterator[bytes]:
        for number, event in enumerate(events):
            if not number % AT_ONCE:
                self.progress("Writing your answers", number, total)
            if event.id not in self._received:
                self.report.sent += 1
                yield event_line(event)
        self.progress("Writing your answers", total, total)
