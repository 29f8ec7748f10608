"""The best rounds of everybody on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.display import one_line
from quiz.moment import day_to_date_text
from quiz.scoring.highscores import HighScore
from quiz.tui.game_screen import GameScreen
from quiz.tui.text import MUTED
from quiz.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from quiz.game.game import Game
    from quiz.tui.app import QuizApp

SHOWN = 5


class HighScoresScreen(GameScreen[None]):
    """A table for each mode, the player's own rounds marked."""

    HELP: ClassVar[str] = "The best rounds of all players, by mode. ● marks your own."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,h", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """One table after the other."""
        game = cast("QuizApp", self.app).game
        table = game.high_scores()
        yield Static("High scores", classes="screen-heading")
        with VerticalScroll(id="scores"):
            if not table:
                yield Static("No points yet. Play a round: every mode but Cram counts.")
            for mode, rows in table.items():
                yield Static(
                    Content.styled(mode.value.upper(), "bold $accent"), classes="mode-name"
                )
                lines = [_line(n, row, game) for n, row in enumerate(rows[:SHOWN], 1)]
                yield Static(Content("\n").join(lines))
        yield Footer()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#scores").focus()


def _line(rank: int, row: HighScore, game: Game) -> Content:
    own = row.player == game.player
    return Content.assemble(
        ("● " if own else "  ", "$success"),
        f"{rank:>2}. ",
        (f"{row.score.points:>7,}", "bold $accent"),
        (f"  {one_line(row.player)[:20]:<20}", "bold" if own else ""),
        f"  {row.score.correct}/{row.score.answered}  ",
        (day_to_date_text(row.moment.day(game.settings.day_start_hour)), MUTED),
        (f"  {one_line(row.deck)}", MUTED),
    )
