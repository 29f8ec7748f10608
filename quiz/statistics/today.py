"""What is done and left today, and what tomorrow brings: the same for every command and screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from quiz.scheduling.exams import Exam
from quiz.scheduling.picking import Counts
from quiz.wording import counted

PACE_DAYS = 30
"""The player's pace is the average over this many days."""


class Tomorrow(NamedTuple):
    """Tomorrow's reviews, if the player does everything that today allows.

    due: cards that fall due tomorrow or that today's limit holds back. allowed: of those, how many
    tomorrow's limit allows. pace: seconds per answer, see `pace`.
    """

    due: int
    allowed: int
    pace: float | None

    @property
    def seconds(self) -> float | None:
        """How long it will take, at one answer per card; None if the pace is unknown."""
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
    """Today's work for some decks.

    counts: of these decks together. done, learnt: cards reviewed and learnt today, in any deck.
    until: ISO date until which a backlog is spread, or "". exams: upcoming exams of all decks.
    """

    counts: Counts
    done: int
    learnt: int
    tomorrow: Tomorrow
    until: str = ""
    exams: tuple[Exam, ...] = ()

    @property
    def reviews_text(self) -> str:
        """How many cards the limit holds back: "5 done today, 15 more wait"; "" if none."""
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
        """The new cards left today: "20 new today", or "20 new done today" once they are done.

        "" if no limit holds any back.
        """
        new = self.counts.new
        if new or not self.learnt:
            return f"{new} new today" if new < self.counts.unseen else ""
        return f"{self.learnt} new done today" if self.counts.unseen else ""

    @property
    def shell_text(self) -> str:
        """The due cards within the limit, for a prompt: "13 cards due, about 4 minutes"; "" if
        there are none."""
        due = self.counts.due - self.counts.waiting
        if not due:
            return ""
        pace = self.tomorrow.pace
        time = "" if pace is None else f", about {minutes_text(due * pace)}"
        return f"{counted(due, 'card')} due{time}"

    @property
    def ahead(self) -> list[str]:
        """Reviews ahead, one sentence a line: those held back today, then tomorrow's."""
        tomorrow = self.tomorrow.text if self.tomorrow.due else ""
        return [text for text in (self.reviews_text, tomorrow) if text]

    @property
    def lines(self) -> list[str]:
        """Everything above, one sentence a line."""
        new = [self.new_text] if self.new_text else []
        return [*(exam.text for exam in self.exams), *new, *self.ahead]

    def to_json(self) -> dict[str, Any]:
        """JSON-ready data with stable names."""
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
    """due: all due cards; waiting: of those, the ones beyond today's limit. new: new cards that
    today's limit still allows; unseen: all cards never answered and not suspended."""
    return {
        "due": counts.due,
        "waiting": counts.waiting,
        "new": counts.new,
        "unseen": counts.unseen,
    }


def pace(days: Mapping[int, tuple[int, int]], today: int) -> float | None:
    """Average seconds per answer over the last `PACE_DAYS` days; None without answers.

    days: for each day, the number of answers and their total time in milliseconds, each answer
    capped. The average and not the median, because averages add up to the total time.
    """
    counted = [pair for day, pair in days.items() if today - PACE_DAYS < day <= today]
    answers = sum(answers for answers, _ in counted)
    return sum(ms for _, ms in counted) / 1000 / answers if answers else None


def minutes_text(seconds: float) -> str:
    """A rough duration: "a minute", "4 minutes"."""
    minutes = max(1, round(seconds / 60))
    return "a minute" if minutes == 1 else f"{minutes} minutes"
