"""Plain command lines are read as argparse reads them; all others are left to it."""

from __future__ import annotations

import contextlib
import io
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cli.main import _MODULES, COMMANDS, _parser
from quiz.cli.quick import read_quickly

OPEN_A_GAME = ("play", "list", "due", "stats")
words = st.text(min_size=1, max_size=8).filter(lambda word: not word.startswith("-"))
lines = st.lists(
    words
    | st.sampled_from(
        [
            *("--plain", "--mode", "quiz", "--limit", "5", "0", "--seed", "-1", "--deck", "a"),
            *("--deck=b", "--player", "--total", "--json", "--yes", "--repair", "--dry-run"),
            *("--undo", "--pla", "-h", "--", "-", "--format", "-o", "--title", "--to", ""),
        ]
    ),
    max_size=6,
)


def command(name: str) -> Any:
    return import_module(f"quiz.cli.{_MODULES.get(name, name)}")


def read_slowly(name: str, line: list[str]) -> dict[str, Any] | None:
    parser = _parser(name, command(name))
    command(name).add_arguments(parser)
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            return vars(parser.parse_args(line))
    except SystemExit:
        return None


@pytest.mark.parametrize("name", COMMANDS)
@given(lines)
def test_what_is_read_quickly_is_what_argparse_reads(name: str, line: list[str]) -> None:
    quick = read_quickly(command(name).add_arguments, line)
    if quick is not None:
        assert vars(quick) == read_slowly(name, line)


@pytest.mark.parametrize("name", OPEN_A_GAME)
@given(st.lists(words, max_size=4))
def test_words_alone_need_no_argparse(name: str, line: list[str]) -> None:
    assert read_quickly(command(name).add_arguments, line) is not None


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("due", ["--total"]),
        ("due", ["--json", "--deck", "a", "--deck", "b"]),
        ("play", ["--plain", "--mode", "quiz", "--limit", "3", "--seed", "7"]),
        ("play", ["decks", "--player", "Ada"]),
        ("doctor", ["--repair", "--yes"]),
    ],
)
def test_options_in_full_need_no_argparse(name: str, line: list[str]) -> None:
    quick = read_quickly(command(name).add_arguments, line)
    assert quick is not None
    assert vars(quick) == read_slowly(name, line)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("play", ["--help"]),
        ("play", ["--limit", "0"]),
        ("play", ["--limit"]),
        ("play", ["--mode", "dance"]),
        ("play", ["--seed=7"]),
        ("play", ["a", "--plain", "b"]),
        ("due", ["--tot"]),
        ("optimize", []),
        ("new", ["spanish"]),
        ("doctor", ["decks"]),
    ],
)
def test_all_else_is_left_to_argparse(name: str, line: list[str]) -> None:
    assert read_quickly(command(name).add_arguments, line) is None
