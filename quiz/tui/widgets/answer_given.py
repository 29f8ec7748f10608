"""The message that reports the player's answer."""

from __future__ import annotations

from textual.message import Message

from quiz.round.question import Question
from quiz.round.response import Response


class AnswerGiven(Message):
    """The player has answered this question."""

    def __init__(self, question: Question, response: Response) -> None:
        super().__init__()
        self.question = question
        self.response = response
