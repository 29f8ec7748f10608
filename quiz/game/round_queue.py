"""Which cards a new round asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from random import Random

from quiz.card import Card
from quiz.game.daily_challenge import challenge_decks
from quiz.game.game import Game
from quiz.game.search import Finder
from quiz.history.kinds import Mode
from quiz.round.question import can_fall, is_flashcard, is_quick

LEARN_ROUND = 10
"""New cards in a Learn round."""


def round_queue(
    game: Game,
    mode: Mode,
    decks: Sequence[str] | None,
    limit: int | None,
    search: str,
    seed: int | None = None,
) -> list[Card]:
    """The cards of a round, in order; see `quiz.game.play.play_mode`. seed: of an Exam."""
    lifted = limit is not None
    if limit is None:
        if mode is Mode.QUIZ:
            limit = game.settings.quiz_questions
        elif mode is Mode.LEARN:
            limit = LEARN_ROUND
        elif mode is Mode.EXAM:
            limit = game.settings.exam_questions
    chance = Random(game.random.getrandbits(64) if seed is None else seed)
    only = set(Finder(game).find(search, 0).keys) if search else None
    if mode is Mode.CHALLENGE and decks is None:
        decks = challenge_decks(game)
    most = None if mode is Mode.EXAM else limit
    keys = game.selection(decks, only).queue(mode, most, chance, lifted=lifted)
    if mode is Mode.GRAVITY or (mode is Mode.EXAM and not game.is_seeded):
        # What was learned comes first.
        met = game.collection.met
        keys = sorted(keys, key=lambda key: key not in met)
    found = (card for key in keys if (card := game.card(key)) is not None)
    if mode is Mode.GRAVITY:
        return [card for card in found if can_fall(card)]
    if mode is Mode.BLITZ:
        cards = list(found)
        return list(filter(is_quick, cards)) or cards
    if mode is Mode.EXAM:
        # Players rate flashcards themselves.
        return list(islice((card for card in found if not is_flashcard(card)), limit))
    return list(found)
