"""The summary of a finished round."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from quiz.card import Card
from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.round.round import Memories, Round, answered_so_far
from quiz.wording import free_guesses

MARKS = ((0.9, "A"), (0.8, "B"), (0.7, "C"), (0.6, "D"))
"""The least share of the credit for each mark of an Exam, best first; below the last it is an F."""


class Summary(NamedTuple):
    """The summary of a round.

    asked, right: answers, and the fully correct ones. guessed: wrong guesses at cards whose answer
    the player had never seen. counted: the answers that count in the accuracy, which are all but
    those guesses; in an Exam, all its cards. accuracy: share of fully correct answers, 0.0 to 1.0;
    in an Exam, the share of the credit. points, best_streak: of the round.
    seconds: from the first question to the last answer, at most `longest_answer_seconds` an answer;
        the full length of a Blitz that ran out of time.
    missed: cards answered wrong or only partly right, each once, in the order of the first miss;
        in an Exam also those not answered.
    due: when the answered cards are due, as pairs of days (0 today, 1 tomorrow, …) and number of
        cards, sorted by days; empty in Cram.
    lost: whether Survival ended without lives. timed_out: whether a Blitz ran out of time.
    seed: of the round.
    """

    mode: Mode
    asked: int
    guessed: int
    counted: int
    right: int
    accuracy: float
    points: int
    best_streak: int
    seconds: float
    missed: tuple[Card, ...]
    due: tuple[tuple[int, int], ...]
    lost: bool
    timed_out: bool
    seed: int

    @property
    def mark(self) -> str:
        """The mark of an Exam, "A" to "F"; "" in other modes, and if fewer than half of the
        questions were answered."""
        return mark_of(self.accuracy) if self.is_exam and 2 * self.asked >= self.counted else ""

    @property
    def is_exam(self) -> bool:
        """Whether it was an Exam."""
        return self.mode is Mode.EXAM

    @property
    def seed_text(self) -> str:
        """How an Exam is asked again: "seed 7"; "" in other modes, and if the questions depended on
        what the player knew."""
        return f"seed {self.seed}" if self.is_exam and self.seed >= 0 else ""

    @property
    def right_text(self) -> str:
        """How many answers were right: "7 of 8 right (88%)", or "7 of 8 right (1 free guess)"."""
        share = free_guesses(self.guessed) if self.guessed else f"{self.accuracy:.0%}"
        return f"{self.right} of {self.counted + self.guessed} right ({share})"

    @property
    def share_right(self) -> float:
        """Share of the answers that were right, guesses included, 0.0 to 1.0; as `accuracy` if
        there are none."""
        answers = self.counted + self.guessed
        return self.accuracy * self.counted / answers if answers else 0.0


def summarise(state: Round, collection: Memories, now: Moment) -> Summary:
    """Sum up a round; the days until cards are due count from `now`."""
    answered = answered_so_far(state)
    cards = {item.question.card.key: item.question.card for item in answered}
    guessed = sum(not item.answer.counts for item in answered)
    counted, credit = len(answered) - guessed, float(state.right)
    missed = [item.question.card for item in answered if not item.answer.correct]
    if state.mode is Mode.EXAM:
        counted, credit = len(state.queue), sum(item.answer.credit for item in answered)
        missed += [card for card in state.queue if card.key not in cards]
    due: dict[int, int] = {}
    if state.mode is not Mode.CRAM:
        today = now.day(state.options.settings.day_start_hour)
        for key in cards:
            memory = collection.memory(key)
            if memory is not None:
                days = max(0, memory.due_day - today)
                due[days] = due.get(days, 0) + 1
    timed_out = state.seconds_left(now) == 0.0
    length = state.options.settings.blitz_seconds + state.extra_ms / 1000
    return Summary(
        mode=state.mode,
        asked=state.asked,
        guessed=guessed,
        counted=counted,
        right=state.right,
        accuracy=credit / counted if counted else 0.0,
        points=state.points,
        best_streak=state.best_streak,
        seconds=length if timed_out else _seconds(state),
        missed=tuple({card.key: card for card in missed}.values()),
        due=tuple(sorted(due.items())),
        lost=state.lives == 0,
        timed_out=timed_out,
        seed=state.options.seed,
    )


def _seconds(state: Round) -> float:
    """Total time of the answers."""
    times = [state.started.ms, *(item.answer.moment.ms for item in answered_so_far(state))]
    longest = state.options.settings.longest_answer_ms
    return sum(min(max(0, end - start), longest) for start, end in pairwise(times)) / 1000


def mark_of(share: float) -> str:
    """The mark for this share of all credit, 0.0 to 1.0: "A" to "D", or "F" for failed."""
    return next((mark for least, mark in MARKS if share >= least), "F")
