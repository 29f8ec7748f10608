"""The guide to writing decks is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.card import Kind
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.fields import DECK_KEYS
from quiz.decks.kinds import CARD_KEYS
from quiz.decks.loader import load_deck

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "decks" / "README.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE + README, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.splitlines()[0])
def test_every_example_is_a_deck(text: str) -> None:
    assert isinstance(load_deck(text.encode(), "example"), Deck)


def test_every_kind_is_shown() -> None:
    loaded = [load_deck(text.encode(), "example") for text in EXAMPLES]
    kinds = {
        card.kind for deck in loaded if isinstance(deck, Deck) for card in make_cards(deck, "x")
    }
    assert kinds == set(Kind)


def test_every_key_is_explained() -> None:
    for key in (*DECK_KEYS, *CARD_KEYS):
        assert f"`{key}`" in GUIDE or f"{key}:" in GUIDE, key


def test_the_message_in_the_guide_is_the_real_one() -> None:
    text = "title: x\n\ncards:\n  - prompt: a\n    anwser: b\n"
    faults = load_deck(text.encode(), "planets.yaml")
    assert isinstance(faults, list)
    assert str(faults[0]) in GUIDE
