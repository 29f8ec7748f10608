"""`quiz spread`: spreads due cards over several days."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from quiz.cli.open_game import open_game
from quiz.cli.parser import flag, whole
from quiz.errors import QuizError
from quiz.game.spreading import spread
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

    from quiz.game.game import Game

DESCRIPTION = """\
Spread all due cards, and those that fall due in the meantime, evenly over some days from today on.

Each day asks its share, starting with the cards most likely to be forgotten; this replaces the
limit `reviews_per_day` for that time. No due date changes: this only sets `spread_until`, and --off
ends it. Without a number, show the current state.
"""
EXAMPLES = """\
examples:
  quiz spread 7      a week for a backlog
  quiz spread --off
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the days."""
    parser.add_argument(
        "days", nargs="?", type=whole(1, 365), metavar="DAYS", help="including today; up to 365"
    )
    flag(parser, "--off", "back to the usual limit")
    parser.add_argument("--player", metavar="NAME", help="whose cards to count")


def execute(options: argparse.Namespace) -> int:
    """Set or unset the date, and print the result; returns 0."""
    if options.days is not None and options.off:
        raise QuizError("expected a number of days or --off, not both")
    with closing(open_game(options)) as game:
        if options.days is not None or options.off:
            spread(game, options.days or 0)
        print(_line(game))
    return 0


def _line(game: Game) -> str:
    today = game.today()
    counts = today.counts
    if not today.until:
        return f"{counted(counts.due, 'card')} due, not spread."
    share = today.done + counts.due - counts.waiting
    return (
        f"{counted(counts.due, 'card')} due, spread until {today.until}: {share} today. "
        "`quiz spread --off` ends this."
    )
