"""What comes before the game when its history is damaged, gone, or lacks what a backup has: say so,
and offer what helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, ProgressBar, Static

from quiz.display import one_line, printable
from quiz.errors import QuizError
from quiz.settings.settings import Settings
from quiz.storage.log.offers import Offer
from quiz.tui.base_app import BaseApp
from quiz.tui.widgets.buttons import PushButton


class RecoveryApp(BaseApp[bool]):
    """Asks whether to take an offer; leaving is the safe answer. Returns True once it was carried
    out, and all is well again."""

    CSS_PATH: ClassVar = ["recovery.tcss", "screens/screens.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "recover", "Recover"),
        Binding("n", "anew", "Start anew"),
        Binding("q,escape,ctrl+q", "leave", "Leave", priority=True),
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__(Settings())
        self._offer = offer
        self._stage = "asking"

    def compose(self) -> ComposeResult:
        """What happened, how far the work is, and the buttons."""
        with VerticalScroll(id="damage"):
            yield Static(self._offer.title, id="title")
            yield Static(printable(self._offer.text), id="text", markup=False)
            yield ProgressBar(total=1, show_eta=False, id="progress")
        with Horizontal(id="buttons"):
            leave = "q Leave" if self._offer.anew else "q Go on without"
            yield PushButton(leave, id="leave", variant="primary", compact=True)
            yield PushButton(f"r {self._offer.verb}", id="recover", variant="warning", compact=True)
            if self._offer.anew:
                yield PushButton("n Anew", id="anew", variant="error", compact=True)

    def on_mount(self) -> None:
        """Enter leaves."""
        self.query_one("#progress").display = False
        self.screen.set_focus(self.query_one("#leave"))

    @on(Button.Pressed, "#recover")
    def action_recover(self) -> None:
        """Take the offer; once it is carried out, go on to the game."""
        if self._stage == "done":
            self.exit(True)
        elif self._stage in ("asking", "anew"):
            self._begin("Your history is whole again", lambda: self._offer.run(self._progressed))

    @on(Button.Pressed, "#anew")
    def action_anew(self) -> None:
        """Begin a new history instead, when that is said twice."""
        if self._offer.anew is None:
            return
        if self._stage == "asking":
            self._stage = "anew"
            self.query_one("#text", Static).update(
                "Start anew: all your answers are set aside, and every card is new. The old file "
                "and its backups are kept, but the game does not read them.\n\nPress n once more "
                f"to start anew, r for: {self._offer.verb}."
            )
        elif self._stage == "anew":
            self._begin("Your history begins anew", self._offer.anew)

    def _begin(self, title: str, run: Callable[[], str]) -> None:
        self._stage = "working"
        for button in self.query(Button):
            button.disabled = True
        self.query_one("#progress").display = True
        self._work(title, run)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave everything as it is; not in the middle of a recovery, which is soon over."""
        if self._stage != "working":
            self.exit(self._stage == "done")

    @work(thread=True)
    def _work(self, title: str, run: Callable[[], str]) -> None:
        try:
            done = run()
        except QuizError as error:
            self.call_from_thread(self._failed, error)
        else:
            self.call_from_thread(self._succeeded, title, done)

    def _progressed(self, what: str, done: int, total: int) -> None:
        bar = self.query_one("#progress", ProgressBar)
        self.call_from_thread(bar.update, progress=done, total=total)

    def _failed(self, error: QuizError) -> None:
        self._stage = "asking"
        for button in self.query(Button):
            button.disabled = False
        self.query_one("#progress").display = False
        self.query_one("#text", Static).update(f"{one_line(str(error))}\n\nNothing was changed.")

    def _succeeded(self, title: str, done: str) -> None:
        self._stage = "done"
        self.query_one("#title", Static).update(title)
        self.query_one("#text", Static).update(f"{done[0].upper()}{one_line(done[1:])}.")
        self.query_one("#progress").display = False
        for button in self.query("#leave, #anew"):
            button.display = False
        button = self.query_one("#recover", Button)
        button.label = "⏎ Go on"
        button.variant = "primary"
        button.disabled = False
        self.screen.set_focus(button)
