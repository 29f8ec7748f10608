"""Two cards with the same prompt: either answer is right on both."""

from __future__ import annotations

from random import Random

import pytest

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.grading.grade import OtherAnswers, grade_typed
from quiz.round.distractor_pool import DistractorPool

WORDS = """
title: Dutch
cards:
  - {term: big, definition: groot}
  - {term: big, definition: omvangrijk}
  - {term: large, definition: groot}
  - {term: small, definition: klein}
  - {prompt: What does useradd -m do?, answer: makes the home folder}
  - {prompt: What does useradd -M do?, answer: makes no home folder}
"""


def cards_of(text: str) -> list[Card]:
    deck = load_deck(text.encode(), "dutch.yaml")
    assert isinstance(deck, Deck), deck
    return make_cards(deck, "dutch")


CARDS = cards_of(WORDS)
OTHERS = OtherAnswers.of(CARDS)


def asked(prompt: str, answer: str) -> Card:
    return next(card for card in CARDS if (card.prompt, card.answer) == (prompt, answer))


@pytest.mark.parametrize(
    ("prompt", "answer", "typed", "right", "elsewhere"),
    [
        ("big", "groot", "groot", True, False),
        ("big", "groot", "omvangrijk", True, True),
        ("big", "omvangrijk", "groot", True, True),
        ("big", "omvangrijk", "Groot!", True, True),
        ("big", "groot", "omvangrik", True, True),
        ("big", "groot", "klein", False, False),
        ("large", "groot", "omvangrijk", False, False),
        ("groot", "big", "large", True, True),
        ("groot", "large", "big", True, True),
        ("groot", "large", "small", False, False),
        ("What does useradd -m do?", "makes the home folder", "makes no home folder", False, False),
    ],
)
def test_the_answer_of_a_card_that_asks_the_same(
    prompt: str, answer: str, typed: str, right: bool, elsewhere: bool
) -> None:
    grade = grade_typed(typed, asked(prompt, answer), OTHERS)
    assert (grade.correct, grade.elsewhere) == (right, elsewhere)
    assert grade.to_the_letter is (right and not elsewhere)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.prompt} = {card.answer}")
def test_distractors_are_wrong_when_typed(card: Card) -> None:
    for seed in range(20):
        for wrong in DistractorPool(CARDS).draw(card, 3, Random(seed)):
            assert not grade_typed(wrong, card, OTHERS).correct


def test_strict_card_compares_other_answer_exactly() -> None:
    cards = cards_of(WORDS.replace("title: Dutch", "title: Dutch\nstrict: true"))
    card = next(card for card in cards if card.answer == "omvangrijk")
    assert grade_typed("groot", card, OtherAnswers.of(cards)).elsewhere
    assert not grade_typed("Groot", card, OtherAnswers.of(cards)).correct
