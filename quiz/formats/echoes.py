"""Filters out a player's own history that comes back from a program it was exported to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Protocol

from quiz.history.events import Answer, Event, Mark, Placement
from quiz.scheduling.memory import CardMemory

_SAME_ANSWER_MS = 9
"""If two answers share a millisecond, an export moves one of them by at most this much."""

_STABILITY, _DIFFICULTY = 0.001, 0.002
"""A memory may differ by this much after another program rounded it."""


class KnownCards(Protocol):
    """The player's cards before the import, by key."""

    def history(self, card: str) -> list[Answer]:
        """The effective answers of one card, in time order."""

    def memory(self, card: str) -> CardMemory | None:
        """The memory of this card; None if it is new."""


def without_known(events: Iterable[Event], log: Iterable[Event]) -> list[Event]:
    """The events that are not in the player's log, not even under other ids.

    The id of an imported event is derived from the player's id, so it differs after players were
    joined, or if the history is older than player ids.
    """
    ids: set[str] = set()
    said: set[tuple[object, ...]] = set()
    for event in log:
        ids.add(event.id)
        said.add(_what_it_says(event))
    return [e for e in events if e.id not in ids and _what_it_says(e) not in said]


def _what_it_says(event: Event) -> tuple[object, ...]:
    match event:
        case Answer():
            return (Answer, event.card, event.moment.ms)
        case Placement():
            return (Placement, event.card, event.moment.ms, event.stability, event.due_day)
        case Mark():
            return (Mark, event.card, event.moment.ms, event.kind)
        case _:
            return (event.id,)


def without_echoes(events: Iterable[Event], known: KnownCards) -> list[Event]:
    """The events that are new compared to what the player did here.

    Left out are answers to a card that was answered here at the same time, as nobody answers a card
    twice within a hundredth of a second, and memories equal to the card's own.
    """
    history = cache(known.history)
    return [event for event in events if not _is_echo(event, known, history)]


def _is_echo(event: Event, known: KnownCards, history: Callable[[str], list[Answer]]) -> bool:
    if isinstance(event, Answer):
        return any(
            0 <= event.moment.ms - own.moment.ms <= _SAME_ANSWER_MS and own.id != event.id
            for own in history(event.card)
        )
    if isinstance(event, Placement):
        memory = known.memory(event.card)
        return (
            memory is not None
            and abs(memory.stability - event.stability) <= _STABILITY
            and abs(memory.difficulty - event.difficulty) <= _DIFFICULTY
            and memory.due_day == event.due_day
            and memory.reps == event.reps
        )
    return False
