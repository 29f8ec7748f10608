"""Command lines of words alone are read as argparse reads them; all others are left to it."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cli.main import _MODULES, COMMANDS, _parser
from quiz.cli.quick import read_quickly

QUICK = ("play", "list", "due", "stats", "check")
words = st.lists(
    st.text(min_size=1, max_size=8).filter(lambda word: not word.startswith("-")), max_size=4
)


def command(name: str) -> object:
    return import_module(f"quiz.cli.{_MODULES.get(name, name)}")


@pytest.mark.parametrize("name", COMMANDS)
@given(words)
def test_words_are_read_as_argparse_reads_them(name: str, given_words: list[str]) -> None:
    module = command(name)
    quick = read_quickly(module.add_arguments, given_words)  # type: ignore[attr-defined]
    assert name not in QUICK or quick is not None
    if quick is not None:
        parser = _parser(name, module)
        module.add_arguments(parser)  # type: ignore[attr-defined]
        assert vars(quick) == vars(parser.parse_args(given_words))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("line", [["--help"], ["-h"], ["a", "--json"], ["--", "a"], ["-"]])
def test_whatever_begins_with_a_dash_is_left_to_argparse(name: str, line: list[str]) -> None:
    assert read_quickly(command(name).add_arguments, line) is None  # type: ignore[attr-defined]
