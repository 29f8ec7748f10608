"""All statistics of a player at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.card import Card, Kind
from quiz.history.events import Mode
from quiz.moment import day_to_date_text
from quiz.scoring.level import Level
from quiz.scoring.mastery import Mastery
from quiz.scoring.streak import DayStreak
from quiz.statistics.recall import HardCard, Share
from quiz.wording import free_guesses

MONTH_DAYS = 30
FORECAST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the statistics page shows.

    today: day number. answers, correct: all answers, and the fully correct ones.
    seconds: time spent answering, at most `longest_answer_seconds` an answer.
    by_day, points_by_day, seconds_by_day: answers, points and time by day number.
    retention, retention_month: true retention, and that of the last 30 days.
    kinds, modes: shares of right answers, without free guesses. retained: true retention by kind
    of card. target: desired retention. forecast: cards due on each of the next 30 days, without
    suspended cards and paused decks. mastery: by deck name.
    """

    today: int
    answers: int
    correct: int
    seconds: float
    level: Level
    streak: DayStreak
    by_day: Mapping[int, int]
    points_by_day: Mapping[int, int]
    seconds_by_day: Mapping[int, float]
    retention: Share
    retention_month: Share
    target: float
    forecast: tuple[int, ...]
    hardest: list[HardCard]
    kinds: Mapping[Kind, Share]
    retained: Mapping[Kind, Share]
    modes: Mapping[Mode, Share]
    mastery: Mapping[str, Mastery]

    @property
    def accuracy(self) -> Share:
        """The share of right answers, without free guesses: the sum of `modes` and of `kinds`."""
        shares = self.modes.values()
        return Share(sum(share.part for share in shares), sum(share.whole for share in shares))

    @property
    def guesses(self) -> int:
        """Number of free guesses: wrong answers to cards that the player had never seen."""
        return self.answers - self.accuracy.whole

    @property
    def answers_text(self) -> str:
        """The number of answers, and of free guesses among them: "178 (31 free guesses)"."""
        return f"{self.answers:,}" + (f" ({free_guesses(self.guesses)})" if self.guesses else "")

    def to_json(self, card_of: Callable[[str], Card | None] = lambda key: None) -> dict[str, Any]:
        """JSON-ready data with stable names; days are ISO dates, shares 0 to 1 or null.

        card_of: finds a card by key. The details of a card no longer in the library are null.
        """
        return {
            "answers": self.answers,
            "correct": self.correct,
            "free_guesses": self.guesses,
            "seconds": round(self.seconds, 1),
            "points": self.level.points,
            "level": self.level.number,
            "streak_days": self.streak.current,
            "longest_streak_days": self.streak.longest,
            "retention": self.retention.ratio,
            "retention_30_days": self.retention_month.ratio,
            "desired_retention": self.target,
            "answers_by_day": {day_to_date_text(d): n for d, n in sorted(self.by_day.items())},
            "points_by_day": {
                day_to_date_text(d): n for d, n in sorted(self.points_by_day.items())
            },
            "due_in_days": list(self.forecast),
            "seconds_by_day": {
                day_to_date_text(d): round(n, 1) for d, n in sorted(self.seconds_by_day.items())
            },
            "retention_by_kind": {kind.value: share.ratio for kind, share in self.retained.items()},
            "accuracy_by_kind": {kind.value: share.ratio for kind, share in self.kinds.items()},
            "accuracy_by_mode": {mode.value: share.ratio for mode, share in self.modes.items()},
            "hardest": [
                {
                    "card": row.card,
                    "deck": card and card.deck,
                    "prompt": card and card.prompt,
                    "answer": card and card.answer,
                    "missed": row.missed.part,
                    "asked": row.missed.whole,
                    "lapses": row.lapses,
                }
                for row, card in ((row, card_of(row.card)) for row in self.hardest)
            ],
            "decks": {
                name: {
                    "new": deck.new,
                    "learning": deck.learning,
                    "young": deck.young,
                    # Anki's name for mastered cards; scripts rely on it.
                    "mature": deck.mastered,
                }
                for name, deck in self.mastery.items()
            },
        }
