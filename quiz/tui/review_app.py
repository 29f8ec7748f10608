"""The app around the review of facts; it needs no game, and starts as fast as its file is read."""

from __future__ import annotations

from pathlib import Path

from quiz.game.fact_review import FactReview
from quiz.settings.model import Settings
from quiz.tui.base_app import BaseApp
from quiz.tui.review_screen import ReviewScreen


class ReviewApp(BaseApp[None]):
    """Reviews one file of facts. deck: where its deck is to be written."""

    def __init__(self, review: FactReview, settings: Settings, deck: Path) -> None:
        super().__init__(settings)
        self._review = review
        self._deck = deck

    def on_mount(self) -> None:
        """Open the review; leaving it ends the app."""
        self.push_screen(ReviewScreen(self._review, self._deck), lambda _: self.exit())


def run_review_app(review: FactReview, settings: Settings, deck: Path) -> int:
    """Run the app until the reviewer leaves; returns the exit status."""
    app = ReviewApp(review, settings, deck)
    app.run()
    return app.return_code or 0
