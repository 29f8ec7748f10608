"""The app. It only wires screens, themes and the command palette together."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import starmap
from types import ModuleType
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from quiz.card import Card
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.deck_titles import deck_title
from quiz.game.game import Game
from quiz.game.left_rounds import left_by, throw_away
from quiz.game.spreading import spread
from quiz.history.kinds import Mode
from quiz.progress import Progress, silent
from quiz.storage.library.folders import folders
from quiz.tui.game_app import GameApp
from quiz.tui.screens.faults_screen import FaultsScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.lost_screen import LostScreen
from quiz.tui.theme_choice import ThemeChoice

if TYPE_CHECKING:
    from quiz.game.starting import Playing

SPREAD_DAYS = 7


class QuizApp(GameApp):
    """The game in full screen.

    start: a round or a board to open at once, on top of the home screen.
    """

    def __init__(self, game: Game, start: Playing | None = None) -> None:
        super().__init__(game)
        self.start = start

    def get_default_screen(self) -> HomeScreen:
        """The screen below all others."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Open the round asked for, or ask who plays."""
        if self.start is not None:
            self.open_round(self.start)
        elif self.game.store.is_unnamed():
            self._ask_name()

    def _ask_name(self) -> None:
        """Ask for the player's name, at the very first start."""
        from quiz.tui.screens.name_screen import NameScreen

        self.push_screen(NameScreen(), self._take_name)

    def _take_name(self, name: str | None) -> None:
        if name and not self.tried(lambda: self.game.store.rename_player(self.game.player, name)):
            self._ask_name()

    # ── screens; those that take long to import wait until they are opened ─────────

    def play(self, mode: Mode | None, decks: list[str] | None, search: str = "") -> None:
        """Play in this mode; arguments as for `quiz.game.starting.start`."""
        _opening().play(self, mode, decks, search)

    def open_round(self, playing: Playing, *, instead: bool = False) -> None:
        """Show a round or a board, or say why there is nothing to play.

        instead: replace the open screen.
        """
        _opening().show(self, playing, instead=instead)

    def go_on(self) -> None:
        """Go on with the round that the player left, perhaps in an earlier session."""
        _opening().go_on_with_left(self)

    def throw_away(self) -> None:
        """Forget the round that the player left."""
        with self.complaining():
            throw_away(self.game)
        self.show_game()

    def leave(self) -> None:
        """Keep the round that is open, if any, so that it can go on in another session. Raises
        QuizError."""
        if self.round is not None:
            _opening().leave_open(self.round)

    def spread(self, days: int) -> None:
        """Spread the due reviews over `days` days (0 stops spreading) and show the result."""
        with self.complaining():
            spread(self.game, days)
            today = self.game.today()
            self.say(today.reviews_text or f"{today.counts.due} due today.")
            self.show_game()

    def action_statistics(self) -> None:
        """Open the statistics."""
        from quiz.tui.screens.statistics_screen import StatisticsScreen

        self.push_screen(StatisticsScreen())

    def search_themes(self) -> None:
        """Choose a theme in the palette."""
        self.push_screen(CommandPalette([ThemeChoice], placeholder="Search for themes…"))

    def action_set_aside(self) -> None:
        """List what is suspended, buried or flagged."""
        self.browse_found("is:aside ")

    def browse_found(self, search: str) -> None:
        """Open the card browser with this search."""
        from quiz.tui.screens.browser_screen import BrowserScreen

        self.push_screen(BrowserScreen(search))

    def open_deck_options(self, name: str) -> None:
        """Change the options of one deck or folder."""
        self.push_screen(_hall().DeckOptionsScreen(name))

    def action_add_card(self, deck: str = "") -> None:
        """Write a new card into a deck."""
        self._open_editor(lambda _: self.refresh_game(), deck)

    def edit_card(self, card: Card, done: Callable[[bool | None], None]) -> None:
        """Edit a card; `done` is called when the editor closes."""
        self._open_editor(done, card=card)

    def _open_editor(
        self, done: Callable[[bool | None], None], deck: str = "", card: Card | None = None
    ) -> None:
        # It reads and writes decks, with what no other screen needs at the start.
        from quiz.tui.screens.card_editor import CardEditor

        self.push_screen(CardEditor(deck or None, card), done)

    def action_settings(self) -> None:
        """Open the settings."""
        self.push_screen(_hall().SettingsScreen())

    def action_optimize(self) -> None:
        """Fit the memory model to the player's history, then ask whether to adopt it."""
        from quiz.tui.optimizing import start

        start(self)

    def action_achievements(self) -> None:
        """Open the achievements."""
        self.push_screen(_hall().AchievementsScreen())

    def action_high_scores(self) -> None:
        """Open the table of high scores."""
        self.push_screen(_hall().HighScoresScreen())

    def action_players(self) -> None:
        """Choose who plays."""
        self.push_screen(_hall().PlayersScreen())

    def action_lost(self) -> None:
        """Show cards that lost their progress."""
        self.push_screen(LostScreen())

    def action_questions(self) -> None:
        """Answer what syncs could not decide."""
        self.push_screen(_hall().QuestionsScreen(), lambda _: self.show_game())

    def action_faults(self) -> None:
        """Show what is wrong in decks."""
        self.push_screen(FaultsScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: every mode and screen, plus what every app offers."""
        yield from super().get_system_commands(screen)
        if left := left_by(self.game):
            yield SystemCommand("Go on with the round", left.place, self.go_on)
            yield SystemCommand(
                "Throw away the round left", f"{left.place}; its answers stay", self.throw_away
            )
        for mode in Mode if self.game.decks else ():
            yield SystemCommand(
                f"Play {mode.value.capitalize()}",
                f"Start a round of {mode.value.capitalize()} on all decks",
                lambda mode=mode: self.play(mode, None),
            )
        for name in self.game.decks:
            yield SystemCommand(
                # Square brackets would be read as markup.
                f"Deck {one_line(deck_title(self.game, name))}".replace("[", "\\["),
                "Play the best mode for this deck",
                lambda name=name: self.play(None, [name]),
                discover=False,
            )
        for name in (*self.game.decks, *folders(self.game.decks)):
            yield SystemCommand(
                f"Options of {one_line(name)}".replace("[", "\\["),
                "Pause it, or give it its own limits",
                lambda name=name: self.open_deck_options(name),
                discover=False,
            )
        if self.game.settings.spread_until:
            yield SystemCommand(
                "Stop spreading", "Go back to the daily review limit", lambda: self.spread(0)
            )
        elif self.game.decks:
            yield SystemCommand(
                "Spread over a week",
                "Spread due reviews over seven days",
                lambda: self.spread(SPREAD_DAYS),
            )
        screens = (
            ("Statistics", "How well you remember", self.action_statistics),
            ("Browse cards", "Search and filter cards", self.action_browse),
            ("Set aside", "Suspended, buried and flagged cards", self.action_set_aside),
            ("Add card", "Write a card into a deck", self.action_add_card),
            ("Settings", "Change how the game plays", self.action_settings),
            ("Optimize", "Fit the memory model to your history", self.action_optimize),
            ("Achievements", "What you have reached, and what is near", self.action_achievements),
            ("High scores", "The best rounds", self.action_high_scores),
            ("Players", "Choose who plays", self.action_players),
            ("Lost progress", "Hand progress from vanished cards to new ones", self.action_lost),
            ("Questions from devices", "What syncs could not decide", self.action_questions),
            ("Deck faults", "What is wrong in decks", self.action_faults),
        )
        yield from starmap(SystemCommand, screens)


def _opening() -> ModuleType:
    from quiz.tui import opening

    return opening


def _hall() -> ModuleType:
    from quiz.tui.screens import hall

    return hall


def run_app(
    game: Game,
    mode: Mode | None,
    decks: list[str] | None,
    limit: int | None,
    at_once: bool,
    search: str = "",
    resume: bool = False,
    progress: Progress = silent,
) -> int:
    """Run the app until the player leaves; returns the exit status. resume: go on with the round
    that was left; QuizError if there is none. progress: reports what a sync at the end does."""
    app = QuizApp(game)
    if resume:
        app.start = _opening().go_on(game)
    elif at_once:
        app.start = _opening().start(game, mode, decks, limit, search)
    if decks:
        app.played = decks[0]
    goodbye = ""
    with _ended_by_hang_up(app):
        try:
            app.run()
        finally:
            with suppress(QuizError):
                app.leave()
            # Close the game last: the last connection to the history merges and deletes its
            # write-ahead log, and the backup only reads.
            try:
                app.keeper.finish()
                app.syncer.finish(progress)
                with suppress(QuizError):
                    goodbye = farewell(game)
            finally:
                game.close()
    if goodbye and not app.return_code:
        print(goodbye)
    return app.return_code or 0


def farewell(game: Game) -> str:
    """What is still due and what comes tomorrow, for the terminal after the game, or else when the
    next card comes back; "" if none does, or nothing was played today."""
    if not game.collection.day_count("answers", game.clock()):
        return ""
    today = game.today()
    coming = [today.shell_text, today.tomorrow.text if today.tomorrow.due else ""]
    if any(coming):
        return " ".join(f"{text}." for text in coming if text)
    wait = game.next_review()
    return "" if wait is None else f"The next card comes back {wait.text}."


@contextmanager
def _ended_by_hang_up(app: QuizApp) -> Iterator[None]:
    """Close the history and exit at once when the terminal is closed.

    Textual would wait forever, trying to restore a terminal that is gone.
    """

    def end(*_: object) -> None:
        with suppress(Exception):
            # The history first: everything else can be derived from it.
            app.game.store.close()
        with suppress(Exception):
            app.leave()
        with suppress(Exception):
            app.game.close()
        os._exit(129)

    name = getattr(signal, "SIGHUP", None)
    before = None
    with suppress(ValueError):
        # Only the main thread may listen.
        before = signal.signal(name, end) if name is not None else None
    try:
        yield
    finally:
        if name is not None and before is not None:
            signal.signal(name, before)
