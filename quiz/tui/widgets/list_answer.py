"""The answer widget for lists: a slot for each item, and a line to type into."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from quiz.game.verdict import item_marks
from quiz.grading.lists import split_list
from quiz.round.question import Question
from quiz.round.response import ITEM_END
from quiz.round.round import GradedAnswer
from quiz.tui.literal import MUTED
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.line import AnswerLine
from quiz.tui.widgets.slots import Slots
from quiz.tui.widgets.strips import Part

EMPTY = "·" * 12


def list_verdict(answered: GradedAnswer) -> list[tuple[Part, Part]]:
    """Each item with its mark: named, or missing; then what was named wrongly."""
    return [
        ((mark.sign, f"bold ${mark.tone}"), (mark.text, f"${mark.tone}"))
        for mark in item_marks(answered)
    ]


class ItemLine(AnswerLine):
    """A line for one item; each pasted line is an item, and Backspace at its start takes back the
    last item."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Go on", key_display="⏎")]
    JOINT: ClassVar[str] = ITEM_END

    class TakenBack(Message):
        """Backspace in an empty line."""

    async def action_delete_left(self) -> None:  # type: ignore[override]
        """Delete a letter or, if there is none, take back an item."""
        if self.value:
            super().action_delete_left()
        else:
            await deliver(self, self.TakenBack())


class ListAnswer(Vertical):
    """Fills a slot with each item. Enter in an empty line answers, also once all slots are full: a
    wrong item can still be taken back then. All items in one line are an answer by themselves."""

    how = "Type each item, then press Enter."

    def __init__(self) -> None:
        super().__init__(classes="list")
        self._items: list[str] = []
        self._marked = False

    def compose(self) -> ComposeResult:
        """The slots and the line."""
        yield Slots()
        yield ItemLine(id="line")

    def ask(self, question: Question) -> None:
        """Show the empty slots of this question."""
        self._question = question
        self._items = []
        self._marked = False
        line = self.query_one(ItemLine)
        line.display = True
        line.value = ""
        self._show()

    @property
    def _wanted(self) -> int:
        return len(self._question.card.items)

    def _show(self, typing: str = "") -> None:
        """Show the items, and in the slots after them what is being typed."""
        if self._marked:
            return
        half = [item for item in self._split(typing) if item not in self._items]
        count = max(self._wanted, len(self._items) + len(half))
        texts = [(item, "bold") for item in self._items] + [(item, "$accent") for item in half]
        texts += [(EMPTY, "$meter")] * (count - len(texts))
        digits = len(str(count))
        self.query_one(Slots).show(
            [((f"{number:>{digits}}", MUTED), text) for number, text in enumerate(texts, 1)]
        )
        enter = "Enter answers" if len(self._items) >= self._wanted else "Enter if that is all"
        done = f"{len(self._items)} of {self._wanted}; {enter}"
        first = f"{self._wanted} items: type one, then Enter"
        self.query_one(ItemLine).placeholder = done if self._items else first

    def _split(self, text: str) -> tuple[str, ...]:
        return split_list(text, self._question.card) if text.strip() else ()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        named = {item.casefold() for item in self._items}
        items = self._split(event.value)
        for item in items:
            if item.casefold() not in named:
                self._items.append(item)
                named.add(item.casefold())
        event.input.value = ""
        self._show()
        whole = len(items) == len(self._items) >= self._wanted > 1
        if self._items and (not items or whole):
            await deliver(self, AnswerGiven(self._question, tuple(self._items)))

    @on(ItemLine.TakenBack)
    def _take_back(self) -> None:
        if self._items:
            line = self.query_one(ItemLine)
            line.value = self._items.pop()
            line.action_end()
            self._show(line.value)

    def mark(self, answered: GradedAnswer) -> None:
        """Show which items were named, and which are missing."""
        self._marked = True
        self.query_one(ItemLine).display = False
        self.query_one(Slots).show(list_verdict(answered))
