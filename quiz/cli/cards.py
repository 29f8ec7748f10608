"""`quiz cards`: finds cards by words and state, and suspends, buries or flags them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from quiz.cli.json_text import json_text
from quiz.cli.open_game import open_game
from quiz.cli.parser import flag
from quiz.cli.query import checked_search
from quiz.display import one_line
from quiz.game.search import Finder
from quiz.history.kinds import MarkKind
from quiz.settings.filters import unknown_filter
from quiz.text.shown import readable
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
List the cards that match a search: state, deck, prompt and answer. All words must occur in the
prompt, answer or explanation. is:STATE, deck:NAME, tag:NAME, kind:NAME and
due:DAYS (from today) filter; a minus excludes. sort:due, sort:stability, sort:lapses and
sort:prompt sort; -sort: turns that round.
States: new, learning, due, review, mastered, suspended, buried, flagged, leech, and aside for any
of suspended, buried and flagged.
"""
EXAMPLES = """\
examples:
  quiz cards tag:verbs is:due
  quiz cards is:aside                       all cards set aside
  quiz cards is:suspended --mark unsuspend  bring them back
  quiz cards deck:spanish is:leech --mark flag
  quiz cards -- deck:spanish -sort:lapses   the most forgotten first
  quiz cards --json capital -is:new
  quiz cards -- capital -Paris              put -- before a minus that excludes a word
"""

DONE = {
    MarkKind.SUSPEND: "suspended",
    MarkKind.UNSUSPEND: "unsuspended",
    MarkKind.BURY: "buried until tomorrow",
    MarkKind.UNBURY: "unburied",
    MarkKind.FLAG: "flagged",
    MarkKind.UNFLAG: "unflagged",
}
"""The marks for found cards, and how to report them. `quiz reset` is separate, because it asks."""
_OTHERS = {
    MarkKind.SUSPEND: "-is:suspended",
    MarkKind.UNSUSPEND: "is:suspended",
    MarkKind.BURY: "-is:buried",
    MarkKind.UNBURY: "is:buried",
    MarkKind.FLAG: "-is:flagged",
    MarkKind.UNFLAG: "is:flagged",
}
"""A filter for the cards that do not have the mark yet."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the search and the mark."""
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help="words and filters (default: all cards)"
    )
    parser.add_argument(
        "--mark", choices=[kind.value for kind in DONE], help="do this to all cards found"
    )
    flag(parser, "--json", "as JSON")
    parser.add_argument("--player", metavar="NAME", help="whose cards")


def execute(options: argparse.Namespace) -> int:
    """Print the cards or mark them; returns 0."""
    with closing(open_game(options)) as game:
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
            read = readable(card)
            print(f"{states:<18}  " + one_line(f"{card.deck}: {read.prompt} = {read.answer}"))
        if not found.cards:
            print(one_line(f"No card matches. {unknown_filter(query)}"))
    return 0
