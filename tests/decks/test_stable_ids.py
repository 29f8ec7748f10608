"""Ids stay from edition to edition, so that everybody has the same keys."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck_text
from quiz.decks.stable_ids import with_stable_ids
from quiz.decks.writer import dump_deck

CARDS = [
    "{prompt: Which river flows through Astana?, answer: Ishim}",
    "{prompt: The capital of Kazakhstan?, answer: Astana, id: capital}",
    "{term: retrievability, definition: the chance of recall}",
    "{cloze: 'A {{lake}} is a {{body of water}}.'}",
    "{prompt: Name the Baltic states., list: [Estonia, Latvia, Lithuania]}",
]


def deck(*cards: str) -> Deck:
    found = load_deck_text("title: Mini\ncards:\n" + "".join(f"  - {c}\n" for c in cards), "x")
    assert isinstance(found, Deck), found
    return found


def ids(edition: Deck) -> list[str]:
    return [note.extras.id for note in edition.notes]


def keys(edition: Deck) -> list[str]:
    return [card.key for card in make_cards(edition, "7b/mini")]


def test_every_note_gets_an_id_and_authors_keep_theirs() -> None:
    first = with_stable_ids(deck(*CARDS), None)
    assert all(ids(first))
    assert len(set(ids(first))) == len(CARDS)
    assert ids(first)[1] == "capital"
    assert replace(first, notes=()) == replace(deck(*CARDS), notes=())
    assert load_deck_text(dump_deck(first), "x") == first


def test_the_same_text_has_the_same_ids_again() -> None:
    first = with_stable_ids(deck(*CARDS), None)
    assert with_stable_ids(deck(*CARDS), first) == first


def test_an_edited_card_and_one_that_gets_an_id_go_on() -> None:
    first = with_stable_ids(deck(*CARDS), None)
    edited = [
        CARDS[0].replace("Which river", "What river"),
        CARDS[1].replace("id: capital", "id: main-city"),
        CARDS[2].replace("}", ", id: own}"),
        *CARDS[3:],
    ]
    second = with_stable_ids(deck(*edited), first)
    assert keys(second) == keys(first)


def test_ids_are_unique_whatever_authors_write() -> None:
    first = with_stable_ids(deck(*CARDS[:2]), None)
    generated = ids(first)[0]
    other = f"{{prompt: 'Something else entirely, 7 x 8?', answer: 56, id: {generated}}}"
    second = with_stable_ids(deck(*CARDS[:2], other), first)
    assert len(set(ids(second))) == 3
    assert ids(second)[1] == "capital"


@given(st.permutations(CARDS), st.sets(st.integers(0, 4), min_size=1), st.permutations(CARDS))
def test_cards_keep_their_keys_however_they_move(
    before: list[str], kept: set[int], after: list[str]
) -> None:
    first = with_stable_ids(deck(*before), None)
    second = with_stable_ids(deck(*[c for c in after if before.index(c) in kept]), first)
    third = with_stable_ids(deck(*after), second)
    asked = {card.prompt + str(card.answers): card.key for card in make_cards(first, "7b/mini")}
    for edition in (second, third):
        for card in make_cards(edition, "7b/mini"):
            assert card.key == asked[card.prompt + str(card.answers)]
