"""Merging logs and reading what counts in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quiz.history.events import Answer, Event, Mark, Placement, Rerate, Undo


def union(*logs: Iterable[Event]) -> list[Event]:
    """All events of all logs, each once, in time order.

    Ids are globally unique, so the union is commutative, associative and idempotent.
    """
    merged = {event.id: event for log in logs for event in log}
    return [merged[key] for key in sorted(merged)]


def effective(events: Iterable[Event]) -> list[Answer]:
    """The answers that count, in time order: none undone, each with the player's own rating."""
    answers: dict[str, Answer] = {}
    ratings: dict[str, Rerate] = {}
    undone: set[str] = set()
    for event in events:
        match event:
            case Answer():
                answers[event.id] = event
            case Undo():
                undone.add(event.target)
            case Rerate():
                known = ratings.get(event.target)
                if known is None or known.id < event.id:
                    ratings[event.target] = event
            case Mark() | Placement():
                pass
    kept = (answers[key] for key in sorted(answers.keys() - undone))
    return [replace(a, rating=ratings[a.id].rating) if a.id in ratings else a for a in kept]


def effective_marks(events: Iterable[Event]) -> dict[str, Mark]:
    """For each card the last mark that was not undone."""
    listed = list(events)
    undone = {event.target for event in listed if isinstance(event, Undo)}
    marks = (e for e in listed if isinstance(e, Mark) and e.id not in undone)
    return {mark.card: mark for mark in sorted(marks, key=lambda mark: mark.id)}
