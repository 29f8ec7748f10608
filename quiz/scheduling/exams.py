"""Decks that must be known by a date: their new cards in time, and no interval past it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quiz.moment import date_text_to_day
from quiz.settings.model import DeckOptions, DeckSchedule, Settings

REPETITION_DAYS = 7
"""Days before an exam on which nothing new is learnt, or half of those left when they are fewer."""


class Exam(NamedTuple):
    """An exam that is to come.

    name: of the deck or folder. date: ISO. days: until then, 1 for tomorrow. new: new cards a day
    so that all are learnt in time, within `learning` days from today on; unseen: all there are.
    paused: whether all its decks are, so that nothing is learnt for it.
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
    """The day number of the exam; None without one, and from the day itself on."""
    day = date_text_to_day(options.exam) if options.exam else today
    return day if day > today else None


def schedule_of(options: DeckOptions, today: int) -> DeckSchedule | None:
    """What these options say of when cards come back; None when nothing."""
    own = DeckSchedule(options.retention, exam_day(options, today))
    return None if own == DeckSchedule() else own


def exams(
    settings: Settings, unseen: Mapping[str, int], learnt: Mapping[str, int], today: int
) -> list[Exam]:
    """The exams to come, the nearest first.

    unseen, learnt: by name of deck, cards never answered, and those learnt today.
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
    """The settings with the new cards a day that these exams take, as limits of their own."""
    if not coming:
        return settings
    paced = {exam.name: settings.decks[exam.name]._replace(new_per_day=exam.new) for exam in coming}
    return settings._replace(decks={**settings.decks, **paced})
