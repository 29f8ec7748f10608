"""Where a server listens and has its database, in the same way for all commands."""

from __future__ import annotations

import argparse
import os

from quiz import paths
from quiz.cli.parser import whole

FILE_NAME = "server.db"
VARIABLE = "QUIZ_DATABASE"


def add_database_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option for the database."""
    parser.add_argument(
        "--database",
        metavar="ADDRESS",
        default="",
        help="the server's database: a file, or postgresql://USER@HOST/NAME for several servers; "
        f"else that of the variable {VARIABLE}, or {FILE_NAME} in the data directory",
    )


def add_server_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the database, and for where the server listens."""
    add_database_argument(parser)
    parser.add_argument(
        "--port", type=whole(0, 65_535), metavar="N", help="8765 by default; 0 for a free one"
    )
    parser.add_argument("--host", metavar="ADDRESS", default="", help="listen on this address only")
    parser.add_argument(
        "--local",
        action="store_const",
        dest="host",
        const="127.0.0.1",
        help="reachable from this machine alone: --host 127.0.0.1",
    )


def database_address(options: argparse.Namespace) -> str:
    """The address that was given, or the usual one."""
    named = options.database or os.environ.get(VARIABLE, "")
    return named or str(paths.home() / FILE_NAME)
