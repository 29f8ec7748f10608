"""What today has brought and still holds, and what tomorrow will: one truth for all who tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from quiz.scheduling.exams import Exam
from quiz.scheduling.picking import Counts
from quiz.wording import counted

PACE_DAYS = 30
"""Days from which it is taken how long the player takes for an answer."""


class Tomorrow(NamedTuple):
    """What comes tomorrow, once all that today allows is done.

    due: cards that fall due tomorrow, and those that today's limit keeps waiting. allowed: those of
    them that tomorrow's limit allows. pace: seconds that an answer takes, see `pace`.
    """

    due: int
    allowed: int
    pace: float | None

    @property
    def seconds(self) -> float | None:
        """How long it will take, one answer a card; None before there is any answer to go by."""
        return None if self.pace is None else self.pace * self.allowed

    @property
    def text(self) -> str:
        """ "Tomorrow: 28 cards, 5 within the limit, about 2 minutes"."""
        parts = [f"Tomorrow: {counted(self.due, 'card')}"]
        if self.allowed < self.due:
            parts.append(f"{self.allowed} within the limit")
        if self.allowed and self.seconds is not None:
            parts.append(f"about {minutes_text(self.seconds)}")
        return ", ".join(parts)


class Today(NamedTuple):
    """What the day holds for some decks.

    counts: of these decks together. done, learnt: cards reviewed and learnt today, in any deck.
    until: ISO date until which a backlog is spread, "" when none is. exams: those to come, of all
    decks.
    """

    counts: Counts
    done: int
    learnt: int
    tomorrow: Tomorrow
    until: str = ""
    exams: tuple[Exam, ...] = ()

    @property
    def reviews_text(self) -> str:
        """Where the limit keeps cards waiting, how many: "5 done today, 15 more wait"; else "" """
        waiting = self.counts.waiting
        if not waiting:
            return ""
        left = self.counts.due - waiting
        parts = [
            f"{self.done} done" if self.done or not left else "",
            f"{left} left" if left else "",
        ]
        by = f"by {self.until}" if self.until else "wait"
        return f"{', '.join(filter(None, parts))} today, {waiting} more {by}"

    @property
    def new_text(self) -> str:
        """What all decks together may bring that is new: "20 new today"; "" without any limit."""
        new = self.counts.new
        if new or not self.learnt:
            return f"{new} new today" if new < self.counts.unseen else ""
        return f"{self.learnt} learnt today" if self.counts.unseen else ""

    @property
    def ahead(self) -> list[str]:
        """What is still to be reviewed, one sentence a line: what waits, what tomorrow brings."""
        tomorrow = self.tomorrow.text if self.tomorrow.due else ""
        return [text for text in (self.reviews_text, tomorrow) if text]

    @property
    def lines(self) -> list[str]:
        """All that there is to say, one sentence a line."""
        new = [self.new_text] if self.new_text else []
        return [*(exam.text for exam in self.exams), *new, *self.ahead]

    def to_json(self) -> dict[str, Any]:
        """Plain data with stable names."""
        seconds = self.tomorrow.seconds
        return {
            **counts_json(self.counts),
            "done": self.done,
            "learnt": self.learnt,
            "spread_until": self.until or None,
            "exams": [
                {"deck": exam.name, "date": exam.date, "new_a_day": exam.new, "unseen": exam.unseen}
                for exam in self.exams
            ],
            "tomorrow": {
                "due": self.tomorrow.due,
                "within_limit": self.tomorrow.allowed,
                "minutes": None if seconds is None else round(seconds / 60, 1),
            },
        }


def counts_json(counts: Counts) -> dict[str, int]:
    """due: all that is due; waiting: those of them beyond today's limit. new: what today's limit,
    one for all decks that share it, allows; unseen: all that was never answered."""
    return {
        "due": counts.due,
        "waiting": counts.waiting,
        "new": counts.new,
        "unseen": counts.unseen,
    }


def pace(days: Mapping[int, tuple[int, int]], today: int) -> float | None:
    """Seconds that an answer took on average in the last `PACE_DAYS` days; None without answers.

    days: by day, how many answers there were and how many milliseconds they took, of each no more
    than counts. Of the average, and not of the median, many make up the whole.
    """
    counted = [pair for day, pair in days.items() if today - PACE_DAYS < day <= today]
    answers = sum(answers for answers, _ in counted)
    return sum(ms for _, ms in counted) / 1000 / answers if answers else None


def minutes_text(seconds: float) -> str:
    """A time to come, roughly: "a minute", "4 minutes"."""
    minutes = max(1, round(seconds / 60))
    return "a minute" if minutes == 1 else f"{minutes} minutes"
