"""`quiz generate --play`: from the facts of an article to the first question."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.cli import facts_build, play
from quiz.display import one_line
from quiz.text.normalise import slug


def facts_file_of(title: str) -> Path:
    """The file for the facts of an article with this title, if the player names none."""
    return paths.home() / "facts" / f"{slug(title, 8) or 'article'}.yaml"


def play_facts(facts: Path, plain: bool) -> int:
    """Build a deck of the accepted facts among the player's own decks, and start a round of it.

    plain: in plain lines, even on a terminal. Returns the exit status. Does not overwrite a deck
    that was not built from facts.
    """
    deck = paths.own_decks() / facts.name
    deck.parent.mkdir(parents=True, exist_ok=True)
    status = facts_build.execute(argparse.Namespace(facts=facts, output=deck, force=False))
    if status:
        return status
    print(f"To review the other facts: quiz facts review {one_line(str(facts))}")
    parser = argparse.ArgumentParser()
    play.add_arguments(parser)
    line = ["--deck", deck.stem, "--mode", "quiz", *(["--plain"] if plain else [])]
    return play.execute(parser.parse_args(line))
