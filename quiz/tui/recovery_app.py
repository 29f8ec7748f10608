"""What comes before the game when its history is damaged: say so, and offer to recover it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, ProgressBar, Static

from quiz.display import one_line
from quiz.errors import QuizError
from quiz.settings.model import Settings
from quiz.store.backups import event_count, newest_good
from quiz.store.errors import DamagedError
from quiz.store.recovery import Recovered, recover
from quiz.tui.base_app import BaseApp
from quiz.tui.widgets.buttons import PushButton


class RecoveryApp(BaseApp[bool]):
    """Asks whether to recover; leaving is the safe answer. Returns True once all is well again."""

    CSS_PATH = "recovery.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "recover", "Recover"),
        Binding("q,escape,ctrl+q", "leave", "Leave", priority=True),
    ]

    def __init__(self, damage: DamagedError) -> None:
        super().__init__(Settings())
        self._damage = damage
        self._stage = "asking"

    def compose(self) -> ComposeResult:
        """What happened, how far a recovery is, and two buttons."""
        with VerticalScroll(id="damage"):
            yield Static("Your history is damaged", id="title")
            yield Static(self._question(), id="text", markup=False)
            yield ProgressBar(total=1.0, show_eta=False, id="progress")
        with Horizontal(id="buttons"):
            yield PushButton("q Leave", id="leave", variant="primary", compact=True)
            yield PushButton("r Recover", id="recover", variant="warning", compact=True)

    def on_mount(self) -> None:
        """Enter leaves."""
        self.query_one("#progress").display = False
        self.screen.set_focus(self.query_one("#leave"))

    def _question(self) -> str:
        backup = newest_good(self._damage.path.parent)
        source = "There is no backup."
        if backup is not None:
            number = event_count(backup.path)[0]
            source = (
                f"The newest good backup is of {backup.made:%Y-%m-%d %H:%M} "
                f"({number:,} answers and changes)."
            )
        return (
            f"{one_line(str(self._damage.path))}: {one_line(self._damage.what)}.\n\n"
            f"Nothing was changed. {source} Recover unites it with every answer that can still be "
            "read from the damaged file, and keeps that file under another name.\n\n"
            "Close the game elsewhere first."
        )

    @on(Button.Pressed, "#recover")
    def action_recover(self) -> None:
        """Recover; once it is done, go on to the game."""
        if self._stage == "done":
            self.exit(True)
        elif self._stage == "asking":
            self._stage = "working"
            self.query_one("#recover", Button).disabled = True
            self.query_one("#progress").display = True
            self._work()

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave everything as it is; not in the middle of a recovery, which is soon over."""
        if self._stage != "working":
            self.exit(self._stage == "done")

    @work(thread=True)
    def _work(self) -> None:
        try:
            done = recover(self._damage.path, datetime.now(), self._progressed)
        except QuizError as error:
            self.call_from_thread(self._failed, error)
        else:
            self.call_from_thread(self._succeeded, done)

    def _progressed(self, share: float) -> None:
        bar = self.query_one("#progress", ProgressBar)
        self.call_from_thread(bar.update, progress=share)

    def _failed(self, error: QuizError) -> None:
        self._stage = "asking"
        self.query_one("#recover", Button).disabled = False
        self.query_one("#progress").display = False
        self.query_one("#text", Static).update(f"{one_line(str(error))}\n\nNothing was changed.")

    def _succeeded(self, done: Recovered) -> None:
        self._stage = "done"
        self.query_one("#title", Static).update("Your history is whole again")
        self.query_one("#text", Static).update(
            f"{done.events:,} answers and changes: {done.sources()}. The damaged file is now "
            f"{one_line(str(done.set_aside))}."
        )
        self.query_one("#progress").display = False
        self.query_one("#leave").display = False
        button = self.query_one("#recover", Button)
        button.label = "⏎ Go on"
        button.variant = "primary"
        button.disabled = False
        self.screen.set_focus(button)
