"""`quiz check`: reports every fault in decks."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.card import Card, Kind
from quiz.cli.parser import flag
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.storage.library.proof import Proof
from quiz.storage.library.scan import Library
from quiz.text.normalise import distinct
from quiz.text.notation import readings
from quiz.text.shown import shown
from quiz.wording import counted

DESCRIPTION = """\
Check decks and report every fault as file:line:column: what is wrong, what was expected.
The game leaves out cards with faults; the other cards still play. Pictures and sounds must exist.
Lines that begin with "advice" are no faults.
Without a path, check the whole library. The exit status is 1 if there are faults.
"""
EXAMPLES = """\
examples:
  quiz check
  quiz check my-deck.yaml other-decks/
  quiz check --explain my-deck.yaml        what may be typed for each answer
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the decks."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")
    flag(parser, "--explain", "also show what may be typed for each answer")


def execute(options: argparse.Namespace) -> int:
    """Check; returns 1 if there are faults, else 0."""
    for path in options.paths:
        if not path.exists():
            raise QuizError(f"{path}: no such file or folder; expected a deck or a folder of decks")
    return check(options.paths or paths.library(), explain=options.explain)


def check(roots: list[Path], *, explain: bool = False) -> int:
    """Print the faults below these roots, advice, and a summary; returns the exit status.

    explain: whether to print what is accepted for each answer first.
    """
    library = Library.load(roots)
    proof = Proof()
    for loaded in library.decks.values():
        proof.read(loaded)
        if explain:
            for card in loaded.cards:
                for line in explained(card):
                    print(one_line(f"{loaded.path}:{card.line}: {line}"))
    faults = sorted([*library.faults, *proof.faults])
    for fault in faults:
        print(one_line(str(fault)))
    for fault in sorted(proof.advice):
        print(one_line(str(fault._replace(message=f"advice: {fault.message}"))))
    cards = sum(len(loaded.cards) for loaded in library.decks.values())
    parts = [f"{counted(len(library.decks), 'deck')} with {counted(cards, 'valid card')}"]
    if files := len({fault.file for fault in faults}):
        parts.append(f"{counted(len(faults), 'fault')} in {counted(files, 'file')}")
    if left_out := sum(loaded.left_out for loaded in library.decks.values()):
        parts.append(f"{counted(left_out, 'note')} left out")
    if proof.advice:
        parts.append(counted(len(proof.advice), "piece of advice", "pieces of advice"))
    print("; ".join(parts) + ".")
    return 1 if faults else 0


def explained(card: Card) -> list[str]:
    """What may be typed for each answer of a card, a line each; none if nothing is typed."""
    if card.kind in (Kind.SEQUENCE, Kind.TRUE_FALSE):
        return []
    how = ", exactly" if card.strict else f", within {card.tolerance}" if card.tolerance else ""
    names = [(card.answer, card.accepted)]
    if card.items:
        names = list(zip(card.answers, card.items, strict=True))
    return [
        f"{shown(answer, markdown=card.markdown)} → {' | '.join(_told(typed, card))}{how}"
        for answer, typed in names
    ]


def _told(texts: tuple[str, ...], card: Card) -> tuple[str, ...]:
    """What may be typed, without a notation that other texts spell out, each once."""
    if card.strict:
        return texts
    return distinct((text for text in texts if not readings(text, card.language)), card.language)
