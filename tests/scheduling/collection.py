"""A player's history folded in memory, for comparing the index with it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from quiz.card import Card
from quiz.history.effective_events import BY_ID, EffectiveEvents, sift
from quiz.history.events import Answer, Event, Rerate, Undo
from quiz.moment import Moment
from quiz.scheduling.card_state import CardState, Tally, fold_card
from quiz.scheduling.memory import CardMemory
from quiz.scheduling.scheduler import Scheduler
from quiz.settings.settings import Settings
from quiz.statistics.summary import Statistics
from tests.statistics.rules import statistics


class Collection:
    """The result of a player's events, whatever the order in which they are applied.

    scheduler_of: the scheduler of a card whose deck has its own retention.
    """

    def __init__(
        self, scheduler: Scheduler, scheduler_of: Callable[[str], Scheduler] | None = None
    ) -> None:
        self._scheduler = scheduler
        self._scheduler_of = scheduler_of or (lambda card: scheduler)
        self._cards: dict[str, list[Event]] = {}
        self._card_of: dict[str, str] = {}
        self._states: dict[str, CardState] = {}
        self._tallies: dict[str, Tally] = {}

    @classmethod
    def of(
        cls,
        events: Iterable[Event],
        scheduler: Scheduler,
        scheduler_of: Callable[[str], Scheduler] | None = None,
    ) -> Collection:
        """Fold all events; their order does not matter."""
        collection = cls(scheduler, scheduler_of)
        # Changes come last: they may be older than what they change.
        for event in sorted(events, key=lambda each: isinstance(each, Undo | Rerate)):
            collection._note(event)
        for card in collection._cards:
            collection._refold(card)
        return collection

    def apply(self, event: Event) -> None:
        """Fold in one more event; an event that was folded in before changes nothing."""
        if card := self._note(event):
            self._refold(card)

    # ── what was folded ─────────────────────────────────────────────────────────

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler used for folding."""
        return self._scheduler

    @property
    def memories(self) -> Mapping[str, CardMemory]:
        """The memory of each card that was ever answered, by key."""
        return {
            key: state.memory for key, state in self._states.items() if state.memory is not None
        }

    def memory(self, card: str) -> CardMemory | None:
        """The memory of this card; None when it is new."""
        state = self._states.get(card)
        return None if state is None else state.memory

    @property
    def states(self) -> Mapping[str, CardState]:
        """The state of each card that has a history, by key."""
        return self._states

    @property
    def tally(self) -> Tally:
        """The counts of each day."""
        total = Tally()
        for tally in self._tallies.values():
            for day, counts in tally.days.items():
                total.days[day].update(counts)
            for key, counts in tally.shares.items():
                total.shares[key].update(counts)
        return total

    @property
    def answers(self) -> list[Answer]:
        """The answers that count, in time order, those of a Cram included."""
        return sorted((a for card in self._cards for a in self._sift(card).answers), key=BY_ID)

    @property
    def undone(self) -> list[Answer]:
        """The answers that were undone, in time order."""
        return sorted((a for card in self._cards for a in self._sift(card).undone), key=BY_ID)

    def history(self, card: str) -> list[Answer]:
        """The answers of one card that count, in time order."""
        return self._sift(card).answers

    @property
    def suspended(self) -> set[str]:
        """Keys of the suspended cards."""
        return {key for key, state in self._states.items() if state.suspended}

    def buried(self, day: int) -> set[str]:
        """Keys of the cards buried on this day of the player."""
        return {key for key, state in self._states.items() if state.buried == day}

    def learnt_on(self, day: int) -> set[str]:
        """Keys of the cards first answered on this day of the player."""
        return {key for key in self.answered_on(day) if self._states[key].introduced == day}

    def reviewed_on(self, day: int) -> set[str]:
        """Keys of the cards answered on this day that were new on another one."""
        states = {key: self._states[key] for key in self.answered_on(day)}
        return {key for key, s in states.items() if s.seen == day and s.introduced != day}

    def answered_on(self, day: int) -> set[str]:
        """Keys of the cards answered on this day of the player, Cram left out."""
        hour = self._scheduler.options.day_start_hour
        return {key for key, memory in self.memories.items() if memory.last.day(hour) == day}

    @property
    def mistakes(self) -> list[str]:
        """Keys of cards whose latest answer, in any mode, was not fully correct; newest first."""
        wrong = [(state.last, key) for key, state in self._states.items() if state.wrong]
        return [key for _, key in sorted(wrong, reverse=True)]

    # ── folding ─────────────────────────────────────────────────────────────────

    def _note(self, event: Event) -> str:
        """Add the event to those of the card that it changes; returns that card, "" if none."""
        if isinstance(event, Undo | Rerate):
            card = self._card_of.get(event.target, "")
        else:
            card = self._card_of[event.id] = event.card
        if card:
            self._cards.setdefault(card, []).append(event)
        return card

    def _sift(self, card: str) -> EffectiveEvents:
        return sift(self._cards.get(card, ()))

    def _refold(self, card: str) -> None:
        found = self._sift(card)
        tally = self._tallies[card] = Tally()
        scheduler = self._scheduler_of(card)
        self._states[card] = fold_card(found.scheduled, found.marks, scheduler, tally)


def statistics_of_collection(
    collection: Collection,
    cards: Sequence[Card],
    settings: Settings,
    now: Moment,
    only: Container[str] | None = None,
    since: int | None = None,
) -> Statistics:
    """The statistics of these cards; only: of the decks with these names; since: see
    `statistics`."""
    chosen = [card for card in cards if only is None or card.deck in only]
    keys = {card.key for card in chosen}
    return statistics(
        [answer for answer in collection.answers if only is None or answer.card in keys],
        {key: m for key, m in collection.memories.items() if only is None or key in keys},
        chosen,
        settings,
        now,
        collection.suspended,
        [answer for answer in collection.undone if only is None or answer.card in keys],
        since,
    )
