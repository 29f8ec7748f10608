"""Memories of programs that schedule like SM-2, with an interval and an ease."""

from __future__ import annotations

from datetime import date
from math import isfinite

from quiz.decks.cards import note_address
from quiz.decks.note import Note
from quiz.formats.interchange import PastMemory
from quiz.moment import MS_PER_DAY
from quiz.scheduling.fsrs_model import FsrsModel

_MODEL = FsrsModel()
_EASES = (1.3, 5.0)
_MOST_DAYS = 36_500
_EPOCH = date(1970, 1, 1).toordinal()


def sm2_memory(
    note: Note,
    part: int = 0,
    *,
    interval: float,
    ease: float,
    last: date | None = None,
    due: date | None = None,
    reps: int = 1,
    lapses: int = 0,
) -> PastMemory | None:
    """A card's memory, converted as Anki does; None without a date or with impossible numbers.

    part: see `PastReview`. interval: days. ease: 2.5 for a new card. last: the day of the last
    review; due: of the next one; each is derived from the other if it is missing.
    """
    if not (isfinite(interval) and isfinite(ease)) or (last is None and due is None):
        return None
    days = min(max(round(interval), 1), _MOST_DAYS)
    due_day = due.toordinal() - _EPOCH if due is not None else 0
    last_day = last.toordinal() - _EPOCH if last is not None else due_day - days
    if last_day < 0:
        return None
    strength = _MODEL.from_sm2(min(max(ease, _EASES[0]), _EASES[1]), max(interval, 0.1))
    return PastMemory(
        note="",
        part=part,
        # Noon is on this day in nearly all time zones.
        ms=last_day * MS_PER_DAY + MS_PER_DAY // 2,
        stability=strength.stability,
        difficulty=strength.difficulty,
        interval=days,
        due_day=max(due_day, last_day) if due is not None else last_day + days,
        reps=max(reps, 1),
        lapses=max(lapses, 0),
        address=note_address(note),
    )


def day_of(text: str) -> date | None:
    """The date at the start of a text, such as 2024-08-13 or 2024-08-13T10:00; None if none."""
    try:
        return date.fromisoformat(text.strip("[]<> ")[:10])
    except ValueError:
        return None


def number_of(text: str) -> float:
    """A number; NaN for any other text."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
