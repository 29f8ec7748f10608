"""The answer widget for typed answers and lists."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quiz.grading.lists import SEPARATORS, split_list
from quiz.history.events import Input as Way
from quiz.round.question import Question
from quiz.round.response import ITEM_END, Response
from quiz.round.round import GradedAnswer
from quiz.tui.literal import MUTED, literal
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.line import Line


def beside_items(lines: list[Content], answered: GradedAnswer) -> list[Content]:
    """The answer, and the named items: green if right, red if wrong."""
    parts: list[Content | str | tuple[str, str]] = [("Yours   ", MUTED)]
    for item in answered.answer.response.split(ITEM_END):
        parts += [ITEM_END] if len(parts) > 1 else []
        parts.append(literal(item, "$error" if item in answered.grade.extra else "$success"))
    return [*lines, Content.assemble(*parts)]


class ListLine(Line):
    """A line for the items of a list; each pasted line is an item."""

    JOINT = ", "


class TypedAnswer(Vertical):
    """A line for typing the answer or the items of a list."""

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="typed")
        self._question = question

    def compose(self) -> ComposeResult:
        """The line, and for a list the number of items."""
        is_list = self._question.input is Way.LIST
        count = len(self._question.card.items)
        if is_list:
            yield ListLine(placeholder=f"{count} items, press Enter after each", id="line")
            yield Static("", id="count")
        else:
            yield Line(placeholder="Type your answer", id="line")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.input.scroll_visible(animate=False)
        if self._question.input is Way.LIST:
            wanted = len(self._question.card.items)
            more = " · Enter again to answer" if _ends_item(event.value) else ""
            self.query_one("#count", Static).update(f"{self._items(event.value)} of {wanted}{more}")

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        if self._question.input is Way.LIST:
            wanted = len(self._question.card.items)
            if self._items(event.value) < wanted and not _ends_item(event.value):
                event.input.value = f"{event.value}, "
                event.input.action_end()
                return
            response: Response = split_list(event.value, self._question.card)
        else:
            response = event.value
        await deliver(self, AnswerGiven(self._question, response))

    def _items(self, text: str) -> int:
        """How many different items are typed."""
        items = split_list(text, self._question.card) if text.strip() else ()
        return len({item.casefold() for item in items})


def _ends_item(text: str) -> bool:
    """Whether the text already ends with a separator."""
    return text.rstrip().endswith(tuple(SEPARATORS))
