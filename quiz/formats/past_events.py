"""Makes events from the history of imported cards, with ids that do not depend on the import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from math import isfinite

from quiz.card import Card
from quiz.formats.interchange import ForeignDeck, KeptEvent, PastMemory, PastReview
from quiz.history.events import Answer, Event, Input, Mark, MarkKind, Mode, Placement
from quiz.history.ids import ms_of_id, uuid7
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_MINUTE, Moment

FindCard = Callable[[str, int], Card | None]
"""Finds the card that continues a note's history, by the note's address and the part."""

_ANSWER, _PLACEMENT, _MARK = 0, 0xFFE, 0xFFF
_MARKED = {MarkKind.SUSPEND: "suspended", MarkKind.FLAG: "flagged"}
_UNKNOWN_DIFFICULTY = 5.0
_MOST_DAYS = 36_500
_QUARTER = 15 * MS_PER_MINUTE


@dataclass(slots=True)
class Past:
    """Events in any order, and counts of what was left out.

    without_card: entries of missing cards. impossible: entries in the future, before 1970, or with
        invalid numbers.
    """

    events: list[Event]
    without_card: int = 0
    impossible: int = 0


def past_events(
    deck: ForeignDeck, find: FindCard, player: str, now: Moment, offset_at: Callable[[int], int]
) -> Past:
    """The answers, placements and marks that add a deck's history to a player's.

    now: later entries are left out, because an id from the future would come after new answers.
    offset_at: minutes east of UTC of the player's clock at a time in milliseconds.

    The same entry for the same card and player always gets the same id, whenever and wherever it is
    imported, so the log, which is a set, has it only once.
    """
    maker = _Maker(find, player, now, offset_at)
    for review in deck.reviews:
        maker.review(review)
    for memory in deck.memories:
        maker.memory(memory)
    for note, part in deck.suspended:
        maker.mark(note, part, MarkKind.SUSPEND)
    for note, part in deck.flagged:
        maker.mark(note, part, MarkKind.FLAG)
    for kept in deck.kept:
        maker.own_event(kept)
    return maker.past


def event_id(ms: int, order: int, *parts: str) -> str:
    """A UUID version 7 whose random bits are a hash of `parts` (RFC 9562, 5.7 and 6.5).

    order: 12 bits that sort events in the same millisecond; 0 to take them from the hash.
    """
    digest = blake2b("\x1e".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).digest()
    bits = int.from_bytes(digest, "big")
    return uuid7(ms, order or bits >> 62 & 0x7FF, bits & ((1 << 62) - 1))


class _Maker:
    def __init__(
        self, find: FindCard, player: str, now: Moment, offset_at: Callable[[int], int]
    ) -> None:
        self.past = Past([])
        self._find = find
        self._player = player
        self._now = now
        # Clocks are put forward and back on a quarter of an hour.
        self._offset_in = cache(lambda quarter: offset_at(quarter * _QUARTER))
        self._last: dict[str, int] = {}
        self._rounds: dict[int, str] = {}

    def review(self, review: PastReview) -> None:
        """Add one answer given elsewhere."""
        card = self._card(f"id:{review.note}", review.part, review.ms)
        if card is None:
            return
        self._last[card.key] = max(review.ms, self._last.get(card.key, 0))
        moment = self._moment(review.ms)
        rating = Rating(min(max(review.rating, 1), 4))
        self.past.events.append(
            Answer(
                id=event_id(review.ms, _ANSWER, "review", self._player, card.key, review.unique),
                player=self._player,
                round=self._round(moment),
                card=card.key,
                deck=card.deck,
                kind=card.kind,
                mode=Mode.CRAM if review.cram else Mode.REVIEW,
                input=Input.ELSEWHERE,
                moment=moment,
                rating=rating,
                credit=1.0 if rating > Rating.AGAIN else 0.0,
                hinted=False,
                ms=max(0, review.taken),
                difficulty=_UNKNOWN_DIFFICULTY,
            )
        )

    def memory(self, memory: PastMemory) -> None:
        """Add the memory of a card, right after its last answer."""
        if not (isfinite(memory.stability) and isfinite(memory.difficulty)):
            self.past.impossible += 1
            return
        card = self._card(memory.address or f"id:{memory.note}", memory.part, memory.ms)
        if card is None:
            return
        self._last[card.key] = max(memory.ms, self._last.get(card.key, 0))
        moment = self._moment(memory.ms)
        state = f"{memory.stability!r} {memory.difficulty!r} {memory.interval} {memory.due_day}"
        self.past.events.append(
            Placement(
                id=event_id(memory.ms, _PLACEMENT, "memory", self._player, card.key, state),
                player=self._player,
                moment=moment,
                card=card.key,
                stability=memory.stability,
                difficulty=memory.difficulty,
                interval=min(max(1, memory.interval), _MOST_DAYS),
                due_day=min(max(0, memory.due_day), moment.day() + _MOST_DAYS),
                reps=max(0, memory.reps),
                lapses=max(0, memory.lapses),
            )
        )

    def mark(self, note: str, part: int, kind: MarkKind) -> None:
        """Suspend or flag a card as of its last answer there, so that later actions here win."""
        card = self._card(f"id:{note}", part, 0)
        if card is not None:
            ms = self._last.get(card.key, 0)
            key = event_id(ms, _MARK, _MARKED[kind], self._player, card.key)
            self.past.events.append(Mark(key, self._player, self._moment(ms), card.key, kind))

    def own_event(self, kept: KeptEvent) -> None:
        """Add one of our own events: unchanged for the same player and card, else as a copy.

        A copied answer counts as given elsewhere, so it earns no points again.
        """
        event = kept.event
        card = self._card(kept.note, kept.part, max(event.moment.ms, ms_of_id(event.id)))
        if card is None:
            return
        if (event.player, event.card) == (self._player, card.key):
            self.past.events.append(event)
            return
        order = {Answer: _ANSWER, Placement: _PLACEMENT, Mark: _MARK}[type(event)]
        key = event_id(event.moment.ms, order, "kept", self._player, card.key, event.id)
        same = event._replace(id=key, player=self._player, card=card.key)
        if isinstance(same, Answer):
            same = same._replace(
                deck=card.deck,
                kind=card.kind,
                input=Input.ELSEWHERE,
                round=self._round(same.moment),
            )
        self.past.events.append(same)

    def _card(self, note: str, part: int, ms: int) -> Card | None:
        """The card of an entry; counts the entry as left out if there is none."""
        card = self._find(note, part)
        if card is None:
            self.past.without_card += 1
        elif not 0 <= ms <= self._now.ms:
            self.past.impossible += 1
            return None
        return card

    def _moment(self, ms: int) -> Moment:
        return Moment(ms, self._offset_in(ms // _QUARTER))

    def _round(self, moment: Moment) -> str:
        """The round of all answers given elsewhere on one day."""
        day = max(0, moment.day())
        if day not in self._rounds:
            key = event_id(day * MS_PER_DAY, _ANSWER, "day", self._player, str(day))
            self._rounds[day] = key
        return self._rounds[day]
