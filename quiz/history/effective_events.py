"""Merges logs and finds their effective events: those not undone, with their final ratings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from quiz.history.events import Answer, Event, Mark, MarkKind, Placement, Rerate, Undo

BY_ID = attrgetter("id")


def union(*logs: Iterable[Event]) -> list[Event]:
    """All events of all logs, each once, in time order.

    As ids are globally unique, union is commutative, associative and idempotent.
    """
    merged = {event.id: event for log in logs for event in log}
    return [merged[key] for key in sorted(merged)]


@dataclass(slots=True)
class Corrections:
    """What later events change about earlier ones: which are undone, and which are rerated."""

    undone: set[str] = field(default_factory=set)
    rated: dict[str, Rerate] = field(default_factory=dict)

    def note(self, event: Event) -> None:
        """Add an Undo or a Rerate; other events are ignored."""
        if isinstance(event, Undo):
            self.undone.add(event.target)
        elif isinstance(event, Rerate):
            known = self.rated.get(event.target)
            if known is None or known.id < event.id:
                self.rated[event.target] = event

    def touches(self, event: Event) -> bool:
        """Whether this event was undone or rerated."""
        return event.id in self.undone or event.id in self.rated

    def answers(self, answers: Iterable[Answer]) -> list[Answer]:
        """The answers not undone, with their final ratings, in the same order."""
        if not self.undone and not self.rated:
            return list(answers)
        return [
            a._replace(rating=self.rated[a.id].rating) if a.id in self.rated else a
            for a in answers
            if a.id not in self.undone
        ]

    def sift(self, events: Iterable[Event]) -> EffectiveEvents:
        """What is effective of these events, each kind in time order; no event comes twice."""
        log = sorted(events, key=BY_ID)
        kept = [event for event in log if event.id not in self.undone]
        return EffectiveEvents(
            self.answers(event for event in kept if isinstance(event, Answer)),
            [event for event in kept if isinstance(event, Placement)],
            [event for event in kept if isinstance(event, Mark)],
            [event for event in log if isinstance(event, Answer) and event.id in self.undone],
        )


Scheduled = Answer | Placement | Mark
"""The events that a memory depends on; of the marks, only resets."""


@dataclass(slots=True)
class EffectiveEvents:
    """The effective events of a log, and its undone answers, each kind in time order."""

    answers: list[Answer]
    placements: list[Placement]
    marks: list[Mark]
    undone: list[Answer]

    @property
    def scheduled(self) -> list[Scheduled]:
        """The events that memories depend on, in time order: answers, placements and resets."""
        breaks: list[Placement | Mark] = [*self.placements]
        breaks += (mark for mark in self.marks if mark.kind is MarkKind.RESET)
        return sorted([*self.answers, *breaks], key=BY_ID) if breaks else list(self.answers)


def sift(events: Iterable[Event]) -> EffectiveEvents:
    """The effective events of a log in any order, with or without duplicates."""
    log = union(events)
    changes = Corrections()
    for event in log:
        changes.note(event)
    return changes.sift(log)
