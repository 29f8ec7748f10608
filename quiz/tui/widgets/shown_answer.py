"""A new card with its answer, before it is asked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from quiz.round.question import Question
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.widgets.key_line import PRIMARY, Key, KeyLine
from quiz.tui.widgets.reveal_answer import Back

COMES_BACK = "New: have a good look, it comes back as a question."


class ShownAnswer(Vertical):
    """The answer, the explanation and the source of a card that a Learn shows first."""

    how = "Have a good look, then press Enter."

    def __init__(self) -> None:
        super().__init__(classes="reveal")
        self._back = Back.blank()

    def compose(self) -> ComposeResult:
        """The answer, what there is to know about it, and the key that goes on."""
        yield from self._back
        yield Static(literal_line(COMES_BACK, MUTED), classes="told")
        # The second click of a double click must not go past the next card as well.
        keys = [Key("enter", "⏎", "Next", style=PRIMARY)]
        yield KeyLine(keys, style="on $panel", fill=True, once=True, id="ratings")

    def ask(self, question: Question) -> None:
        """Show the card of this question."""
        self._back.tell(question.card)
