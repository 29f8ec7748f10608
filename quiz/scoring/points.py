"""Points: what an answer is worth. Integers throughout, so that all machines agree.

    part        value
    ──────────  ──────────────────────────────────────────────────────────────────────────────
    kind        basic, cloze, term, cards, occlusion 20 · list 50 · sequence 40 · true-false 0
    input       typed 80 · list 80 · sequence 60 · choice 30 · true-false 30 · reveal 10
                elsewhere (imported from another program): no points
    difficulty  × 1.00 at FSRS difficulty 1, plus 5 % for each step above: a new card (5.0)
                × 1.20, the hardest (10.0) × 1.45; in a Challenge always × 1.20
    credit      × the share that was right
    = base
    streak      × 1.0, plus 10 % for each fully correct answer in a row just before it in the
                round, at most × 2.0 (from the tenth on)
    speed       + up to half of the base if fully correct: all of it up to the fast time, none
                from the slow time on, linear in between. Fast and slow are
                2 s and 12 s for choice and true-false, 3 s and 20 s for typed answers,
                5 s and 40 s for lists and sequences; a revealed answer gets no speed bonus
    hint        − half of the base
    repeats     ÷ 2 for each earlier answer to the same card in the round, undone ones included:
                its answer was shown
    wrong       0
    cram        0: nothing is at stake, and it can be repeated forever
    ──────────  ──────────────────────────────────────────────────────────────────────────────

Each product and quotient is rounded down. An answer is worth 0 to `MAX_POINTS`. Because of the
halving, one card earns less than twice `MAX_POINTS` in a round, however often it comes back. An
answer that is not fully correct ends the streak, unless it was a guess (`Answer.counts`).

Example: a new basic card, typed correctly in 10 s after three correct answers: base 100 × 1.20 =
120; × 1.3 = 156; speed 60 × 10 s / 17 s = 35; total 191. Undone and answered again like that, it
earns half: 95.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from quiz.card import Kind
from quiz.history.events import NEW_CARD, Answer, Input, Mode

MAX_POINTS = 470
"""No answer is worth more: a fast list card of difficulty 10 at the full streak."""

MAX_STREAK = 10
"""The streak multiplier stops growing after this many correct answers."""

_KIND_POINTS = {
    Kind.BASIC: 20,
    Kind.CLOZE: 20,
    Kind.TERM: 20,
    Kind.LIST: 50,
    Kind.SEQUENCE: 40,
    Kind.TRUE_FALSE: 0,
    Kind.CARDS: 20,
    Kind.OCCLUSION: 20,
}
_INPUT_POINTS = {
    Input.TYPED: 80,
    Input.LIST: 80,
    Input.SEQUENCE: 60,
    Input.CHOICE: 30,
    Input.TRUE_FALSE: 30,
    Input.REVEAL: 10,
}
_FAST_SLOW_MS = {
    Input.TYPED: (3_000, 20_000),
    Input.LIST: (5_000, 40_000),
    Input.SEQUENCE: (5_000, 40_000),
    Input.CHOICE: (2_000, 12_000),
    Input.TRUE_FALSE: (2_000, 12_000),
    # Nobody checks a revealed answer, so rushing through must not pay.
    Input.REVEAL: (0, 0),
}


class Points(NamedTuple):
    """The points of one answer, broken down.

    base: from kind, input, difficulty and credit.
    streak_percent: the streak multiplier in percent, 100 to 200.
    speed: points added for speed. hint: points lost by the hint, 0 or more.
    repeats: earlier answers to this card in the round, undone ones included; each halves the
    total.
    total: what the answer is worth, 0 to `MAX_POINTS`.
    """

    base: int = 0
    streak_percent: int = 100
    speed: int = 0
    hint: int = 0
    repeats: int = 0
    total: int = 0

    @property
    def streak_multiplier(self) -> float:
        """The streak multiplier, 1.0 to 2.0, for display."""
        return self.streak_percent / 100


_NOTHING = Points()


def points(answer: Answer, streak: int, repeats: int = 0) -> Points:
    """The points of one answer; see the table at the top.

    streak: fully correct answers in a row just before this one in its round, 0 or more.
    repeats: earlier answers to the same card in its round, undone ones included, 0 or more.
    """
    credit, way = answer.credit, answer.input
    if not credit > 0.0 or answer.mode is Mode.CRAM or way is Input.ELSEWHERE:
        return _NOTHING
    worth = _KIND_POINTS[answer.kind] + _INPUT_POINTS[way]
    fast, slow = _FAST_SLOW_MS[way]
    # The points of a challenge compare: they depend on no player's memory.
    hard = NEW_CARD if answer.mode is Mode.CHALLENGE else answer.difficulty
    # Tenths of difficulty, thousandths of credit: only integers from here on.
    tenths = int(min(10.0, max(1.0, hard)) * 10.0 + 0.5)
    base = worth * (950 + 5 * tenths) // 1000
    speed = 0
    if credit >= 1.0:
        if answer.ms < slow:
            speed = base // 2 * (slow - max(fast, answer.ms)) // (slow - fast)
    else:
        base = base * min(999, int(credit * 1000.0 + 0.5)) // 1000
    percent = 100 + 10 * min(MAX_STREAK, streak)
    hint = base // 2 if answer.hinted else 0
    total = (base * percent // 100 + speed - hint) >> repeats
    return Points(base, percent, speed, hint, repeats, total)


class RoundScore(NamedTuple):
    """The score of one round.

    points: sum over its answers. best_combo: most fully correct answers in a row.
    correct: fully correct answers. answered: all answers but wrong guesses.
    ms: milliseconds that all answers took together.
    """

    points: int = 0
    best_combo: int = 0
    correct: int = 0
    answered: int = 0
    ms: int = 0

    @property
    def accuracy(self) -> float:
        """Share of fully correct answers, 0.0 to 1.0; 0.0 for an empty round."""
        return self.correct / self.answered if self.answered else 0.0


@dataclass(slots=True)
class RoundScorer:
    """Scores one round, answer by answer; the fields as in `RoundScore`. streak: fully correct
    answers in a row up to now."""

    points: int = 0
    streak: int = 0
    best_combo: int = 0
    correct: int = 0
    answered: int = 0
    ms: int = 0
    _shown: Counter[str] = field(default_factory=Counter)

    def add(self, answer: Answer) -> Points:
        """Add the round's next answer; returns what it is worth."""
        repeats = self._shown[answer.card]
        self.undone(answer)
        earned = points(answer, self.streak, repeats)
        self.points += earned.total
        self.ms += answer.ms
        if answer.counts:
            self.answered += 1
            self.correct += answer.correct
            self.streak = self.streak + 1 if answer.correct else 0
            self.best_combo = max(self.best_combo, self.streak)
        return earned

    def undone(self, answer: Answer) -> None:
        """Add an answer that was undone: all that remains of it is that it was shown, except in an
        Exam, which shows nothing before its end."""
        if answer.mode is not Mode.EXAM:
            self._shown[answer.card] += 1

    @property
    def score(self) -> RoundScore:
        """The score so far."""
        return RoundScore(self.points, self.best_combo, self.correct, self.answered, self.ms)


def with_undone(
    answers: Iterable[Answer], undone: Iterable[Answer]
) -> Iterator[tuple[Answer, bool]]:
    """All these answers in time order, each with whether it counts, which undone ones do not."""
    counting = [(answer, True) for answer in answers]
    yield from sorted([*counting, *((answer, False) for answer in undone)], key=_id)


def _id(pair: tuple[Answer, bool]) -> str:
    return pair[0].id
