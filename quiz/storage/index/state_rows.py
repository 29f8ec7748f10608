"""Converts states of cards to rows of the index, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from quiz.moment import Moment
from quiz.scheduling.card_state import CardState
from quiz.scheduling.memory import CardMemory, Phase, is_mastered
from quiz.settings.settings import DeckSchedule
from quiz.storage.index.database import Index
from quiz.storage.log.storable import bounded

_OWN = tuple(field.name for field in fields(CardState))[1:]
"""The fields of a state besides its memory, each with a column of its own."""

_TRUTHS = tuple(isinstance(field.default, bool) for field in fields(CardState))[1:]
"""Which of them are true or false, for which SQLite has no type."""

MEMORY_COLUMNS = (
    "phase, step, stability, difficulty, due_ms, due_day, at, offset, reps, lapses, interval"
)
_STATE_COLUMNS = f"{MEMORY_COLUMNS}, {', '.join(_OWN)}"
_COLUMNS = f"{_STATE_COLUMNS}, last_day, mastered".split(", ")

SAVE_STATE = f"""
INSERT INTO states (player, card, own, deck, note, {", ".join(_COLUMNS)})
VALUES (?1, ?2, ?3,
    (SELECT deck FROM cards WHERE key = ?2 AND deck NOT IN left_out LIMIT 1),
    (SELECT note FROM cards WHERE key = ?2 AND deck NOT IN left_out LIMIT 1),
    {", ".join(f"?{number}" for number in range(4, 4 + len(_COLUMNS)))})
ON CONFLICT (player, card) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in ("own", *_COLUMNS))}
"""
"""Writes a state; the card's deck and note are looked up only for a new row."""

_NO_MEMORY = (None,) * len(MEMORY_COLUMNS.split(", "))


def state_row(
    player: int, card: str, state: CardState, day_start_hour: int, own: DeckSchedule | None
) -> tuple[Any, ...]:
    """The values of `SAVE_STATE`. own: the own schedule of the card's deck, or None."""
    memory = state.memory
    return (
        player,
        card,
        None if own is None else own.key,
        *(_NO_MEMORY if memory is None else _memory_row(memory)),
        *(getattr(state, name) for name in _OWN),
        None if memory is None else memory.last.day(day_start_hour),
        memory is not None and is_mastered(memory),
    )


def _memory_row(memory: CardMemory) -> tuple[Any, ...]:
    phase, step, stability, difficulty, due_ms, due_day, last, *counts = memory
    due = bounded(due_ms), bounded(due_day)
    return (phase.value, step, stability, difficulty, *due, bounded(last.ms), last.offset, *counts)


def read_memory(row: tuple[Any, ...]) -> CardMemory | None:
    """The memory in the values of `MEMORY_COLUMNS`."""
    phase, step, stability, difficulty, due_ms, due_day, at, offset, *counts = row
    if phase is None:
        return None
    last = Moment(at, offset)
    return CardMemory(Phase(phase), step, stability, difficulty, due_ms, due_day, last, *counts)


def state_of(index: Index, player: int, card: str) -> CardState:
    """The state of a card for the player with this number."""
    row = index.row(
        f"SELECT {_STATE_COLUMNS} FROM states WHERE player = ? AND card = ?", (player, card)
    )
    if row is None:
        return CardState()
    split = len(_NO_MEMORY)
    read = zip(_TRUTHS, row[split:], strict=True)
    own: list[Any] = [bool(value) if is_truth else value for is_truth, value in read]
    return CardState(read_memory(row[:split]), *own)
