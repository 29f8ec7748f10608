"""The plain mode of `quiz play`."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from quiz.cli.ask import ask_clearly, ask_text, at_terminal
from quiz.cli.streams import warn
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.leaving import go_on
from quiz.game.left_rounds import left_by, throw_away
from quiz.game.lost_cards import news_of
from quiz.game.match_play import MatchPlay
from quiz.game.newcomer import is_unfinished_tour, tour
from quiz.game.starting import note_before, start
from quiz.history.kinds import Mode
from quiz.plain.lines import input_lines
from quiz.plain.plain_match import PlainMatch
from quiz.plain.plain_round import PlainRound
from quiz.storage.log.keeper import Keeper
from quiz.storage.sync.background import Syncer

if TYPE_CHECKING:
    from quiz.storage.sync.report import Report

SYNC_SECONDS = 1.0
"""How long a round waits for the sync; it goes on in the background."""


def play_plain(
    game: Game,
    mode: Mode | None,
    decks: list[str] | None,
    limit: int | None,
    search: str,
    resume: bool = False,
) -> int:
    """Play a round in lines; returns the exit status, 2 if the last answer could not be saved.
    resume: go on with the round that was left; QuizError if there is none."""
    _ask_name(game)
    at_will = mode is None and decks is None and limit is None and not search and not resume
    resume = resume or (at_will and _resumes(game))
    touring = at_will and not resume and (decks := tour(game)) is not None
    if touring:
        print("First a tour of the game; --deck NAME plays another deck.")
    _end_on_signals()
    home = game.store.path.parent
    syncer = Syncer(home, game.settings.sync_folder, _tell_sync, game.refresh)
    syncer.start()
    syncer.wait(SYNC_SECONDS)
    game.refresh()
    if news := news_of(game):
        print(news)
    saved = True
    try:
        lines = input_lines(sys.stdin)
        playing = go_on(game) if resume else start(game, mode, decks, limit, search)
        if note := note_before(playing, mode):
            print(note)
        if isinstance(playing, MatchPlay):
            saved = PlainMatch(playing, lines, sys.stdout, sys.stderr).run()
        else:
            saved = PlainRound(playing, lines, sys.stdout, sys.stderr).run()
        if touring and not is_unfinished_tour(game, decks):
            print("\nNext: quiz --plain plays new cards, and quiz due lists all decks.")
    finally:
        if saved:
            syncer.finish()
        game.close()
        if saved:
            # If there was no room for an answer, there is none for a backup.
            Keeper(game.store.path, game.settings.backups, warn).finish()
    return 0 if saved else 2


def _resumes(game: Game) -> bool:
    """Ask whether to go on with the round that was left, if there is one and a terminal; a no
    throws it away."""
    left = left_by(game)
    if left is None:
        return False
    if not at_terminal():
        print(f"You left a round: {left.place}; `quiz play --continue` goes on with it.")
        return False
    question = f"You left a round: {left.place}. Go on (n throws it away)?"
    said = ask_clearly(question, default=True)
    if said is False:
        throw_away(game)
    return bool(said)


def _tell_sync(report: Report | QuizError) -> None:
    said = report if isinstance(report, QuizError) else report.news
    if said:
        warn(said)


def _end_on_signals() -> None:
    """Close everything when the terminal closes or the machine shuts down."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    for name in ("SIGHUP", "SIGTERM"):
        # Not every system has both, and only the main thread may handle signals.
        with suppress(AttributeError, ValueError):
            signal.signal(getattr(signal, name), end)


def _ask_name(game: Game) -> None:
    """At the very first start, ask for the player's name, if there is a terminal."""
    if not (at_terminal() and game.store.is_unnamed()):
        return
    while name := ask_text("Welcome! What is your name? (press Enter to skip)"):
        try:
            game.store.rename_player(game.player, name)
            return
        except QuizError as error:
            print(one_line(str(error)))
