"""Converts events to rows of the tables and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.card import Kind
from quiz.history.events import Answer, Input, Mark, MarkKind, Mode, Placement, Rerate, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.storage.log.storable import bounded, storable

if TYPE_CHECKING:
    from quiz.decks.known_card import KnownCard


def answer_row(answer: Answer) -> tuple[Any, ...]:
    """The values of `ANSWER_COLUMNS`."""
    return (
        answer.id,
        storable(answer.player),
        answer.round,
        answer.card,
        storable(answer.deck),
        answer.kind.value,
        answer.mode.value,
        answer.input.value,
        bounded(answer.moment.ms),
        answer.moment.offset,
        int(answer.rating),
        answer.credit,
        int(answer.hinted),
        bounded(answer.ms),
        answer.difficulty,
        storable(answer.response),
    )


def change_row(event: Undo | Rerate | Mark) -> tuple[Any, ...]:
    """The values of `CHANGE_COLUMNS`."""
    match event:
        case Undo():
            what, target, rating = "undo", event.target, None
        case Rerate():
            what, target, rating = "rerate", event.target, int(event.rating)
        case Mark():
            what, target, rating = event.kind.value, event.card, None
    moment = bounded(event.moment.ms), event.moment.offset
    return event.id, storable(event.player), *moment, what, target, rating


def placement_row(event: Placement) -> tuple[Any, ...]:
    """The values of `PLACEMENT_COLUMNS`."""
    moment = bounded(event.moment.ms), event.moment.offset
    memory = event.stability, event.difficulty
    counts = event.interval, event.due_day, event.reps, event.lapses
    return event.id, storable(event.player), event.card, *moment, *memory, *map(bounded, counts)


def card_row(card: KnownCard) -> tuple[str, str, str, str, int]:
    """The values of `CARD_COLUMNS`."""
    return (
        card.key, storable(card.deck), storable(card.note), storable(card.content), card.place
    )  # fmt: skip


def read_answer(row: tuple[Any, ...]) -> Answer:
    """The answer in a row of `ANSWER_COLUMNS`; ValueError if it is invalid."""
    key, player, round_, card, deck, kind, mode, input_, at, offset, *graded = row
    rating, credit, hinted, *rest = graded
    asked = key, player, round_, card, deck, Kind(kind), Mode(mode), Input(input_)
    return Answer(*asked, Moment(at, offset), Rating(rating), credit, bool(hinted), *rest)


def read_change(row: tuple[Any, ...]) -> Undo | Rerate | Mark:
    """The event in a row of `CHANGE_COLUMNS`; ValueError if it is invalid."""
    key, player, at, offset, what, target, rating = row
    moment = Moment(at, offset)
    if what == "undo":
        return Undo(key, player, moment, target)
    if what == "rerate":
        return Rerate(key, player, moment, target, Rating(rating))
    return Mark(key, player, moment, target, MarkKind(what))


def read_placement(row: tuple[Any, ...]) -> Placement:
    """The event in a row of `PLACEMENT_COLUMNS`."""
    key, player, card, at, offset, *memory = row
    return Placement(key, player, Moment(at, offset), card, *memory)
