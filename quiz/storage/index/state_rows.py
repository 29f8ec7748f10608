"""Converts states of cards to rows of the index, and back."""

from __future__ import annotations

from typing import Any

from quiz.moment import Moment
from quiz.scheduling.card_state import CardState
from quiz.scheduling.memory import CardMemory, Phase, is_mastered
from quiz.settings.settings import DeckSchedule
from quiz.storage.log.storable import bounded

MEMORY_COLUMNS = (
    "phase, step, stability, difficulty, due_ms, due_day, at, offset, reps, lapses, interval"
)
_OTHER_COLUMNS = (
    "last_day, mastered, asked, missed, last, wrong, newest, introduced, seen, suspended, buried, "
    "flagged, overcome"
)
STATE_COLUMNS = f"{MEMORY_COLUMNS}, {_OTHER_COLUMNS}"
_NAMES = STATE_COLUMNS.split(", ")

SAVE_STATE = f"""
INSERT INTO states (player, card, own, deck, note, {STATE_COLUMNS})
VALUES (?1, ?2, ?3,
    (SELECT deck FROM cards WHERE key = ?2 AND deck NOT IN left_out LIMIT 1),
    (SELECT note FROM cards WHERE key = ?2 AND deck NOT IN left_out LIMIT 1),
    {", ".join(f"?{number}" for number in range(4, 4 + len(_NAMES)))})
ON CONFLICT (player, card) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in ("own", *_NAMES))}
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
        None if memory is None else memory.last.day(day_start_hour),
        int(memory is not None and is_mastered(memory)),
        state.asked,
        state.missed,
        state.last,
        int(state.wrong),
        state.newest,
        state.introduced,
        state.seen,
        int(state.suspended),
        state.buried,
        int(state.flagged),
        state.overcome,
    )


def _memory_row(memory: CardMemory) -> tuple[Any, ...]:
    return (
        memory.phase.value,
        memory.step,
        memory.stability,
        memory.difficulty,
        bounded(memory.due_ms),
        bounded(memory.due_day),
        bounded(memory.last.ms),
        memory.last.offset,
        memory.reps,
        memory.lapses,
        memory.interval,
    )


def read_memory(row: tuple[Any, ...]) -> CardMemory | None:
    """The memory in the values of `MEMORY_COLUMNS`."""
    phase, step, stability, difficulty, due_ms, due_day, at, offset, reps, lapses, interval = row
    if phase is None:
        return None
    return CardMemory(
        Phase(phase),
        step,
        stability,
        difficulty,
        due_ms,
        due_day,
        Moment(at, offset),
        reps,
        lapses,
        interval,
    )


def read_state(row: tuple[Any, ...]) -> CardState:
    """The state in the values of `STATE_COLUMNS`."""
    split = len(_NO_MEMORY)
    _, _, asked, missed, last, wrong, newest, introduced, seen, *aside = row[split:]
    suspended, buried, flagged, overcome = aside
    return CardState(
        read_memory(row[:split]),
        asked,
        missed,
        last,
        bool(wrong),
        newest,
        introduced,
        seen,
        bool(suspended),
        buried,
        bool(flagged),
        overcome,
    )
