"""What a player can respond with, and how it is graded for each kind of question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quiz.card import Card
from quiz.decks.kinds import BY_INPUT
from quiz.grading.grade import Grade, OtherAnswers, grade_choice, grade_typed
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.text.shown import readable

ITEM_END = "; "
"""Between the parts of a response, as the history keeps it."""

Response = str | tuple[str, ...] | Rating | None
"""Typed or chosen text ("true" or "false" for a statement); the items of a list, or the steps in
the player's order; the player's own rating after the answer was revealed; or None for "I don't
know"."""


def grade_response(response: Response, question: Question, others: OtherAnswers) -> Grade:
    """Grade any response; one that does not fit the kind of question counts as no response."""
    card = question.card
    if isinstance(response, Rating):
        recalled = response is not Rating.AGAIN
        return Grade(1.0 if recalled else 0.0, recalled, False, card.answer)
    parts = (response,) if isinstance(response, str) else response or ()
    if question.input in BY_INPUT:
        return BY_INPUT[question.input].grade(parts, card)
    match question.input:
        case Input.CHOICE if parts:
            return grade_choice(parts[0], card)
        case Input.TYPED if parts:
            return grade_typed(parts[0], card, others)
        case _:
            return Grade(0.0, False, False, card.answer)


def response_text(response: Response) -> str:
    """The response as stored in the history."""
    match response:
        case None:
            return ""
        case Rating():
            return response.label
        case str():
            return response
        case _:
            return ITEM_END.join(response)


def parts_in(text: str, known: Iterable[str]) -> list[str]:
    """The parts of a response that the history keeps as this text. known: parts that may be among
    them, and that may hold an `ITEM_END` themselves."""
    whole = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.findall(f"({whole}|.*?){ITEM_END}", text + ITEM_END, re.DOTALL)


def another_card_has(card: Card, answer: str) -> str:
    """The message for an answer that belongs to another card that asks the same."""
    wanted = readable(card).answer
    return f"“{answer}” is right, but belongs to another card. This card wants: {wanted}"
