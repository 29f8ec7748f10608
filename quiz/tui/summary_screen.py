"""The end of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from quiz.errors import QuizError
from quiz.game.play import Play
from quiz.history.events import Mode
from quiz.round.summary import Summary
from quiz.tui.game_screen import GameScreen
from quiz.tui.text import literal_line
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

LONGEST_MISSED = 50


class SummaryScreen(GameScreen[None]):
    """Accuracy, points, best combo, the missed cards, and what comes due when."""

    HELP: ClassVar[str] = (
        "All answers are saved. Play the missed cards again, start another round like this one, "
        "or take back the last answer with u."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "home", "Home"),
        Binding("escape", "home", "Home", show=False),
        Binding("m", "missed", "Replay missed"),
        Binding("n", "again", "Next round"),
        Binding("u,f3", "undo", "Undo"),
    ]

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self._summary = play.summary()

    @property
    def _app(self) -> QuizApp:
        return cast("QuizApp", self.app)

    def compose(self) -> ComposeResult:
        """The figures, the lists, the buttons."""
        summary = self._summary
        with VerticalScroll(id="summary"):
            yield Static(_title(summary), id="title")
            yield Static(_figures(summary), id="figures")
            yield Static(progress_bar(summary.accuracy, 30, "$success"), id="accuracy")
            if self.play.is_record():
                yield Static(Content.styled("★ Your best round yet", "bold $accent"), id="record")
            if summary.missed:
                yield Static("Missed", classes="heading")
                for card in summary.missed[:LONGEST_MISSED]:
                    yield Static(
                        Content.assemble(
                            ("✗ ", "$error"),
                            literal_line(card.prompt),
                            ("  →  ", "$text-muted"),
                            literal_line(card.answer, "bold"),
                        ),
                        classes="missed",
                    )
                more = len(summary.missed) - LONGEST_MISSED
                if more > 0:
                    yield Static(f"and {more} more", classes="missed")
            elif summary.asked:
                yield Static(Content.styled("✓ Nothing missed", "$success"), classes="heading")
            if summary.due:
                yield Static("Coming back", classes="heading")
                yield Static(_due(summary), id="due")
        with ItemGrid(id="buttons", min_column_width=18):
            yield Button("Home", id="home", variant="primary", compact=True)
            yield Button("Next round", id="again", compact=True)
            yield Button("Replay missed", id="missed", compact=True, disabled=not summary.missed)
            yield Button("Undo last", id="undo", compact=True, disabled=not summary.asked)
        yield Footer(id="footer", compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Enter leads home."""
        self.query_one("#home").focus()

    @on(Button.Pressed, "#home")
    def action_home(self) -> None:
        """Back to the home screen."""
        self.dismiss()

    @on(Button.Pressed, "#missed")
    def action_missed(self) -> None:
        """Play the missed cards."""
        if self._summary.missed:
            self._play(self.play.replay_missed())

    @on(Button.Pressed, "#again")
    def action_again(self) -> None:
        """Another round in this mode, or in the best one when there is nothing left for it."""
        self._play(self.play.another())

    @on(Button.Pressed, "#undo")
    def action_undo(self) -> None:
        """Take back the last answer and ask it again."""
        try:
            if self.play.undo():
                self._play(self.play)
        except QuizError as error:
            self._app.complain(error)

    def _play(self, play: Play) -> None:
        from quiz.tui.round_screen import RoundScreen

        self.app.switch_screen(RoundScreen(play))


def _title(summary: Summary) -> Content:
    praise = (
        "Perfect!"
        if summary.asked and summary.accuracy == 1.0
        else "Well played!"
        if summary.accuracy >= 0.7
        else "Keep going!"
    )
    return Content.assemble(
        (f" {summary.mode.value.upper()} ", "bold $background on $accent"), (f"  {praise}", "bold")
    )


def _figures(summary: Summary) -> Content:
    unscored = summary.mode is Mode.CRAM
    points = "no points in a Cram" if unscored else f"{summary.points:,} points"
    return Content.assemble(
        (points, "bold $accent"),
        f"   {summary.right} of {summary.asked} right ({summary.accuracy:.0%})",
        (f"   best combo {summary.best_streak}", "$secondary"),
        (f"   {_duration(summary.seconds)}", "$text-muted"),
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _due(summary: Summary) -> Content:
    names = {0: "today", 1: "tomorrow"}
    width = max(number for _, number in summary.due)
    lines = [
        Content.assemble(
            (f"{names.get(days, f'in {days} days'):>12}  ", "$text-muted"),
            progress_bar(number / width, 16, "$primary"),
            f"  {number}",
        )
        for days, number in summary.due
    ]
    return Content("\n").join(lines)
