"""Who plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.errors import QuizError
from quiz.history.events import Answer
from quiz.history.log import effective
from quiz.scoring.level import level_of
from quiz.scoring.points import score_answers
from quiz.tui.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class PlayersScreen(GameScreen[None]):
    """The players of this machine; each has progress and scores of their own."""

    HELP: ClassVar[str] = (
        "Every player has progress, scores and streaks of their own; decks and settings are "
        "shared. Type a name to add a player."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("n", "new", "New player"),
    ]

    def compose(self) -> ComposeResult:
        """The players, and a line for a new one."""
        yield Static("Who plays?", classes="screen-heading")
        yield OptionList(id="players-list")
        yield Input(placeholder="Name of a new player, then Enter", id="new-player", max_length=40)
        yield Footer()

    @property
    def _app(self) -> QuizApp:
        return cast("QuizApp", self.app)

    def on_mount(self) -> None:
        """List the players, the present one first."""
        game = self._app.game
        self._players = game.store.players()
        rows = self.query_one("#players-list", OptionList)
        for player in self._players:
            answers: list[Answer] = effective(game.store.events(player.id))
            level = level_of(score_answers(answers))
            mark = "● " if player.id == game.player else "  "
            rows.add_option(
                Option(
                    Content.assemble(
                        (mark, "$success"),
                        (f"{one_line(player.name):<24}", "bold"),
                        (f"level {level.number:<3}", "$secondary"),
                        f" {level.points:>9,} points {len(answers):>8,} answers",
                    )
                )
            )
        rows.focus()

    def action_new(self) -> None:
        """Go to the line for a new player."""
        self.query_one("#new-player").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on as the chosen player."""
        self._choose(self._players[event.option_index].id)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            return
        store = self._app.game.store
        try:
            player = store.find_player(event.value) or store.add_player(event.value)
        except QuizError as error:
            self._app.complain(error)
            return
        self._choose(player.id)

    def _choose(self, player: str) -> None:
        game = self._app.game
        try:
            game.store.choose_player(player)
            game.use_player(player)
        except QuizError as error:
            self._app.complain(error)
            return
        self.dismiss()
