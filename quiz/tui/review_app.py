"""The app for reviewing facts. It needs no game, only the facts file."""

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
    "accept": ("Accept", "The fact is good; go to the next undecided one"),
    "edit": ("Edit", "Change the fact and accept it"),
    "reject": ("Reject", "The fact is useless; it stays in the file"),
    "accept_above": ("Accept above", "Accept all undecided facts that are sure enough"),
    "reopen": ("Undecided again", "Undo the decision on this fact"),
    "undo": ("Undo", "Undo the last decision"),
    "move(1)": ("Next fact", "Skip to the next fact"),
    "move(-1)": ("Previous fact", "Go back to the previous fact"),
    "undecided": ("Next undecided", "Skip to the next undecided fact"),
    "filter": ("Filter", "Switch between undecided and all facts"),
    "category": ("Category", "Show the next category; after the last one, all"),
    "sort": ("Likeliest first", "Or back to the order of the article"),
    "build": ("Build", "Show totals and write the deck"),
    "leave": ("Leave", "All decisions are saved"),
}
"""Title and help in the command palette, by action of the review screen."""

NEED_A_FACT = ("accept", "edit", "reject", "reopen")


class ReviewApp(BaseApp[object]):
    """Reviews one facts file. deck: where to write its deck."""

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
        """The command palette: every action of the review, plus what every app offers."""
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
