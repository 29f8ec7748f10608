"""`quiz serve`: play in a browser."""

from __future__ import annotations

import argparse
from contextlib import closing
from functools import partial
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from quiz import paths
from quiz.cli.chosen_player import play_as
from quiz.cli.late import server_module
from quiz.cli.open_game import add_library_arguments, open_game, report_faults
from quiz.cli.parser import flag
from quiz.cli.server_database import add_server_arguments, database_address
from quiz.cli.streams import warn
from quiz.cli.target import may_write, put_in_place
from quiz.display import one_line
from quiz.game.game import Game
from quiz.storage.log.backups import FOLDER as BACKUPS
from quiz.storage.log.keeper import Keeper
from quiz.storage.log.store import Store
from quiz.wording import counted

DESCRIPTION = """\
Play in a browser, such as that of your phone: the decks and the progress of this machine.

It shows an address and a picture to scan. The link works once and lets one browser in, for good;
after that, the next one is shown. The game in a terminal can be played at the same time.
"""
EXAMPLES = """\
examples:
  quiz serve                     for your phone, in the same network
  quiz serve --local --open      in this machine's own browser, reachable from nowhere else
  quiz serve --port 9000
  quiz serve ~/decks --player Ada
  quiz serve --address https://quiz.example.org --local       behind a proxy that does TLS
  quiz serve --tls cert.pem key.pem --port 443 --address https://quiz.example.org
  quiz serve --pair              a code, with which another device syncs: quiz sync --set
  quiz serve --database postgresql://quiz@db.example.org/quiz  one of several servers
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the library and the address."""
    add_library_arguments(parser, decks=False)
    flag(parser, "--open", "open the system's browser")
    parser.add_argument(
        "--address",
        type=_address,
        metavar="URL",
        help="where browsers reach it, such as https://quiz.example.org, if a proxy stands before",
    )
    parser.add_argument(
        "--tls",
        nargs=2,
        type=Path,
        metavar=("CERT", "KEY"),
        help="encrypt with this certificate (with its chain) and private key, PEM files",
    )
    add_server_arguments(parser)
    whole = parser.add_mutually_exclusive_group()
    whole.add_argument(
        "--pack", type=Path, metavar="FILE", help="write the whole database to a file, and end"
    )
    flag(parser, "--force", "overwrite the file of --pack")
    whole.add_argument(
        "--unpack", type=Path, metavar="FILE", help="fill an empty database from it, and end"
    )
    flag(whole, "--pair", "show a code for `quiz sync --set`")
    flag(whole, "--devices", "show the browsers and devices let in")
    whole.add_argument("--withdraw", metavar="DEVICE", help="let one of them in no more")
    flag(parser, "--yes", "add a new player without asking")


def _address(text: str) -> str:
    try:
        found = urlsplit(text)
        whole = found.scheme in ("http", "https") and bool(found.hostname) and found.port != 0
    except ValueError:
        whole = False
    if not whole or found.path.strip("/") or found.query or found.fragment:
        raise argparse.ArgumentTypeError("expected an address such as https://quiz.example.org")
    return f"{found.scheme}://{found.netloc}"


def _devices(options: argparse.Namespace, server: ModuleType) -> int:
    """Show, pair or withdraw browsers and devices of the owner; `quiz serve` may be running."""
    with closing(server.Database(database_address(options), paths.home() / BACKUPS)) as database:
        if options.withdraw is not None:
            print(f"{server.withdraw_device(database, options.withdraw)} is let in no more.")
            return 0
        if options.pair:
            with closing(Store.open(paths.home())) as store:
                name = options.player or store.last_player().name
            lines = server.pairing_lines(database, name)
        else:
            lines = server.device_lines(database)
    print("\n".join(lines))
    return 0


def execute(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C; returns 0."""
    server = server_module("quiz serve")
    database = database_address(options)
    if options.pack or options.unpack:
        return _pack_or_unpack(options, database)
    if options.pair or options.devices or options.withdraw is not None:
        return _devices(options, server)
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

    tls = server.Tls(*options.tls) if options.tls else None
    wanted = server.Wanted(options.host, options.port, options.open, options.address or "", tls)
    server.serve(opened, wanted, partial(print, flush=True), paths.home(), database)
    for backup in backups:
        backup.finish()
    return 0


def _pack_or_unpack(options: argparse.Namespace, database: str) -> int:
    packing = server_module("quiz serve", "quiz.serve.packing")
    backups = paths.home() / BACKUPS
    if options.unpack:
        rows = packing.unpack(database, backups, options.unpack)
        print(f"Unpacked {counted(rows, 'row')}; start `quiz serve` now.")
    elif not may_write(options.pack, force=options.force):
        return 1
    else:
        rows = put_in_place(options.pack, partial(packing.pack, database, backups))
        print(f"Packed {counted(rows, 'row')} into {one_line(str(options.pack))}.")
    return 0
