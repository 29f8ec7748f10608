"""`quiz due`: what is due, for a shell prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.open_game import (
    add_library_arguments,
    chosen_decks,
    nothing_but_faults,
    open_game,
    report_faults,
)
from quiz.display import one_line

if TYPE_CHECKING:
    import argparse

    from quiz.memory.picking import Counts

DESCRIPTION = "Count the cards due today, one line per deck: due, new, name."
EXAMPLES = """\
examples:
  quiz due                  due and new cards of each deck
  quiz due --total          one number, for a shell prompt
  quiz due --json           {"spanish": {"due": 3, "new": 20}}
  quiz due --total --json   {"due": 3, "new": 20}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the output."""
    add_library_arguments(parser)
    parser.add_argument("--total", action="store_true", help="only the number of due cards")
    parser.add_argument("--json", action="store_true", help="as JSON")


def execute(options: argparse.Namespace) -> int:
    """Print the counts; returns 1 when the paths given hold nothing but faults, else 0."""
    game = open_game(options)
    names = chosen_decks(game, options)
    if options.paths:
        # A shell prompt has no place for the faults of the whole library.
        report_faults(game, options)
    if nothing_but_faults(game, options, names):
        return 1
    if options.total:
        total = game.counts(names)
        if options.json:
            _print_json(_as_json(total))
        else:
            print(total.due)
        return 0
    _, every = game.counts_by_deck()
    counted = every if names is None else {name: every[name] for name in names}
    if options.json:
        _print_json({name: _as_json(count) for name, count in counted.items()})
        return 0
    for name, count in counted.items():
        print(f"{count.due:>5} due {count.new:>5} new  {one_line(name)}")
    return 0


def _as_json(count: Counts) -> dict[str, int]:
    return {"due": count.due, "new": count.new}


def _print_json(value: object) -> None:
    from quiz.cli.json_text import json_text

    print(json_text(value))
