"""`quiz serve`: play in a browser."""

from __future__ import annotations

import argparse
from functools import partial

from quiz import paths
from quiz.cli.chosen_player import play_as
from quiz.cli.open_game import add_library_arguments, open_game, report_faults
from quiz.cli.streams import warn
from quiz.extras import needs_extra
from quiz.game.game import Game
from quiz.storage.log.keeper import Keeper

DESCRIPTION = """\
Play in a browser, such as that of your phone: the decks and the progress of this machine.

It shows an address and a picture to scan. The link works once and lets one browser in; after that,
the next one is shown. The game in a terminal can be played at the same time.
"""
EXAMPLES = """\
examples:
  quiz serve                     for your phone, in the same network
  quiz serve --local --open      in this machine's own browser, reachable from nowhere else
  quiz serve --port 9000
  quiz serve ~/decks --player Ada
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the library and the address."""
    add_library_arguments(parser, decks=False)
    parser.add_argument("--port", type=_port, metavar="N", help="8765 by default; 0 for a free one")
    parser.add_argument("--host", metavar="ADDRESS", default="", help="listen on this address only")
    parser.add_argument(
        "--local", action="store_true", help="reachable from this machine alone: --host 127.0.0.1"
    )
    parser.add_argument("--open", action="store_true", help="open the system's browser")
    parser.add_argument("--yes", action="store_true", help="add a new player without asking")


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError("expected a number from 0 to 65535")
    return number


def execute(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C; returns 0."""
    with needs_extra("serve", "quiz serve"):
        # Without the extra, this command still has its help.
        from quiz.serve import server
    host = "127.0.0.1" if options.local else options.host
    backups: list[Keeper] = []

    def opened() -> Game:
        game = open_game(options, newcomers=True)
        if options.player:
            play_as(game.store, game.player, options.player)
        report_faults(game, options)
        # One now, and one at the end, which may be days away.
        before, after = (Keeper(game.store.path, game.settings.backups, warn) for _ in range(2))
        before.start()
        backups.extend((before, after))
        return game

    wanted = server.Wanted(host, options.port, options.open)
    server.serve(opened, wanted, partial(print, flush=True), paths.home())
    for backup in backups:
        backup.finish()
    return 0
