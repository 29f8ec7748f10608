"""The argument parser: argparse with a few fixes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from argparse import _ActionsContainer

    from _typeshed import SupportsWrite

_FILTER = re.compile("-[a-z]+:")


class Parser(argparse.ArgumentParser):
    """Keeps line breaks, takes excluding filters as words, and raises OSError if its help cannot be
    written. Commands without arguments for decks or a player have none chosen."""

    def __init__(self, prog: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.set_defaults(paths=[], deck=None, player=None)

    def _parse_optional(self, arg_string: str) -> Any:
        # "-is:new" excludes cards from a search, and no option has a colon in its name.
        return None if _FILTER.match(arg_string) else super()._parse_optional(arg_string)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and where the examples are; exits."""
        super().error(f"{message}; `{self.prog} --help` has examples")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # argparse would ignore the error.
        if message and file is not None:
            file.write(message)


def flag(to: _ActionsContainer, name: str, told: str, **more: Any) -> None:
    """Add an option without a value. told: its help."""
    to.add_argument(name, action="store_true", help=told, **more)


def whole(least: int, most: int) -> Callable[[str], int]:
    """The type of an argument: a whole number within these bounds."""

    def read(text: str) -> int:
        number = int(text[:9]) if text.isascii() and text.isdigit() else -1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"expected a whole number from {least} to {most}")
        return number

    return read
