"""`quiz cards`: find cards by words and by state, and set them aside or bring them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.json_text import json_text
from quiz.cli.open_game import open_game
from quiz.cli.query import checked_search
from quiz.display import one_line
from quiz.game.search import Finder
from quiz.history.kinds import MarkKind
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
List the cards that a search finds: state, deck, prompt and answer. Words must all occur in prompt,
answer or explanation; is:STATE, deck:NAME, tag:NAME and kind:NAME filter, a minus leaves out.
States: new, learning, due, review, mastered, suspended, buried, flagged, leech, and aside for what
is suspended, buried or flagged.
"""
EXAMPLES = """\
examples:
  quiz cards tag:verbs is:due
  quiz cards is:aside                       all that is set aside
  quiz cards is:suspended --mark unsuspend  bring them back
  quiz cards deck:spanish is:leech --mark flag
  quiz cards --json -- capital -is:new      a minus needs -- before it
"""

DONE = {
    MarkKind.SUSPEND: "suspended",
    MarkKind.UNSUSPEND: "unsuspended",
    MarkKind.BURY: "buried until tomorrow",
    MarkKind.UNBURY: "unburied",
    MarkKind.FLAG: "flagged",
    MarkKind.UNFLAG: "without a flag",
}
"""What can be done to the cards found, and what they are then. A reset asks: `quiz reset`."""
_OTHERS = {
    MarkKind.SUSPEND: "-is:suspended",
    MarkKind.UNSUSPEND: "is:suspended",
    MarkKind.BURY: "-is:buried",
    MarkKind.UNBURY: "is:buried",
    MarkKind.FLAG: "-is:flagged",
    MarkKind.UNFLAG: "is:flagged",
}
"""A filter for the cards to which it is not done yet."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to find, and what to do with it."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and filters; all cards")
    parser.add_argument(
        "--mark", choices=[kind.value for kind in DONE], help="do this to all cards found"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--player", metavar="NAME", help="whose cards")
    parser.set_defaults(paths=[])


def execute(options: argparse.Namespace) -> int:
    """Print the cards, or do what was asked and say so; returns 0."""
    game = open_game(options)
    try:
        query = checked_search(" ".join(options.query))
        finder = Finder(game)
        if options.mark:
            kind = MarkKind(options.mark)
            keys = finder.find(f"{query} {_OTHERS[kind]}").keys
            if keys:
                game.mark_all(keys, kind)
            print(f"{counted(len(keys), 'card')} {DONE[kind]}.")
            return 0
        found = finder.find(query)
        if options.json:
            print(
                json_text(
                    [
                        {
                            "deck": card.deck,
                            "prompt": card.prompt,
                            "answer": card.answer,
                            "states": finder.states(card),
                        }
                        for card in found.cards
                    ],
                    indent=2,
                )
            )
            return 0
        for card in found.cards:
            states = ", ".join(finder.states(card))
            print(f"{states:<18}  " + one_line(f"{card.deck}: {card.prompt} = {card.answer}"))
        if not found.cards:
            print("No card matches.")
    finally:
        game.close()
    return 0
