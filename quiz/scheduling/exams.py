"""Exam dates: learn a deck's new cards in time, and review every card before the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quiz.moment import date_text_to_day
from quiz.settings.settings import DeckOptions, DeckSchedule, Settings

REPETITION_DAYS = 7
"""Days before an exam without new cards; half of the days left when those are fewer."""


class Exam(NamedTuple):
    """An upcoming exam.

    name: of the deck or folder. date: ISO. days: until the exam, 1 for tomorrow. learning: days
    left for new cards, counting today. new: new cards a day that it takes to learn all in time.
    unseen: cards never answered and not suspended. paused: whether all its decks are paused.
    """

    name: str
    date: str
    days: int
    learning: int
    new: int
    unseen: int
    paused: bool = False

    @property
    def text(self) -> str:
        """ "spanish: exam in 33 days, 7 new a day" """
        when = "tomorrow" if self.days == 1 else f"in {self.days} days"
        pace = ", paused" if self.paused else f", {self.new} new a day" if self.unseen else ""
        return f"{self.name}: exam {when}{pace}"


def exam_day(options: DeckOptions, today: int) -> int | None:
    """The day number of the exam; None without an exam, or once its day has come."""
    day = date_text_to_day(options.exam) if options.exam else today
    return day if day > today else None


def schedule_of(options: DeckOptions, today: int) -> DeckSchedule | None:
    """The deck's own scheduling options; None if it has none."""
    own = DeckSchedule(options.retention, exam_day(options, today))
    return None if own == DeckSchedule() else own


def exams(
    settings: Settings, unseen: Mapping[str, int], learnt: Mapping[str, int], today: int
) -> list[Exam]:
    """The upcoming exams, nearest first.

    unseen, learnt: by deck name, cards never answered and not suspended, and cards learnt today.
    """
    found = []
    for name, own in settings.decks.items():
        day = exam_day(own, today)
        if day is None or own.exam is None:
            continue
        owned = [deck for deck in unseen if settings.owner_of(deck, "exam") == name]
        decks = [deck for deck in owned if not settings.options_of(deck).paused]
        left = sum(unseen[deck] for deck in decks)
        days = day - today
        learning = days - min(REPETITION_DAYS, days // 2)
        new = -(-(left + sum(learnt.get(deck, 0) for deck in decks)) // learning)
        new = new if own.new_per_day is None else own.new_per_day
        paused = bool(owned) and not decks
        found.append(Exam(name, own.exam, days, learning, new, left, paused))
    return sorted(found, key=lambda exam: (exam.days, exam.name))


def with_pace(settings: Settings, coming: list[Exam]) -> Settings:
    """The settings with the daily pace of these exams as the `new_per_day` of their decks."""
    if not coming:
        return settings
    paced = {exam.name: settings.decks[exam.name]._replace(new_per_day=exam.new) for exam in coming}
    return settings._replace(decks={**settings.decks, **paced})
