"""`quiz spread`: spread what is due over some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.open_game import open_game
from quiz.errors import QuizError
from quiz.game.spreading import spread
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

    from quiz.game.game import Game

DESCRIPTION = """\
Spread all that is due, and what falls due meanwhile, evenly over some days from today on.

Each day then asks its share, the cards most at risk of being forgotten first; until then this holds
in place of the limit `reviews_per_day`. Nothing is moved: it is the setting `spread_until`, and
--off takes it back. Without a number it says what holds.
"""
EXAMPLES = """\
examples:
  quiz spread 7      a week for a backlog
  quiz spread --off
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Over how many days."""
    parser.add_argument("days", nargs="?", type=int, metavar="DAYS", help="1 to 365, with today")
    parser.add_argument("--off", action="store_true", help="the usual limit from now on")
    parser.add_argument("--player", metavar="NAME", help="whose cards are counted")
    parser.set_defaults(paths=[], deck=None)


def execute(options: argparse.Namespace) -> int:
    """Set or unset the date, and say what it comes to; returns 0."""
    if options.days is not None and (options.off or not 1 <= options.days <= 365):
        raise QuizError("expected a number of days from 1 to 365, or --off")
    game = open_game(options)
    try:
        if options.days is not None or options.off:
            spread(game, options.days or 0)
        print(_line(game))
    finally:
        game.close()
    return 0


def _line(game: Game) -> str:
    today = game.today()
    counts = today.counts
    if not today.until:
        return f"{counted(counts.due, 'card')} due, not spread."
    share = today.done + counts.due - counts.waiting
    return (
        f"{counted(counts.due, 'card')} due, spread until {today.until}: {share} today. "
        "`quiz spread --off` takes it back."
    )
