"""What must hold for any bytes read as a deck."""

from __future__ import annotations

import unicodedata

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.faults import MAX_FAULTS, Fault
from quiz.decks.loader import load_deck
from quiz.decks.writer import dump_deck
from quiz.display import one_line, printable


def check_deck(data: bytes, deep: bool = False) -> bool:
    """Load the bytes and make the cards; AssertionError if a law is broken.

    deep: also write the deck, read it again, and show its texts. Returns whether the bytes were a
    deck without faults.
    """
    result = load_deck(data, "fuzz.yaml")
    if isinstance(result, Deck):
        _check_cards(result, deep)
        return True
    assert 1 <= len(result) <= MAX_FAULTS + 1
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\x85") + 3 * data.count(b"\xe2")
    for fault in result:
        assert isinstance(fault, Fault)
        assert 1 <= fault.line <= lines + 1, fault
        assert fault.column >= 1, fault
        assert fault.message, fault
        assert "\n" not in fault.message, fault
        assert len(fault.message) < 600, len(fault.message)
    if deep:
        assert is_harmless(one_line(str(result[0])))
    return False


def _check_cards(deck: Deck, deep: bool) -> None:
    cards = make_cards(deck, "fuzz")
    assert deck.title
    assert len(cards) >= len(deck.notes) >= 1
    for card in cards:
        assert len(card.key) == 16
        assert card.prompt
        assert card.answers
        assert all(card.answers)
    if deep:
        again = load_deck(dump_deck(deck).encode(), "again.yaml")
        assert again == deck
        for card in cards:
            assert is_harmless(printable(card.prompt))
            assert is_harmless(printable(card.answer))


def is_harmless(text: str) -> bool:
    """Whether the text has no control characters except line feeds and tabs."""
    steering = {"Cc", "Cs", "Zl", "Zp"}
    overrides = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return not any(
        char in overrides or (char not in "\n\t" and unicodedata.category(char) in steering)
        for char in text
    )
