"""Folds the answers of one round into its score and its points per day."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.history.events import Answer, Input, Mode
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Moment
from quiz.scoring.points import RoundScore, RoundScorer

BareAnswer = tuple[str, str, str, str, str, str, str, int, int, float, int, int, float]
"""The fields of an answer that the fold reads: round, id, card, deck, kind, mode, input, the
moment's `ms` and `offset`, credit, hinted, milliseconds taken, and difficulty. Kind, mode and input
are stored text."""

_WAYS = frozenset(way.value for way in Input)


class RoundFold:
    """The answers of one round, folded in the order given.

    mode: of the round. deck: the deck of its cards; "" if there were several.
    moment, newest: when the last answer was given, and its id; "" before the first.
    points_by_day: the round's points by day number; a round may last past the end of a day.
    """

    __slots__ = ("_hour", "_scorer", "deck", "mode", "moment", "newest", "points_by_day")

    def __init__(self, day_start_hour: int) -> None:
        self._hour = day_start_hour
        self._scorer = RoundScorer()
        self.mode = Mode.QUIZ
        self.deck = ""
        self.moment = Moment(0)
        self.newest = ""
        self.points_by_day: dict[int, int] = {}

    @classmethod
    def of(cls, answers: Iterable[Answer], day_start_hour: int) -> RoundFold:
        """Fold the effective answers of one round, in time order."""
        fold = cls(day_start_hour)
        for answer in answers:
            fold.add(answer)
        return fold

    @classmethod
    def of_bare(cls, answers: Iterable[BareAnswer], day_start_hour: int) -> RoundFold:
        """Like `of`, but faster for many answers; ValueError for an unknown mode or input."""
        fold = cls(day_start_hour)
        start_ms = day_start_hour * MS_PER_HOUR
        add, by_day = fold._scorer.add_bare, fold.points_by_day
        key = deck = mode = ""
        at = offset = 0
        for _, new, card, own, kind, mode, way, at, offset, credit, hinted, ms, hard in answers:
            if way not in _WAYS:
                raise ValueError(f"unknown input {way!r}")
            if not key:
                deck = own
            elif deck != own:
                deck = ""
            key = new
            day = (at + offset * MS_PER_MINUTE - start_ms) // MS_PER_DAY
            earned = add(card, kind, mode, way, credit, hinted, ms, hard)
            by_day[day] = by_day.get(day, 0) + earned.total
        if key:
            fold.deck, fold.newest = deck, key
            fold.mode, fold.moment = Mode(mode), Moment(at, offset)
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
        day = answer.moment.day(self._hour)
        points = self._scorer.add(answer).total
        self.points_by_day[day] = self.points_by_day.get(day, 0) + points
        return day, points
