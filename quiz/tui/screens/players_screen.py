"""The players: choose, add, rename, remove and join them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.history.player import LONGEST_NAME, Player
from quiz.scoring.level import level_of
from quiz.storage.log.players_table import FormerPlayer
from quiz.tui.literal import MUTED, cut
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line

_HEADING = "Who plays?"
_NEW = "Name of the new player, then Enter"


class PlayersScreen(GameScreen[None]):
    """The players on this machine; each has their own progress and scores."""

    HELP: ClassVar[str] = (
        "Every player has their own progress, scores and streaks; decks and settings are "
        "shared. Enter plays as the highlighted player. Renaming changes only the name shown, "
        "nothing else. Join merges two players who are the same person. Nobody is deleted: "
        "Enter on a player who was removed or joined restores them, with all answers."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("n", "new", "New"),
        Binding("r", "rename", "Rename"),
        Binding("j", "join", "Join"),
        Binding("x,delete", "remove", "Remove", key_display="x"),
    ]

    _rows = getters.query_one(ChoiceList)
    _line = getters.query_one(Line)

    def __init__(self) -> None:
        super().__init__()
        self._players: list[Player] = []
        self._absent: list[FormerPlayer] = []
        self._renamed: Player | None = None
        self._joined: Player | None = None

    def compose(self) -> ComposeResult:
        """The players, and a line for a name."""
        yield Static(_HEADING, classes="screen-heading", id="players-heading", markup=False)
        yield ChoiceList(id="players-list")
        yield Line(placeholder=_NEW, id="player-name", max_length=LONGEST_NAME)
        yield Footer()

    def on_mount(self) -> None:
        """List the players."""
        self._show()

    def _show(self) -> None:
        """List all current players; the cursor keeps its position."""
        store = self.game.store
        self._players = store.players()
        self._absent = store.absent_players()
        at = self._rows.highlighted or 0
        self._rows.clear_options()
        self._rows.add_options(Option(self._about(player)) for player in self._players)
        for gone in self._absent:
            joined = f"joined to {store.name_of(gone.joined)}" if gone.joined else "removed"
            self._rows.add_option(Option(Content.styled(f"  {gone.name}, {joined}", MUTED)))
        self._rows.highlighted = min(at, len(self._players) + len(self._absent) - 1)

    def _about(self, player: Player) -> Content:
        ledger = self.game.ledger_of(player.id)
        level = level_of(ledger.points())
        answers = sum(counts["answers"] for counts in ledger.days().values())
        narrow = self.app.size.width < NARROW
        name = f"{cut(one_line(player.name), 16 if narrow else 24):<{16 if narrow else 24}}"
        return Content.assemble(
            ("● " if player.id == self.game.player else "  ", "$success"),
            (name, "bold"),
            (f" level {level.number:<3}", "$secondary"),
            f" {level.points:>9,} points",
            "" if narrow else f" {answers:>8,} answers",
        )

    @property
    def _highlighted(self) -> Player | None:
        """The player under the cursor; None for a removed or joined one."""
        at = self._rows.highlighted
        return self._players[at] if at is not None and at < len(self._players) else None

    # ── choosing ────────────────────────────────────────────────────────────────

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Play as the chosen player, join another to them, or restore one."""
        if event.option_index >= len(self._players):
            self._offer_to_bring_back(self._absent[event.option_index - len(self._players)])
        elif self._joined is not None:
            self._offer_to_join(self._joined, self._players[event.option_index])
        else:
            self._choose(self._players[event.option_index].id)

    def _choose(self, player: str) -> None:
        if self.app.tried(lambda: self._use(player)):
            self.dismiss()

    def _use(self, player: str) -> None:
        self.game.store.choose_player(player)
        self.game.use_player(player)

    # ── names ───────────────────────────────────────────────────────────────────

    def action_new(self) -> None:
        """Go to the line for a new player."""
        self._forget()
        # Not deferred: what is typed next belongs there.
        self.set_focus(self._line)

    def action_rename(self) -> None:
        """Go to the line to rename the highlighted player."""
        player = self._highlighted
        if player is None:
            return
        self._forget()
        self._renamed = player
        self._line.placeholder = f"New name of {player.name}, then Enter"
        self._line.value = player.name
        self.set_focus(self._line)
        self._line.select_all()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        name = event.value
        store = self.game.store
        if not name.strip():
            return
        renamed = self._renamed
        if renamed is None:
            found = store.find_player(name)
            if found is not None:
                self._choose(found.id)
            elif gone := store.absent_players(name):
                self._offer_to_bring_back(gone[0])
            elif self.app.tried(lambda: self._use(store.add_player(name).id)):
                self.dismiss()
        elif self.app.tried(lambda: store.rename_player(renamed.id, name)):
            self._forget()
            self._show()

    def action_leave(self) -> None:
        """Cancel a rename or join in progress, else leave."""
        if self._renamed is None and self._joined is None:
            self.dismiss()
        else:
            self._forget()

    def _forget(self) -> None:
        """Cancel a rename or join."""
        self._renamed = self._joined = None
        self._line.value = ""
        self._line.placeholder = _NEW
        self.query_one("#players-heading", Static).update(_HEADING)
        self.set_focus(self._rows)

    # ── removing and joining ────────────────────────────────────────────────────

    def action_remove(self) -> None:
        """Remove the highlighted player after asking."""
        player = self._highlighted
        if player is None:
            return
        self._forget()
        answers = self.game.store.count(player.id)
        self.app.ask(
            f"Remove {player.name}, with progress, points and scores? The history keeps the "
            f"answers ({answers:,}), and Enter on the name restores everything.",
            "Remove",
            "Keep",
            lambda: self._change(lambda: self.game.store.remove_player(player.id)),
        )

    def action_join(self) -> None:
        """Start joining the highlighted player to another; Enter on that one finishes."""
        player = self._highlighted
        if player is None or len(self._players) < 2:
            self.app.say("Joining needs two players.")
            return
        self._forget()
        self._joined = player
        self.query_one("#players-heading", Static).update(
            f"Who is also {cut(player.name, 16)}? Choose with Enter"
        )

    def _offer_to_join(self, player: Player, into: Player) -> None:
        if player == into:
            self._forget()
            return
        store = self.game.store
        self.app.ask(
            f"Merge {player.name} ({store.count(player.id):,} answers) into {into.name} "
            f"({store.count(into.id):,})? Enter on the name undoes it.",
            "Join",
            "Cancel",
            lambda: self._change(lambda: store.join_players(player.id, into.id)),
            otherwise=self._forget,
        )

    def _offer_to_bring_back(self, gone: FormerPlayer) -> None:
        self.app.ask(
            f"Restore {gone.name}, with all answers?",
            "Restore",
            "Cancel",
            lambda: self._change(lambda: self.game.store.bring_back_player(gone.id)),
            otherwise=self._forget,
        )

    def _change(self, change: Callable[[], object]) -> None:
        """Make the confirmed change, then make sure that the current player still exists."""
        self._forget()
        if not self.app.tried(change):
            return
        game = self.game
        here = game.store.person_of(game.player)
        present = [player.id for player in game.store.players()]
        with self.app.complaining():
            game.use_player(here if here in present else game.store.last_player().id)
        self._show()
