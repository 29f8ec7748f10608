"""`quiz reset`: have the memory of cards begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.ask import ask
from quiz.cli.open_game import open_game
from quiz.cli.query import checked_search
from quiz.errors import QuizError
from quiz.game.search import Finder
from quiz.game.undo import latest_step, undo_last
from quiz.history.kinds import MarkKind
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
Have the memory of the cards that a search finds begin anew: they are new cards again. Their answers
stay in the statistics. While nothing else was done since, --undo takes the reset back, as does `u`
on the home screen.
"""
EXAMPLES = """\
examples:
  quiz reset deck:spanish         a deck, or all decks of a folder
  quiz reset tag:verbs is:leech   what `quiz cards` finds by the same words
  quiz reset --all --yes          everything, without a question
  quiz reset --undo               as it was before
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which cards."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="as `quiz cards` takes it")
    parser.add_argument("--all", action="store_true", help="all cards")
    parser.add_argument("--undo", action="store_true", help="take the latest reset back")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--player", metavar="NAME", help="whose memory")
    parser.set_defaults(paths=[])


def execute(options: argparse.Namespace) -> int:
    """Ask, reset, and say so; returns 1 when the player says no, else 0."""
    query = checked_search(" ".join(options.query)).strip()
    if options.undo:
        if options.all or query:
            raise QuizError("--undo takes back the latest reset as a whole; name no cards")
        return _undo(options)
    if options.all == bool(query):
        raise QuizError("say which cards, such as deck:NAME, or --all")
    game = open_game(options)
    try:
        found = Finder(game).find(query)
        known = [key for key in found.keys if game.collection.memory(key) is not None]
        if not known:
            few = f"{counted(found.count, 'card')} found, and all of them are new."
            print(few if found.keys else "No card matches.")
            return 0
        answers = sum(game.collection.state(key).asked for key in known)
        question = (
            f"Reset {counted(len(known), 'card')} with {counted(answers, 'answer')}? "
            "They begin anew; the answers stay in the statistics."
        )
        if not options.yes and not ask(question, instead="--yes", undone="reset"):
            return 1
        game.mark_all(known, MarkKind.RESET)
        print(f"{counted(len(known), 'card')} reset.")
    finally:
        game.close()
    return 0


def _undo(options: argparse.Namespace) -> int:
    game = open_game(options)
    try:
        latest = latest_step(game)
        if latest is None or latest.kind is not MarkKind.RESET:
            raise QuizError("the latest thing done to a card is no reset; nothing was taken back")
        undo_last(game)
        print(f"Took back the reset of {counted(len(latest.ids), 'card')}.")
    finally:
        game.close()
    return 0
