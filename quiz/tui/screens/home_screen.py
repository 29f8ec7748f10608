"""The home screen: what is due, the modes and the decks."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static

from quiz.game.deck_rows import rows_of
from quiz.game.game import TOUR_DECK
from quiz.game.left_rounds import LeftRound, left_by
from quiz.game.mode_keys import MODE_KEYS
from quiz.game.newcomer import deck_after, is_begun_tour
from quiz.game.scores import daily_goal_of
from quiz.history.kinds import Mode
from quiz.settings.keys import HOME
from quiz.settings.load import settings_path
from quiz.settings.save import save_folded
from quiz.tui.own_keys import bind
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import DASHBOARD, LOW, NARROW, TALL, WIDE
from quiz.tui.undoing import ask_to_undo
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.deck_panel import DeckPanel, day_text
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.home_notes import (
    NO_DECKS,
    faults_note,
    left_note,
    lost_note,
    show_note,
    sync_note,
    welcome,
)
from quiz.tui.widgets.home_status import goal_line, status_line
from quiz.tui.widgets.key_line import Key, KeyLine
from quiz.tui.widgets.play_button import PlayButton

if TYPE_CHECKING:
    from quiz.statistics.today import Today
    from quiz.tui.widgets.dashboard import Dashboard

_NEEDS_DECKS = ("play_best", "play_mode", "browse", "edit_deck", "deck_options")
"""Actions that do nothing in an empty library."""

_PLAY, _CARDS, _YOU, _GAME = map(Binding.Group, ("Play", "Decks and cards", "You", "The game"))
"""The groups of the keys in the help."""

MARGIN = 2
"""Empty columns on both sides; the stylesheet has the same number."""


class HomeScreen(GameScreen[None]):
    """Where the game starts and every round returns to."""

    CSS_PATH = None
    """The first screen: the app has its styles, so that the game starts without the others."""
    AUTO_FOCUS = "DeckList"

    HELP: ClassVar[str] = (
        "Pick a deck, a folder or all decks with the arrow keys or a click; Enter or a double "
        "click plays the best mode: due cards, else new ones, else a quiz. The letters "
        "in the row of modes start that mode on the highlighted row; d pauses it or gives it "
        "its own limits. Left and right, or a click on its sign, fold and unfold a folder.\n"
        "Bars: ━ mastered, ─ started, ┄ new."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play_best", "Play", show=False, tooltip="The best mode for now", group=_PLAY),
        *(
            Binding(
                key,
                f"play_mode('{mode.value}')",
                mode.value.capitalize(),
                show=False,
                tooltip=tip,
                group=_PLAY,
            )
            for mode, (key, tip) in MODE_KEYS.items()
        ),
        Binding("C", "resume", "Go on with the round left", show=False, group=_PLAY),
        Binding("s", "app.statistics", "Stats", group=_YOU),
        Binding("w", "browse", "Browse", group=_CARDS),
        Binding("a", "add_card", "Add", group=_CARDS),
        Binding("d", "deck_options", "Options", group=_CARDS),
        Binding("e", "edit_deck", "Edit deck", show=False, group=_CARDS),
        Binding("t", "app.set_aside", "Cards set aside", show=False, group=_CARDS),
        Binding("h", "app.high_scores", "Scores", show=False, group=_YOU),
        Binding(
            "asterisk", "app.achievements", "Achievements", key_display="*", show=False, group=_YOU
        ),
        Binding("y", "app.players", "Players", show=False, group=_YOU),
        Binding("f", "app.faults", "Deck faults", show=False, group=_CARDS),
        Binding("D", "app.questions", "Questions from your devices", show=False, group=_CARDS),
        Binding("x", "app.lost", "Lost progress", show=False, group=_CARDS),
        bind("undo", HOME, "undo", "Undo the last step", show=False, group=_GAME),
        Binding("o", "app.settings", "Settings", group=_GAME),
        Binding("q", "app.quit", "Quit", group=_GAME),
        # For when the play button has the focus.
        Binding("up,k", "to_decks('up')", "Up", show=False),
        Binding("down,j", "to_decks('down')", "Down", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Status line, goal, play button, modes and decks."""
        yield Static(id="top")
        yield Static(id="goal")
        yield PlayButton(id="play")
        yield KeyLine(
            [Key(key, key, mode.value.capitalize(), tip) for mode, (key, tip) in MODE_KEYS.items()],
            pad=1,
            style="on $panel",
            fill=True,
            id="modes",
        )
        yield DeckPanel(id="deck-panel")
        if self._has_side(self.app.size):
            yield self._new_side()
        yield Footer(palette=True)

    def __init__(self) -> None:
        super().__init__()
        self._side: Dashboard | None = None
        self._welcomed = False
        self._greets = False
        self._begun = False
        """Whether the tour was left before its end."""
        self._empty = False
        self._today: Today | None = None
        self._left: LeftRound | None = None

    def on_screen_resume(self) -> None:
        """Show the current state whenever this screen comes back."""
        self.show_game()

    def on_resize(self) -> None:
        """Fit the status line to the new width."""
        if self.is_current:
            self._fit()

    def show_game(self) -> None:
        """Show the current decks, scores and goal."""
        game = self.game
        self._today, counted = game.today_by_deck()
        rows = rows_of(game, self._today.counts, counted)
        decks = self.query_one(DeckList)
        played, self.app.played = self.app.played, None
        # Where the player was takes precedence over the welcome.
        self._welcomed = self._welcomed or played is not None
        highlight = None if played is None else deck_after(game, played)
        decks.show(rows, game.settings.folded, highlight)
        self._show_emptiness(not rows)
        self._greet()
        self._left = left_by(game)
        show_note(self, "left", left_note(self._left), "screen.resume")
        show_note(self, "faults", faults_note(game), "app.faults")
        show_note(self, "lost", lost_note(game), "app.lost")
        show_note(self, "sync", sync_note(self.app.questions), "app.questions")
        self._fit()

    def _has_side(self, size: Size) -> bool:
        """Whether there is room for the dashboard beside the decks."""
        return size.width >= WIDE and size.height >= LOW

    def _show_side(self) -> bool:
        """Show the dashboard if there is room for it and something to play; returns whether."""
        wanted = self._has_side(self.size) and not self._empty
        side = self._side
        if side is not None:
            side.display = wanted
            if wanted and side.is_mounted:
                side.show_game(self.game, low=self.size.height < TALL)
        elif wanted:
            self.mount(self._new_side(), before="#footer")
            self.call_after_refresh(self._show_side)
        return wanted

    def _new_side(self) -> Dashboard:
        # A small window has no room for it, and starts sooner without.
        from quiz.tui.widgets.dashboard import Dashboard

        self._side = Dashboard(id="side")
        return self._side

    def _fit(self) -> None:
        """Show what depends on the width."""
        side = self._show_side()
        width = self.size.width - 2 * MARGIN - (DASHBOARD if side else 0)
        self.query_one("#goal", Static).display = not side and self.size.height >= LOW
        self.query_one("#top", Static).update(status_line(self.game, width, with_streak=not side))
        self.query_one("#goal", Static).update(goal_line(daily_goal_of(self.game), width))
        wide = self.size.width >= NARROW
        if self._today is not None:
            self.query_one(DeckPanel).show_day(day_text(self._today, wide=wide))
        self._show_play()

    def _show_emptiness(self, empty: bool) -> None:
        """While there are no decks, offer only what works without them."""
        if empty == self._empty:
            return
        self._empty = empty
        self.query_one(DeckPanel).display = self.query_one("#modes").display = not empty
        show_note(self, "empty", NO_DECKS if empty else Content())
        self.set_focus(self.query_one(PlayButton if empty else DeckList))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without decks there is nothing to play, browse or edit; only a round that was left goes
        on."""
        if action == "resume":
            return self._left is not None
        return not (self._empty and action in _NEEDS_DECKS)

    def _greet(self) -> None:
        """Find out whether to greet a new player, and highlight the deck that explains the game."""
        game = self.game
        self._begun = is_begun_tour(game)
        self._greets = bool(game.decks) and (self._begun or not game.collection.days_played())
        if self._greets and TOUR_DECK in game.decks and not self._welcomed:
            self.query_one(DeckList).choose(TOUR_DECK)
            self._welcomed = True

    @on(OptionList.OptionHighlighted)
    def _show_play(self) -> None:
        """Say what the button plays, and to a new player what Enter does."""
        row = self.query_one(DeckList).chosen
        on_tour = row is not None and row.name == TOUR_DECK
        show_note(self, "welcome", welcome(on_tour, self._begun) if self._greets else Content())
        self.query_one(PlayButton).show(row, wide=self.size.width >= NARROW)

    def _highlighted_deck(self) -> str | None:
        """The name of the highlighted deck; None if the row has several decks."""
        row = self.query_one(DeckList).chosen
        return row.name if row is not None and row.name in self.game.decks else None

    def _play(self, mode: Mode | None) -> None:
        """Play the highlighted row, and highlight it again afterwards."""
        row = self.query_one(DeckList).chosen
        if row is None:
            self.app.play(mode, None)
        else:
            self.app.play(mode, row.decks, row.search)
            self.app.played = row.name

    @on(PlayButton.Pressed)
    def _pressed(self) -> None:
        if self._empty:
            self.action_add_card()
        else:
            self.action_play_best()

    def action_resume(self) -> None:
        """Go on with the round that was left early."""
        self.app.go_on()

    def action_to_decks(self, direction: str) -> None:
        """Focus the decks and move one row in this direction."""
        decks = self.query_one(DeckList)
        self.set_focus(decks)
        (decks.action_cursor_up if direction == "up" else decks.action_cursor_down)()

    @on(OptionList.OptionSelected)
    def action_play_best(self) -> None:
        """Play the best mode on the highlighted row."""
        self._play(None)

    def action_play_mode(self, mode: str) -> None:
        """Play this mode on the highlighted row; the challenge of the day, on all decks."""
        if mode == Mode.CHALLENGE:
            self.app.play(Mode.CHALLENGE, None)
        else:
            self._play(Mode(mode))

    @on(DeckList.Folded)
    def _folded(self, event: DeckList.Folded) -> None:
        """Remember which folders are folded."""
        with self.app.complaining():
            self.game.settings = save_folded(settings_path(), event.name, event.folded)
        self.show_game()

    def action_undo(self) -> None:
        """Undo the player's latest step, an answer or a mark on cards, after asking."""
        ask_to_undo(self.app)

    def action_hardest(self) -> None:
        """Show the hardest card in the browser."""
        prompt = self._side.hardest if self._side is not None else ""
        if prompt:
            self.app.browse_found(f"{quote(prompt)} ")

    def action_browse(self) -> None:
        """Browse the cards of the highlighted deck or folder."""
        row = self.query_one(DeckList).chosen
        if row is not None and row.search:
            self.app.browse_found(row.search)
        else:
            self.app.action_browse(row.name or "" if row is not None else "")

    def action_deck_options(self) -> None:
        """Pause the highlighted deck or folder, or change its options."""
        row = self.query_one(DeckList).chosen
        if row is None or row.name is None or row.search:
            self.app.say("Highlight a deck or folder first; o has the settings for all decks.")
        else:
            self.app.open_deck_options(row.name)

    def action_add_card(self) -> None:
        """Add a card to the highlighted deck, or to one of the player's own decks if the welcome
        deck is highlighted."""
        deck = self._highlighted_deck() or ""
        self.app.action_add_card("" if deck == TOUR_DECK else deck)

    def action_edit_deck(self) -> None:
        """Open the highlighted deck in the player's editor."""
        deck = self._highlighted_deck()
        if deck is not None:
            self.app.edit_file(self.game.decks[deck].path)
        else:
            self.app.say("Highlight a single deck to edit it.")
