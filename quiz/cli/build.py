"""`quiz build`: a deck from reviewed facts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quiz.cli.target import save_text
from quiz.display import one_line
from quiz.errors import QuizError

DESCRIPTION = """\
Turn a file of reviewed facts into a deck: several kinds of cards for each fact that is accepted
or edited; candidates and rejected facts are left out, and so is all evidence.
The same facts always make the same deck, so the result can be built again and compared.
"""
EXAMPLES = """\
examples:
  quiz generate article.txt -o facts.yaml && quiz build facts.yaml -o deck.yaml
  quiz build decks/facts/china-kazakhstan-2015.yaml -o decks/china-kazakhstan-2015.yaml
  quiz build facts.yaml            print the deck
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Facts and result."""
    parser.add_argument("facts", type=Path, metavar="FACTS", help="YAML file of facts")
    parser.add_argument("-o", "--output", type=Path, metavar="DECK", help="file to write")


def execute(options: argparse.Namespace) -> int:
    """Build; returns 1 when the facts have faults, else 0."""
    from quiz.facts.build import build_text

    try:
        data = options.facts.read_bytes()
    except OSError as error:
        raise QuizError(f"{options.facts}: cannot read: {error.strerror}") from error
    built = build_text(data, str(options.facts))
    if isinstance(built, list):
        for fault in built:
            print(one_line(str(fault)), file=sys.stderr)
        return 1
    if options.output is None:
        sys.stdout.write(built)
        return 0
    save_text(options.output, built)
    print(f"Wrote {one_line(str(options.output))}")
    return 0
