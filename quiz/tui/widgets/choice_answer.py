"""The answer widget for multiple choice."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.round.question import Question
from quiz.tui.literal import MUTED
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.clicks import drop_repeated
from quiz.tui.widgets.hanging_text import HangingText
from quiz.tui.widgets.options import Options


class ChoiceAnswer(Options):
    """Options to choose from, by number key, arrow keys or mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"pick({n})", "Pick an option", show=False) for n in range(1, 10)),
    ]

    def __init__(self, question: Question) -> None:
        self._question = question
        self._marked = False
        super().__init__(*_options(question), id="answer", classes="choice")

    def ask(self, question: Question) -> None:
        """Show the options of another question; a new widget would take longer to appear."""
        self._question = question
        self._marked = False
        self.set_options(_options(question))
        self.highlighted = None

    def mark(self, right: str, given: str) -> None:
        """Mark the right option, and the chosen one if it was wrong.

        From then on the keys are for what comes next, although the focus stays: moving it would
        look up all styles of the list again, twice per question.
        """
        self._marked = True
        marked = []
        for index, text in enumerate(self._question.options):
            if text == right:
                sign, style = "✓", "bold $success"
            else:
                sign, style = ("✗", "$error") if text == given else (str(index + 1), MUTED)
            prompt = HangingText([(f" {sign}  ", style)], one_line(text), style)
            marked.append(Option(prompt, disabled=True))
        self.set_options(marked)
        self.highlighted = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys once the options are marked, and no number beyond them."""
        beyond = action == "pick" and parameters[0] not in range(1, len(self._question.options) + 1)
        return not self._marked and not beyond and super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Highlight no option, so that Enter does not answer by accident."""
        self.highlighted = None

    async def action_pick(self, number: int) -> None:
        """Answer with this option."""
        await deliver(self, AnswerGiven(self._question, self._question.options[number - 1]))

    def on_click(self, event: events.Click) -> None:
        """Take only the first click of a double click."""
        drop_repeated(event)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the option that was clicked or entered."""
        event.stop()
        await self.action_pick(event.option_index + 1)


def _options(question: Question) -> list[Option]:
    return [
        Option(HangingText([(f" {n} ", "$accent bold"), (" ", "")], one_line(text)))
        for n, text in enumerate(question.options, 1)
    ]
