"""`quiz facts review`: candidate facts accepted, edited or rejected one after another."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quiz.cli.parser import flag
from quiz.cli.play import full_screen
from quiz.cli.streams import warn
from quiz.game.fact_review import FactReview
from quiz.plain.lines import input_lines
from quiz.plain.plain_review import PlainReview
from quiz.settings.load import load_settings, settings_path
from quiz.shell_word import shell_word
from quiz.storage.library.deck_path import new_deck_path

DESCRIPTION = """\
Go through a file of candidate facts: see each one in its sentence with its cards, and accept, edit
or reject it. Every decision is saved to the file at once and can be undone; comments and layout
stay. You can stop at any time and continue later. At the end, you can build the deck.
"""
EXAMPLES = """\
examples:
  quiz facts review facts.yaml
  quiz facts review facts.yaml --deck news      the deck's name, in your own decks folder
  quiz facts review facts.yaml --plain          plain lines; ? lists the commands
  printf 'a\\nr\\nq\\n' | quiz facts review facts.yaml
  echo 'A 80' | quiz facts review facts.yaml    accept all that are at least 80% sure

`quiz review`, its former name, does the same.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for facts and deck."""
    parser.add_argument("facts", type=Path, metavar="FACTS", help="YAML file of facts")
    parser.add_argument(
        "--deck",
        metavar="NAME",
        help="name of the deck to build, or path of its file (default: named like the facts)",
    )
    flag(
        parser,
        "--plain",
        "plain lines on standard input and output (the default without a terminal)",
    )


def execute(options: argparse.Namespace) -> int:
    """Review; returns 0."""
    return review_facts(options.facts, options.deck, options.plain)


def review_facts(
    facts: Path, deck: str | None = None, plain: bool = False, *, likeliest_first: bool = False
) -> int:
    """Review a file in full screen or in plain lines; returns the exit status. likeliest_first:
    instead of in the article's order."""
    review = FactReview(facts)
    review.likeliest_first = likeliest_first
    target = new_deck_path(deck) if deck is not None else review.own_deck()
    if plain or not full_screen():
        PlainReview(review, target, input_lines(sys.stdin), sys.stdout).run()
        return 0
    from quiz.tui.review_app import run_review_app

    loaded = load_settings(settings_path())
    for fault in loaded.faults:
        warn(fault)
    status = run_review_app(review, loaded.settings, target)
    left = review.undecided
    print(f"{len(review.facts) - left} of {len(review.facts)} facts decided.")
    if review.deck_cards() and not (review.is_built or target.exists()):
        files = f"{shell_word(str(facts))} -o {shell_word(str(target))}"
        print(f"To build the deck of those accepted: quiz facts build {files}")
    return status
