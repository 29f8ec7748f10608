"""Shown before the game if the history is damaged, missing, or lacks answers that a backup has;
offers a repair."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
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
from quiz.wording import with_capital


class RecoveryApp(BaseApp[bool]):
    """Asks whether to accept a repair; leaving is the safe answer. Returns True once the history
    is intact."""

    CSS_PATH: ClassVar = "recovery.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "recover", "Recover"),
        Binding("n", "anew", "Start over"),
        Binding("q,escape,ctrl+q", "leave", "Leave", priority=True),
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__(Settings())
        self._offer = offer
        self._stage = "asking"

    def compose(self) -> ComposeResult:
        """What happened, a progress bar and the buttons."""
        with VerticalScroll(id="damage"):
            yield Static(self._offer.title, id="title")
            yield Static(printable(self._offer.text), id="text", markup=False)
            yield ProgressBar(total=1, show_eta=False, id="progress")
        with Horizontal(id="buttons"):
            leave = "q Leave" if self._offer.anew else "q Go on without"
            yield PushButton(leave, id="leave", variant="primary", action="app.leave")
            yield PushButton(
                f"r {self._offer.verb}", id="recover", variant="warning", action="app.recover"
            )
            if self._offer.anew:
                yield PushButton("n Start over", id="anew", variant="error", action="app.anew")

    def on_mount(self) -> None:
        """Give the focus to the button that leaves."""
        self.query_one("#progress").display = False
        self.screen.set_focus(self.query_one("#leave"))

    def action_recover(self) -> None:
        """Repair the history; after that, go on to the game."""
        if self._stage == "done":
            self.exit(True)
        elif self._stage in ("asking", "anew"):
            self._begin("Your history is intact again", lambda: self._offer.run(self._progressed))

    def action_anew(self) -> None:
        """Start a new history instead; asks a second time first."""
        if self._offer.anew is None:
            return
        if self._stage == "asking":
            self._stage = "anew"
            self.query_one("#text", Static).update(
                "Start over: your answers are set aside and every card is new. The old file "
                "and its backups are kept, but the game does not read them.\n\nPress n again "
                f"to start over, r for: {self._offer.verb}."
            )
        elif self._stage == "anew":
            self._begin("Your history starts over", self._offer.anew)

    def _begin(self, title: str, run: Callable[[], str]) -> None:
        self._stage = "working"
        self.query(Button).set(disabled=True)
        self.query_one("#progress").display = True
        self._work(title, run)

    def action_leave(self) -> None:
        """Leave everything as it is; ignored during a repair, which does not take long."""
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
        self.query(Button).set(disabled=False)
        self.query_one("#progress").display = False
        self.query_one("#text", Static).update(f"{one_line(str(error))}\n\nNothing was changed.")

    def _succeeded(self, title: str, done: str) -> None:
        self._stage = "done"
        self.query_one("#title", Static).update(title)
        self.query_one("#text", Static).update(f"{with_capital(one_line(done))}.")
        self.query_one("#progress").display = False
        self.query("#leave, #anew").set(display=False)
        button = self.query_one("#recover", Button)
        button.label = "⏎ Go on"
        button.variant = "primary"
        button.disabled = False
        self.screen.set_focus(button)
