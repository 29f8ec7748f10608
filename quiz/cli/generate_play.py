"""`quiz generate --play`: from the facts of an article to the first question."""

from __future__ import annotations

import argparse
import re
import unicodedata
from pathlib import Path

from quiz import paths
from quiz.cli import facts_build, play
from quiz.display import one_line


def facts_file_of(title: str) -> Path:
    """Where the facts of an article with this title are kept when no file is named."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:8]) or "article"
    return paths.home() / "facts" / f"{name}.yaml"


def play_facts(facts: Path) -> int:
    """Build the deck of the accepted facts into the player's decks, and start a round of it.

    Returns the exit status. A deck that was not built from facts is not written over unasked.
    """
    deck = paths.own_decks() / facts.name
    deck.parent.mkdir(parents=True, exist_ok=True)
    status = facts_build.execute(argparse.Namespace(facts=facts, output=deck, force=False))
    if status:
        return status
    print(f"To decide on the other facts: quiz facts review {one_line(str(facts))}")
    parser = argparse.ArgumentParser()
    play.add_arguments(parser)
    return play.execute(parser.parse_args(["--deck", deck.stem, "--mode", "quiz"]))
