"""`quiz lost`: hands the progress of vanished cards to the cards that continue them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.ask import choose
from quiz.cli.open_game import add_library_arguments, chosen_decks, open_game
from quiz.cli.parser import flag
from quiz.decks.faults import excerpt
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.lost_cards import find_lost, hand_on, take_back
from quiz.text.shown import readable
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

    from quiz.card import Card
    from quiz.decks.known_card import KnownCard
    from quiz.game.lost_cards import LostCard

DESCRIPTION = """\
List vanished cards that had progress, and new cards that may continue them.
An edited card keeps its progress if it is clear which card it was. If in doubt, it starts as new,
so that no card takes the progress of another. --join asks which card continues each one.
"""
EXAMPLES = """\
examples:
  quiz lost                   vanished cards, and cards that may continue them
  quiz lost --join            ask about each, and hand on its progress
  quiz lost --join --yes      without asking, if only one card may continue it
  quiz lost --undo            undo the last join
  quiz lost --all             also vanished cards that resemble no card here
"""
_LETTERS = "abc"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for decks and action."""
    add_library_arguments(parser)
    flag(parser, "--join", "ask which card continues each")
    flag(parser, "--yes", "join clear cases without asking")
    flag(parser, "--undo", "undo the last join")
    flag(parser, "--all", "also list those without candidates")


def execute(options: argparse.Namespace) -> int:
    """List, join or undo; returns 0."""
    if (options.undo and (options.join or options.yes)) or (options.yes and not options.join):
        raise QuizError("--yes needs --join, and --undo cannot be combined with either")
    game = open_game(options)
    if options.undo:
        number = take_back(game)
        print(f"Undid the join of {counted(number, 'card')}." if number else
              "There is no join to undo.")  # fmt: skip
        return 0
    names = chosen_decks(game, options)
    lost = [
        each
        for each in find_lost(game, every=options.all)
        if names is None or each.card.deck in names
    ]
    if not lost:
        print("No progress was lost." if options.all else
              "No vanished card resembles a new card.")  # fmt: skip
        return 0
    pairs: list[tuple[KnownCard, Card]] = []
    taken: set[str] = set()
    for each in lost:
        free = [card for card in each.candidates if card.key not in taken]
        _print(each, free)
        if not options.join:
            continue
        card = _only(each, lost) if options.yes else _ask_which(free)
        if card is not None:
            taken.add(card.key)
            pairs.append((each.card, card))
    if pairs:
        hand_on(game, pairs)
        print(f"{counted(len(pairs), 'card')} joined; `quiz lost --undo` undoes it.")
    elif options.join:
        print("Nothing was joined.")
    else:
        print("`quiz lost --join` asks which card continues each.")
    return 0


def _print(each: LostCard, free: list[Card]) -> None:
    print(
        f"{one_line(each.card.deck)}: {one_line(each.prompt)} → {one_line(each.answer)} "
        f"({counted(each.answers, 'answer')})"
    )
    for letter, card in zip(_LETTERS, map(readable, free), strict=False):
        print(f"  {letter}  {one_line(card.prompt)} → {one_line(card.answer)}")


def _ask_which(free: list[Card]) -> Card | None:
    """The card that the player chooses; None for none."""
    if not free:
        return None
    offered = dict(zip(_LETTERS, free, strict=False))
    words = {letter: excerpt(one_line(readable(card).prompt)) for letter, card in offered.items()}
    letter = choose("Which one continues it?", {**words, "n": "none"})
    return offered.get(letter)


def _only(each: LostCard, lost: list[LostCard]) -> Card | None:
    """The only candidate, if it is a candidate for no other lost card."""
    if len(each.candidates) != 1:
        return None
    (card,) = each.candidates
    claims = sum(card in other.candidates for other in lost)
    return card if claims == 1 else None
