"""A yes/no question, mostly before something is lost."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.tui.widgets.buttons import Once


class ConfirmScreen(ModalScreen[bool]):
    """Asks a question with the focus on the safe answer. Dismisses with True only for yes.

    lossless: nothing can be lost, so Enter says yes.
    """

    CSS_PATH = "screens.tcss"
    IS_QUESTION: ClassVar[bool] = True

    HELP: ClassVar[str] = "y says yes, n or Escape says no; arrow keys move between the buttons."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No"),
        Binding("left,right", "app.focus_next", "Other answer", show=False),
    ]

    def __init__(
        self, question: str, yes: str = "Yes", no: str = "No", *, lossless: bool = False
    ) -> None:
        super().__init__()
        self._texts = (question, yes, no)
        self._lossless = lossless

    def compose(self) -> ComposeResult:
        """The question and two buttons; the first has the focus."""
        question, yes, no = self._texts
        with Vertical(id="confirm"):
            yield Static(question, markup=False)
            with Horizontal(id="confirm-buttons"):
                agree = partial(Once, yes, id="yes", action="screen.answer(True)")
                refuse = partial(Once, no, id="no", action="screen.answer(False)")
                if self._lossless:
                    yield agree(variant="primary")
                    yield refuse()
                else:
                    yield refuse(variant="primary")
                    yield agree(variant="error")

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)
