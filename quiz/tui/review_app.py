"""The app around the review of facts; it needs no game, and starts as fast as its file is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual.app import SystemCommand
from textual.screen import Screen

from quiz.clock import Clock, system_clock
from quiz.game.fact_review import FactReview
from quiz.settings.settings import Settings
from quiz.tui.base_app import BaseApp
from quiz.tui.screens.review_screen import ReviewScreen

COMMANDS = {
    "accept": ("Accept", "The fact is good; go on to the next undecided one"),
    "edit": ("Edit", "Change the fact, and accept it"),
    "reject": ("Reject", "The fact is of no use; it stays in the file"),
    "reopen": ("Undecided again", "Take the decision on this fact back"),
    "undo": ("Undo", "Take back the last decision"),
    "move(1)": ("Next fact", "Go on without a decision"),
    "move(-1)": ("Previous fact", "Go back without a decision"),
    "undecided": ("Next undecided", "Go to the next fact without a decision"),
    "filter": ("Filter", "Show only what is undecided, or all"),
    "category": ("Category", "Show the next category, after the last every one"),
    "build": ("Build", "Sum up, and write the deck"),
    "leave": ("Leave", "Every decision is in the file"),
}
"""What the command palette offers, by the action of the review."""

NEED_A_FACT = ("accept", "edit", "reject", "reopen")


class ReviewApp(BaseApp[object]):
    """Reviews one file of facts. deck: where its deck is to be written."""

    def __init__(
        self, review: FactReview, settings: Settings, deck: Path, clock: Clock = system_clock
    ) -> None:
        super().__init__(settings, clock)
        self._review = review
        self._deck = deck

    def on_mount(self) -> None:
        """Open the review; leaving it ends the app."""
        self.push_screen(ReviewScreen(self._review, self._deck), lambda _: self.exit())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: every action of the review, beside what every app offers."""
        yield from super().get_system_commands(screen)
        if isinstance(screen, ReviewScreen):
            for action, (title, what) in COMMANDS.items():
                if screen.fact is not None or action not in NEED_A_FACT:
                    yield SystemCommand(title, what, partial(screen.run_action, action))


def run_review_app(review: FactReview, settings: Settings, deck: Path) -> int:
    """Run the app until the reviewer leaves; returns the exit status."""
    app = ReviewApp(review, settings, deck)
    app.run()
    return app.return_code or 0
