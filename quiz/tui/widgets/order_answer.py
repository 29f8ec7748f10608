"""The answer widget for putting steps in order."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.round.question import Question
from quiz.round.response import ITEM_END
from quiz.round.round import GradedAnswer
from quiz.tui.literal import MUTED, literal
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.hanging_text import HangingText
from quiz.tui.widgets.options import Options


def beside_order(lines: list[Content], answered: GradedAnswer) -> list[Content]:
    """The right order, one step per line, with the player's step if it was different."""
    steps = answered.answer.response.split(ITEM_END)
    right = answered.question.card.answers
    if len(steps) != len(right):
        return lines
    width = len(str(len(right)))
    rows = []
    for number, (step, other) in enumerate(zip(steps, right, strict=True), 1):
        hit = step == other
        row: list[Content | tuple[str, str]] = [
            ("✓" if hit else "✗", "$success" if hit else "$error"),
            (f" {number:>{width}}  ", MUTED),
            literal(other, "bold"),
        ]
        if not hit:
            row += [("   yours: ", MUTED), literal(step, "$error")]
        rows.append(Content.assemble(*row))
    return rows


class OrderAnswer(Options):
    """Steps to put in order.

    A number key or a click places a step next, or removes it again; Enter answers.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"place({n})", "Place a step", show=False) for n in range(1, 10)),
        # No priority: such a key would overtake those pressed before it.
        Binding("enter", "done", "Done"),
        Binding("enter", "place_next", "Place"),
        Binding("space", "place_here", "Place", show=False),
        Binding("backspace", "take_back", "Take back", show=False),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="order")
        self._question = question
        self._placed: list[int] = []

    def on_mount(self) -> None:
        """Show the steps unplaced."""
        self._draw()
        # Bypasses `watch_highlighted`, so that a long prompt stays at its top.
        self.set_reactive(OptionList.highlighted, 0)

    def _draw(self) -> None:
        here = self.highlighted
        wide = len(str(len(self._question.options)))
        options = []
        for index, step in enumerate(self._question.options):
            placed = index in self._placed
            rank = f"{self._placed.index(index) + 1}." if placed else "·" * (wide + 1)
            marks = [
                (f" {index + 1:>{wide}} ", MUTED),
                (f" {rank:>{wide + 1}} ", "$accent bold" if placed else MUTED),
            ]
            options.append(Option(HangingText(marks, one_line(step), "bold" if placed else "")))
        done = self._all_placed
        label = " ⏎ Done " if done else " Place the steps in order, starting with the first "
        options.append(Option(Content.styled(label, "$success bold" if done else MUTED)))
        self.set_options(options)
        self.highlighted = here
        self.refresh_bindings()

    @property
    def _all_placed(self) -> bool:
        return len(self._placed) == len(self._question.options)

    def action_place(self, number: int) -> None:
        """Place step `number` next, or remove it."""
        index = number - 1
        if index >= len(self._question.options):
            return
        if index in self._placed:
            self._placed.remove(index)
        else:
            self._placed.append(index)
        self.highlighted = index
        self._draw()

    async def action_place_here(self) -> None:
        """Place the highlighted step, or remove it."""
        if self.highlighted is not None:
            await self._choose(self.highlighted)

    async def action_place_next(self) -> None:
        """Place the highlighted step; if already placed, go to one that is not."""
        here = self.highlighted
        steps = range(len(self._question.options))
        if here in steps and here not in self._placed:
            await self.action_place_here()
        else:
            below = [*steps[(here or 0) :], *steps]
            self.highlighted = next(index for index in below if index not in self._placed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter places steps instead of selecting, and answers once all are placed."""
        ready = action != "select" and (action != "done" or self._all_placed)
        return ready and super().check_action(action, parameters)

    def action_take_back(self) -> None:
        """Remove the step placed last."""
        if self._placed:
            self._placed.pop()
            self._draw()

    async def action_done(self) -> None:
        """Answer, once all steps are placed."""
        if self._all_placed:
            order = tuple(self._question.options[index] for index in self._placed)
            await deliver(self, AnswerGiven(self._question, order))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Place the clicked step, or answer on the last line."""
        event.stop()
        await self._choose(event.option_index)

    async def _choose(self, index: int) -> None:
        if index < len(self._question.options):
            self.action_place(index + 1)
        else:
            await self.action_done()
