"""Cards of the general relations, and their wrong answers."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Input
from quiz.decks.cards import make_cards
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TrueFalseNote
from quiz.decks.loader import load_deck
from quiz.decks.note import Gap
from quiz.decks.writer import dump_deck
from quiz.facts.answerable import Asking, asking_of
from quiz.facts.deck_building import build_deck, dull_ones
from quiz.facts.fact import Evidence, Fact, FactsFile, Status
from quiz.facts.fact_distractors import Distractors
from quiz.facts.fact_wording import statement_of
from quiz.facts.name_kinds import is_named
from quiz.facts.near_dates import date_parts, is_alike, near_dates
from quiz.facts.near_numbers import is_label, near_numbers
from quiz.facts.near_posts import near_posts
from quiz.facts.places import country_of
from quiz.facts.templates import OBJECT
from quiz.round.distractor_pool import DistractorPool
from quiz.round.question import make_question
from quiz.settings.settings import Settings
from tests.facts.strategies import facts_files
from tests.strategies import texts

EVIDENCE = Evidence("A sentence.", 0, 11)


def fact(relation: str, subject: str, thing: str, category: str = "person", **more: Any) -> Fact:
    name = re.sub(r"\W+", "-", f"{relation} {subject} {thing}")
    return Fact(name, subject, relation, thing, category, evidence=EVIDENCE, **more)


def written(one: Fact) -> Fact:
    """The fact as an author would write it, who says by its type what is alike."""
    return replace(one, evidence=None, paragraph=1, wording="w")


def prompts(*facts: Fact) -> list[str]:
    notes = build_deck(FactsFile("t", facts)).notes
    return [note.prompt for note in notes if isinstance(note, BasicNote)]


def test_an_office_asks_for_its_holder_and_a_profession_for_itself() -> None:
    mayor = fact("holds-post", "Ada Lind", "mayor of Porthaven", type="post", as_of="May 2015")
    engineer = fact("holds-post", "Niels Holm", "Danish engineer", type="post")
    past = fact("holds-post", "Bo Dahl", "mayor of Lom", type="post")
    deputy = fact("holds-post", "Cy Ek", "deputy mayor of Lom", type="post", as_of="May 2015")
    assert prompts(mayor, engineer, past, deputy) == [
        "Who was mayor of Porthaven in May 2015?",
        "What post or profession did Niels Holm have?",
        "What post or profession did Bo Dahl have?",
        "What post or profession did Cy Ek have in May 2015?",
    ]


def test_wrong_years_are_on_the_side_of_the_right_one_and_around_it() -> None:
    places = set()
    for number in range(40):
        ask = f"In which year after 1990 did bridge {number} open?"
        opened = fact("dated", f"bridge {number}", "2001", "date", ask=ask)
        last = fact("dated", "Ada Lind", "2015", "date", ask="In which year did Ada Lind come?")
        years = Distractors([opened, last]).of(opened)
        assert all(year > "1990" for year in years)
        places.add(sum(year > "2001" for year in years))
    assert len(places) > 3


def test_a_fact_without_a_question_is_a_gap() -> None:
    built = fact("quantity", "the plant has", "5,200 workers", "quantity", as_of="May 2015")
    own = fact("stated", "x", "Lom", "place", statement="The river ends in {object} at last.")
    dated = fact("dated", "the bridge of 1914 was opened", "1914", "date")
    notes = build_deck(FactsFile("t", (built, own, dated))).notes
    assert [note.parts for note in notes if isinstance(note, ClozeNote)] == [
        ("The plant has ", Gap("5,200 workers"), " in May 2015."),
        ("The river ends in ", Gap("Lom"), " at last."),
    ]
    # The third tells its answer in every form.
    assert len(notes) == 2


def test_post_with_two_holders_is_not_asked_for_its_holder() -> None:
    one = fact("holds-post", "Ada Lind", "mayor of Porthaven", type="post")
    two = fact("former-post", "Bo Dahl", "mayor of Porthaven", type="post")
    assert all("Who" not in prompt for prompt in prompts(one, two))


def test_dates_and_days_get_their_preposition() -> None:
    day = fact("dated", "the bridge of Alder was opened", "4 August 1914", "date")
    decade = fact("dated", "the lake was found", "the 1990s", "date")
    assert statement_of(day) == "The bridge of Alder was opened on 4 August 1914."
    assert statement_of(decade) == "The lake was found in the 1990s."


def test_every_agent_is_accepted_and_never_a_distractor() -> None:
    founders = [
        written(fact("who-did", "founded Kivi Labs", name, type="name"))
        for name in ("Liis", "Jaan")
    ]
    others = [
        written(fact("who-did", "won the cup", "Ana", type="name")),
        written(fact("who-did", "lost the cup", "Zoe", type="name")),
    ]
    notes = build_deck(FactsFile("t", (*founders, *others))).notes
    asked = [note for note in notes if isinstance(note, BasicNote)]
    assert [(n.answer, n.accept, n.distractors) for n in asked] == [
        ("Liis", ("Jaan",), ("Ana", "Zoe")),
        ("Ana", (), ("Liis", "Jaan", "Zoe")),
        ("Zoe", (), ("Liis", "Jaan", "Ana")),
    ]


def wrong(one: Fact, *others: Fact) -> tuple[str, ...]:
    return Distractors([one, *others]).of(one)


def test_no_distractor_from_prompt_or_half_right_answer() -> None:
    post = fact("holds-post", "Ada", "Warden of Chad", type="post")
    rest = [
        fact("holds-post", "Bo", "Warden", type="post"),
        fact("holds-post", "Cy", "warden of Lom", type="post"),
        fact("former-post", "Ada", "Keeper of Lom", type="post"),
        fact("holds-post", "Ed", "Regent of Ulm", type="post"),
        fact("holds-post", "Flo", "Steward of Peru", type="post"),
        fact("holds-post", "Gus", "Wardens of Chad", type="post"),
    ]
    assert wrong(written(post), *rest) == ("Regent of Ulm", "Steward of Peru")
    met = fact("met", "Ada", "Bo", type="name")
    others = [
        fact("who-did", "beat Ada", "Ada", type="name"),
        *(fact("met", "Cy", name, type="name") for name in ("Di", "Eve")),
    ]
    assert wrong(written(met), *others) == ("Di", "Eve")


def test_answer_is_not_the_only_option_of_its_kind() -> None:
    academy = fact("stated", "x", "Lom Academy", "organisation", ask="To which academy went Ada?")
    others = [
        fact("stated", name, name, "organisation")
        for name in ("Ulm University", "Porto Academy", "Riga College", "Riga Academy")
    ]
    assert wrong(academy, *others) == ("Porto Academy", "Riga Academy")


def test_no_option_repeats_the_words_beside_its_gap() -> None:
    lake = "Ada crossed Lake {object} at night."
    asked = fact("located", "x", "Alder Sund", "place", statement=lake, type="place")
    others = [
        fact("located", name, name, "place", statement="Bo saw Lake {object}.", type="place")
        for name in ("Lake Lom", "Ulm Sund", "Riga Sund")
    ]
    assert set(wrong(written(asked), *others)) == {"Ulm Sund", "Riga Sund"}
    after = replace(written(asked), statement="Ada bought a {object} Boat.", object="Alder")
    named = [replace(other, object=f"{other.subject.split()[0]} Boat") for other in others[1:]]
    assert wrong(after, *named) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ada left the Lom Academy of the Alder Academy in Ulm.",
        "Ada left the Alder Academy's Lom Academy.",
        "Ada left the Lom Academy, a part of the Alder Academy.",
        "Ada left the Lom Academy at the Alder Academy.",
    ],
)
def test_a_part_of_the_answer_and_what_it_is_a_part_of_are_no_options(text: str) -> None:
    told = Evidence(text, 0, len(text))
    lom, alder, *others = (
        fact("stated", name, name, "organisation", ask=f"Which academy did {name[0]} leave?")
        for name in ("Lom Academy", "Alder Academy", "Porto Academy", "Riga Academy")
    )
    assert "Alder Academy" in wrong(lom, alder, *others)
    told_lom = replace(lom, evidence=told)
    assert wrong(told_lom, alder, *others) == ("Porto Academy", "Riga Academy")
    assert wrong(alder, told_lom, *others) == ("Porto Academy", "Riga Academy")


def test_people_with_like_posts_come_first() -> None:
    asked = fact("who-did", "opened the port", "Ada Lind", type="name")
    posts = [
        held(name, post)
        for name, post in (
            ("Bo Dahl", "engineer"),
            ("Ada Lind", "head of Lom"),
            ("Cy Ek", "head of Ulm"),
        )
    ]
    assert wrong(written(asked), *posts) == ("Cy Ek", "Bo Dahl")
    # In an article, who is not known to be like somebody is no option.
    assert wrong(asked, *posts) == ()
    assert wrong(asked, *posts, held("Di Moe", "head of Lom"), held("Ed Os", "chief of Lom")) == (
        *("Di Moe", "Ed Os"),
    )


def told_of(name: str, text: str) -> Fact:
    """An undecided fact about somebody, found in a sentence."""
    found = fact("who-did", f"was in {name}'s sentence", name, type="name")
    return replace(found, evidence=Evidence(text, 0, len(text)))


def test_there_are_no_options_for_a_mother() -> None:
    ask = "Who is Bo Dahl's mother?"
    mother = fact("who-did", "mother of Bo Dahl", "Eva Rask", type="name", ask=ask)
    others = [told_of(name, f"{name} came.") for name in ("Ada Lind", "Cy Ek", "Jan Moor")]
    gap = "{object} is the mother of Bo Dahl."
    assert wrong(mother, *others) == wrong(replace(mother, ask="", statement=gap), *others) == ()
    assert len(wrong(replace(written(mother), ask="Who greeted Bo Dahl?"), *others)) == 3
    # A girl may be called like a city.
    assert wrong(replace(mother, object="Paris"), *others) == ()


def test_nobody_in_the_prompt_is_an_option() -> None:
    given = fact("who-did", "gave", "Ada Lind", type="name", ask="Who gave Dahl the prize?")
    others = [told_of(name, f"{name} came.") for name in ("Bo Dahl", "Cy Ek", "Jan Moor")]
    assert wrong(written(given), *others) == ("Cy Ek", "Jan Moor")


def test_a_country_stands_beside_its_neighbours() -> None:
    asked = fact("visited", "Ada", "the Netherlands", "place", type="country")
    assert {"Germany", "France"} <= set(wrong(asked))
    assert wrong(fact("visited", "Ada", "Atlantis", "place", type="country")) == ()


def test_places_stand_beside_their_kind() -> None:
    rest = [
        fact("located", name, name, "place", type="place")
        for name in ("Lisbon", "Texas", "Argentina", "the Middle Ages", "Lom")
    ]

    def asked(name: str, ask: str = "") -> list[str]:
        one = fact("located", "the fair was held", name, "place", type="place", ask=ask)
        one = replace(one, evidence=Evidence(ask, 0, len(ask)))
        return list(wrong(one, *rest))

    # Those that the article names come first.
    assert asked("Madrid")[0] == "Lisbon"
    assert "Indiana" in asked("Ohio")
    assert "Texas" not in asked("Ohio")
    assert asked("Chile")[0] == "Argentina"
    assert set(asked("Africa")) >= {"Asia", "Europe"}
    # Without a word of Japan, it may be another Osaka.
    assert asked("Osaka") == []
    assert set(asked("Osaka", "Where was the Japanese fair?")) >= {"Tokyo", "Kyoto"}
    assert asked("Ulm") == []
    # Who knows the country knows the capital.
    assert set(asked("Madrid", "Where in Spain was the fair?")) >= {"Barcelona", "Valencia"}
    assert "Brazil" not in asked("Chile", "Where did two Brazilian ships go?")


def test_names_of_unknown_kind_are_no_options() -> None:
    def team(name: str) -> Fact:
        told = f"Ada Lind played against the {{object}} of {name[0]}."
        return fact("stated", name, name, "organisation", type="name", statement=told)

    teams = [team(name) for name in ("Ravens", "Otters", "Lom Lions")]
    assert wrong(teams[0], *teams[1:]) == ()
    assert wrong(written(teams[0]), *teams[1:]) == ("the Otters", "the Lom Lions")


def test_no_two_options_are_names_of_one_thing() -> None:
    def belongs(person: str, party: str) -> Fact:
        ask = f"To which organisation did {person} belong?"
        return fact("member-of", person, party, "organisation", type="name", ask=ask)

    names = ("the Green Party", "Greens Party", "Labour Party", "the Labour Party", "People Party")
    rest = [belongs(f"P{n} Ek", name) for n, name in enumerate(names)]
    assert wrong(belongs("Ada Lind", "New Party"), *rest) == (
        *("the Green Party", "Labour Party", "People Party"),
    )
    short = [belongs("Bo Dahl", name) for name in ("FLU", "the NWU", "IOU", "Lom Party")]
    assert "FLU" not in wrong(belongs("Ada Lind", "Federation of Lom Unions"), *short)


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Peru", "Peru"), ("Peruvian", "Peru"), ("Austrian", "Austria"),
        ("Australian", "Australia"),
        ("Kazakh", "Kazakhstan"), ("Turkish", "Turkey"), ("Nigerian", "Nigeria"),
        ("UK", "United Kingdom"),
        ("Dutch", "Netherlands"), ("Indiana", ""), ("Georgetown", ""), ("Lom", ""),
    ],
)  # fmt: skip
def test_the_country_of_a_people(word: str, country: str) -> None:
    assert country_of(word) == country


def test_the_article_goes_with_the_name() -> None:
    told = {
        "Ada Lind moved to the {object} in 1902.": "Netherlands",
        "Bo flew to {object}.": "Peru",
    }
    gaps = [
        fact("located", name, name, "place", type="place", statement=statement)
        for statement, name in told.items()
    ]
    notes = build_deck(FactsFile("t", tuple(gaps))).notes
    first = next(note for note in notes if isinstance(note, ClozeNote))
    assert first.parts == ("Ada Lind moved to ", Gap("the Netherlands"), " in 1902.")
    assert {"Germany", "Belgium"} & set(first.distractors)
    # Nor does the article tell it.
    assert "the United Kingdom" in first.distractors
    assert wrong(place_in("London", "Ada Lind moved to the {object} in 1902.")) == ()


def test_one_good_distractor_is_not_enough_for_a_choice() -> None:
    one = fact("called", "the pier", "Long Pier", "term", type="name")
    two = fact("called", "the port", "Old Haven", "term", type="name")
    deck = build_deck(FactsFile("t", (one, two)))
    cards = make_cards(deck, "t")
    assert [card.options for card in cards] == [("Long Pier",), ("Old Haven",)]
    pool = DistractorPool(cards)
    for card in cards:
        for seed in range(5):
            question = make_question(card, pool.draw, None, Settings(), Random(seed), typed=False)
            assert question.input is Input.TYPED
    loaded = load_deck(dump_deck(deck).encode(), "t")
    assert loaded == deck


@pytest.mark.parametrize(
    ("thing", "kind", "some"),
    [
        ("5,200 people", "", ("4,200 people", "6,200 people")),
        ("3.4 billion euros", "", ("3.2 billion euros", "3.6 billion euros")),
        ("$180m", "", ("$140m", "$220m")),
        ("49 per cent", "", ("39 per cent", "59 per cent")),
        ("100 km", "", ("80 km", "120 km")),
        ("eight cores", "", ("nine cores", "seven cores")),
        ("one dose", "", ("two doses", "three doses")),
        ("two days", "", ("one day", "three days")),
        ("twice", "count", ("once", "three times")),
        ("third", "rank", ("second", "fourth")),
        ("half", "", ("a third", "two thirds")),
        ("one-third", "", ("a quarter", "half")),
        ("9th", "edition", ("8th", "10th")),
        ("2nd", "edition", ("1st", "3rd")),
        ("70th anniversary", "anniversary", ("65th anniversary", "75th anniversary")),
        ("3-1", "score", ("4-1", "3-0", "4-2", "3-2")),
        ("3–1", "", ("4–1", "3–0", "4–2", "3–2")),
        ("sixteen boats", "", ("fifteen boats", "seventeen boats")),
        ("0-0", "score", ("1-0", "1-1", "0-1")),
    ],
)  # fmt: skip
def test_near_numbers(thing: str, kind: str, some: tuple[str, ...]) -> None:
    for vary in range(4):
        near = list(near_numbers(thing, kind, vary))
        assert thing not in near or kind == "score"
        assert set(some) & set(near), near
    assert {each for vary in range(4) for each in near_numbers(thing, kind, vary)} >= set(some)


@pytest.mark.parametrize(
    ("before", "size"),
    [("over", 1), ("at least", 1), ("fewer than", -1), ("up to", -1), ("just", 0)],
)
def test_what_the_right_number_makes_right_is_no_option(before: str, size: int) -> None:
    told = f"They sold {before} {OBJECT} lamps."
    sold = [
        Fact(f"a{n}", "they sold", "quantity", "650", "quantity", statement=told) for n in range(9)
    ]
    near = {int(number) - 650 for fact in sold for number in Distractors([fact]).of(fact)}
    assert {each > 0 for each in near} == {0: {True, False}, 1: {True}, -1: {False}}[size]


@pytest.mark.parametrize("thing", ["many people", "13 of 20 people", "from 3 to 5", "9" * 5000])
def test_text_without_exactly_one_number_has_no_near_numbers(thing: str) -> None:
    assert list(near_numbers(thing, "", 0)) == []


@given(texts, st.sampled_from(["", "score", "edition", "anniversary"]), st.integers(0, 9))
def test_any_text_is_handled(text: str, kind: str, vary: int) -> None:
    assert all(list(near_numbers(text, kind, vary)))
    assert all(list(near_dates(text, vary)))


@pytest.mark.parametrize("vary", range(6))
def test_a_round_year_is_not_told_by_its_form(vary: int) -> None:
    round_ones = [int(year) % 5 == 0 for year in list(near_dates("1900", vary))[:5]]
    assert any(round_ones)
    assert not all(round_ones)
    assert any(int(year) % 5 for year in near_dates("1904", vary))


def asked_when(when: str, statement: str, *dates: str) -> set[str]:
    asked = fact("stated", "x", when, "date", statement=statement)
    others = [fact("stated", "y", text, "date", statement="It was {object}.") for text in dates]
    return set(Distractors([asked, *others]).of(asked))


def test_the_month_of_the_news_is_no_hint() -> None:
    news = "(“Crane falls in Lom”, January 2015)"
    assert len(asked_when("January 2002", f"Ada Lind sold it in {{object}}. {news}")) == 4
    days = asked_when("3 January 2015", f"The crane fell {{at}}. {news}", "4 January 2015")
    assert len(days) >= 3
    assert all(abs(date(*date_parts(d)) - date(2015, 1, 3)).days <= 10 for d in days)


def test_wrong_years_fit_the_event() -> None:
    cups = asked_when("2006", "Ada Lind won the World Cup in {object}.", "2018")
    assert {int(year) % 4 for year in cups} == {2}
    # What was two years ago was hardly ten years ago.
    late = asked_when("2013", "Ada Lind sold the boat in {object}.", "May 2015")
    assert min(map(int, late)) >= 2010


@given(st.integers(1, 10**9), st.booleans(), st.integers(0, 9))
def test_near_numbers_are_as_large_and_as_round(number: int, commas: bool, vary: int) -> None:
    text = f"{number:,} people" if commas else f"{number} people"
    near = list(near_numbers(text, "", vary))
    values = [int(re.sub(r"\D", "", other)) for other in near]
    assert number not in values
    assert len(set(near)) >= 2
    for value in values:
        assert value <= max(2 * number, number + 5)
        zeros = [len(str(n)) - len(str(n).rstrip("0")) for n in (number, value)]
        assert abs(zeros[0] - zeros[1]) <= 1


days = st.dates(date(1600, 1, 1), date(2100, 1, 1))
MONTHS = calendar.month_name


def in_words(day: date, grain: str) -> str:
    return {
        "day": f"{day.day} {MONTHS[day.month]} {day.year}",
        "month": f"{MONTHS[day.month]} {day.year}",
        "year": f"{day.year}",
        "decade": f"the {day.year // 10 * 10}s",
    }[grain]


grains = st.sampled_from(["day", "month", "year", "decade"])


@given(st.lists(st.tuples(days, grains), min_size=1, max_size=6), st.data())
def test_right_date_does_not_stand_out(dates: list[tuple[date, str]], data: st.DataObject) -> None:
    facts = [
        fact("dated", f"event {number} of the town took place", in_words(*each), "date")
        for number, each in enumerate(dates)
    ]
    day, grain = dates[0]
    told = data.draw(st.sampled_from(["", str(day.year), MONTHS[day.month]]))
    asked = replace(facts[0], ask=f"When in {told} was event 0?" if told else "")
    latest = max(date_parts(each.object) for each in facts)
    found = wrong(asked, *facts[1:])
    right = date_parts(asked.object)
    assert asked.object not in found
    for text in found:
        assert is_alike(text, asked.object)
        moment = date_parts(text)
        assert moment[:1] <= latest[:1]
        assert moment <= tuple(part or 99 for part in latest)
        assert abs(moment[0] - right[0]) <= 30
        if told and grain != "decade":
            assert told in text or told not in asked.object
    if grain in ("day", "month") and found:
        same_month = [date_parts(text)[1:] == right[1:] for text in found]
        of_the_town = {each.object for each in facts}
        assert not all(same_month) or set(found) & of_the_town


names = st.sampled_from(["Ada Lind", "Bo Dahl", "Cy Ek", "Di Moe", "Eve Ost", "Flo Rae"])
deeds = st.sampled_from(["founded Lom", "left Ulm", "won the cup", "beat Ada Lind"])


@given(st.lists(st.tuples(deeds, names), min_size=1, max_size=8, unique=True))
def test_a_distractor_is_never_right(pairs: list[tuple[str, str]]) -> None:
    facts = [fact("who-did", deed, name, type="name") for deed, name in pairs]
    every = Distractors(facts)
    for each in facts:
        right = {name for deed, name in pairs if deed == each.subject}
        found = every.of(each)
        assert not right & set(found)
        assert len(found) != 1
        assert not any(name in each.subject for name in found)


@given(facts_files())
def test_no_more_than_one_card_in_five_is_true_or_false(file: FactsFile) -> None:
    notes = build_deck(file).notes
    statements = sum(isinstance(note, TrueFalseNote) for note in notes)
    assert statements <= max(1, len(notes) // 5)


def test_no_sequence_from_repeated_or_unordered_events() -> None:
    dated = [
        fact("dated", "the cup was won", year, "date", event="The cup was won")
        for year in ("1994", "2007")
    ]
    some = [
        fact("dated", what, year, "date", event=what)
        for what, year in (("The war began", "2001"), ("The war ended", "2003"), ("A fair", "1988"))
    ]
    vague = fact("dated", "the lake froze", "May 2001", "date", event="The lake froze")
    decade = fact("dated", "the lake was found", "the 1970s", "date", event="The lake was found")
    notes = build_deck(FactsFile("t", (*dated, *some, vague, decade))).notes
    assert [note.steps for note in notes if isinstance(note, SequenceNote)] == [
        ("The lake was found", "A fair", "The war began", "The war ended")
    ]
    fewer = build_deck(FactsFile("t", (*some, vague))).notes
    assert not any(isinstance(note, SequenceNote) for note in fewer)


def place_in(name: str, statement: str, **more: Any) -> Fact:
    return fact("stated", statement, name, "place", type="place", statement=statement, **more)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("United States", "U.S. boats leave Ulm", True),
        ("United States", "They let us leave Ulm", False),
        ("Peru", "Peruvian boats leave Ulm", True),
        ("Peru", "Peruna boats leave Ulm", False),
        ("Lind Airways Trust", "Former LAT pilot leaves", True),
        ("PSG", "Paris SG win in Ulm", True),
        ("PSG", "Ada Lind of Paris wins in Ulm", False),
    ],
)
def test_a_name_is_told_by_any_of_its_forms(name: str, text: str, named: bool) -> None:
    assert is_named(name, text) is named


def test_what_the_prompt_tells_by_another_form_is_not_asked() -> None:
    def asked(name: str, statement: str) -> Asking:
        one = place_in(name, statement)
        return asking_of(one, Distractors([one]))

    assert asked("United Arab Emirates", "The Dubai network is in the {object}.") is Asking.NOT
    assert asked("Peru", "It is in {object}. (“Peruvian boats”, May 2015)") is Asking.NOT
    assert asked("Peru", "A ship sank near Ulm in {object}.") is Asking.CHOSEN
    assert asked("Peru", "A ship sank in Ulm in {object}.") is Asking.NOT
    assert asked("Peru", "It is in {object}. (“Red boats”, May 2015)") is Asking.CHOSEN


def test_the_long_and_the_short_form_of_a_name_are_right() -> None:
    front = fact("stands-for", "LPF", "Lom People's Front", "organisation", type="acronym")
    asked = fact("stated", "x", "LPF", "organisation", statement="Ada Lind left the {object}.")
    assert "Lom People's Front" in Distractors([asked, front]).right(asked)
    named = [told_of("Dahl", "Dahl left."), told_of("Bo Dahl", "Bo Dahl met Ada.")]
    assert "Bo Dahl" in Distractors(named).right(named[0])


def test_only_countries_that_the_news_names_may_play_in_a_match() -> None:
    goal = place_in("Egypt", "He scored the first goal for {object}.")
    others = [
        place_in(name, f"Room {at} is of {{object}}.")
        for at, name in enumerate(("Peru", "Japan", "Senegal"))
    ]
    told = "Egypt, Peru, Japan and Senegal were there."
    goal, *others = (replace(f, evidence=Evidence(told, 0, len(told))) for f in (goal, *others))
    assert set(wrong(goal, *others)) == {"Peru", "Japan", "Senegal"}
    left = replace(goal, statement="He left {object} by night.")
    assert "Peru" not in wrong(left, *others)


@pytest.mark.parametrize(
    ("statement", "typed"),
    [
        ("Ada Lind met {object} by night.", True),
        ("{object}, Bo Dahl and Cy Ek won.", False),
        ("Bo Dahl, Cy Ek and {object} won.", False),
        ("Ada Lind spoke about {object} and peace.", False),
        ("Ada Lind met {object} by night.|the May 27", False),
    ],
)
def test_one_of_many_is_not_typed(statement: str, typed: bool) -> None:
    statement, _, name = statement.partition("|")
    name = name or "the Lom Society"
    one = fact("stated", "x", name, "organisation", type="name", statement=statement)
    assert (asking_of(one, Distractors([one])) is Asking.TYPED) is typed


def test_a_gap_with_options_comes_before_a_typed_one() -> None:
    typed = fact(
        "stated", "x", "Lom Society", "organisation", confidence=0.9,
        statement="The {object} left Ada Lind and Bo Dahl in Peru by night.",
    )  # fmt: skip
    chosen = place_in("Peru", "The Lom Society left Ada Lind and Bo Dahl in {object} by night.")
    (note,) = build_deck(FactsFile("t", (typed, replace(chosen, confidence=0.85)))).notes
    assert isinstance(note, ClozeNote)
    assert note.gaps[0].answer == "Peru"


def test_who_holds_a_well_known_office_before_the_name_is_typed() -> None:
    def asked(before: str) -> Asking:
        told = f"In Lom {before} {{object}} met Bo Dahl."
        one = fact("who-did", "x", "Ada Lind", type="name", statement=told)
        return asking_of(one, Distractors([one]))

    assert asked("Peruvian president") is Asking.TYPED
    assert asked("New Zealand premier") is Asking.TYPED
    assert asked("Peruvian baker") is Asking.NOT


def test_a_bare_office_is_not_asked() -> None:
    for post, asking in (("President", Asking.NOT), ("President of Peru", Asking.CHOSEN)):
        one = fact("holds-post", "Ada Lind", post, type="post", ask="What post did Ada Lind hold?")
        assert asking_of(one, Distractors([one])) is asking


def test_how_often_something_is_mentioned_is_dull() -> None:
    told = fact("quantity", "x", "48", "quantity", statement="Peru was mentioned {object} times.")
    won = replace(told, id="y", statement="Peru won {object} times.")
    assert dull_ones(FactsFile("t", (told, won))) == {told.id}


def test_nearly_the_same_prompt_is_asked_once() -> None:
    one = fact("dated", "the Alder Bridge of the city of Porthaven was opened", "1902", "date")
    two = fact("dated", "the Alder Bridge of the city of Porthaven was open", "1902", "date")
    assert len(prompts(one, two)) == 1
    who = fact("who-did", "founded Lom", "Ada")
    also = fact("who-did", "founded Lom in 1902", "Ada")
    assert prompts(who, also) == ["Who founded Lom?"]
    asked = fact("stated", "z", "1902", "date", ask="In which year was Ada Lind elected?")
    gap = "Ada Lind, who was elected in {object}, closed the old harbour."
    told = fact("stated", "w", "1902", "date", statement=gap, confidence=0.7)
    (note,) = build_deck(FactsFile("t", (asked, told))).notes
    assert isinstance(note, BasicNote)
    day = fact("stated", "x", "4 May 1902", "date", ask="On which day did Ada Lind die?")
    year = fact("stated", "y", "1902", "date", ask="In which year did Ada Lind die?")
    assert prompts(day, year) == ["On which day did Ada Lind die?"]


def test_a_list_replaces_the_question_for_all_of_it() -> None:
    whole = fact("stated", "Ada went to", "Lom, Ulm and Riga", "place", ask="Where did Ada go?")
    parts = [
        fact("listed", "Ada went to", name, "place", ask="Where did Ada go?", confidence=0.5)
        for name in ("Lom", "Ulm", "Riga")
    ]
    notes = build_deck(FactsFile("t", (whole, *parts))).notes
    assert [(type(note), note.extras.id[:6]) for note in notes] == [(ListNote, "listed")]


def test_surer_of_two_cards_that_give_each_other_away_stays() -> None:
    who = fact("who-did", "opened the Alder Bridge in 1902", "Ada Lind")
    when = fact("dated", "Ada Lind opened the Alder Bridge", "1902", "date")
    assert prompts(who, when) == ["Who opened the Alder Bridge in 1902?"]
    assert prompts(replace(who, confidence=0.9), when) == [
        "When was it that Ada Lind opened the Alder Bridge?"
    ]
    other = fact("dated", "Ada Lind fell ill on the way to Lom", "1902", "date")
    assert len(prompts(who, other)) == 2


def test_no_card_tells_the_day_or_name_that_another_asks() -> None:
    day = fact("stated", "x", "4 May 1902", "date", ask="On which day did Ada Lind die?")
    when = fact(
        "stated", "y", "Lom", "place", confidence=0.5,
        ask="Where did the heirs of Ada Lind meet on 4 May 1902?",
    )  # fmt: skip
    assert prompts(day, when) == ["On which day did Ada Lind die?"]
    other = replace(when, ask="Where did the heirs of Bo Dahl meet on 4 May 1902?")
    assert len(prompts(day, other)) == 2
    who = fact("stated", "z", "Bo Dahl", "person", ask="Who painted the bridge of Ulm?")
    told = fact(
        "stated", "w", "red", "term", confidence=0.5,
        ask="In which colour did Bo Dahl paint the bridge of Ulm?",
    )  # fmt: skip
    assert prompts(who, told) == ["Who painted the bridge of Ulm?"]


def test_names_of_undecided_facts_are_options_and_what_they_answer_is_right() -> None:
    def who(name: str, did: str, **more: Any) -> Fact:
        return fact("who-did", did, name, type="name", **more)

    new, sure = Status.CANDIDATE, 0.6
    asked = who("Ada Lind", "won the cup")
    others = [
        who("Bo Dal", "lost the cup", status=new, confidence=sure),
        who("Cy Ek", "saw the cup", status=new, confidence=sure),
        who("Di Holm", "won the cup", status=new, confidence=sure),
        who("Ed Kivi", "sold the cup", status=new, confidence=0.2),
        who("Flo Moe", "hid the cup", status=Status.REJECTED),
        who("Alder Street", "is in Lom", status=new, confidence=sure),
        who("Blue Club", "won in Lom", status=new, confidence=sure),
        *(fact("stated", f"{n}", "Blue Club", "organisation", type="name") for n in "xy"),
    ]
    assert set(wrong(written(asked), *others)) == {"Bo Dal", "Cy Ek"}
    (note,) = (n for n in build_deck(FactsFile("t", (asked, *others[:3]))).notes)
    assert isinstance(note, BasicNote)
    assert (note.answer, note.accept) == ("Ada Lind", ("Lind",))


@pytest.mark.parametrize(
    ("post", "wrong"),
    [
        ("Prime Minister of Lomia", "Foreign Minister of Lomia"),
        ("president of Peru", "finance minister of Peru"),
        ("Peruvian President", "Peruvian Finance Minister"),
        ("Malian President", "Malian Finance Minister"),
        ("President", "Foreign Minister"),
        ("President of South Africa", "Army Chief of South Africa"),
        ("U.S. President", "U.S. Attorney General"),
        ("president of the United States", "vice president of the United States"),
        ("Danish part-time engineer", "Danish part-time architect"),
        ("Home Secretary", "Foreign Secretary"),
        ("Secretary of State", "Secretary of Defense"),
        ("Peruvian film director", "Peruvian film producer"),
        ("LPF chairman", "LPF treasurer"),
    ],
)
def test_options_for_a_post_differ_in_the_office_alone(post: str, wrong: str) -> None:
    near = list(near_posts(post))
    assert wrong in near
    assert post not in near
    assert len(set(near)) == len(near) >= 2
    held = fact("holds-post", "Ada Lind", post, type="post")
    assert set(Distractors([held]).of(held)) <= set(near)


@pytest.mark.parametrize(
    "post",
    ["keeper of Lom", "director of Lom Works", "president of the Lom Club", "Alder President",
     "Peruvian cabinet minister", "Vice President", "Vice-President of Peru",
     "vice president of Peru", "president of American Glass", "vice president of Alder Glass",
     "Marlin President", "Lom Budget Director", "Peruvian police director", "director at Lom"],
)  # fmt: skip
def test_posts_that_may_not_exist_are_no_options(post: str) -> None:
    assert list(near_posts(post)) == []


@pytest.mark.parametrize("post", ["U.S. President", "President of the United States"])
def test_the_united_states_have_no_ministers(post: str) -> None:
    assert not [near for near in near_posts(post) if "Minister" in near]


def held(name: str, post: str) -> Fact:
    return fact("holds-post", name, post, type="post", as_of="May 2015")


def said(name: str, words: str) -> Fact:
    return fact("who-did", f"said {words}", name, type="name", ask=f"Who said: “{words}”?")


@pytest.mark.parametrize(
    ("post", "like"),
    [
        ("First Minister of Peru", ["President of Peru", "Peruvian Finance Minister"]),
        ("mayor of Porthaven", ["Mayor of Porthaven", "mayor of Porthaven Harbour"]),
        ("spokesman for Alder Glass", ["spokeswoman of Alder Glass", "Alder Glass spokesperson"]),
        ("U.S. senator", ["American senator", "senator of the United States"]),
    ],
)
def test_only_people_with_a_like_post_of_the_same_body_may_hold_it(
    post: str, like: list[str]
) -> None:
    others = [
        held("Bo Dahl", f"baker of {post.split()[-1]}"),
        held("Flo Rae", f"{post.split()[0]} of Chile"),
        told_of("Las Dunas", "Ada saw Las Dunas."),
    ]
    named = [held(name, other) for name, other in zip(("Cy Ek", "Di Moe"), like, strict=True)]
    office = held("Ada Lind", post)
    ask = f"Who was the {post} in May 2015?"
    asked = fact("who-did", f"was {post}", "Ada Lind", type="name", ask=ask)
    assert set(wrong(asked, office, *named, *others)) == {"Cy Ek", "Di Moe"}
    assert wrong(asked, office, *named[:1], *others) == ()
    # Of a post that two hold, neither is wrong.
    both = Distractors([replace(office, object=f"deputy {post}"), *named, *others])
    assert set(both.of_holder(office, ask)) == {"Cy Ek", "Di Moe"} - set(both.people.holders(post))
    assert Distractors([office, *named[:1], *others]).of_holder(office, ask) == ()


def test_only_who_is_quoted_or_in_office_may_have_said_something() -> None:
    asked = said("Ada Lind", "Dahl has sold the harbour of Lom")
    others = [
        held("Cy Ek", "mayor of Lom"), said("Di Moe", "The bridge was cold and wet"),
        told_of("Las Dunas", "Ada saw Las Dunas."), said("Per al-Dahl", "The boats were late"),
        said("Ed Os", "Nobody had seen a fair like that"),
    ]  # fmt: skip
    assert wrong(asked, *others) == ("Di Moe", "Ed Os", "Cy Ek")
    assert wrong(asked, *others[1:-1]) == ()
    # Who speaks for Peru is told by what is said.
    here = said("Ada Lind", "The Peruvian harbours were cold")
    assert set(wrong(here, *others)) == {"Di Moe", "Per al-Dahl", "Ed Os"}
    assert wrong(here, *others, held("Ada Lind", "president of Peru")) == ()


@pytest.mark.parametrize("title", ["Dr.", "Dr", "Sir", "Mrs", "Gen.", "Rev. Dr."])
def test_no_name_stands_out_by_its_title(title: str) -> None:
    asked = said(f"{title} Ada Lind", "The bridge of Ulm was cold")
    others = [
        said("Professor Cy Ek", "The bakers were late"),
        said("Dr. Moor", "Nobody had seen a fair like that"),
        said("Di Moe", "The harbour of Lom was wet"),
    ]
    notes = build_deck(FactsFile("t", (asked, *others))).notes
    note = next(n for n in notes if isinstance(n, BasicNote) and "Ulm" in n.prompt)
    assert (note.answer, note.accept) == ("Ada Lind", (f"{title} Ada Lind", "Lind"))
    assert set(note.distractors) == {"Cy Ek", "Di Moe"}
    by_hand = replace(asked, evidence=None, paragraph=1, wording="w")
    (own,) = build_deck(FactsFile("t", (by_hand,))).notes
    assert isinstance(own, BasicNote)
    assert own.answer == f"{title} Ada Lind"


@pytest.mark.parametrize(
    ("name", "text", "others", "forms"),
    [
        ("Ada Maria Lind", "Bo Dahl came.", (), {"Lind", "Ada Lind"}),
        ("Ada van der Lind", "Ada van der Lind came.", (), {"van der Lind", "Ada van der Lind"}),
        ("Jean Le Lom", "Bo Dahl came.", (), {"Le Lom"}),
        ("Prime Minister Ada Lind", "Bo Dahl came.", (), {"Prime Minister Ada Lind", "Lind"}),
        # What an article calls somebody, such as a queen or who has the family name first.
        ("Ada Nesli Osman", "At home Nesli was a queen.", (), {"Nesli", "Osman", "Ada Osman"}),
        ("Wang Lu", "Bo Dahl met Wang.", (), {"Wang"}),
        ("Wang Lu", "Bo Dahl came.", (), set()),
        # A name that others have means nobody.
        ("Ada Lind", "Bo Lind met Lind.", ("Bo Lind",), set()),
    ],
)
def test_the_forms_of_a_name_that_are_right(
    name: str, text: str, others: tuple[str, ...], forms: set[str]
) -> None:
    cut = f"{name.split()[0]} {name.split()[-1]}"
    asked = fact("who-did", "won", name, type="name", accept=("Ada", cut), ask="Who won in May?")
    right = Distractors([asked, *(told_of(each, text) for each in ("", *others))]).right(asked)
    title = "Prime Minister "
    assert set(right) - {name, name.removeprefix(title)} == {
        form for form in forms if form != name
    } | ({"Ada Lind"} & forms)


def test_a_surname_in_the_prompt_need_not_be_typed() -> None:
    kin = fact("who-did", "kin", "Eva Dahl", type="name", ask="Who is Bo Dahl's mother?")
    assert Distractors([kin]).right(kin) == ("Eva Dahl", "Eva")


def test_a_surname_in_the_headline_may_be_typed() -> None:
    ask = "Who was the captain? (“Lind-less Ulm wins”, May 2015)"
    captain = fact("who-did", "captain", "Ada Lind", type="name", ask=ask)
    assert "Lind" in Distractors([captain]).right(captain)


@pytest.mark.parametrize(
    ("post", "others"),
    [
        ("LPF spokesman", ("LPF", "Lom People's Front", "LPF president")),
        ("US Secretary", ("US Senator",)),
    ],
)
def test_a_body_and_another_post_in_it_are_no_post(post: str, others: tuple[str, ...]) -> None:
    asked = held("Ada Lind", post)
    rest = (fact("who-did", f"met {n}", name, type="name") for n, name in enumerate(others))
    assert Distractors([asked, *rest]).right(asked) == (post,)


def test_a_post_is_not_cut() -> None:
    post = held("Ada Lind", "Lom White House Secretary")
    post = replace(post, accept=("Lom Secretary", "Secretary"))
    assert Distractors([post]).right(post) == (post.object, "Secretary")


def test_another_post_of_somebody_is_no_option() -> None:
    post = written(held("Ada Lind", "warden of Lom"))
    others = [held("Bo Dahl", "steward of Lom"), held("Cy Ek", "keeper of Lom")]
    was = fact("former-post", "Ada Lind", "keeper of Lom", type="post")
    assert wrong(post, *others) == ("steward of Lom", "keeper of Lom")
    assert wrong(post, *others, was) == ()


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("The Alder {64} launch was late.", True),
        ("The Lom Route {7} was closed.", True),
        ("Train number {91} left.", True),
        ("The annual {420} event was held.", True),
        ("The '{420}' boats left.", True),
        ("After {half} time Lom was closed.", True),
        ("Ada won the {10 metre} event.", True),
        ("Lom is {10 metres} away.", False),
        ("All {162} passengers left.", False),
        ("About {25} staff members left.", False),
        ("At Lom {30} people died.", False),
        ("Lom gave {half} of it.", False),
        ("The ${25} fee was low.", False),
        ("They were {12}.", False),
        ("The lock opened at {7.00} a.m. on Monday.", True),
    ],
)
def test_a_number_that_is_a_name(sentence: str, label: bool) -> None:
    before, number, after = re.split("[{}]", sentence)
    assert is_label(number, before, after) is label


def test_half_of_a_number_has_no_other_parts() -> None:
    assert list(near_numbers("half", "", 0))
    assert not list(near_numbers("half a million", "", 0))


@pytest.mark.parametrize("vary", range(5))
def test_numbers_fit_what_asks_for_them(vary: int) -> None:
    ages = near_numbers("21", "", vary, "The legal age is now .")
    assert {abs(int(age) - 21) for age in ages} <= {1, 2, 3, 4, 5}
    strengths = near_numbers("8.8", "", vary, "A  magnitude earthquake hit Lom.")
    assert all(abs(float(strength) - 8.8) < 0.55 for strength in strengths)
    # A part is smaller than the whole.
    games = list(near_numbers("16", "", vary, "Lom won 12 of its  games."))
    assert games
    assert all(int(game) > 12 for game in games)
    # What is below a record is below it.
    scores = list(near_numbers("688.2", "", vary, f"Ada got {OBJECT}, below the record of 690.0."))
    assert scores
    assert all(float(score) < 690 for score in scores)
    # A day is no number of anything.
    assert len(list(near_numbers("three", "", vary, "How many fell on 4 April 2010?"))) >= 3
    # "all 1 goals", and one beside a plural.
    assert "1" not in near_numbers("3", "", vary, "Lom scored all  goals.")
    assert not list(near_numbers("one", "", vary, "Lom scored  goal."))


@pytest.mark.parametrize("vary", range(5))
@pytest.mark.parametrize("time", ["4.42", "16:42", "4.30 pm"])
def test_other_times_are_times(time: str, vary: int) -> None:
    near = set(near_numbers(time, "", vary, f"It fell at about {OBJECT}.")) - {time}
    assert len(near) >= 2
    assert all(re.fullmatch(r"(4\.|16:)[0-5]\d( pm)?", other) for other in near)
    assert time[3:] != "30 pm" or all("0 pm" in other for other in near)


@pytest.mark.parametrize(
    ("score", "verb", "sides"),
    [("1–0", "defeated", {1}), ("0–1", "lost", {-1}), ("0–0", "drew", {0}), ("1–0", "met", {0, 1})],
)
def test_other_scores_fit_the_verb(score: str, verb: str, sides: set[int]) -> None:
    near = set(near_numbers(score, "", 0, f"Lom {verb} {OBJECT}.")) - {score}
    goals = [(int(other[0]), int(other[2])) for other in near]
    assert {(one > two) - (one < two) for one, two in goals} == sides
    assert len(near) >= 2


def test_the_right_number_may_have_any_place_among_the_options() -> None:
    for right in (7, 21, 35, 224, 1000):
        places = set()
        for vary in range(5):
            found = list(dict.fromkeys(near_numbers(str(right), "", vary)))[:4]
            places.add(sum(int(text) > right for text in found))
        assert len(places) >= 3


def test_a_gap_within_a_name_is_not_asked() -> None:
    def asked(statement: str) -> Asking:
        one = fact("stated", "x", "Peru", "place", type="place", statement=statement)
        return asking_of(one, Distractors([one]))

    assert asked("Ada Lind fled to {object} by night.") is Asking.CHOSEN
    assert asked("Ada Lind read of the Battle of {object} by night.") is Asking.NOT
    # The people of a country tell it.
    assert asked("Ada Lind led a Peruvian team home to {object} by night.") is Asking.NOT


def test_a_number_that_the_headline_nearly_tells_is_not_asked() -> None:
    def asked(headline: str) -> Asking:
        gap = f"At least {{object}} boats left Ulm. (“{headline}”, May 2015)"
        one = fact("quantity", "x", "132", "quantity", statement=gap)
        return asking_of(one, Distractors([one]))

    assert asked("Over 130 boats leave Ulm") is Asking.NOT
    assert asked("Over 100 boats leave Ulm") is Asking.CHOSEN


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        ("The boats fell by 8,000 from {265,000} to 257,000.", False),
        ("Of {48} boats, 32 were red and 16 blue.", False),
        ("Of {48} boats, 32 were red and 11 blue.", True),
        ("Ada Lind, aged 40 in 2018, first sailed in {1995} at the age of seventeen.", False),
        ("Ada Lind, aged 40 in 2018, first sailed in {1999}.", True),
        ("Ada Lind left Lom in {2012}, and won the cup of 2013 the following year.", False),
        ("Ada Lind left Lom in {2010}, and won the cup of 2013 the following year.", True),
        ("Lom opened its {2007} Cup of Ulm with a win.", False),
        ("Ada Lind won in {2007} with ease.", True),
    ],
)
def test_what_follows_from_other_numbers_or_is_in_a_name_is_not_asked(
    statement: str, asked: bool
) -> None:
    before, number, after = re.split("[{}]", statement)
    kind = "date" if number.isdigit() and int(number) > 1000 else "quantity"
    one = fact("stated", "x", number, kind, statement=f"{before}{{object}}{after}")
    assert (asking_of(one, Distractors([one])) is Asking.CHOSEN) is asked


def test_a_country_as_an_adjective_has_no_options() -> None:
    gap = fact(
        "stated", "x", "United States", "place", type="country",
        statement="Ada met two {object} soldiers.",
    )  # fmt: skip
    assert wrong(gap) == ()
    assert len(wrong(replace(gap, statement="Ada left the {object} in May."))) >= 2
    assert len(wrong(replace(gap, object="Peru", statement="Ada left {object} in May."))) >= 2


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Porthaven", True),
        ("the Lom Art Museum", True),
        ("Bo van der Dal", True),
        ("£1.5 billion", True),
        ("the yurt", True),
        ("less than one percent of it", False),
        ("Civil Guard director General", False),
        ("the Old National Library and Archive for Music and Dance of Lom", False),
    ],
)
def test_nobody_types_an_answer_in_many_words(answer: str, typed: bool) -> None:
    found = fact("stated", "x", answer, "organisation", ask="What did Ada Lind see?")
    assert bool(build_deck(FactsFile("t", (found,))).notes) is typed
    for kept in (replace(found, status=Status.EDITED), replace(found, accept=("Lom",))):
        assert build_deck(FactsFile("t", (kept,))).notes


def test_options_are_all_within_the_country_and_of_one_form() -> None:
    others = [
        fact("stated", f"{place} was hit", place, "place", statement="A storm hit Ada in {object}.")
        for place in ("Lom", "Ulm", "Porthaven", "Ulm, Ohio")
    ]
    gap = fact("stated", "Ada met Bo", "Nowe", "place", statement="Ada met Bo in {object}.")
    assert set(wrong(written(gap), *others)) == {"Lom", "Ulm", "Porthaven"}
    lyon = replace(gap, object="Lyon", evidence=Evidence("Ada met Bo in Lyon, France.", 0, 27))
    assert "Marseille" in wrong(lyon, *others)
    for within in (
        "{object}, France.",
        "{object} in Burgundy by night.",
        "{object}, Ohio on foot.",
    ):
        assert not wrong(replace(lyon, statement=f"Ada met Bo in {within}"), *others)
    # A clause is no country, and a month no place.
    for at in ("In {object}, Ada met Bo.", "Ada met Bo in {object} in May."):
        assert wrong(replace(lyon, statement=at), *others)


def test_a_typed_definition_is_asked_for_its_name() -> None:
    def notes(found: Fact) -> tuple[Any, ...]:
        return build_deck(FactsFile("t", (found,))).notes

    tent = fact("is-a", "The yurt", "round tent of felt", "term")
    (gap,) = notes(tent)
    assert isinstance(gap, ClozeNote)
    assert gap.parts == (Gap("The yurt"), " is a round tent of felt.")
    assert gap.extras.typed
    # This is true of much else.
    assert not notes(replace(tent, object="round tent"))
    chosen = replace(tent, distractors=("cart with two wheels", "cup of strong tea"))
    for kept in (chosen, replace(tent, status=Status.EDITED)):
        (asked,) = notes(kept)
        assert isinstance(asked, BasicNote)


def test_a_state_in_the_prompt_leaves_no_choice_of_towns() -> None:
    others = [
        fact("located", f"{town} Hall", town, "place", ask=f"Where is the {town} Hall?")
        for town in ("Lom", "Ulm", "Porthaven")
    ]
    asked = fact("located", "the Hall", "Athens", "place", ask="Where is the Blue Hall?")
    assert len(Distractors([asked, *others]).of(asked)) >= 2
    for state in ("Ohio", "New York"):
        told = replace(asked, ask=f"Where is the {state} Hall?")
        assert not Distractors([told, *others]).of(told)


def test_the_longer_form_of_an_answer_tells_what_its_state_is() -> None:
    state = fact("located", "Lom", "Ohio", "place", ask="In which state or region is Lom?")
    born = fact(
        "located", "b", "Lom, Ohio", "place", ask="Where was Ada Lind born?", accept=("Lom",)
    )
    first = fact("located", "a", "Ulm", "place", ask="Where did Bo Dahl meet Ada Lind?")
    short = replace(born, object="Lom", accept=("Lom, Ohio",))
    for other in (born, short):
        assert len(prompts(other, state)) == 1
    assert len(prompts(first, state)) == 2


def test_a_gap_and_a_question_for_the_same_are_one_card() -> None:
    asked = fact("dated", "x", "4 May 1902", "date", ask="On which day did Ada Lind open the fair?")
    gap = fact(
        "dated", "y", "May 4, 1902", "date", statement="On {object}, Ada Lind opened the fair."
    )
    assert len(build_deck(FactsFile("t", (asked, gap))).notes) == 1
    other = fact(
        "dated", "z", "May 4, 1902", "date", statement="On {object}, Bo Dahl left the fair."
    )
    assert len(build_deck(FactsFile("t", (asked, other))).notes) == 2


def test_a_card_that_tells_the_answer_of_another_is_left_out() -> None:
    post = fact(
        "holds-post", "Ada Lind", "publisher of Lom Weekly", type="post",
        ask="What post did Ada Lind hold in May 2015?",
    )  # fmt: skip
    member = fact(
        "member-of", "Ada Lind", "Lom Weekly", "organisation", type="name",
        ask="To which organisation did Ada Lind belong in May 2015?",
    )  # fmt: skip
    assert prompts(post, member) == ["What post did Ada Lind hold in May 2015?"]
    # The names are the same, but not what happened.
    invited = fact("who-did", "invited Ada Lind to Lom in May 2015", "Bo Dahl")
    received = fact(
        "dated", "x", "May 2014", "date",
        ask="In which month, after the war of 2013, did Ada Lind receive Bo Dahl in Lom?",
    )  # fmt: skip
    assert len(prompts(invited, received)) == 2


@pytest.mark.parametrize(
    ("ask", "cards"),
    [("Who sold the harbour of Ulm?", 1), ("Who was born in Riga in 1950?", 2)],
)
def test_a_headline_tells_no_answer_of_another_card(ask: str, cards: int) -> None:
    said = "Who said: “It could have been worse”? (“Bo Dahl sells Ulm harbour”, May 2015)"
    quoted = fact("who-did", "said", "Ada Lind", type="name", ask=said)
    sold = fact("who-did", "sold", "Bo Dahl", type="name", ask=ask, confidence=0.9)
    assert len(prompts(quoted, sold)) == cards


def test_a_shared_headline_makes_no_two_cards_alike() -> None:
    news = "(“Bo Dahl sells Ulm harbour to Riga”, May 2015)"
    paid = fact("who-did", "paid", "Cy Foss", type="name", ask=f"Who paid Ada Lind? {news}")
    lent = fact("who-did", "lent", "Ada Lind", type="name", ask=f"Who opened the museum? {news}")
    assert len(prompts(paid, lent)) == 2


def test_questions_of_one_form_are_few() -> None:
    members = [
        fact(
            "member-of", f"P{n} Ek", f"Q{n} Party", "organisation", type="name",
            ask=f"To which organisation did P{n} Ek belong in May 20{n}?", confidence=n / 50,
        )
        for n in range(10, 30)
    ]  # fmt: skip
    chosen = [note.answer for note in build_deck(FactsFile("t", tuple(members))).notes]
    assert chosen == ["Q26 Party", "Q27 Party", "Q28 Party", "Q29 Party"]
    # What somebody wrote or edited is asked.
    own = [replace(each, evidence=None, paragraph=1, wording="w") for each in members]
    assert len(prompts(*own)) == 20
