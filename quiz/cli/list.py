"""`quiz list`: the decks of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.open_game import (
    add_library_arguments,
    chosen_decks,
    nothing_but_faults,
    open_game,
    report_faults,
)
from quiz.cli.words import count
from quiz.display import one_line

if TYPE_CHECKING:
    import argparse

DESCRIPTION = "List the decks: cards, mastered cards, name, title, file."
EXAMPLES = """\
examples:
  quiz list
  quiz list ~/decks
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decks."""
    add_library_arguments(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the decks; returns 1 when the paths given hold nothing but faults, else 0."""
    game = open_game(options)
    names = chosen_decks(game, options)
    _, counted = game.counts_by_deck()
    for name in game.decks if names is None else names:
        counts = counted[name]
        loaded = game.decks[name]
        print(
            f"{one_line(name)}: {one_line(loaded.title)}\n"
            f"    {count(counts.total, 'card')}, {counts.due} due, {counts.new} new, "
            f"{counts.mastered} mastered; {one_line(str(loaded.path))}"
        )
    if not game.decks:
        from quiz.plain.words import NO_DECKS

        print(NO_DECKS)
    report_faults(game, options)
    nothing = nothing_but_faults(game, options, names)
    if not nothing and game.decks and names == []:
        print(f"There is no deck in {', '.join(one_line(str(path)) for path in options.paths)}.")
    return int(nothing)
