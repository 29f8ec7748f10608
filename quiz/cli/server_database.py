"""Where the server's database is, in the same way for all commands that need it."""

from __future__ import annotations

import argparse
import os

from quiz import paths

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


def database_address(options: argparse.Namespace) -> str:
    """The address that was given, or the usual one."""
    named = options.database or os.environ.get(VARIABLE, "")
    return named or str(paths.home() / FILE_NAME)
