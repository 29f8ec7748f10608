"""`quiz reset`: makes cards new again."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from quiz.cli.ask import ask
from quiz.cli.open_game import open_game
from quiz.cli.parser import flag
from quiz.cli.query import checked_search
from quiz.errors import QuizError
from quiz.game.search import Finder
from quiz.game.undo import latest_step, undo_last
from quiz.history.kinds import MarkKind
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
Make the cards that match a search new again. Their answers stay in the statistics. Until you do
something else, --undo undoes the reset, and so does `u` on the home screen.
"""
EXAMPLES = """\
examples:
  quiz reset deck:spanish         a deck or a whole folder
  quiz reset tag:verbs is:leech   the cards that `quiz cards` would list
  quiz reset --all --yes          everything, without asking
  quiz reset --undo               undo the last reset
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the cards."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="a search, as in `quiz cards`")
    flag(parser, "--all", "all cards")
    flag(parser, "--undo", "undo the last reset")
    flag(parser, "--yes", "do not ask")
    parser.add_argument("--player", metavar="NAME", help="whose memory")


def execute(options: argparse.Namespace) -> int:
    """Ask, reset, and say so; returns 1 when the player says no, else 0."""
    query = checked_search(" ".join(options.query)).strip()
    if options.undo:
        if options.all or query:
            raise QuizError("--undo undoes the whole last reset; do not name cards")
        return _undo(options)
    if options.all == bool(query):
        raise QuizError("name the cards, such as deck:NAME, or pass --all")
    with closing(open_game(options)) as game:
        found = Finder(game).find(query)
        known = [key for key in found.keys if game.collection.memory(key) is not None]
        if not known:
            few = f"{counted(found.count, 'card')} found, all of them new."
            print(few if found.keys else "No card matches.")
            return 0
        answers = sum(game.collection.state(key).asked for key in known)
        question = (
            f"Reset {counted(len(known), 'card')} with {counted(answers, 'answer')}? "
            "The cards become new; the answers stay in the statistics."
        )
        if not ask(question, undone="reset", yes=options.yes):
            return 1
        game.mark_all(known, MarkKind.RESET)
        print(f"{counted(len(known), 'card')} reset.")
    return 0


def _undo(options: argparse.Namespace) -> int:
    with closing(open_game(options)) as game:
        latest = latest_step(game)
        if latest is None or latest.kind is not MarkKind.RESET:
            raise QuizError("the latest change to a card was not a reset; nothing was undone")
        undo_last(game)
        print(f"Undid the reset of {counted(len(latest.ids), 'card')}.")
    return 0
