"""Live quizzes for tests: a question of each kind, and what players send."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from quiz.card import Card, Kind
from quiz.live.commands import Command, LiveError, events_of
from quiz.live.events import Dated, Opened
from quiz.live.game import LiveGame
from quiz.live.question import LiveQuestion, live_questions
from quiz.round.distractor_pool import DistractorPool
from tests.factories import EVENING, card

CARDS = (
    card(
        key="choice", prompt="Capital of Kazakhstan?", answers=("Astana",),
        distractors=("Almaty", "Shymkent", "Bishkek"), explanation="Since 1997.",
    ),
    card(key="typed", prompt="Which river?", answers=("Zhaiyk-Ural",)),
    card(
        key="steps", kind=Kind.SEQUENCE, prompt="In order?",
        answers=("first", "second", "third", "fourth"),
    ),
    card(key="truth", kind=Kind.TRUE_FALSE, prompt="Water is wet.", answers=("true",)),
)  # fmt: skip


def questions(cards: Sequence[Card] = CARDS) -> tuple[LiveQuestion, ...]:
    return live_questions(cards, DistractorPool(cards).draw, Random(7))


def given_for(question: LiveQuestion, *, right: bool) -> object:
    """What a player sends for a right, or a wrong, answer."""
    answers = question.card.answers
    if not question.options:
        return answers[0] if right else "nothing like it"
    if question.card.kind is Kind.SEQUENCE:
        order = [question.options.index(step) for step in answers]
        return order if right else order[::-1]
    place = question.options.index(answers[0])
    return place if right else (place + 1) % len(question.options)


class Log:
    """The log of a quiz, as a server keeps it: one command after the other."""

    def __init__(self, opened: Opened | None = None) -> None:
        self.events: list[Dated] = []
        self.game = LiveGame()
        self.now = EVENING
        self.add(Dated(self.now, opened or Opened("Test", questions(), "host")))

    def add(self, event: Dated) -> None:
        self.events.append(event)
        assert self.game.take(len(self.events), event)

    def do(self, command: Command) -> int:
        """Take a command; returns how many events followed."""
        try:
            found = events_of(self.game, command, self.now)
        except LiveError:
            return 0
        for event in found:
            self.add(Dated(self.now, event))
        return len(found)
