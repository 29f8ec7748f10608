"""`quiz facts build`: a deck from reviewed facts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quiz.cli.parser import flag
from quiz.cli.target import STANDARD_OUTPUT, may_write, save_text
from quiz.decks.cards import make_cards
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.facts.deck_building import DeckBuild, build, is_built
from quiz.files import read_bytes
from quiz.storage.library.deck_path import deck_file
from quiz.wording import counted

DESCRIPTION = """\
Turn a file of reviewed facts into a deck: the best card for each fact that is accepted or edited,
lists, and the order of events. Candidates and rejected facts are left out, and so is all evidence.
The same facts always make the same deck, so the result can be built again and compared. A deck
that `quiz facts build` made is written over; before any other file you are asked.
"""
EXAMPLES = """\
examples:
  quiz generate article.txt -o facts.yaml && quiz facts build facts.yaml -o deck.yaml
  quiz facts build decks/facts/china-kazakhstan-2015.yaml -o decks/china-kazakhstan-2015.yaml
  quiz facts build facts.yaml      print the deck

`quiz build`, its former name, does the same.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for facts and result."""
    parser.add_argument("facts", type=Path, metavar="FACTS", help="YAML file of facts")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DECK",
        help="file to write; .yaml is added if missing (default: stdout)",
    )
    flag(parser, "--force", "overwrite an existing file")


def execute(options: argparse.Namespace) -> int:
    """Build; returns 1 if the facts have faults or the player says no, else 0."""
    built = build(read_bytes(options.facts), str(options.facts))
    if isinstance(built, list):
        for fault in built:
            print(one_line(str(fault)), file=sys.stderr)
        return 1
    if options.output in (None, STANDARD_OUTPUT):
        sys.stdout.write(built.text)
        return 0
    deck = _deck_of(options.output)
    if not _may_write(deck, options.facts, force=options.force):
        return 1
    save_text(deck, built.text)
    print(f"Wrote {one_line(str(deck))}: {_counts(built)}.")
    return 0


def _deck_of(output: Path) -> Path:
    """The file to write: with the suffix by which the game finds decks, except for a folder, which
    is refused, and a pipe or device."""
    return deck_file(output) if output.is_file() or not output.exists() else output


def _counts(built: DeckBuild) -> str:
    """How many cards the facts made, and why some made none. A name and its acronym make two."""
    kept = sum(fact.is_kept for fact in built.facts.facts)
    notes = len(built.deck.notes)
    cards = len(make_cards(built.deck, ""))
    told = f"{counted(cards, 'card')} from {counted(kept, 'fact')}"
    if notes >= kept:
        return told
    return f"{told}; where several would ask or tell much the same, the surest did"


def _may_write(deck: Path, facts: Path, *, force: bool) -> bool:
    if deck.exists() and deck.samefile(facts):
        raise QuizError(f"{deck} is the facts file; choose another file for the deck")
    return _was_built(deck) or may_write(deck, force=force)


def _was_built(path: Path) -> bool:
    try:
        return path.is_file() and is_built(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        # Writing it will report the error.
        return False
