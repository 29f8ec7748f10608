"""`quiz lost`: cards that vanished with their progress, and the cards that continue them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.ask import choose
from quiz.cli.open_game import add_library_arguments, chosen_decks, open_game
from quiz.decks.faults import excerpt
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.lost_cards import find_lost, hand_on, take_back
from quiz.wording import counted

if TYPE_CHECKING:
    import argparse

    from quiz.card import Card
    from quiz.decks.known import KnownCard
    from quiz.game.lost_cards import LostCard

DESCRIPTION = """\
List the cards that vanished with their progress, and new cards that may continue them.
An edited card keeps its progress where it is sure which one it is; where that is in doubt it begins
as new, so that none takes the progress of another. --join asks about each which one continues it.
"""
EXAMPLES = """\
examples:
  quiz lost                   what vanished, and what may continue it
  quiz lost --join            ask about each, and hand its progress on
  quiz lost --join --yes      only where a single card may continue it, without a question
  quiz lost --undo            take back what was joined last
  quiz lost --all             those too that nothing here reminds of
"""
_LETTERS = "abc"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decks, and what to do."""
    add_library_arguments(parser)
    parser.add_argument("--join", action="store_true", help="ask which card continues each")
    parser.add_argument("--yes", action="store_true", help="join what is sure, without a question")
    parser.add_argument("--undo", action="store_true", help="take back what was joined last")
    parser.add_argument("--all", action="store_true", help="list those without candidates too")


def execute(options: argparse.Namespace) -> int:
    """List, join or take back; returns 0."""
    if (options.undo and (options.join or options.yes)) or (options.yes and not options.join):
        raise QuizError("--yes belongs to --join, and --undo stands alone")
    game = open_game(options)
    if options.undo:
        number = take_back(game)
        print(f"Took the progress of {counted(number, 'card')} back." if number else
              "Nothing was joined that could be taken back.")  # fmt: skip
        return 0
    names = chosen_decks(game, options)
    lost = [
        each
        for each in find_lost(game, every=options.all)
        if names is None or each.card.deck in names
    ]
    if not lost:
        print("No progress was lost." if options.all else
              "No card vanished whose progress a new card may continue.")  # fmt: skip
        return 0
    pairs: list[tuple[KnownCard, Card]] = []
    taken: set[str] = set()
    for each in lost:
        free = [card for card in each.candidates if card.key not in taken]
        _print(each, free)
        if not options.join:
            continue
        card = _only(each, lost) if options.yes else _chosen(free)
        if card is not None:
            taken.add(card.key)
            pairs.append((each.card, card))
    if pairs:
        hand_on(game, pairs)
        print(f"{counted(len(pairs), 'card')} joined; `quiz lost --undo` takes it back.")
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
    for letter, card in zip(_LETTERS, free, strict=False):
        print(f"  {letter}  {one_line(card.prompt)} → {one_line(card.answer)}")


def _chosen(free: list[Card]) -> Card | None:
    """The card that the player says continues it, None for none."""
    if not free:
        return None
    offered = dict(zip(_LETTERS, free, strict=False))
    words = {letter: excerpt(one_line(card.prompt)) for letter, card in offered.items()}
    letter = choose("Which one continues it?", {**words, "n": "none"})
    return offered.get(letter)


def _only(each: LostCard, lost: list[LostCard]) -> Card | None:
    """The one card that may continue it, where it may continue no other."""
    if len(each.candidates) != 1:
        return None
    (card,) = each.candidates
    claims = sum(card in other.candidates for other in lost)
    return card if claims == 1 else None
