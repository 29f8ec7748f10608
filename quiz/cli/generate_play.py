"""`quiz generate --play`: from the facts of an article to the first question."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from quiz import paths
from quiz.cli import facts_build, play
from quiz.cli.ask import ask_at_terminal, at_terminal
from quiz.cli.facts_review import review_facts
from quiz.facts.decisions import FAIR, SURE
from quiz.facts.fact import Fact, Status
from quiz.facts.file_names import name_for
from quiz.files import make_folder
from quiz.game.fact_review import FactReview
from quiz.shell_word import shell_word


def facts_file_of(title: str) -> Path:
    """The file for the facts of an article with this title, if the player names none."""
    return paths.home() / "facts" / f"{name_for(title) or 'article'}.yaml"


def play_facts(facts: Path, plain: bool) -> int:
    """Build a deck of the accepted facts among the player's own decks, and start a round of it.

    plain: in plain lines, even on a terminal. Returns the exit status. Does not overwrite a deck
    that was not built from facts. If no fact is accepted, it says so and leads to the review, then
    goes on with what was accepted there.
    """
    review = FactReview(facts)
    kept = _kept(review)
    if not kept:
        print(
            "Nothing to play yet: no fact is accepted. Without a review, that takes a fact that is"
            f" at least {FAIR:.0%} sure.\nTo review them: {review_of(facts)}"
        )
        if not (at_terminal() and ask_at_terminal("Review them now?")):
            return 0
        status = review_facts(facts, plain=plain, likeliest_first=True)
        review.refresh()
        kept = _kept(review)
        if status or not kept:
            return status
    deck = review.own_deck()
    make_folder(deck.parent)
    status = facts_build.execute(argparse.Namespace(facts=facts, output=deck, force=False))
    if status:
        return status
    print(f"{_in_doubt(kept)}{review_of(facts)}")
    parser = argparse.ArgumentParser()
    play.add_arguments(parser)
    line = ["--deck", deck.stem, "--mode", "quiz", *(["--plain"] if plain else [])]
    return play.execute(parser.parse_args(line))


def review_of(facts: Path) -> str:
    """The command that reviews these facts."""
    return f"quiz facts review {shell_word(str(facts))}"


def _kept(review: FactReview) -> list[Fact]:
    """The facts that a deck is built from."""
    return [fact for fact in review.facts if fact.is_kept]


def _in_doubt(kept: Sequence[Fact]) -> str:
    """What leads to the review: how many of the facts in the deck are accepted but not sure, if
    any."""
    unsure = [f.confidence for f in kept if f.status is Status.ACCEPTED and f.confidence < SURE]
    if not unsure:
        return "To review the other facts: "
    which = "all" if len(unsure) == len(kept) else f"{len(unsure)} of {len(kept)}"
    return (
        f"Few facts are sure, so {which} of these cards' facts are less so (from"
        f" {min(unsure):.0%}), and the cards may be wrong. To review them: "
    )
