from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.decks.cards import make_cards
from quiz.decks.identity import match_cards
from quiz.decks.model import BasicNote, Card, Deck, Extras
from tests.strategies import libraries

LAWS = settings(deadline=None, max_examples=80)

CAPITALS = {
    "Kazakhstan": "Astana",
    "Kyrgyzstan": "Bishkek",
    "Tajikistan": "Dushanbe",
    "Uzbekistan": "Tashkent",
}


def capitals(name: str = "a", **changes: str) -> list[Card]:
    notes = tuple(
        BasicNote(f"What is the capital of {land}?", changes.get(land, city))
        for land, city in CAPITALS.items()
    )
    return make_cards(Deck("T", notes), name)


def keys(cards: list[Card]) -> list[str]:
    return [card.key for card in cards]


@LAWS
@given(libraries(), libraries(), st.integers(0, 99))
def test_present_cards_keep_their_keys(before: list[Card], after: list[Card], seed: int) -> None:
    first = match_cards([], before)
    assert len(set(keys(first.cards))) == len(before)
    again = match_cards(first.known, before)
    assert keys(again.cards) == keys(first.cards)
    assert not again.edited
    assert not again.moved
    shuffled = list(first.known)
    random.Random(seed).shuffle(shuffled)
    changed = match_cards(shuffled, after)
    assert keys(changed.cards) == keys(match_cards(first.known, after).cards)
    assert len(set(keys(changed.cards))) == len(after)
    back = match_cards(changed.known, before)
    assert len(set(keys(back.cards))) == len(before)


@LAWS
@given(libraries(), libraries())
def test_a_key_is_never_taken_from_a_present_card(before: list[Card], more: list[Card]) -> None:
    others = [card._replace(deck=f"other-{card.deck}") for card in more]
    first = match_cards([], before)
    both = match_cards(first.known, [*before, *others])
    assert keys(both.cards)[: len(before)] == keys(first.cards)


def test_a_corrected_answer_keeps_progress() -> None:
    first = match_cards([], capitals())
    second = match_cards(first.known, capitals(Kazakhstan="Nur-Sultan"))
    assert keys(second.cards) == keys(first.cards)
    assert len(second.edited) == 1


def test_a_reworded_prompt_keeps_progress() -> None:
    first = match_cards([], capitals())
    cards = capitals()
    note = BasicNote("Which city is the capital of Kazakhstan?", "Astana")
    changed = [*make_cards(Deck("T", (note,)), "a"), *cards[1:]]
    assert keys(match_cards(first.known, changed).cards) == keys(first.cards)


def test_another_card_of_the_same_pattern_is_a_new_card() -> None:
    first = match_cards([], capitals())
    note = BasicNote("What is the capital of Turkmenistan?", "Ashgabat")
    changed = [*capitals()[1:], *make_cards(Deck("T", (note,)), "a")]
    second = match_cards(first.known, changed)
    assert second.cards[-1].key not in keys(first.cards)


def test_a_renamed_file_keeps_progress() -> None:
    first = match_cards([], capitals("a"))
    second = match_cards(first.known, capitals("b"))
    assert keys(second.cards) == keys(first.cards)
    assert len(second.moved) == len(CAPITALS)


def test_two_equally_alike_candidates_begin_anew() -> None:
    old = make_cards(Deck("T", (BasicNote("Who built the tower of A?", "Eiffel"),)), "a")
    first = match_cards([], old)
    new = make_cards(
        Deck(
            "T",
            (
                BasicNote("Who built the tower of B?", "Eiffel"),
                BasicNote("Who built the tower of C?", "Eiffel"),
            ),
        ),
        "a",
    )
    second = match_cards(first.known, new)
    assert len(second.ambiguous) == 2
    assert not set(keys(second.cards)) & set(keys(first.cards))


def test_a_new_card_at_a_freed_place_gets_a_key_of_its_own() -> None:
    one = BasicNote("What is one?", "1", extras=Extras(id="x"))
    first = match_cards([], make_cards(Deck("T", (one,)), "a"))
    moved = match_cards(first.known, make_cards(Deck("T", (one,)), "b"))
    both = match_cards(
        moved.known,
        [
            *make_cards(Deck("T", (one,)), "b"),
            *make_cards(Deck("T", (BasicNote("Quite else?", "2", extras=Extras(id="x")),)), "a"),
        ],
    )
    assert both.cards[0].key == first.cards[0].key
    assert both.cards[1].key != first.cards[0].key


def test_an_id_keeps_progress_through_any_edit() -> None:
    first = match_cards(
        [], make_cards(Deck("T", (BasicNote("old", "x", extras=Extras(id="i")),)), "a")
    )
    second = match_cards(
        first.known, make_cards(Deck("T", (BasicNote("new", "y", extras=Extras(id="i")),)), "a")
    )
    assert keys(first.cards) == keys(second.cards)
