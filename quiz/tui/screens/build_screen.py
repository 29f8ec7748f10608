"""The end of a review of facts: totals, and building the deck."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.display import one_line
from quiz.facts.decisions import progress
from quiz.facts.fact import Status
from quiz.game.fact_review import FactReview
from quiz.storage.library.deck_path import new_deck_path, written
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.screens.base_screen import BaseScreen
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line


class BuildScreen(BaseScreen[bool]):
    """Totals of a review, and a line for the deck's file. Dismisses with True to leave."""

    CSS_PATH = ["screens.tcss", "review.tcss"]  # noqa: RUF012
    AUTO_FOCUS = ""
    HELP: ClassVar[str] = (
        "Enter builds the deck from the accepted and edited facts. Shift+Tab or a click goes to "
        "its file; a name alone means your own decks folder, where the game finds decks. "
        "Rebuilding the deck after more review keeps the progress of its cards. "
        "Escape goes back to the facts, where you can still change every decision."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back to the facts"),
        Binding("ctrl+s", "build", "Build"),
    ]

    def __init__(self, review: FactReview, deck: Path) -> None:
        super().__init__()
        self._review = review
        self._deck = deck
        self._cards = review.deck_cards()

    def compose(self) -> ComposeResult:
        """Totals, the deck's file and the buttons."""
        yield Static("", classes="screen-heading", id="build-heading")
        with VerticalScroll(id="build-body", can_focus=False):
            yield Static(id="build-figures")
            yield Static("Deck file", classes="label", id="build-label")
            yield Line(str(self._deck), id="build-path", compact=True)
            yield Static(id="build-said")
        with Horizontal(id="build-buttons"):
            yield Once("Build", id="build", action="screen.build")
            yield Once("Facts", id="facts", action="screen.back")
            yield Once("Leave", id="leave", action="screen.dismiss(True)")
        yield Footer()

    def on_mount(self) -> None:
        """Show the totals; Enter builds."""
        undecided = self._review.undecided
        self.query_one("#build-heading", Static).update(
            "All facts are decided ✓" if not undecided else "The review so far"
        )
        cards = self._cards
        self.query_one("#build-figures", Static).update(self._figures(cards))
        self.query("#build-label, #build-path, #build").set(display=bool(cards))
        # The name of a deck is at the end of its path.
        self.call_after_refresh(self.query_one(Line).show_caret)
        # Not the line: keys pressed before this screen opened by itself would be typed into it.
        self.set_focus(self.query_one("#build" if cards else "#facts"))

    def _figures(self, cards: int) -> Content:
        counts: Counter[Status] = progress(self._review.file)
        rows = [
            ("✓", "$success", counts[Status.ACCEPTED], "accepted"),
            ("✓", "$success", counts[Status.EDITED], "edited"),
            ("✗", "$error", counts[Status.REJECTED], "rejected"),
            ("?", "$warning", counts[Status.CANDIDATE], "undecided, left out"),
        ]
        lines = [literal_line(self._review.file.title, "bold")]
        lines.extend(
            Content.assemble((f"{mark} ", style), (f"{count:>4} ", "bold"), what)
            for mark, style, count, what in rows
            if count or what == "accepted"
        )
        if cards:
            what = "card" if cards == 1 else "cards"
            lines.append(Content.assemble(("≡ ", MUTED), (f"{cards:>4} ", "bold"), what))
        else:
            lines.append(Content.styled("No accepted fact makes a card yet.", MUTED))
        return Content("\n").join(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to build only what has cards."""
        return action != "build" or self._cards > 0

    @on(Input.Submitted)
    def action_build(self) -> None:
        """Write the deck, after asking if that replaces a file."""
        self._build(over=False)

    def _build(self, over: bool) -> None:
        told = self.query_one("#build-said", Static)
        told.update("")
        with self.app.complaining():
            path = new_deck_path(self.query_one("#build-path", Input).value)
            if self._review.write_deck(path, over):
                where, *more = written(path)
                said = [literal_line(f"✓ {where}", "bold $success"), *map(literal_line, more)]
                told.update(Content("\n").join(said))
                self.set_focus(self.query_one("#leave"))
                return
            ask = f"{one_line(str(path))} already exists. Replace it?"
            self.app.ask(ask, "Replace", "Keep", partial(self._build, over=True))

    def action_back(self) -> None:
        """Go back to the facts."""
        self.dismiss(False)
