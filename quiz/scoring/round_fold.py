"""Folds the answers of one round into its score and its points per day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from quiz.history.events import Answer, Input, Mode
from quiz.moment import Moment
from quiz.scoring.points import RoundScore, RoundScorer, with_undone

_NEVER = Moment(0)


@dataclass(slots=True)
class RoundFold:
    """The answers of one round, folded in the order given.

    mode: of the round. deck: the deck of its cards; "" if there were several.
    moment, newest: when the last answer was given, and its id; "" before the first.
    typed: the most right answers typed in a row, other kinds of answers between them left out.
    points_by_day: the round's points by day number; a round may last past the end of a day.
    """

    day_start_hour: int
    mode: Mode = Mode.QUIZ
    deck: str = ""
    moment: Moment = _NEVER
    newest: str = ""
    typed: int = 0
    points_by_day: Counter[int] = field(default_factory=Counter)
    _scorer: RoundScorer = field(default_factory=RoundScorer)
    _typed_now: int = 0

    @classmethod
    def of(
        cls, answers: Iterable[Answer], undone: Iterable[Answer], day_start_hour: int
    ) -> RoundFold:
        """Fold the effective answers of one round, and those that the player undid."""
        fold = cls(day_start_hour)
        for answer, counts in with_undone(answers, undone):
            if counts:
                fold.add(answer)
            else:
                fold._scorer.undone(answer)
        return fold

    @property
    def score(self) -> RoundScore:
        """The score so far."""
        return self._scorer.score

    def add(self, answer: Answer) -> tuple[int, int]:
        """Add the round's next answer; returns its day number and its points."""
        if not self.newest:
            self.deck = answer.deck
        elif self.deck != answer.deck:
            self.deck = ""
        self.mode, self.moment, self.newest = answer.mode, answer.moment, answer.id
        if answer.input is Input.TYPED and answer.counts:
            self._typed_now = self._typed_now + 1 if answer.correct else 0
            self.typed = max(self.typed, self._typed_now)
        day = answer.moment.day(self.day_start_hour)
        points = self._scorer.add(answer).total
        self.points_by_day[day] += points
        return day, points


def points_by_day(
    answers: Iterable[Answer], undone: Iterable[Answer], day_start_hour: int
) -> Counter[int]:
    """The points of any number of rounds by day number. answers, undone: of all of them, as in
    `RoundFold.of`."""
    rounds: dict[str, tuple[list[Answer], list[Answer]]] = defaultdict(lambda: ([], []))
    for number, group in enumerate((answers, undone)):
        for answer in group:
            rounds[answer.round][number].append(answer)
    points: Counter[int] = Counter()
    for kept, taken_back in rounds.values():
        points.update(RoundFold.of(kept, taken_back, day_start_hour).points_by_day)
    return points
