"""`quiz play`: opens the game, or plays one round."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from quiz.cli.chosen_player import play_as
from quiz.cli.open_game import (
    add_library_arguments,
    chosen_decks,
    nothing_but_faults,
    open_game,
    report_faults,
)
from quiz.cli.parser import flag, whole
from quiz.cli.progress_bar import ProgressBar
from quiz.cli.query import checked_search
from quiz.errors import QuizError
from quiz.history.kinds import Mode
from quiz.loading import kept, search_rarely
from quiz.storage.log.missing_events import missing_at_a_glance
from quiz.storage.log.store_errors import DamagedError

if TYPE_CHECKING:
    from quiz.game.game import Game
    from quiz.storage.log.missing_events import MissingEvents

DESCRIPTION = "Open the game, or play one round in a mode."
EXAMPLES = """\
examples:
  quiz play --mode blitz
  quiz play --search 'tag:verbs' --mode review
  quiz play --continue
  quiz play --deck welcome --mode learn --limit 5
  printf '1\\n2\\n' | quiz play --plain --mode quiz --seed 7
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for a round."""
    add_library_arguments(parser)
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], help="start this round")
    parser.add_argument(
        "--search",
        metavar="QUERY",
        default="",
        help="only cards that match, as in `quiz cards`, or the name of a saved search",
    )
    parser.add_argument("--limit", type=whole(1, 1_000_000), metavar="N", help="at most N cards")
    parser.add_argument("--seed", type=int, metavar="N", help="ask the same questions again")
    flag(
        parser,
        "--continue",
        "go on with the round that you left today before its end",
        dest="resume",
    )
    flag(parser, "--yes", "add a new player without asking")
    flag(
        parser,
        "--plain",
        "plain lines on standard input and output (the default without a terminal)",
    )


def execute(options: argparse.Namespace) -> int:
    """Play; returns the exit status, 1 if the given paths hold nothing but faults."""
    chosen = options.mode or options.limit is not None or options.deck or options.search
    if options.resume and (chosen or options.seed is not None):
        raise QuizError("--continue takes no --mode, --deck, --search, --limit or --seed")
    plain = options.plain or not full_screen()
    game = _open(options, plain)
    decks = chosen_decks(game, options)
    mode = Mode(options.mode) if options.mode else None
    options.search = game.settings.searches.get(options.search, options.search)
    if options.search:
        checked_search(options.search)
    nothing = nothing_but_faults(game, options, decks)
    if plain or nothing:
        report_faults(game, options)
    if nothing:
        game.close()
        return 1
    if options.player:
        play_as(game.store, game.player, options.player)
    if plain:
        from quiz.cli.play_plain import play_plain

        return play_plain(game, mode, decks, options.limit, options.search, options.resume)
    with kept():
        from quiz.tui.app import run_app
    search_rarely()
    # A mode, deck, search or limit on the command line starts a round right away.
    return run_app(
        game, mode, decks, options.limit, bool(chosen), search=options.search,
        resume=options.resume, progress=ProgressBar(),
    )  # fmt: skip


def _open(options: argparse.Namespace, plain: bool) -> Game:
    """Open the game. If its history is damaged or gone, or a backup has more, offer the player a
    repair."""
    try:
        game = open_game(options, options.seed, newcomers=True)
    except DamagedError as error:
        if not _repaired(error, plain):
            raise
        return open_game(options, options.seed, newcomers=True)
    lack = missing_at_a_glance(game.store.path.parent, game.store.newest_id())
    if lack is None or not _repaired(lack, plain):
        return game
    game.close()
    return open_game(options, options.seed, newcomers=True)


def _repaired(trouble: DamagedError | MissingEvents, plain: bool) -> bool:
    # Few starts need the code that repairs a history.
    from quiz.cli.repair_offer import repaired

    return repaired(trouble, plain)


def full_screen() -> bool:
    """Whether input and output are a terminal that can show a full screen."""
    return sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
