"""What a teacher sees of a class: tables made from the folds of its students. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quiz.card import Card
from quiz.moment import Moment
from quiz.scheduling.memory import is_mastered
from quiz.scoring.highscores import ranks
from quiz.scoring.week import DAYS_A_WEEK, monday_of
from quiz.serve.people.student_fold import StudentFold

MOST_INSTEAD = 3
"""Wrong answers told of a card."""


class Student(NamedTuple):
    """person: id. name: in the class."""

    person: str
    name: str


class StudentRow(NamedTuple):
    """How a student stands with some cards.

    stabilities: of each card, in days, see `CardMemory`; None for a card that they have not begun.
    begun, mastered, due: numbers of cards. asked, missed: answers, and those not fully right. last:
    when they last answered a card of the class, milliseconds since 1970; None if never.
    """

    student: Student
    stabilities: tuple[float | None, ...]
    begun: int
    mastered: int
    due: int
    asked: int
    missed: int
    last: int | None


class HardCard(NamedTuple):
    """A card with its answers by all students. students: how many have met it. instead: the most
    frequent answers that were not right, and how often each was given."""

    card: Card
    asked: int
    missed: int
    students: int
    instead: tuple[tuple[str, int], ...]


class Week(NamedTuple):
    """monday: its first day, a number as in `Moment.day`. students: how many answered. answers,
    correct: answers, and fully right ones. introduced, mastered: cards for the first time. ms:
    time spent. points: of all."""

    monday: int
    students: int
    answers: int
    correct: int
    introduced: int
    mastered: int
    ms: int
    points: int


class Rank(NamedTuple):
    """A student's place by points of a week; equal points share a place."""

    place: int
    student: Student
    points: int


def student_rows(
    cards: Sequence[Card], folds: Mapping[Student, StudentFold], now: Moment, day_start_hour: int
) -> list[StudentRow]:
    """How each student stands with these cards, in the order of `folds`."""
    return [
        _student_row(student, fold, cards, now, day_start_hour) for student, fold in folds.items()
    ]


def _student_row(
    student: Student, fold: StudentFold, cards: Sequence[Card], now: Moment, day_start_hour: int
) -> StudentRow:
    states = [fold.states.get(card.key) for card in cards]
    memories = [state.memory if state else None for state in states]
    known = [memory for memory in memories if memory is not None]
    return StudentRow(
        student,
        tuple(memory.stability if memory else None for memory in memories),
        len(known),
        sum(map(is_mastered, known)),
        sum(memory.is_due(now, day_start_hour) for memory in known),
        sum(state.asked for state in states if state),
        sum(state.missed for state in states if state),
        fold.last,
    )


def not_begun(rows: Iterable[StudentRow]) -> list[Student]:
    """Who has not begun any of the cards."""
    return [row.student for row in rows if not row.begun]


def hardest(cards: Sequence[Card], folds: Iterable[StudentFold]) -> list[HardCard]:
    """The cards that were answered wrongly, hardest first: by the share of wrong answers as Laplace
    would expect it, (missed + 1) / (asked + 2), so that one mistake does not outweigh many."""
    folds = list(folds)
    found = [_hard_card(card, folds) for card in cards]
    missed = [hard for hard in found if hard.missed]
    return sorted(missed, key=lambda hard: (-(hard.missed + 1) / (hard.asked + 2), hard.card.key))


def _hard_card(card: Card, folds: Iterable[StudentFold]) -> HardCard:
    states = [fold.states[card.key] for fold in folds if card.key in fold.states]
    instead: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for fold in folds:
        for text, number in fold.instead.get(card.key, {}).items():
            instead[text.casefold()] += number
            spelt[text.casefold()][text] += number
    most = sorted(instead.items(), key=lambda each: (-each[1], each[0]))[:MOST_INSTEAD]
    return HardCard(
        card,
        sum(state.asked for state in states),
        sum(state.missed for state in states),
        sum(state.asked > 0 for state in states),
        tuple((spelt[folded].most_common(1)[0][0], number) for folded, number in most),
    )


def weeks(folds: Iterable[StudentFold], today: int, most: int) -> list[Week]:
    """The weeks from the first answer to the last, Monday to Sunday, newest first, at most so many;
    those between without an answer are there, too. Weeks after that of `today` are left out: the
    clock of a device may be wrong."""
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for fold in folds:
        active: set[int] = set()
        for day, counts in fold.tally.days.items():
            if counts["answers"]:
                active.add(monday_of(day))
            sums[monday_of(day)].update(counts)
        for monday in active:
            sums[monday]["students"] += 1
    this = monday_of(today)
    found = [monday for monday, each in sums.items() if each["students"] and monday <= this]
    if not found:
        return []
    return [
        Week(monday, *(sums[monday][name] for name in Week._fields[1:]))
        for monday in range(max(found), min(found) - 1, -DAYS_A_WEEK)[:most]
    ]


def ranking(folds: Mapping[Student, StudentFold], day: int) -> list[Rank]:
    """All students by their points of the week of a day, the most first."""
    monday = monday_of(day)
    points = {
        student: sum(
            fold.tally.days[each]["points"]
            for each in range(monday, monday + DAYS_A_WEEK)
            if each in fold.tally.days
        )
        for student, fold in folds.items()
    }
    ordered = sorted(points.items(), key=lambda each: -each[1])
    places = ranks(points for _, points in ordered)
    return [Rank(place, *each) for place, each in zip(places, ordered, strict=True)]
