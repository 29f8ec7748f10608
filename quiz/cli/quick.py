"""Plain command lines read at once: argparse alone would be a third of the start of `quiz due`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple


class Options:
    """What argparse would have made of the command line, as its Namespace."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


class _Option(NamedTuple):
    """One option: the name of its value, what becomes of its word, None where it takes none."""

    dest: str
    kind: Callable[[str], Any] | None
    choices: Sequence[Any]
    repeated: bool


class _NotQuickError(Exception):
    """Only argparse knows what to make of this."""


class _Notes:
    """Stands in for the parser that a command adds its arguments to, and notes them.

    words: the name of the one argument that takes any number of words, and what it makes of each.
    """

    def __init__(self) -> None:
        self.defaults: dict[str, Any] = {}
        self.options: dict[str, _Option] = {}
        self.words: tuple[str, Callable[[str], Any]] | None = None

    def add_argument(self, *names: str, **how: Any) -> None:
        name = how.get("dest") or max(names, key=len).lstrip("-").replace("-", "_")
        action = how.get("action", "store")
        if names[0].startswith("-"):
            if how.get("required") or action not in ("store", "store_true", "append"):
                raise _NotQuickError
            takes_none = action == "store_true"
            kind = None if takes_none else how.get("type", str)
            option = _Option(name, kind, how.get("choices", ()), action == "append")
            self.options |= dict.fromkeys((n for n in names if n.startswith("--")), option)
            self.defaults[name] = how.get("default", False if takes_none else None)
        elif how.get("nargs") == "*" and self.words is None:
            self.words = name, how.get("type", str)
        else:
            raise _NotQuickError

    def set_defaults(self, **values: Any) -> None:
        self.defaults |= values

    def add_mutually_exclusive_group(self, **how: Any) -> _Notes:
        # Which of them exclude each other, argparse knows.
        raise _NotQuickError

    def read(self, line: Sequence[str]) -> Options:
        """The options of a line; every option in full, and all words in one place."""
        values = dict(self.defaults)
        words: list[str] = []
        ended = False
        rest = iter(line)
        for word in rest:
            if not word.startswith("-"):
                if ended:
                    raise _NotQuickError
                words.append(word)
                continue
            ended = bool(words)
            option = self.options.get(word)
            if option is None:
                raise _NotQuickError
            value = option.kind is None or _value(option, option.kind, rest)
            values[option.dest] = (
                [*(values[option.dest] or []), value] if option.repeated else value
            )
        if self.words is not None:
            name, kind = self.words
            values[name] = [kind(word) for word in words]
        elif words:
            raise _NotQuickError
        return Options(**values)


def _value(option: _Option, kind: Callable[[str], Any], rest: Iterator[str]) -> Any:
    word = next(rest, "-")
    if word.startswith("-"):
        raise _NotQuickError
    try:
        value = kind(word)
    except Exception as error:
        # What is wrong, argparse says.
        raise _NotQuickError from error
    if option.choices and value not in option.choices:
        raise _NotQuickError
    return value


def read_quickly(add_arguments: Callable[[Any], None], line: Sequence[str]) -> Options | None:
    """The options of a plain command line, None where argparse must look, be it for an error.

    add_arguments: what adds the command's arguments to a parser.
    """
    notes = _Notes()
    try:
        add_arguments(notes)
        return notes.read(line)
    except _NotQuickError:
        return None
