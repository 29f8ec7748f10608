"""The week from Monday to Sunday, and its goal: a number of days to play on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from quiz.moment import weekday

DAYS_A_WEEK = 7
FULL_WEEK = 5
"""A week with this many days played is a full one, whatever the player's own goal."""


class Cell(StrEnum):
    """What a day of the week was, is or will be."""

    PLAYED = "played"
    FROZEN = "frozen"
    REST = "rest"
    TODAY = "today"
    """Today, as long as nothing has been played."""
    AHEAD = "ahead"


class WeekDay(NamedTuple):
    """One day of the week. day: its number, see `Moment.day`. answers: given on it."""

    day: int
    cell: Cell
    answers: int


class Week(NamedTuple):
    """The week so far. days: seven, Monday first. target: days to play on, 1 to 7."""

    days: tuple[WeekDay, ...]
    target: int

    @property
    def done(self) -> int:
        """Days played."""
        return sum(day.cell is Cell.PLAYED for day in self.days)

    @property
    def reached(self) -> bool:
        """Whether the weekly goal is reached."""
        return self.done >= self.target

    @property
    def text(self) -> str:
        """ "This week 3 of 5 days"."""
        return f"This week {self.done} of {self.target} days" + (", goal reached" * self.reached)


def monday_of(day: int) -> int:
    """The number of the Monday on or before this day."""
    return day - weekday(day)


def week_of(answers: Mapping[int, int], frozen: Container[int], today: int, target: int) -> Week:
    """The week of day `today`. answers: number of answers by day. frozen: see `DayStreak`."""
    monday = monday_of(today)

    def cell(day: int) -> Cell:
        if answers.get(day):
            return Cell.PLAYED
        if day >= today:
            return Cell.TODAY if day == today else Cell.AHEAD
        return Cell.FROZEN if day in frozen else Cell.REST

    days = range(monday, monday + DAYS_A_WEEK)
    return Week(tuple(WeekDay(day, cell(day), answers.get(day, 0)) for day in days), target)


def full_weeks(days: Iterable[int]) -> int:
    """How many weeks have at least `FULL_WEEK` of these days, each given once."""
    return sum(played >= FULL_WEEK for played in Counter(map(monday_of, days)).values())
