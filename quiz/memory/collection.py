"""The memories of one player, folded from the history."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter

from quiz.history.events import Answer, Event, Mark, MarkKind, Mode, Placement, Rerate, Undo
from quiz.memory.memory import CardMemory
from quiz.memory.scheduler import Scheduler
from quiz.moment import Moment

_BY_ID = attrgetter("id")


class Collection:
    """What follows from a player's events, whatever the order in which they are applied.

    `apply` folds one more event in and costs no more than that card's own history, so that a
    game stays fast however long the log is; the result equals a fold of all events from scratch.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._seen: set[str] = set()
        self._answers: dict[str, Answer] = {}
        self._marks: dict[str, Mark] = {}
        self._rerates: dict[str, Rerate] = {}
        self._undone: set[str] = set()
        self._history: dict[str, list[Answer]] = {}
        self._card_marks: dict[str, list[Mark]] = {}
        self._placements: dict[str, Placement] = {}
        self._card_placements: dict[str, list[Placement]] = {}
        self._memories: dict[str, CardMemory] = {}
        self._ordered: list[Answer] | None = None
        self._introduced: Counter[int] = Counter()
        self._reviewed: Counter[int] = Counter()
        self._counted: dict[str, tuple[list[int], list[int]]] = {}

    @classmethod
    def of(cls, events: Iterable[Event], scheduler: Scheduler) -> Collection:
        """Fold all events; their order does not matter."""
        collection = cls(scheduler)
        touched = {card for event in events for card in collection._note(event)}
        for card in touched:
            collection._refold(card)
        return collection

    def apply(self, event: Event) -> None:
        """Fold one more event in; one that was folded in before changes nothing."""
        for card in self._note(event):
            self._advance_or_refold(card, event)

    # ── what was folded ─────────────────────────────────────────────────────────

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler that the memories were folded with."""
        return self._scheduler

    @property
    def memories(self) -> Mapping[str, CardMemory]:
        """The memory of each card that was ever answered, by key."""
        return self._memories

    def memory(self, card: str) -> CardMemory | None:
        """The memory of this card; None when it is new."""
        return self._memories.get(card)

    @property
    def answers(self) -> list[Answer]:
        """The answers that count, in time order, those of a Cram included."""
        if self._ordered is None:
            every = (answer for history in self._history.values() for answer in history)
            self._ordered = sorted(every, key=_BY_ID)
        return self._ordered

    def history(self, card: str) -> list[Answer]:
        """The answers of one card that count, in time order."""
        return list(self._history.get(card, ()))

    @property
    def suspended(self) -> set[str]:
        """Keys of the suspended cards."""
        return {
            card
            for card, state in self._states()
            if state[0] is not None and state[0].kind is MarkKind.SUSPEND
        }

    def buried(self, day: int) -> set[str]:
        """Keys of the cards buried on this day of the player."""
        hour = self._scheduler.options.day_start_hour
        return {
            card
            for card, state in self._states()
            if state[1] is not None
            and state[1].kind is MarkKind.BURY
            and state[1].moment.day(hour) == day
        }

    def leeches(self, threshold: int) -> set[str]:
        """Keys of the cards forgotten at least `threshold` times; none when it is 0."""
        return {key for key, memory in self._memories.items() if memory.is_leech(threshold)}

    def new_today(self, now: Moment) -> int:
        """How many cards were answered for the first time on this day of the player."""
        return self._introduced[self._day(now)]

    def reviews_today(self, now: Moment) -> int:
        """How many answers of this day were reviews: not the day on which a card was new."""
        return self._reviewed[self._day(now)]

    def answered_on(self, day: int) -> set[str]:
        """Keys of the cards answered on this day of the player, Cram left out."""
        return {
            key
            for key, memory in self._memories.items()
            if memory.last.day(self._scheduler.options.day_start_hour) == day
        }

    @property
    def mistakes(self) -> list[str]:
        """Keys of cards whose latest answer, in any mode, was not wholly right; newest first."""
        wrong = [
            history[-1] for history in self._history.values() if history and not history[-1].correct
        ]
        return [answer.card for answer in sorted(wrong, key=_BY_ID, reverse=True)]

    # ── folding ─────────────────────────────────────────────────────────────────

    def _day(self, moment: Moment) -> int:
        return moment.day(self._scheduler.options.day_start_hour)

    def _states(self) -> Iterable[tuple[str, tuple[Mark | None, Mark | None]]]:
        for card, marks in self._card_marks.items():
            suspends = [m for m in marks if m.kind in (MarkKind.SUSPEND, MarkKind.UNSUSPEND)]
            buries = [m for m in marks if m.kind in (MarkKind.BURY, MarkKind.UNBURY)]
            yield card, (suspends[-1] if suspends else None, buries[-1] if buries else None)

    def _note(self, event: Event) -> list[str]:
        """Take the event into the tables; the cards whose answers it changes."""
        if event.id in self._seen:
            return []
        self._seen.add(event.id)
        match event:
            case Answer():
                self._answers[event.id] = event
                if event.id in self._undone:
                    return []
                insort(self._history.setdefault(event.card, []), self._rated(event), key=_BY_ID)
                return [event.card]
            case Mark():
                self._marks[event.id] = event
                if event.id not in self._undone:
                    insort(self._card_marks.setdefault(event.card, []), event, key=_BY_ID)
                return []
            case Placement():
                self._placements[event.id] = event
                if event.id in self._undone:
                    return []
                insort(self._card_placements.setdefault(event.card, []), event, key=_BY_ID)
                return [event.card]
            case Rerate():
                known = self._rerates.get(event.target)
                if known is not None and known.id > event.id:
                    return []
                self._rerates[event.target] = event
                return self._replace(event.target)
            case Undo():
                self._undone.add(event.target)
                return self._replace(event.target)

    def _rated(self, answer: Answer) -> Answer:
        rerate = self._rerates.get(answer.id)
        return answer if rerate is None else replace(answer, rating=rerate.rating)

    def _replace(self, target: str) -> list[str]:
        mark = self._marks.get(target)
        if mark is not None:
            marks = self._card_marks.get(mark.card, [])
            self._card_marks[mark.card] = [m for m in marks if m.id not in self._undone]
            return []
        placement = self._placements.get(target)
        if placement is not None:
            kept = self._card_placements.get(placement.card, [])
            self._card_placements[placement.card] = [p for p in kept if p.id not in self._undone]
            return [placement.card]
        answer = self._answers.get(target)
        if answer is None:
            return []
        history = [known for known in self._history.get(answer.card, ()) if known.id != target]
        if target not in self._undone:
            insort(history, self._rated(answer), key=_BY_ID)
        self._history[answer.card] = history
        return [answer.card]

    def _advance_or_refold(self, card: str, event: Event) -> None:
        history = self._history.get(card, [])
        if (
            isinstance(event, Answer)
            and history[-1].id == event.id
            and card in self._counted
            and card not in self._card_placements
        ):
            self._advance(card, history[-1])
            if self._ordered is not None:
                if self._ordered and self._ordered[-1].id > event.id:
                    self._ordered = None
                else:
                    self._ordered.append(history[-1])
            return
        self._refold(card)

    def _refold(self, card: str) -> None:
        self._ordered = None
        introduced, reviewed = self._counted.pop(card, ([], []))
        self._introduced.subtract(introduced)
        self._reviewed.subtract(reviewed)
        self._counted[card] = ([], [])
        self._memories.pop(card, None)
        history: list[Answer | Placement] = [*self._history.get(card, ())]
        if card in self._card_placements:
            history = sorted([*history, *self._card_placements[card]], key=_BY_ID)
        for event in history:
            self._advance(card, event)

    def _advance(self, card: str, event: Answer | Placement) -> None:
        if isinstance(event, Answer) and event.mode is Mode.CRAM:
            return
        before = self._memories.get(card)
        day = self._day(event.moment)
        introduced, reviewed = self._counted[card]
        if before is None:
            introduced.append(day)
            self._introduced[day] += 1
        elif introduced[0] != day and isinstance(event, Answer):
            reviewed.append(day)
            self._reviewed[day] += 1
        self._memories[card] = (
            self._scheduler.place(event)
            if isinstance(event, Placement)
            else self._scheduler.review(before, event.rating, event.moment, card)
        )
