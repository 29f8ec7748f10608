"""The message that reports the player's answer."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from quiz.round.question import Question
from quiz.round.response import Response


@dataclass
class AnswerGiven(Message):
    """The player has answered this question."""

    question: Question
    response: Response
