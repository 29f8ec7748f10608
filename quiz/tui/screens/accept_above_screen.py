"""Accepting all facts that are sure enough, in the review of facts."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from quiz.facts.decisions import LIKELY, SURE, above, words_above
from quiz.game.fact_review import FactReview
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.slider import Slider

PERCENTAGES = range(round(LIKELY * 100), 101, 5)


class AcceptAboveScreen(ModalScreen[float]):
    """Asks from which confidence on to accept facts, and counts them. Dismisses with the
    confidence, or None."""

    CSS_PATH = ["screens.tcss", "review.tcss"]  # noqa: RUF012
    HELP: ClassVar[str] = (
        "Arrow keys, or a click or drag on the bar, choose how sure a fact must be. Enter accepts "
        "all undecided facts that are at least as sure; u undoes that in one step."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept"),
        Binding("escape", "dismiss", "Back"),
    ]

    def __init__(self, review: FactReview, category: str = "") -> None:
        """category: only facts of this one; "" for all."""
        super().__init__()
        self._review = review
        self._category = category

    def compose(self) -> ComposeResult:
        """How many facts, the slider and two buttons."""
        with Vertical(id="above"):
            yield Static(id="above-words")
            with Horizontal(id="above-bar"):
                yield Static(f"{PERCENTAGES[0]}% ")
                yield Slider(PERCENTAGES, round(SURE * 100), id="slider")
                yield Static(f" {PERCENTAGES[-1]}%")
            with Horizontal(id="above-buttons"):
                yield Once("Accept", id="accept", variant="primary", action="screen.accept")
                yield Once("Back", id="back", action="screen.dismiss")

    def on_mount(self) -> None:
        """Count the facts, now and whenever the slider moves."""
        self.watch(self.query_one(Slider), "value", self._count)

    def _count(self, percent: int) -> None:
        count = len(above(self._review.file, percent / 100, self._category))
        undecided = len(self._review.among(self._category, True))
        words = words_above(count, undecided, percent / 100)
        self.query_one("#above-words", Static).update(f"Accept {words}")
        self.query_one("#accept", Button).disabled = not count

    def action_accept(self) -> None:
        """Accept the facts counted, if there are any."""
        if not self.query_one("#accept", Button).disabled:
            self.dismiss(self.query_one(Slider).value / 100)
