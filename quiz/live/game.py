"""The state of a live quiz, folded from its events.

Points are those of a round, see `quiz.scoring.points`: by kind and way of answering, for right and
for fast, more in a row. As in a Challenge they depend on nobody's memory of a card. A question that
a player leaves without an answer ends their row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from quiz.grading.grade import OtherAnswers
from quiz.history.events import NEW_CARD, Answer, Mode
from quiz.history.rating import Rating
from quiz.live.events import (
    Answered,
    Asked,
    Begun,
    Dated,
    Ended,
    Joined,
    Kicked,
    Lapsed,
    LiveEvent,
    Locked,
    Opened,
    Prolonged,
    Ranked,
    Revealed,
)
from quiz.live.question import LiveQuestion
from quiz.moment import Moment
from quiz.scoring.highscores import ranks
from quiz.scoring.points import points

GRACE_MS = 500
"""How long after its end a question still takes answers: those that were on their way."""

PATIENCE = 2
"""So many questions in a row without an answer, and nobody waits for this player any more."""


class Phase(StrEnum):
    """Where a live quiz is. OPEN: a challenge at everyone's own pace."""

    LOBBY = "lobby"
    ASKING = "asking"
    REVEALED = "revealed"
    STANDINGS = "standings"
    OPEN = "open"
    OVER = "over"


class Given(NamedTuple):
    """A player's answer to a question, and what it is worth. at: when it came, in milliseconds
    since 1970. streak: right answers in a row up to and including this one."""

    response: tuple[str, ...]
    ms: int
    credit: float
    at: int
    points: int = 0
    streak: int = 0


@dataclass(slots=True)
class Player:
    """Somebody who plays. points, streak: from all questions that are closed for this player.

    given: the answers by question. begun: in a challenge, when each question was opened.
    before: the place before the last question; 0 if there was none. lapsed: the question of a
    challenge whose clock ran out last; -1 for none.
    """

    number: int
    name: str
    team: str
    key: str
    person: str
    since: int = 0
    kicked: bool = False
    points: int = 0
    streak: int = 0
    missed: int = 0
    before: int = 0
    lapsed: int = -1
    given: dict[int, Given] = field(default_factory=dict)
    begun: dict[int, int] = field(default_factory=dict)


_NOT_OPENED = Opened("", (), "")


