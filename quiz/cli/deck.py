"""`quiz deck`: pauses a deck or folder, or sets its own limits, retention and exam."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from quiz.cli.open_game import decks_named, open_game
from quiz.cli.parser import flag
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.scheduling.exams import exam_day
from quiz.settings.deck_tables import (
    DECK_OPTIONS,
    OPTION_BY_NAME,
    read_option,
    what_holds,
    with_option,
)
from quiz.settings.load import settings_path
from quiz.settings.save import save_deck_options
from quiz.settings.settings import DeckOptions
from quiz.settings.table import A_DATE
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

    from quiz.settings.settings import Settings

DESCRIPTION = """\
Pause a deck or a whole folder, or give it its own limits, retention and exam date.
A deck's own value overrides its folder's, which overrides the general setting. The decks in a
folder share its limits, separately from all others. Without an option, show the current values.
"""
EXAMPLES = """\
examples:
  quiz deck spanish                          show its current values
  quiz deck spanish --pause                  do not ask or count its cards
  quiz deck spanish/food --resume            resume this deck only
  quiz deck spanish --new-per-day 5 --retention 0.85
  quiz deck spanish --exam 2026-12-31        learn it by that day
  quiz deck spanish --new-per-day default    back to the inherited value
"""

_DEFAULT = "default"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the deck and its options."""
    parser.add_argument("name", metavar="NAME", help="a deck or folder, as in `quiz list`")
    pausing = parser.add_mutually_exclusive_group()
    flag(pausing, "--pause", "do not ask or count its cards")
    flag(pausing, "--resume", "end the pause")
    for option in DECK_OPTIONS:
        if not option.is_flag:
            parser.add_argument(
                _flag(option.name),
                metavar="DATE" if option.expected == A_DATE else "N",
                help=f"{option.help} {option.expected.capitalize()}, or {_DEFAULT}.",
            )


def execute(options: argparse.Namespace) -> int:
    """Save the given options and print the current values; returns 0."""
    with closing(open_game(options)) as game:
        decks = decks_named(game, options.name, options)
        name = options.name.rstrip("/")
        for key, value in _changes(options).items():
            own = with_option(game.settings, name, key, value)
            game.settings = save_deck_options(settings_path(), name, own)
        print(f"{one_line(options.name)}: {counted(len(decks), 'deck')}")
        for line in _lines(game.settings, name, game.day):
            print(f"  {line}")
    return 0


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    """The given options by name; None unsets an option."""
    changes: dict[str, Any] = {}
    if options.pause or options.resume:
        changes["paused"] = bool(options.pause)
    for name, option in OPTION_BY_NAME.items():
        text = None if option.is_flag else getattr(options, name)
        if text is None:
            continue
        try:
            changes[name] = None if text == _DEFAULT else read_option(option, text or " x")
        except ValueError as error:
            raise QuizError(f"{_flag(name)} {text}: {error}, or {_DEFAULT}") from error
    return changes


def _lines(settings: Settings, name: str, today: int) -> list[str]:
    own = settings.decks.get(name)
    lines = []
    for option in DECK_OPTIONS:
        value = getattr(own, option.name, None)
        holds = what_holds(settings, name, option.name) if value is None else value
        text = ("no", "yes")[bool(holds)] if option.is_flag else "none" if holds is None else holds
        if option.name == "exam" and holds and not exam_day(DeckOptions(exam=holds), today):
            text = f"{text}, over"
        lines.append(f"{option.title}: {text}" + ("" if value is None else "  (its own)"))
    return lines


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"
