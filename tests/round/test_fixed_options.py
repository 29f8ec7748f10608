"""Options with a fixed position."""

from __future__ import annotations

from random import Random

import pytest

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.round.distractor_pool import DistractorPool
from quiz.round.fixed_options import speaks_of_others
from quiz.round.question import make_question
from quiz.settings.settings import Settings


def options(text: str, number: int = 0, seed: int = 0) -> tuple[str, ...]:
    deck = load_deck(f"title: T\ncards:\n{text}".encode(), "d.yaml")
    assert isinstance(deck, Deck), deck
    cards = make_cards(deck, "d")
    draw = DistractorPool(cards).draw
    return make_question(
        cards[number], draw, None, Settings(), Random(seed), typed=False
    ).options  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        *("All of the above", "None of the above.", "none of these", "Both A and B", "A and C"),
        *("all the above", "Neither of them", "Both answers are correct", "None of these is right"),
        *("Alle der genannten", "Keine der obigen", "Todas las anteriores", "Toutes ces réponses"),
        *("Aucune de ces réponses", "Tutte le precedenti", "Geen van bovenstaande"),
        *("Todas as anteriores", "Всё вышеперечисленное", "以上都是", "上記のすべて"),
    ],
)
def test_fixed_option_is_recognised_by_wording(text: str) -> None:
    assert speaks_of_others(text)


@pytest.mark.parametrize(
    "text",
    ["All the King's Men", "All of Europe", "Both Koreas", "None", "Abe", "Rome and Athens", "the"],
)
def test_other_answers_are_not(text: str) -> None:
    assert not speaks_of_others(text)


@pytest.mark.parametrize("seed", range(8))
def test_options_about_other_options_come_last(seed: int) -> None:
    answer = "- {prompt: p, answer: All of the above, distractors: [a, b, c]}\n"
    wrong = "- {prompt: p, answer: a, distractors: [None of these, b, c]}\n"
    assert options(answer, seed=seed)[-1] == "All of the above"
    assert options(wrong, seed=seed)[-1] == "None of these"
    assert len({options(wrong, seed=other)[:3] for other in range(20)}) > 1


def test_fixed_option_is_not_used_for_other_cards() -> None:
    deck = "- {prompt: p, answer: All of the above}\n" + "".join(
        f"- {{prompt: q{n}, answer: answer number {n}}}\n" for n in range(3)
    )
    for seed in range(8):
        assert "All of the above" not in options(deck, 1, seed)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("answer: b, distractors: [c, a]", ("b", "c", "a")),
        ("answer: b, distractors: [c, b, a]", ("c", "b", "a")),
        ("answer: b, distractors: [a, None of these, c]", ("b", "a", "c", "None of these")),
        ("answer: All of the above, distractors: [a, b, c]", ("a", "b", "c", "All of the above")),
        ("answer: '1', distractors: ['1', '2', '3', '4', '5', '6']", tuple("123456")),
    ],
)
def test_without_shuffling_the_author_sets_the_order(
    card: str, expected: tuple[str, ...], seed: int
) -> None:
    assert options(f"- {{prompt: p, {card}, shuffle: false}}\n", seed=seed) == expected


@pytest.mark.parametrize("seed", range(4))
def test_options_named_by_letters_stand_as_written(seed: int) -> None:
    text = "- {prompt: p, answer: Both A and B, distractors: [first, second]}\n"
    assert options(text, seed=seed) == ("first", "second", "Both A and B")


OTHERS = "".join(f"- {{prompt: quiz {n}, answer: answer {n}}}\n" for n in "stuv")


@pytest.mark.parametrize(
    "card",
    [
        "prompt: p, answer: answer",
        "cloze: 'quiz {{answer}}'",
    ],
)
def test_typed_cards_offer_no_options(card: str) -> None:
    assert len(options(f"- {{{card}}}\n{OTHERS}")) > 2
    assert options(f"- {{{card}, typed: true}}\n{OTHERS}") == ()


@pytest.mark.parametrize("number", [0, 1])
def test_typed_terms_offer_no_options_either_way(number: int) -> None:
    terms = "".join(f"- {{term: term {n}, definition: meaning {n}}}\n" for n in range(4))
    assert len(options(terms, number)) == 4
    one = "- {term: term x, definition: meaning x, typed: true}\n"
    assert options(one + terms, number) == ()


def test_two_wrong_answers_of_the_author_are_all() -> None:
    two = "- {prompt: p, answer: answer a, distractors: [answer b, answer c]}\n"
    assert set(options(two + OTHERS)) == {"answer a", "answer b", "answer c"}
    one = "- {prompt: p, answer: answer a, distractors: [answer b]}\n"
    assert len(options(one + OTHERS)) == 4
    assert set(options(one)) == {"answer a", "answer b"}


def test_one_borrowed_answer_is_no_choice() -> None:
    first = "- {prompt: p, answer: answer a}\n"
    assert options(first + OTHERS.split("\n")[0]) == ()
    assert len(options(first + OTHERS)) == 4
