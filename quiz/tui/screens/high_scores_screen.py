"""The best rounds of all players on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.game.deck_titles import deck_title
from quiz.game.figures import best_rounds
from quiz.moment import day_to_date_text
from quiz.scoring.highscores import HighScore, ranks
from quiz.tui.literal import MUTED, cut
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from quiz.game.game import Game

SHOWN = 5

COLUMN, GUTTER, WIDEST = 52, 4, 132
"""The least width of one table, the cells between two of them, and the most that they take."""


class HighScoresScreen(GameScreen[None]):
    """One table per mode, with the player's own rounds marked."""

    HELP: ClassVar[str] = "The best rounds of all players, by mode. ● marks your own."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,h", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """One table per mode."""
        table = self._table = best_rounds(self.game)
        yield Static("High scores", classes="screen-heading")
        with VerticalScroll(id="scores"):
            if not table:
                yield Static("No points yet. Play a round in any mode except Cram.")
            with ItemGrid(min_column_width=COLUMN):
                for mode in table:
                    with Vertical(classes="mode"):
                        yield Static(Content.styled(mode.value.upper(), "bold $accent"))
                        yield Static(id=f"scores-{mode.value}")
        yield Footer()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        game = self.game
        page = self.query_one("#scores").scrollable_content_region.width
        page = min(page, WIDEST)
        if page >= 2 * COLUMN + GUTTER:
            page = (page - GUTTER) // 2
        for mode, rows in self._table.items():
            shown = zip(ranks(row.score.points for row in rows), rows[:SHOWN], strict=False)
            lines = [_line(rank, row, game, page) for rank, row in shown]
            self.query_one(f"#scores-{mode.value}", Static).update(Content("\n").join(lines))


def _line(rank: int, row: HighScore, game: Game, width: int) -> Content:
    own = row.player == game.player
    narrow = width < NARROW
    name = 8 if narrow else 16
    player = cut(game.store.name_of(row.player), name)
    day = day_to_date_text(row.moment.day(game.settings.day_start_hour))
    line = Content.assemble(
        ("● " if own else "  ", "$success"),
        f"{rank:>2}. ",
        (f"{row.score.points:>7,}", "bold $accent"),
        (f"  {player}{' ' * (name - cell_len(player))}", "bold" if own else ""),
        "" if narrow else f"{row.score.correct:>4}/{row.score.answered:<3}",
        ("" if narrow else f"  {day}", MUTED),
    )
    deck = deck_title(game, row.deck) if row.deck else "All decks"
    title = cut(deck, max(4, width - line.cell_length - 2))
    return Content.assemble(line, (f"  {title}", MUTED))
