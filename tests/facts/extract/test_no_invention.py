"""No candidate says more than its evidence, and no card relies on anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.card import Kind
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.decks.writer import dump_deck
from quiz.facts.decisions import accept_above, cards_of
from quiz.facts.deck_building import build_deck
from quiz.facts.extract.draft import VERBATIM
from quiz.facts.extract.lexicon import stands_alone
from quiz.facts.fact import FactsFile, Status
from quiz.grading.grade import grade_typed
from quiz.text.normalise import normalise
from tests.facts.extract.conftest import Extract
from tests.facts.extract.evidence import invented
from tests.facts.extract.own_articles import PATHS, read

LAWS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
CHOOSABLE = (Kind.BASIC, Kind.CLOZE)

_people = st.sampled_from(
    ["Ada Lind", "Karim Osei", "Li Wenhua", "María Vidal", "John Abbott", "Zofia Krol", "Xi Mo"]
)
_posts = st.sampled_from(
    ["mayor of Porthaven", "former ambassador to Chad", "a biologist at Lund University", "coach"]
)
_titles = st.sampled_from(["Kazakh President", "the Danish engineer", "Foreign Minister", "Dr"])
_places = st.sampled_from(["Lisbon", "Astana", "Peru", "Port Alder", "the Blue Valley"])
_numbers = st.one_of(
    st.integers(2, 99).map(str),
    st.integers(1000, 10**7).map(lambda n: f"{n:,}"),
    st.sampled_from(["three", "2.5 million", "0.4", "12 percent of the"]),
)
_dates = st.one_of(
    st.integers(1500, 2030).map(lambda year: f"in {year}"),
    st.dates(date(1800, 1, 1), date(2030, 1, 1)).map(lambda d: f"on {d.day} {d:%B %Y}"),
    st.sampled_from(
        ["on Monday", "this March", "last year", "in June", "three years ago", "today"]
    ),
)
_things = st.sampled_from(
    ["the Alder Bridge", "a new reactor", 'the "Bright Road" plan', "the Iberian Cup", "the museum"]
)


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    shapes = (
        "{person}, {post}, met {title} {other} in {place} {date}.",
        "{title} {person} opened {thing} {date}.",
        "{thing} was built by {title} {person} {date} and has {number} rooms.",
        "He sold {number} tickets in {place} {date}.",
        "The company employs {number} people and is based in {place}.",
        "{person} and {other} are members of the World Ferry Union (WFU).",
        "This year marks the {ordinal} anniversary of the treaty of {place}.",
        "Its director, {person}, will visit {place} {date}.",
        "According to {person}, {thing} cost {number} euros {date}.",
        "The {ordinal} Port Forum was held in {place} {date}, said {person}.",
        "{person} beat {other} {score} {date}.",
        "She won {thing} {date}, when {other} was {post}.",
    )
    text = draw(st.sampled_from(shapes)).format(
        person=draw(_people), other=draw(_people), post=draw(_posts), title=draw(_titles),
        place=draw(_places), date=draw(_dates), thing=draw(_things), number=draw(_numbers),
        ordinal=draw(st.integers(4, 20).map(lambda n: f"{n}th")),
        score=f"{draw(st.integers(0, 9))}-{draw(st.integers(0, 9))}",
    )  # fmt: skip
    return text[0].upper() + text[1:]


@LAWS
@given(st.lists(_sentences(), min_size=1, max_size=6), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_every_name_number_and_date_is_in_the_evidence(
    extract: Extract, sentences: list[str], day: date
) -> None:
    for fact in extract(" ".join(sentences), day):
        assert invented(fact) == set(), fact


@LAWS
@given(st.lists(_sentences(), min_size=1, max_size=6))
def test_evidence_points_into_the_article(extract: Extract, sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    for fact in extract(text):
        evidence = fact.evidence
        assert evidence is not None
        assert text[evidence.start : evidence.end] == evidence.text
        for start, end in (evidence.subject, evidence.object):
            assert evidence.start <= start < end <= evidence.end or (start, end) == (0, 0)
        assert 0 < fact.confidence < 1
        assert fact.status is Status.CANDIDATE


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest, extract: Extract) -> FactsFile:
    path: Path = request.param
    facts = extract(read(path))
    assert facts
    return FactsFile(path.stem, facts, language="en")


def test_our_articles_give_nothing_that_they_do_not_say(file: FactsFile) -> None:
    assert {word for fact in file.facts for word in invented(fact)} == set()


def test_each_card_of_a_generated_deck_stands_alone(file: FactsFile) -> None:
    deck = build_deck(accept_above(file, 0))
    loaded = load_deck(dump_deck(deck).encode(), "d.yaml")
    assert isinstance(loaded, Deck), loaded
    cards = make_cards(loaded, "d")
    assert cards
    prompts = [normalise(card.prompt) for card in cards if card.kind is not Kind.SEQUENCE]
    assert len(prompts) == len(set(prompts))
    for card in cards:
        if card.kind in (Kind.SEQUENCE, Kind.LIST):
            continue
        asked = re.sub(r"^When was it that|^Where was it that|^By what score was it that", "",
                       card.prompt)  # fmt: skip
        # What somebody says is told in their own words.
        assert stands_alone(re.sub("“[^”]*”", "", asked)), card.prompt
        assert "{" not in card.prompt.replace("{…}", "")
        assert "  " not in card.prompt
        if card.kind in CHOOSABLE:
            assert f" {normalise(card.answers[0])} " not in f" {normalise(card.prompt)} "
            plain = [normalise(text) for text in card.distractors]
            assert len(plain) == len(set(plain))
            assert not any(grade_typed(text, card).correct for text in card.distractors)


def test_the_preview_shows_what_the_deck_gets(file: FactsFile) -> None:
    accepted = accept_above(file, 0)
    ids = {note.extras.id for note in build_deck(accepted).notes}
    shown = {note.extras.id for fact in accepted.facts for note in cards_of(fact, accepted)}
    assert {name for name in ids if not name.startswith("order-")} <= shown


def test_evidence_stays_out_of_the_deck(file: FactsFile) -> None:
    text = dump_deck(build_deck(accept_above(file, 0)))
    bare = replace(file, facts=tuple(replace(f, evidence=None) for f in file.facts))
    assert len(text) > 0
    assert build_deck(accept_above(bare, 0)).title == file.title
    for fact in file.facts:
        assert fact.evidence is not None
        if len(fact.evidence.text) > VERBATIM:
            assert fact.evidence.text not in text
