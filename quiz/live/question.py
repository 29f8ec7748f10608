"""The questions of a live quiz: made from cards when it is opened, and kept in its first event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, NamedTuple

from quiz.card import Box, Card, Kind, Media, Occlusion
from quiz.grading.grade import Grade, OtherAnswers
from quiz.history.events import Input
from quiz.round.distractor_pool import Draw
from quiz.round.question import Question, is_typable, make_question
from quiz.round.response import Response, grade_response
from quiz.settings.settings import Settings

SECONDS = {Input.CHOICE: 20, Input.TRUE_FALSE: 20, Input.TYPED: 30, Input.SEQUENCE: 45}
"""How long each kind of question is open, in seconds; a live quiz asks no others."""

MOST_SECONDS = 600
MOST_QUESTIONS = 200
LONGEST_RESPONSE = 200
"""Characters of a typed answer that are read."""


class LiveQuestion(NamedTuple):
    """A question that everybody gets. options: in the order shown. seconds: how long it is open."""

    card: Card
    input: Input
    options: tuple[str, ...]
    seconds: int

    @property
    def question(self) -> Question:
        """The same question in a round."""
        return Question(self.card, self.input, self.options)

    def response(self, given: object) -> Response | None:
        """What a player sent as a response; None if it does not fit the question.

        given: the number of an option, from 0; a typed text; or the numbers of all steps, from 0,
        in the player's order.
        """
        if self.input is Input.TYPED:
            text = " ".join(given[:LONGEST_RESPONSE].split()) if isinstance(given, str) else ""
            return text or None
        chosen = given if isinstance(given, list | tuple) else [given]
        # True is no number here, although Python says so.
        places = [each for each in chosen if type(each) is int and 0 <= each < len(self.options)]
        wanted = len(self.options) if self.input is Input.SEQUENCE else 1
        if not len(chosen) == len(set(places)) == wanted:
            return None
        texts = tuple(self.options[place] for place in places)
        return texts if self.input is Input.SEQUENCE else texts[0]

    def grade(self, response: Response, others: OtherAnswers) -> Grade:
        """How right a response is. others: the answers of all cards of the quiz."""
        return grade_response(response, self.question, others)


def live_questions(
    cards: Iterable[Card],
    draw: Draw,
    random: Random,
    *,
    seconds: int | None = None,
    typed: bool = False,
) -> tuple[LiveQuestion, ...]:
    """The questions for these cards, in this order. Cards that are lists, or whose answer only the
    player can judge, are left out.

    seconds: for each question; None for the usual time. typed: whether what can be typed is typed.
    """
    found = []
    settings = Settings(answer_with="typed" if typed else "auto")
    for card in cards:
        asked = make_question(card, draw, None, settings, random, typed=typed and is_typable(card))
        if asked.input in SECONDS:
            time = SECONDS[asked.input] if seconds is None else seconds
            found.append(LiveQuestion(card, asked.input, asked.options, time))
    return tuple(found)


def to_json(question: LiveQuestion) -> list[Any]:
    """The question as values that JSON can hold."""
    return [list(question.card), question.input.value, question.options, question.seconds]


def from_json(value: Sequence[Any]) -> LiveQuestion:
    """The question that `to_json` made these values of; TypeError or ValueError for others."""
    fields, way, options, seconds = value
    card = Card(*map(_frozen, fields))
    hidden = card.occlusion
    if hidden is not None:
        hidden = Occlusion(*hidden)
        boxes = tuple(tuple(Box(*box) for box in region) for region in hidden.regions)
        hidden = hidden._replace(regions=boxes)
    card = card._replace(kind=Kind(card.kind), media=Media(*card.media), occlusion=hidden)
    texts = (card.key, card.prompt, card.explanation, card.whole, *card.answers, *options)
    if not all(isinstance(text, str) for text in texts) or not card.answers:
        raise ValueError("not a card")
    if type(seconds) is not int or not 1 <= seconds <= MOST_SECONDS:
        raise ValueError("not a time for a question")
    return LiveQuestion(card, Input(way), tuple(options), seconds)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
