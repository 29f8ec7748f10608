"""The app: it wires screens, themes and the command palette, and does nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import SuspendNotSupported, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from quiz import paths
from quiz.clock import Alarm
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.lost_cards import news_of
from quiz.game.play import play_best
from quiz.game.spreading import spread
from quiz.garbage import settle
from quiz.history.kinds import Mode
from quiz.settings.settings import Settings
from quiz.tui.base_app import BaseApp
from quiz.tui.screens.home_screen import HomeScreen

if TYPE_CHECKING:
    from quiz.card import Card
    from quiz.game.play import Play
    from quiz.storage.log.keeper import Keeper

REFRESH_SECONDS = 1.0
SPREAD_DAYS = 7
WARM_SECONDS = 0.1
BACKUP_SECONDS = 3.0
"""After the start, when the first screen is painted."""


@runtime_checkable
class ShowsGame(Protocol):
    """A screen that shows decks, faults, cards or scores as they are now."""

    is_mounted: bool

    def show_game(self) -> None:
        """Show them anew; the player stays where they are."""
        ...


class QuizApp(BaseApp[None]):
    """The game on the whole screen.

    game: what is played. start: a round to open at once, over the home screen.
    """

    def __init__(self, game: Game, start: Play | None = None) -> None:
        super().__init__(game.settings, game.clock)
        self.game = game
        self._start = start
        self._warm = Alarm(game.clock, WARM_SECONDS)
        self._backup = Alarm(game.clock, BACKUP_SECONDS)
        self._look = Alarm(game.clock, REFRESH_SECONDS)
        self.played: str | None = None
        """The deck of the round that was opened last, or the first one of the paths on the command
        line, until the home screen shows it."""

    def get_default_screen(self) -> HomeScreen:
        """The screen below all others."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Watch decks and history for changes made elsewhere."""
        if self._start is not None:
            self.open_round(self._start)
        elif self.game.store.is_unnamed():
            self._ask_name()
        self.say_changes()
        self._say_checked()
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._heed_shutdown()

    def tick(self) -> None:
        """Do what is due by the clock."""
        if self._warm.rings():
            self._warm_up()
        if self._backup.rings():
            self.keeper.start()
        if self._look.rings():
            self._look.set(REFRESH_SECONDS)
            self._look_for_changes()
        super().tick()

    def _heed_shutdown(self) -> None:
        """Leave as `q` does when the machine shuts down."""
        # Not on every system, and only the main thread may listen.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)

    def _warm_up(self) -> None:
        """Once the first screen is painted, get ready what the second one needs."""
        from quiz.tui.screens.round_screen import RoundScreen  # noqa: F401

        styles = Path(__file__).with_name("screens") / "screens.tcss"
        if not self.stylesheet.has_source(str(styles)):
            self.stylesheet.read(styles)
            self.stylesheet.parse()
        settle()

    def _keep_theme(self, theme: Theme) -> None:
        """Save a theme that was chosen in the command palette."""
        if theme.name == self.game.settings.theme:
            return
        from quiz.settings.load import FILE_NAME
        from quiz.settings.save import save_setting

        try:
            self.game.settings = save_setting(paths.home() / FILE_NAME, "theme", theme.name)
        except QuizError as error:
            self.complain(error)

    @cached_property
    def keeper(self) -> Keeper:
        """Backs the history up beside the game, where that is due."""
        from quiz.storage.log.keeper import Keeper

        game = self.game
        return Keeper(game.store.path, game.settings.backups, self._complain_later)

    def _look_for_changes(self) -> None:
        # A round goes on with the cards that it began with. To look at each file of a large
        # library would only be felt there, by whoever presses a key at that moment.
        if not getattr(self.screen, "HOLDS_CARDS", False):
            self.refresh_game()

    def refresh_game(self) -> None:
        """Take in decks saved, answers given and time gone by meanwhile, and show what changes."""
        try:
            changed = self.game.refresh()
        except QuizError as error:
            self.complain(error)
            return
        if changed:
            self.say_changes()
            for screen in self.screen_stack:
                # One that was opened this moment will show the game as it is by itself.
                if isinstance(screen, ShowsGame) and screen.is_mounted:
                    screen.show_game()

    def _ask_name(self) -> None:
        """Ask who plays, at the first start of all."""
        from quiz.tui.screens.name_screen import NameScreen

        self.push_screen(NameScreen(), self._take_name)

    def _take_name(self, name: str | None) -> None:
        if not name:
            return
        try:
            self.game.store.rename_player(self.game.player, name)
        except QuizError as error:
            self.complain(error)
            self._ask_name()

    def say_changes(self) -> None:
        """Tell which edited cards kept their progress, and which did not."""
        if news := news_of(self.game):
            self.notify(news, title="Decks", markup=False)

    def _say_checked(self) -> None:
        """Tell that the history was checked, when the last session had not ended cleanly, and which
        rows of it are left out."""
        if self.game.store.unclean:
            from quiz.storage.log.store import CHECKED

            self.notify(f"{CHECKED[0].upper()}{CHECKED[1:]}.", title="History", markup=False)
        if told := self.game.store.set_aside():
            self.notify(f"{told}.", title="History", severity="warning", markup=False)

    def use_settings(self, settings: Settings) -> None:
        """Play on with these settings, and show what can be seen of them."""
        self.game.use_settings(settings)
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        self.animation_level = "full" if settings.animations else "none"
        self.use_keys(settings.keys)

    def _complain_later(self, error: QuizError) -> None:
        """As `complain`, from another thread; once the app has ended, on standard error."""
        if self.is_running:
            self.call_later(self.complain, error)
        else:
            print(f"quiz: {one_line(str(error))}", file=sys.stderr)

    # ── screens; imported when first opened, so that the game starts fast ──────────

    def open_round(self, play: Play, *, instead: bool = False) -> None:
        """Play a round, or say why there is none to play.

        instead: whether it takes the place of the screen that is open.
        """
        from quiz.tui.nothing_to_ask import nothing_to_ask

        nothing = nothing_to_ask(play)
        if nothing:
            more = play.more()
            if more is None:
                self.say(nothing)
            else:
                self._offer(more, play.limit_text(), instead)
            return
        from quiz.tui.screens.round_screen import RoundScreen

        if play.decks is not None and len(play.decks) == 1:
            self.played = play.decks[0]
        if instead:
            self.switch_screen(RoundScreen(play))
        else:
            self.push_screen(RoundScreen(play))

    def _offer(self, more: Play, text: str, instead: bool) -> None:
        """Ask whether to go on past the day's limit."""
        from quiz.tui.screens.confirm_screen import ConfirmScreen

        def go_on(yes: bool | None) -> None:
            if yes:
                self.open_round(more, instead=instead)

        question = f"{text}; Enter for more."
        self.push_screen(ConfirmScreen(question, "More", "Enough", lossless=True), go_on)

    def play(self, mode: Mode | None, decks: list[str] | None, search: str = "") -> None:
        """Start a round in this mode (the best one when None) on these decks (all when None), of
        what a search finds where there is one."""
        self.open_round(play_best(self.game, mode, decks, search=search))

    def spread(self, days: int) -> None:
        """Spread what is due over so many days, no longer with 0, and say what that comes to."""
        try:
            spread(self.game, days)
        except QuizError as error:
            self.complain(error)
            return
        today = self.game.today()
        self.say(today.reviews_text or f"{today.counts.due} due today.")
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_game()

    def action_statistics(self) -> None:
        """Open the statistics."""
        from quiz.tui.screens.statistics_screen import StatisticsScreen

        self.push_screen(StatisticsScreen())

    def action_browse(self, deck: str = "") -> None:
        """Open the card browser, on one deck or on all."""
        self.browse_found(f'deck:"{deck}" ' if deck else "")

    def action_set_aside(self) -> None:
        """List what is suspended, buried or flagged."""
        self.browse_found("is:aside ")

    def browse_found(self, search: str) -> None:
        """Open the card browser on what a search finds."""
        from quiz.tui.screens.browser_screen import BrowserScreen

        self.push_screen(BrowserScreen(search))

    def open_deck_options(self, name: str) -> None:
        """Change what holds for one deck or folder."""
        from quiz.tui.screens.deck_options_screen import DeckOptionsScreen

        self.push_screen(DeckOptionsScreen(name))

    def action_add_card(self, deck: str = "") -> None:
        """Write a new card into a deck."""
        from quiz.tui.screens.card_editor import CardEditor

        self.push_screen(CardEditor(deck=deck or None), lambda _: self.refresh_game())

    def edit_card(self, card: Card, done: Callable[[bool | None], None]) -> None:
        """Change a card in the editor; `done` is called when that closes."""
        from quiz.tui.screens.card_editor import CardEditor

        self.push_screen(CardEditor(card=card), done)

    def action_settings(self) -> None:
        """Open the settings."""
        from quiz.tui.screens.settings_screen import SettingsScreen

        self.push_screen(SettingsScreen())

    def action_optimize(self) -> None:
        """Fit the memory model to the player's history, then ask whether to adopt it."""
        from quiz.tui.optimizing import start

        start(self)

    def action_high_scores(self) -> None:
        """Open the table of high scores."""
        from quiz.tui.screens.high_scores_screen import HighScoresScreen

        self.push_screen(HighScoresScreen())

    def action_players(self) -> None:
        """Choose who plays."""
        from quiz.tui.screens.players_screen import PlayersScreen

        self.push_screen(PlayersScreen())

    def edit_file(self, path: Path) -> None:
        """Open a deck in the player's editor, then take in what was saved."""
        from quiz.game.editor import open_editor

        fault: QuizError | None = None
        try:
            with self.suspend():
                try:
                    open_editor(path)
                except QuizError as error:
                    # Outside, it would leave the terminal to the editor that never was.
                    fault = error
        except SuspendNotSupported:
            fault = QuizError("this terminal cannot open an editor; use `quiz edit`")
        if fault is not None:
            self.complain(fault)
        self.refresh_game()

    def action_lost(self) -> None:
        """Show cards that vanished with their progress."""
        from quiz.tui.screens.lost_screen import LostScreen

        self.push_screen(LostScreen())

    def action_faults(self) -> None:
        """Show what is wrong in decks."""
        from quiz.tui.screens.faults_screen import FaultsScreen

        self.push_screen(FaultsScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: every mode and every screen, beside what every app offers."""
        yield from super().get_system_commands(screen)
        for mode in Mode if self.game.decks else ():
            yield SystemCommand(
                f"Play {mode.value}",
                f"Start a round of {mode.value} on all decks",
                lambda mode=mode: self.play(mode, None),
            )
        from quiz.storage.library.folders import folders

        for name, loaded in self.game.decks.items():
            yield SystemCommand(
                # Square brackets would be read as markup here.
                f"Deck {one_line(loaded.title)}".replace("[", "\\["),
                "Play what is best now in this deck",
                lambda name=name: self.play(None, [name]),
                discover=False,
            )
        for name in (*self.game.decks, *folders(self.game.decks)):
            yield SystemCommand(
                f"Options of {one_line(name)}".replace("[", "\\["),
                "Pause it, or give it limits of its own",
                lambda name=name: self.open_deck_options(name),
                discover=False,
            )
        if self.game.settings.spread_until:
            yield SystemCommand(
                "Spread no longer", "Today's reviews by their limit again", lambda: self.spread(0)
            )
        elif self.game.decks:
            yield SystemCommand(
                "Spread over a week",
                "Share out what is due over seven days",
                lambda: self.spread(SPREAD_DAYS),
            )
        yield SystemCommand("Statistics", "How well you remember", self.action_statistics)
        yield SystemCommand("Browse cards", "Search and filter cards", self.action_browse)
        yield SystemCommand(
            "Set aside", "Cards that are suspended, buried or flagged", self.action_set_aside
        )
        yield SystemCommand("Add card", "Write a card into a deck", self.action_add_card)
        yield SystemCommand("Settings", "Change how the game plays", self.action_settings)
        yield SystemCommand(
            "Optimize", "Fit the memory model to your history", self.action_optimize
        )
        yield SystemCommand("High scores", "The best rounds", self.action_high_scores)
        yield SystemCommand("Players", "Choose who plays", self.action_players)
        yield SystemCommand(
            "Lost progress", "Cards that vanished, and what continues them", self.action_lost
        )
        yield SystemCommand("Deck faults", "What is wrong in decks", self.action_faults)


def run_app(
    game: Game,
    mode: Mode | None,
    decks: list[str] | None,
    limit: int | None,
    at_once: bool,
    search: str = "",
) -> int:
    """Run the app until the player leaves; returns the exit status."""
    start = play_best(game, mode, decks, limit, search) if at_once else None
    app = QuizApp(game, start)
    if decks:
        app.played = decks[0]
    with _ended_by_hang_up(game):
        try:
            app.run()
        finally:
            # The game last: whoever closes the history last carries its log over and deletes it,
            # and the backup only reads.
            try:
                app.keeper.finish()
            finally:
                game.close()
    return app.return_code or 0


@contextmanager
def _ended_by_hang_up(game: Game) -> Iterator[None]:
    """Close the history and end at once when the terminal is closed.

    Textual would first write its farewell to the terminal that is gone, and wait for that forever.
    """

    def end(*_: object) -> None:
        with suppress(Exception):
            # The history first: what follows from it can be derived again.
            game.store.close()
        with suppress(Exception):
            game.close()
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
