"""What holds for each shipped deck."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from quiz.card import Card, Kind
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.facts.near_dates import date_parts
from quiz.grading.grade import OtherAnswers, grade_typed
from quiz.round.distractor_pool import DistractorPool
from quiz.text.dates import read_date
from quiz.text.normalise import normalise

FOLDER = Path(__file__).parents[2] / "decks"
PATHS = sorted(FOLDER.glob("*.yaml"))
CHOOSABLE = (Kind.BASIC, Kind.CLOZE, Kind.TERM)
LEANS_ON_THE_ARTICLE = re.compile(
    r"\b(he|she|they|his|her|their|them|it|this (year|month|week|march|may)|last (year|month)"
    r"|the two (countries|sides|presidents|leaders)|both (countries|sides)|the article|the report"
    r"|today|recently|now)\b",
    re.IGNORECASE,
)


def cards_of(path: Path) -> list[Card]:
    deck = load_deck(path.read_bytes(), str(path))
    assert isinstance(deck, Deck), deck
    return make_cards(deck, path.stem)


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def cards(request: pytest.FixtureRequest) -> list[Card]:
    return cards_of(request.param)


def test_these_decks_ship() -> None:
    assert [path.stem for path in PATHS] == [
        "capital-cities",
        "central-asia",
        "china-kazakhstan-2015",
        "elements",
        "hola",
        "inventions",
        "silk-road",
        "unix-commands",
        "welcome",
    ]


def test_the_deck_of_the_article_is_rich() -> None:
    cards = cards_of(FOLDER / "china-kazakhstan-2015.yaml")
    assert 45 <= len(cards) <= 60
    assert {card.kind for card in cards} == set(Kind) - {Kind.CARDS, Kind.OCCLUSION}
    assert sum(card.kind is Kind.TRUE_FALSE for card in cards) <= len(cards) / 5


def test_the_deck_of_the_article_borrows_no_options_and_knows_nothing_later() -> None:
    for card in cards_of(FOLDER / "china-kazakhstan-2015.yaml"):
        if card.kind in (Kind.BASIC, Kind.CLOZE):
            assert len(card.distractors) >= 3, card.prompt
            days = [date_parts(text) for text in card.distractors]
            assert max(days) <= (2015, 5, 9)


def test_every_card_has_an_explanation(cards: list[Card]) -> None:
    assert [card.prompt for card in cards if not card.explanation.strip()] == []


def test_no_hint_tells_the_answer(cards: list[Card]) -> None:
    for card in cards:
        if card.kind in CHOOSABLE and len(card.answers[0]) > 3:
            assert normalise(card.answers[0]) not in normalise(card.hint), card.prompt


def test_decks_have_a_description_and_a_size_that_one_can_master() -> None:
    for path in PATHS:
        deck = load_deck(path.read_bytes(), str(path))
        assert isinstance(deck, Deck)
        assert deck.description
        assert (
            len(cards_of(path)) == 5 if path.stem == "welcome" else 40 <= len(cards_of(path)) <= 80
        )


def test_sequences_run_as_the_figures_of_their_explanation(cards: list[Card]) -> None:
    for card in cards:
        if card.kind is not Kind.SEQUENCE:
            continue
        told = figures(card.explanation)
        if len(told) == len(card.answers):
            assert told in (sorted(told), sorted(told, reverse=True)), card.prompt


def figures(text: str) -> list[float]:
    """The figures of a text in order; years BC are negative."""
    found = re.findall(r"(−?)(\d+(?:,\d{3})*(?:\.\d+)?)( BC)?", text)
    return [
        float(figure.replace(",", "")) * (-1 if minus or before_christ else 1)
        for minus, figure, before_christ in found
    ]


def test_no_two_cards_ask_the_same(cards: list[Card]) -> None:
    sequences = [card for card in cards if card.kind is Kind.SEQUENCE]
    prompts = [normalise(card.prompt) for card in cards if card.kind is not Kind.SEQUENCE]
    assert len(prompts) == len(set(prompts))
    assert len(sequences) == len({card.answers for card in sequences})


def test_every_prompt_of_the_article_stands_alone() -> None:
    for card in cards_of(FOLDER / "china-kazakhstan-2015.yaml"):
        # A pronoun must refer to something before it, within the prompt.
        leaning = [
            found[0]
            for found in LEANS_ON_THE_ARTICLE.finditer(card.prompt)
            if found[0].lower() not in ("his", "their", "it", "they", "he")
            or not re.search(r"[A-Z]\w+", card.prompt[4 : found.start()])
        ]
        assert leaning == [], card.prompt


def test_no_prompt_gives_its_answer_away(cards: list[Card]) -> None:
    for card in cards:
        if card.kind in CHOOSABLE:
            told = f" {normalise(card.prompt)} "
            assert f" {normalise(card.answers[0])} " not in told, card.prompt


def test_distractors_are_wrong_different_and_enough(cards: list[Card]) -> None:
    pool = DistractorPool(cards)
    for card in cards:
        if card.kind not in CHOOSABLE or card.options:
            continue
        for seed in range(5):
            drawn = pool.draw(card, 3, Random(seed))
            plain = [normalise(text) for text in drawn]
            assert len(plain) == len(set(plain))
            # The report has two acronyms, which can only be distractors for each other.
            assert len(drawn) >= (1 if card.kind is Kind.TERM else 2), card.prompt
            assert not any(grade_typed(text, card).correct for text in drawn)


def test_every_answer_typed_as_written_is_right(cards: list[Card]) -> None:
    others = OtherAnswers.of(cards)
    for card in cards:
        if card.kind in CHOOSABLE:
            for answer in card.answers:
                assert grade_typed(answer, card, others).correct, (card.prompt, answer)


def test_dates_stand_beside_dates(cards: list[Card]) -> None:
    pool = DistractorPool(cards)
    for card in cards:
        if card.kind is Kind.BASIC and read_date(card.answers[0]):
            for text in pool.draw(card, 3, Random(1)):
                assert read_date(text), (card.prompt, text)
