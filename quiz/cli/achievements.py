"""`quiz achievements`: lists what a player has reached, and what comes next."""

from __future__ import annotations

import argparse

from quiz.cli.json_text import json_text
from quiz.cli.open_game import open_game
from quiz.cli.parser import flag
from quiz.game.reasons import standings_of

DESCRIPTION = """\
List the achievements and how far each is.

They follow from the history of answers: none is lost by forgetting, by a missed day or by a bad
round."""
EXAMPLES = """\
examples:
  quiz achievements
  quiz achievements --player Ada
  quiz achievements --json     [{"title": "First Coin", "how": "Answer a question", "done": 1, ...
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the player and the output."""
    parser.add_argument("--player", metavar="NAME", help="whose achievements")
    flag(parser, "--json", "as JSON")


def execute(options: argparse.Namespace) -> int:
    """Print the achievements, those reached first; returns 0."""
    found = standings_of(open_game(options))
    if options.json:
        print(json_text([each.to_json() for each in found], indent=2))
        return 0
    for each in sorted(found, key=lambda each: not each.reached):
        state = "reached" if each.reached else each.text
        print(f"{each.achievement.title:<14} {state:>14}  {each.achievement.how}")
    return 0
