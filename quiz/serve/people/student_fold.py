"""What one student did with the cards of a class: a fold over their answers. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.history.effective_events import Scheduled, sift
from quiz.history.events import Event, Mark
from quiz.scheduling.card_state import CardState, Tally, fold_card
from quiz.scheduling.scheduler import Scheduler
from quiz.scoring.round_fold import points_by_day

LONGEST_RESPONSE = 200
"""Characters of what was typed that are kept apart."""


@dataclass(frozen=True, slots=True)
class StudentFold:
    """states: of the cards that the student has met. tally: counts and points by day. instead: for
    each card, what was answered that was not right, and how often. last: when the last answer was
    given, milliseconds since 1970; None before the first."""

    states: dict[str, CardState]
    tally: Tally
    instead: dict[str, Counter[str]]
    last: int | None


def fold_student(events: Iterable[Event], scheduler: Scheduler) -> StudentFold:
    """Fold the events of one student, in any order, as the game folds those of a player."""
    found = sift(events)
    by_card: dict[str, list[Scheduled]] = defaultdict(list)
    for event in found.scheduled:
        by_card[event.card].append(event)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in found.marks:
        marks[mark.card].append(mark)
    tally = Tally()
    states = {
        card: fold_card(by_card[card], marks[card], scheduler, tally)
        for card in dict.fromkeys([*by_card, *marks])
    }
    hour = scheduler.options.day_start_hour
    tally.add_points(points_by_day(found.answers, found.undone, hour))
    instead: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in found.answers:
        response = " ".join(answer.response.split())[:LONGEST_RESPONSE]
        if not answer.correct and response:
            instead[answer.card][response] += 1
    last = max((answer.moment.ms for answer in found.answers), default=None)
    return StudentFold(states, tally, dict(instead), last)
