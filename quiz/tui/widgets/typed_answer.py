"""A typed answer, or the items of a list."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from quiz.grading.lists import SEPARATORS, split_list
from quiz.history.events import Input as Way
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.tui.widgets.given import Given


class TypedAnswer(Vertical):
    """A line to type the answer, or the items of a list, into."""

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="typed")
        self._question = question

    def compose(self) -> ComposeResult:
        """The line, and for a list how many items it wants."""
        is_list = self._question.input is Way.LIST
        count = len(self._question.card.items)
        yield Input(
            placeholder=f"{count} items, Enter after each" if is_list else "Type your answer",
            id="line",
        )
        if is_list:
            yield Static("", id="count")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.input.scroll_visible(animate=False)
        if self._question.input is Way.LIST:
            items = split_list(event.value, self._question.card) if event.value.strip() else ()
            wanted = len(self._question.card.items)
            more = " · Enter once more gives the answer" if _ends_item(event.value) else ""
            self.query_one("#count", Static).update(f"{len(items)} of {wanted}{more}")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        if self._question.input is Way.LIST:
            items = split_list(event.value, self._question.card)
            if len(items) < len(self._question.card.items) and not _ends_item(event.value):
                event.input.value = f"{event.value}, "
                event.input.action_end()
                return
            response: Response = items
        else:
            response = event.value
        self.screen.post_message(Given(self._question, response, event.time))


def _ends_item(text: str) -> bool:
    """Whether something separates the last item from the next one already."""
    return text.rstrip().endswith(tuple(SEPARATORS))
