"""Options look like the right one, and come from cards that ask for the same sort of thing."""

from __future__ import annotations

from random import Random

import pytest

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.history.events import Input
from quiz.round.distractor_pool import DistractorPool
from quiz.round.question import Question, make_question
from quiz.settings.settings import Settings
from quiz.text.looks import look_of

MIXED = r"""
title: As imported
format: markdown
cards:
  - cloze: The {{mitochondrion}} is the {{powerhouse}} of the cell.
  - cloze: "{{Newton::who?}} published the *Principia* in {{1687}}."
  - cloze: The chemical symbol of gold is {{Au}}.
  - cloze: DNA has the bases {{c1::adenine}}, {{c1::thymine}}, {{c2::guanine}} and {{c2::cytosine}}.
  - {prompt: Whose flag is this?, answer: Italy}
  - {prompt: Which planet is the largest?, answer: Jupiter}
  - {prompt: "Derivative of $\\sin x$?", answer: $\cos x$}
  - {prompt: Who wrote *On the Origin of Species*?, answer: Charles Darwin}
  - {prompt: Chemical symbol of iron, answer: Fe}
  - {prompt: Chemical symbol of silver, answer: Ag}
  - {prompt: Unit of force, answer: newton}
  - {prompt: Unit of resistance, answer: ohm & its symbol is Ω}
"""


def ask(text: str, answer: str, seed: int = 1) -> Question:
    deck = load_deck(text.encode(), "d.yaml")
    assert isinstance(deck, Deck), deck
    cards = make_cards(deck, "d")
    draw = DistractorPool(cards).draw
    card = next(card for card in cards if card.answers[0] == answer)
    return make_question(card, draw, None, Settings(), Random(seed), typed=False)


@pytest.mark.parametrize("answer", ["Au", "Fe", "Ag"])
def test_a_symbol_stands_beside_symbols(answer: str) -> None:
    for seed in range(8):
        assert set(ask(MIXED, answer, seed).options) == {"Au", "Fe", "Ag"}


@pytest.mark.parametrize(
    "answer",
    ["Charles Darwin", "guanine, cytosine", "Italy", "newton", "mitochondrion", "1687"],
)
def test_without_two_alike_it_is_typed(answer: str) -> None:
    assert ask(MIXED, answer).input is Input.TYPED


SCRIPTS = """
title: Scripts
cards:
  - {prompt: Arabic for book, answer: كتاب}
  - {prompt: Arabic for house, answer: بيت}
  - {prompt: Arabic for door, answer: باب}
  - {prompt: Arabic for the bread, answer: pain in French}
  - {prompt: Japanese for water, answer: 水}
  - {prompt: Japanese for mouse, answer: ねずみ}
  - {prompt: Japanese for coffee, answer: コーヒー}
  - {prompt: Korean for tea, answer: 녹차}
"""


def test_options_are_written_in_one_script() -> None:
    for seed in range(8):
        assert set(ask(SCRIPTS, "كتاب", seed).options) == {"كتاب", "بيت", "باب"}
        assert set(ask(SCRIPTS, "ねずみ", seed).options) == {"水", "ねずみ", "コーヒー"}
    assert ask(SCRIPTS, "녹차").input is Input.TYPED


WHO = """
title: Who
cards:
  - {prompt: Who discovered radium?, answer: Marie Curie}
  - {prompt: Who painted Guernica?, answer: Picasso}
  - {prompt: Who composed Fidelio?, answer: Ludwig van Beethoven}
  - {prompt: Which river flows through Paris?, answer: Seine}
  - {prompt: When did the Wall fall?, answer: November 1989}
"""


def test_people_stand_beside_people() -> None:
    people = {"Marie Curie", "Picasso", "Ludwig van Beethoven"}
    assert set(ask(WHO, "Marie Curie").options) == people
    assert not ask(WHO, "Seine").options


def test_the_nearest_come_first() -> None:
    words = "".join(f"- {{prompt: p{n}, answer: Word{n}}}\n" for n in "abcdefghij")
    cities = ("Oslo", "Lima", "Baku", "Rome")
    near = "".join(f"- {{prompt: Capital of {n}, answer: {n}}}\n" for n in cities)
    tagged = near.replace("}", ", tags: [towns]}").replace("Capital of", "p")
    for some in (near, tagged):
        options = ask(f"title: T\ncards:\n{words}{some}", "Oslo").options
        assert set(options) == set(cities)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *(("Au", "H", True), ("Au", "Italy", False), ("H2O", "NaCl", True), ("Xi", "Ban", True)),
        *(("6", "8", True), ("6", "1687", False), ("1687", "1789", True), ("9", "10", True)),
        *(("40 %", "55 %", True), ("40 %", "55", False), ("→", "+", True), ("→", "x", False)),
        *(("a dog", "the cat", True), ("Rome", "rome", False), ("adenine, thymine", "iron", False)),
        *(("7 May 2015", "9 May 2016", True), ("Oslo", "New Zealand", True), ("水", "北京", True)),
        ("ohm & its symbol is Ω", "mitochondrion", False),
    ],
)
def test_what_looks_alike(one: str, other: str, expected: bool) -> None:
    assert look_of(one).is_like(look_of(other)) is expected
    assert look_of(other).is_like(look_of(one)) is expected


@pytest.mark.parametrize(
    ("card", "asked"),
    [
        *(("answer: $\\cos x$", Input.REVEAL), ("answer: about $x^2$", Input.REVEAL)),
        *(("answer: cos x", Input.TYPED), ("answer: $7$", Input.TYPED)),
        *(("answer: $\\alpha$", Input.TYPED), ('answer: "- Helium\\n- Neon"', Input.REVEAL)),
        ("answer: $\\cos x$, strict: true", Input.TYPED),
        ("answer: $\\cos x$, typed: true", Input.TYPED),
        ("answer: $\\cos x$, distractors: [$x$, $y$]", Input.CHOICE),
    ],
)
def test_a_formula_is_a_flashcard_unless_its_author_says_how(card: str, asked: Input) -> None:
    text = f"title: T\nformat: markdown\ncards:\n- {{prompt: What?, {card}}}\n"
    deck = load_deck(text.encode(), "d.yaml")
    assert isinstance(deck, Deck), deck
    (made,) = make_cards(deck, "d")
    draw = DistractorPool([made]).draw
    question = make_question(made, draw, None, Settings(), Random(1), typed=False)
    assert question.input is asked
