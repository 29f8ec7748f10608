"""`quiz due`: counts due cards, also for a shell prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz import paths
from quiz.cli.json_text import json_text
from quiz.cli.open_game import add_library_arguments, chosen_decks, has_decks, open_game
from quiz.cli.parser import flag
from quiz.display import one_line
from quiz.statistics.today import counts_json
from quiz.storage.log.store import FILE_NAME

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
Count the due cards and the new ones, one line per deck.

Below follow what today's limits allow, and how long tomorrow will take. In JSON, "waiting" counts
the due cards beyond the limit, and "new" the unseen cards within it. Decks without their own limit
share one.

--shell is for a prompt or a message at login: one short line, and nothing at all when nothing is
due or nobody has played yet."""
EXAMPLES = """\
examples:
  quiz due                  due and new cards of each deck
  quiz due --total          one number
  quiz due --shell          13 cards due, about 4 minutes
  quiz due --json           {"spanish": {"due": 20, "waiting": 15, "new": 20, "unseen": 148}}
  quiz due --total --json   {"due": 20, "waiting": 15, ..., "done": 0, "learnt": 0,
                             "tomorrow": {"due": 28, "within_limit": 5, "minutes": 2.1}}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for decks and output."""
    add_library_arguments(parser)
    flag(parser, "--total", "only the number of due cards")
    flag(parser, "--json", "as JSON")
    flag(parser, "--shell", "one short line for a prompt; silent if nothing is due")


def execute(options: argparse.Namespace) -> int:
    """Print the counts; returns 1 if the given paths hold nothing but faults, else 0."""
    if options.shell and not (paths.home() / FILE_NAME).exists():
        return 0
    game = open_game(options)
    names = chosen_decks(game, options)
    if not has_decks(game, options, names):
        return 1
    if options.shell:
        if line := game.today(names).shell_text:
            print(line)
        return 0
    if options.total:
        today = game.today(names)
        if options.json:
            _print_json(today.to_json())
        else:
            print(today.counts.due)
        return 0
    today, counted = game.today_by_deck(names)
    paused = {name for name in counted if game.is_paused([name])}
    done = {name for name in counted if game.is_done_tour(name)}
    counted |= {name: counted[name]._replace(unseen=0) for name in paused}
    if options.json:
        _print_json({name: counts_json(counts) for name, counts in counted.items()})
        return 0
    for name, counts in counted.items():
        note = ", paused" if name in paused else ", done" if name in done else ""
        print(f"{counts.due:>5} due {counts.unseen:>5} new  {one_line(name)}{note}")
    for line in today.lines:
        print(line)
    return 0


def _print_json(value: object) -> None:
    print(json_text(value))
