"""`quiz list`: lists the decks of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.json_text import json_text
from quiz.cli.open_game import (
    add_library_arguments,
    chosen_decks,
    nothing_but_faults,
    open_game,
    report_faults,
    report_lost,
)
from quiz.cli.parser import flag
from quiz.display import one_line
from quiz.game.lost_cards import lost_text
from quiz.game.nothing_to_ask import NO_DECKS
from quiz.statistics.today import counts_json
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

    from quiz.scheduling.picking import Counts
    from quiz.storage.index.shelf import ShelfDeck

DESCRIPTION = "List the decks: name, title, counts of cards, file."
EXAMPLES = """\
examples:
  quiz list
  quiz list ~/decks
  quiz list --json   [{"deck": "spanish", "title": "Spanish", "cards": 120, "due": 3, ...}]
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for decks and output."""
    add_library_arguments(parser)
    flag(parser, "--json", "as JSON")


def execute(options: argparse.Namespace) -> int:
    """Print the decks; returns 1 if the given paths hold nothing but faults, else 0."""
    game = open_game(options)
    names = chosen_decks(game, options)
    _, counted = game.counts_by_deck()
    shown = [
        (game.decks[name], counted[name], game.settings.options_of(name).paused)
        for name in (game.decks if names is None else names)
    ]
    nothing = nothing_but_faults(game, options, names)
    if options.json:
        print(json_text([_as_json(*one) for one in shown], indent=2))
    elif shown:
        print("\n".join(_lines(*one) for one in shown))
    elif not game.decks:
        print(NO_DECKS)
    elif not nothing:
        print(f"There is no deck in {', '.join(one_line(str(path)) for path in options.paths)}.")
    if not options.json and (said := lost_text(game)):
        print(said)
    report_faults(game, options)
    report_lost(game)
    return int(nothing)


def _lines(loaded: ShelfDeck, counts: Counts, paused: bool | None) -> str:
    return (
        f"{one_line(loaded.name)}: {one_line(loaded.title)}\n"
        f"    {counted(counts.total, 'card')}, {counts.due} due, {counts.unseen} new, "
        f"{counts.mastered} mastered{_left_out(loaded)}{', paused' if paused else ''}; "
        f"{one_line(str(loaded.path))}"
    )


def _left_out(loaded: ShelfDeck) -> str:
    return f", {counted(loaded.left_out, 'note')} left out" if loaded.left_out else ""


def _as_json(loaded: ShelfDeck, counts: Counts, paused: bool | None) -> dict[str, str | int]:
    return {
        "deck": loaded.name,
        "title": loaded.title,
        "cards": counts.total,
        **counts_json(counts),
        "mastered": counts.mastered,
        "left_out": loaded.left_out,
        "paused": bool(paused),
        "file": str(loaded.path),
    }