@dataclass
class LiveGame:
    """A live quiz after its first `number` events."""

    number: int = 0
    at: int = 0
    opened: Opened = _NOT_OPENED
    phase: Phase = Phase.LOBBY
    asked: int = -1
    asked_at: int = 0
    step: int = 0
    """How often the host went on; a request to go on that comes twice tells it."""
    locked: bool = False
    players: dict[int, Player] = field(default_factory=dict)
    by_key: dict[str, Player] = field(default_factory=dict)
    answers: int = 0
    """Answers to the open question."""
    _ranks: dict[int, Ranking] | None = field(default=None, compare=False)

    @classmethod
    def of(cls, events: Iterable[Dated]) -> LiveGame:
        """The state after these events."""
        found = cls()
        for number, event in enumerate(events, 1):
            found.take(number, event)
        return found

    @property
    def questions(self) -> tuple[LiveQuestion, ...]:
        """All questions, in order."""
        return self.opened.questions

    @property
    def paced(self) -> bool:
        """Whether everybody answers at their own pace."""
        return self.opened.closes > 0

    @property
    def open(self) -> LiveQuestion | None:
        """The question that the host asked last."""
        return self.questions[self.asked] if self.asked >= 0 else None

    @property
    def ends_at(self) -> int:
        """When the open question ends."""
        return self.asked_at + (self.open.seconds * 1000 if self.open else 0)

    @cached_property
    def others(self) -> OtherAnswers:
        """The answers of all cards of the quiz, for grading."""
        return OtherAnswers.of([question.card for question in self.questions])

    @property
    def playing(self) -> list[Player]:
        """All players that were not sent out."""
        return [player for player in self.players.values() if not player.kicked]

    @property
    def ranks(self) -> dict[int, Ranking]:
        """The place of each player by their number, the first one first."""
        if self._ranks is None:
            self._ranks = {each.player.number: each for each in ranking(self.playing)}
        return self._ranks

    def ends_for(self, player: Player, question: int) -> int:
        """When a question of a challenge ends for a player who has begun it."""
        return player.begun[question] + self.questions[question].seconds * 1000

    def take(self, number: int, dated: Dated) -> bool:
        """Fold in the event with this number. One that was folded in before changes nothing.

        Returns False if an event before it is missing: it has to be asked for first.
        """
        if number <= self.number:
            return True
        if number > self.number + 1:
            return False
        self.number, self.at = number, dated.at
        self._fold(dated.event, dated.at)
        return True

    def _fold(self, event: LiveEvent, at: int) -> None:
        if self.paced or isinstance(event, Joined | Kicked | Revealed):
            self._ranks = None
        match event:
            case Opened():
                self.opened = event
                self.phase = Phase.OPEN if event.closes else Phase.LOBBY
            case Joined():
                found = Player(*event, since=max(0, self.asked))
                self.players[event.player] = self.by_key[event.key] = found
            case Kicked():
                self.players[event.player].kicked = True
                self.answers -= self.asked in self.players[event.player].given
            case Locked():
                self.locked = event.locked
            case Asked():
                self._go_on(Phase.ASKING)
                self.asked, self.asked_at, self.answers = event.question, at, 0
            case Begun():
                self._begin(self.players[event.player], event.question, at)
            case Lapsed():
                self.players[event.player].lapsed = event.question
            case Answered():
                self._answer(self.players[event.player], event, at)
            case Revealed():
                self._go_on(Phase.REVEALED)
                self._reveal(event.question)
            case Ranked():
                self._go_on(Phase.STANDINGS)
            case Prolonged():
                self._prolong(event.ms, at)
            case Ended():
                self._go_on(Phase.OVER)

    def _go_on(self, phase: Phase) -> None:
        self.phase = phase
        self.step += 1

    def _begin(self, player: Player, question: int, at: int) -> None:
        if question and question - 1 not in player.given:
            player.streak = 0
        player.begun[question] = at

    def _answer(self, player: Player, event: Answered, at: int) -> None:
        player.given[event.question] = Given(event.response, event.ms, event.credit, at)
        player.missed = 0
        if self.paced:
            self._award(player, event.question)
        else:
            self.answers += 1

    def _reveal(self, question: int) -> None:
        # Before the first question all share the first place, from which nobody has moved.
        for number, each in self.ranks.items() if question else ():
            self.players[number].before = each.place
        self._ranks = None
        for player in self.players.values():
            if question in player.given:
                self._award(player, question)
            else:
                player.streak = 0
                player.missed += 1

    def _award(self, player: Player, question: int) -> None:
        given = player.given[question]
        asked = self.questions[question]
        answer = Answer(
            id="", player="", round="", card="", deck="", kind=asked.card.kind,
            mode=Mode.CHALLENGE, input=asked.input, moment=Moment(0), rating=Rating.GOOD,
            credit=given.credit, hinted=False, ms=given.ms, difficulty=NEW_CARD,
        )  # fmt: skip
        earned = points(answer, player.streak).total
        player.streak = player.streak + 1 if answer.correct else 0
        player.points += earned
        player.given[question] = given._replace(points=earned, streak=player.streak)

    def _prolong(self, ms: int, at: int) -> None:
        if self.phase is Phase.ASKING:
            self.asked_at += ms
        for player in self.players.values():
            for question, begun in player.begun.items():
                is_open = question not in player.given and question != player.lapsed
                if is_open and self.ends_for(player, question) >= at - ms:
                    player.begun[question] = begun + ms


class Ranking(NamedTuple):
    """A player's place, from 1; those with equal points share one."""

    place: int
    player: Player


def ranking(players: Iterable[Player]) -> list[Ranking]:
    """The players in order of their points, those with equal points in the order they came."""
    ordered = sorted(players, key=lambda player: (-player.points, player.number))
    places = ranks(player.points for player in ordered)
    return [Ranking(*each) for each in zip(places, ordered, strict=True)]


class TeamStanding(NamedTuple):
    """A team's place, and the mean points of its players, rounded down: teams need not be equally
    large."""

    place: int
    name: str
    points: int
    players: int


def team_ranking(game: LiveGame) -> list[TeamStanding]:
    """The teams that have players, in order of their points; none in a quiz without teams."""
    if not game.opened.teams:
        return []
    sums: dict[str, list[int]] = {name: [] for name in game.opened.teams}
    for player in game.playing:
        sums.setdefault(player.team, []).append(player.points)
    means = [(sum(each) // len(each), name, len(each)) for name, each in sums.items() if each]
    means.sort(key=lambda each: -each[0])
    places = ranks(mean for mean, *_ in means)
    return [
        TeamStanding(place, name, mean, size)
        for place, (mean, name, size) in zip(places, means, strict=True)
    ]
