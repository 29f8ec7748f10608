"""Command lines without options, read at once: argparse is half the start of `quiz due`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class Options:
    """What argparse would have made of the command line, as its Namespace."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


class _Notes:
    """Stands in for the parser that a command adds its arguments to, and notes the defaults.

    paths: the name of the one argument that takes any number of words, and what it makes of each.
    quick: False when the command takes what cannot be read here.
    """

    def __init__(self) -> None:
        self.defaults: dict[str, Any] = {}
        self.paths: tuple[str, Callable[[str], Any]] | None = None
        self.quick = True

    def add_argument(self, *names: str, **how: Any) -> None:
        name = how.get("dest") or max(names, key=len).lstrip("-").replace("-", "_")
        if how.get("required"):
            self.quick = False
        elif names[0].startswith("-"):
            self.defaults[name] = how.get(
                "default", False if "store_true" in how.values() else None
            )
        elif how.get("nargs") == "*" and self.paths is None:
            self.paths = name, how.get("type", str)
        else:
            self.quick = False

    def set_defaults(self, **values: Any) -> None:
        self.defaults |= values

    def add_mutually_exclusive_group(self, **how: Any) -> _Notes:
        self.quick = self.quick and not how
        return self


def read_quickly(add_arguments: Callable[[Any], None], words: Sequence[str]) -> Options | None:
    """The options of a command line that has none but words, None where argparse must look.

    add_arguments: what adds the command's arguments to a parser.
    """
    if any(word.startswith("-") for word in words):
        return None
    notes = _Notes()
    add_arguments(notes)
    if not notes.quick or (words and notes.paths is None):
        return None
    options = Options(**notes.defaults)
    if notes.paths is not None:
        name, kind = notes.paths
        setattr(options, name, [kind(word) for word in words])
    return options
