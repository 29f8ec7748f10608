"""What every answer of the player is told by."""

from __future__ import annotations

from textual.message import Message

from quiz.round.question import Question
from quiz.round.response import Response


class Given(Message):
    """The player has answered this question.

    Told to the screen at once: what is asked for after it comes up from the widget that has the
    focus, and so later. at: when, in seconds of the clock of messages; now, when it is not said.
    """

    def __init__(self, question: Question, response: Response, at: float | None = None) -> None:
        self.question = question
        self.response = response
        super().__init__()
        self.at = self.time if at is None else at
