"""What the screens of the game know of their app: the game, and how to open each other.

It imports no screen, so that each screen can import it; `app` imports and opens them.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import SuspendNotSupported
from textual.theme import Theme

from quiz.card import Card
from quiz.clock import Alarm
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game import editor
from quiz.game.game import Game
from quiz.game.left_rounds import NO_CARDS_LEFT
from quiz.game.lost_cards import news_of
from quiz.history.kinds import Mode
from quiz.settings.load import load_settings, settings_path
from quiz.settings.save import save_setting
from quiz.settings.settings import Settings
from quiz.storage.log.keeper import Keeper
from quiz.storage.log.store import CHECKED
from quiz.storage.sync.background import Syncer
from quiz.tui.base_app import BaseApp
from quiz.tui.widgets.celebration import Celebration
from quiz.wording import with_capital

if TYPE_CHECKING:
    from quiz.game.feats import Feat
    from quiz.game.play import Play
    from quiz.game.starting import Playing
    from quiz.storage.sync.report import Report

REFRESH_SECONDS = 1.0
SYNC_SECONDS = 1.0
BACKUP_SECONDS = 3.0
"""Time from the start to the backup; the first screen is painted by then, and even at the first
sync."""


@runtime_checkable
class ShowsGame(Protocol):
    """A screen that shows decks, faults, cards or scores as they are now."""

    is_mounted: bool

    def show_game(self) -> None:
        """Show them again; the player stays where they are."""


class GameApp(BaseApp[object]):
    """The app around a game. Subclasses open the screens."""

    def __init__(self, game: Game) -> None:
        super().__init__(game.settings, game.clock)
        self.game = game
        self._backup = Alarm(game.clock, BACKUP_SECONDS)
        self._sync = Alarm(game.clock, SYNC_SECONDS)
        self._look = Alarm(game.clock, REFRESH_SECONDS)
        self.questions = 0
        """Questions of the last sync that wait for the player."""
        self.played: str | None = None
        """The deck of the last round opened, or the first deck given on the command
        line, until the home screen shows it."""
        self.round: Play | None = None
        """The round that was opened last."""

    def on_mount(self) -> None:
        """Report changes, and listen for theme changes; quit as `q` does when the machine shuts
        down."""
        self.say_changes()
        self._say_checked()
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        # Not every system supports it, and only the main thread may listen.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)

    def tick(self) -> None:
        """Do what is due by the clock."""
        if self._sync.rings():
            self.syncer.start()
        if self._backup.rings():
            self.keeper.start()
        if self._look.rings():
            self._look.set(REFRESH_SECONDS)
            self._look_for_changes()
        super().tick()

    def _keep_theme(self, theme: Theme) -> None:
        """Save a theme chosen in the command palette."""
        if theme.name != self.game.settings.theme:
            with self.complaining():
                self.game.settings = save_setting(settings_path(), "theme", theme.name)

    def celebrate(self, feats: Sequence[Feat], *, in_words: bool = False) -> None:
        """Celebrate the first of these feats in colour, and say the others; say them all
        `in_words`, or if nothing is to move. A bell rings if the player wants it."""
        if not feats:
            return
        if self.game.settings.bell:
            self.bell()
        if self.animation_level != "none" and not in_words:
            first, *feats = feats
            self.stop_celebrating()
            self.screen.mount(Celebration(first))
        if texts := [feat.text for feat in feats if not feat.told]:
            self.notify(" ".join(texts), markup=False)

    def stop_celebrating(self) -> None:
        """Take away what celebrates an earlier answer."""
        self.screen.query_children(Celebration).remove()

    @cached_property
    def keeper(self) -> Keeper:
        """Backs up the history in the background if a backup is due."""
        game = self.game
        return Keeper(game.store.path, game.settings.backups, self._complain_later)

    @cached_property
    def syncer(self) -> Syncer:
        """Syncs with the player's other devices in the background."""
        game = self.game
        home = game.store.path.parent
        return Syncer(home, game.settings.sync_folder, self._tell_sync, game.refresh)

    def _tell_sync(self, report: Report | QuizError) -> None:
        """Say what a sync did; called from another thread."""
        if isinstance(report, QuizError):
            self._complain_later(report)
        elif self.is_running:
            self.call_later(self._take_in, report)

    def _take_in(self, report: Report) -> None:
        """Go on with what came from other devices."""
        game = self.game
        self.questions = report.questions
        if report.news:
            self.notify(report.news, title="From other devices", markup=False)
            self.follow_player()
            settings = load_settings(settings_path()).settings
            if settings != game.settings:
                self.use_settings(settings)
        self._look_for_changes()
        if report.news or report.questions:
            self.show_game()

    def follow_player(self) -> None:
        """Go on as the person to whom the player belongs now, in case they were joined."""
        person = self.game.store.person_of(self.game.player)
        if person is not None and person != self.game.player:
            self.game.use_player(person)

    def _look_for_changes(self) -> None:
        # A round keeps the cards it started with. Checking every file of a large
        # library would only delay a key pressed at that moment.
        if not getattr(self.screen, "HOLDS_CARDS", False):
            self.refresh_game()

    def refresh_game(self) -> None:
        """Pick up new decks, answers and the time that has passed, and show what changed."""
        with self.complaining():
            if self.game.refresh():
                self.say_changes()
                self.show_game()

    def show_game(self) -> None:
        """Show the game as it is now on all open screens."""
        for screen in self.screen_stack:
            # A screen that is still opening shows the current game by itself.
            if isinstance(screen, ShowsGame) and screen.is_mounted:
                screen.show_game()

    def say_changes(self) -> None:
        """Say which edited cards kept their progress and which did not."""
        if news := news_of(self.game):
            self.notify(news, title="Decks", markup=False)

    def _say_checked(self) -> None:
        """Say that the history was checked, if the last session did not end cleanly, and which
        rows are ignored."""
        if self.game.store.unclean:
            self.notify(f"{with_capital(CHECKED)}.", title="History", markup=False)
        if told := self.game.store.set_aside():
            self.notify(f"{told}.", title="History", severity="warning", markup=False)

    def use_settings(self, settings: Settings) -> None:
        """Use these settings from now on, and show the visible ones at once."""
        if settings.sync_folder != self.game.settings.sync_folder:
            # The end of the game syncs with the new folder.
            self.__dict__.pop("syncer", None)
        self.game.use_settings(settings)
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        self.animation_level = "full" if settings.animations else "none"
        self.use_keys(settings.keys)

    def _complain_later(self, error: QuizError) -> None:
        """Call `complain` from another thread; after the app has ended, print to standard error."""
        if self.is_running:
            self.call_later(self.complain, error)
        else:
            print(f"quiz: {one_line(str(error))}", file=sys.stderr)

    def edit_file(self, path: Path) -> None:
        """Open a deck in the player's editor, then reload it."""
        fault: QuizError | None = None
        try:
            with self.suspend():
                try:
                    editor.open_editor(path)
                except QuizError as error:
                    # Raised here, it would leave the app suspended.
                    fault = error
        except SuspendNotSupported:
            fault = QuizError("this terminal cannot open an editor; use `quiz edit`")
        if fault is not None:
            self.complain(fault)
        self.refresh_game()

    # ── for the app that has the screens ───────────────────────────────────────────

    def play(self, mode: Mode | None, decks: list[str] | None, search: str = "") -> None:
        """Play in this mode; arguments as for `quiz.game.starting.start`."""
        raise NotImplementedError

    def open_round(self, playing: Playing, *, instead: bool = False) -> None:
        """Show a round or a board, or say why there is nothing to play.

        instead: replace the open screen.
        """
        raise NotImplementedError

    def resume(self, play: Play, *, instead: bool = False) -> None:
        """Go on with a round that was left early, if it has cards left; instead: see
        `open_round`."""
        with self.complaining():
            if play.resume():
                self.open_round(play, instead=instead)
            else:
                self.say(NO_CARDS_LEFT)

    def go_on(self) -> None:
        """Go on with the round that the player left, perhaps in an earlier session."""
        raise NotImplementedError

    def browse_found(self, search: str) -> None:
        """Open the card browser with this search."""
        raise NotImplementedError

    def action_browse(self, deck: str = "") -> None:
        """Open the card browser on one deck or on all."""
        self.browse_found(f'deck:"{deck}" ' if deck else "")

    def open_deck_options(self, name: str) -> None:
        """Change the options of one deck or folder."""
        raise NotImplementedError

    def action_add_card(self, deck: str = "") -> None:
        """Write a new card into a deck."""
        raise NotImplementedError

    def edit_card(self, card: Card, done: Callable[[bool | None], None]) -> None:
        """Edit a card; `done` is called when the editor closes."""
        raise NotImplementedError
