"""The answers of the members of a class to its decks, for those who may see them.

They stand among the lines that the members' devices and browsers sent. What concerns none of the
decks that the class is shown stays hidden, whoever asks.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection

from quiz.card import Card
from quiz.history.events import Event, Rerate, Undo
from quiz.moment import Moment
from quiz.progress import Progress, silent
from quiz.scheduling.scheduler import Scheduler
from quiz.serve.people.access import (
    OPERATOR,
    DeniedError,
    Role,
    need_student,
    need_teacher,
    role_of,
)
from quiz.serve.people.class_views import Rank, Student, ranking
from quiz.serve.people.classes import class_of
from quiz.serve.people.members import class_members
from quiz.serve.people.publishing import cards_of, decks_of_class
from quiz.serve.people.student_fold import StudentFold, fold_student
from quiz.serve.sync.shared_rows import lists_of, parts_of
from quiz.storage.sync.lines import Reading, read_lines

MOST_EVENTS = 500_000
"""Kept in memory, so that only new lines are read next time; about 300 MB."""
READING = "Reading the answers"


@dataclass
class _Kept:
    """What was read of one member for one class. done: bytes of each list, and whose it is."""

    keys: frozenset[str]
    done: dict[str, tuple[str, int]] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    fold: StudentFold | None = None


class ClassAnswers:
    """Reads the answers of classes; remembers in memory what it has read. Any thread may ask."""

    def __init__(self) -> None:
        self.scheduler = Scheduler()
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._lock = Lock()

    @property
    def day_start_hour(self) -> int:
        """When a day begins."""
        return self.scheduler.options.day_start_hour

    def folds_of_class(
        self, connection: Connection, who: str, class_id: str, now: int, progress: Progress = silent
    ) -> dict[Student, StudentFold]:
        """The folds of all students of a class, by name, for its teachers."""
        need_teacher(connection, who, class_id)
        return self._folds(connection, class_id, now, progress)

    def fold_of_student(
        self, connection: Connection, who: str, class_id: str, person: str, now: int
    ) -> StudentFold:
        """The fold of one member, for themselves and for teachers of the class."""
        need_student(connection, who, class_id, person)
        with self._lock:
            return self._fold(connection, class_id, person, _keys(connection, class_id), now)

    def ranking(self, connection: Connection, who: str, class_id: str, now: Moment) -> list[Rank]:
        """The students by their points of this week: for teachers and, where they want it, for
        students."""
        seen = class_of(connection, who, class_id)
        if seen.role is not Role.TEACHER and not seen.ranking:
            raise DeniedError
        folds = self._folds(connection, class_id, now.ms, silent)
        return ranking(folds, now.day(self.day_start_hour))

    def _folds(
        self, connection: Connection, class_id: str, now: int, progress: Progress
    ) -> dict[Student, StudentFold]:
        """For callers that have checked who asks."""
        students = [m for m in class_members(connection, class_id) if m.role is Role.STUDENT]
        keys = _keys(connection, class_id)
        found: dict[Student, StudentFold] = {}
        with self._lock:
            for number, member in enumerate(students):
                progress(READING, number, len(students))
                student = Student(member.person, member.name)
                found[student] = self._fold(connection, class_id, member.person, keys, now)
            while sum(len(each.events) for each in self._kept.values()) > MOST_EVENTS:
                self._kept.popitem(last=False)
        progress(READING, len(students), len(students))
        return found

    def _fold(
        self, connection: Connection, class_id: str, person: str, keys: frozenset[str], now: int
    ) -> StudentFold:
        kept = self._kept.get((class_id, person))
        if kept is None or kept.keys != keys:
            kept = self._kept[class_id, person] = _Kept(keys)
        self._kept.move_to_end((class_id, person))
        self._read(connection, person, kept, now)
        if kept.fold is None:
            kept.fold = fold_student(kept.events.values(), self.scheduler)
        return kept.fold

    def _read(self, connection: Connection, person: str, kept: _Kept, now: int) -> None:
        """Read the lines that are new."""
        for path, size in lists_of(connection, person).items():
            device, done = kept.done.get(path, ("", 0))
            if done >= size:
                continue
            data = b"".join(parts_of(connection, person, path, done))
            reading = read_lines(data, device, now)
            kept.done[path] = (reading.device, done + reading.done)
            kept.events.update((event.id, event) for event in _concerning(reading, kept.keys))
            kept.fold = None


def class_cards(connection: Connection, who: str, class_id: str, deck: str = "") -> list[Card]:
    """The cards of the decks of a class, or of one of them, for its members."""
    role_of(connection, who, class_id)
    names = [deck] if deck else [each.name for each in decks_of_class(connection, who, class_id)]
    return [card for name in names for card in cards_of(connection, who, class_id, name)]


def _keys(connection: Connection, class_id: str) -> frozenset[str]:
    """The keys of all cards of a class, for callers that have checked who asks."""
    return frozenset(card.key for card in class_cards(connection, OPERATOR, class_id))


def _concerning(reading: Reading, keys: frozenset[str]) -> Iterator[Event]:
    """What may concern these cards; undone and rerated answers are told by their id alone."""
    for event in reading.events:
        if isinstance(event, (Undo, Rerate)) or event.card in keys:
            yield event
