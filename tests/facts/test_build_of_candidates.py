"""Cards of the general relations, and their wrong answers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.kinds import BasicNote, ClozeNote, SequenceNote, TrueFalseNote
from quiz.decks.note import Gap
from quiz.facts.deck_building import build_deck
from quiz.facts.fact import Evidence, Fact, FactsFile
from quiz.facts.fact_distractors import distractors

EVIDENCE = Evidence("A sentence.", 0, 11)


def fact(relation: str, subject: str, thing: str, category: str = "person", **more: str) -> Fact:
    name = re.sub(r"\W+", "-", f"{relation} {subject} {thing}")
    return Fact(name, subject, relation, thing, category, evidence=EVIDENCE, **more)  # type: ignore[arg-type]


def prompts(*facts: Fact) -> list[str]:
    notes = build_deck(FactsFile("t", facts)).notes
    return [note.prompt for note in notes if isinstance(note, BasicNote)]


def test_posts_are_asked_both_ways_with_their_time() -> None:
    mayor = fact("holds-post", "Ada Lind", "mayor of Porthaven", type="post", as_of="May 2015")
    engineer = fact("holds-post", "Niels Holm", "Danish engineer", type="post")
    assert prompts(mayor, engineer) == [
        "What post or profession did Ada Lind have in May 2015?",
        "Who was mayor of Porthaven in May 2015?",
        "What post or profession did Niels Holm have?",
    ]
    notes = build_deck(FactsFile("t", (mayor, engineer))).notes
    clozes = [note.parts for note in notes if isinstance(note, ClozeNote)]
    assert clozes == [
        ("In May 2015 Ada Lind was ", Gap("mayor of Porthaven"), "."),
        ("Niels Holm was a ", Gap("Danish engineer"), "."),
    ]


def test_a_post_that_two_had_is_not_asked_back() -> None:
    one = fact("holds-post", "Ada Lind", "mayor of Porthaven", type="post")
    two = fact("former-post", "Bo Dahl", "mayor of Porthaven", type="post")
    assert all("Who" not in prompt for prompt in prompts(one, two))


def test_dates_and_days_get_their_preposition() -> None:
    day = fact("dated", "the bridge of Alder was opened", "4 August 1914", "date")
    decade = fact("dated", "the lake was found", "the 1990s", "date")
    notes = build_deck(FactsFile("t", (day, decade))).notes
    told = [note.statement for note in notes if isinstance(note, TrueFalseNote)]
    assert told[0].startswith("The bridge of Alder was opened on 4 August 19")
    assert told[1].startswith("The lake was found in the 19") or "in the 20" in told[1]


def test_every_agent_is_accepted_and_never_a_distractor() -> None:
    founders = [
        fact("who-did", "founded Kivi Labs", name, type="name") for name in ("Liis", "Jaan")
    ]
    other = fact("who-did", "won the cup", "Ana", type="name")
    notes = build_deck(FactsFile("t", (*founders, other))).notes
    asked = [note for note in notes if isinstance(note, BasicNote)]
    assert [(n.answer, n.accept, n.distractors) for n in asked] == [
        ("Liis", ("Jaan",), ("Ana",)),
        ("Ana", (), ("Liis", "Jaan")),
    ]


def test_no_distractor_from_prompt_or_half_right_answer() -> None:
    post = fact("holds-post", "Ada", "President of Chad", type="post")
    rest = [
        fact("holds-post", "Bo", "President", type="post"),
        fact("holds-post", "Cy", "mayor of Lom", type="post"),
        fact("former-post", "Ada", "judge of Lom", type="post"),
    ]
    assert distractors(post, [post, *rest]) == ("mayor of Lom",)
    met = fact("met", "Ada", "Bo", type="name")
    others = [fact("who-did", "beat Ada", "Ada", type="name"), fact("met", "Cy", "Di", type="name")]
    assert distractors(met, [met, *others]) == ("Di",)


@pytest.mark.parametrize(
    ("thing", "kind", "wrong"),
    [
        ("5,200 people", "", ("3,900 people", "7,800 people", "2,600 people", "10,400 people")),
        ("3.4 billion euros", "", ("2.5 billion euros", "5.1 billion euros", "1.7 billion euros",
                                   "6.8 billion euros")),
        ("eight cores", "", ("nine cores", "seven cores", "ten cores", "eleven cores")),
        ("one dose", "", ("two doses", "three doses", "four doses")),
        ("many people", "", ()),
        ("9th", "edition", ("8th", "10th", "11th", "7th")),
        ("2nd", "edition", ("1st", "3rd", "4th")),
        ("70th anniversary", "anniversary", ("65th anniversary", "75th anniversary",
                                             "80th anniversary", "60th anniversary")),
        ("3-1", "score", ("4-1", "3-0", "4-2", "3-2")),
        ("0-0", "score", ("1-0", "1-1", "0-1")),
    ],
)  # fmt: skip
def test_near_numbers(thing: str, kind: str, wrong: tuple[str, ...]) -> None:
    one = fact("quantity", "the plant has", thing, "event" if kind else "quantity", type=kind)
    if thing == "one dose":
        wrong = tuple(text.replace("doses", "dose") for text in wrong)
    assert distractors(one, [one]) == wrong


@given(st.integers(2, 10**9), st.booleans())
def test_near_numbers_differ_from_the_right_one(number: int, commas: bool) -> None:
    text = f"{number:,} people" if commas else f"{number} people"
    one = fact("quantity", "the plant has", text, "quantity")
    values = [int(re.sub(r"\D", "", wrong)) for wrong in distractors(one, [one])]
    assert number not in values
    assert len(set(values)) == len(values) >= 1


def test_no_sequence_from_repeated_or_unordered_events() -> None:
    dated = [
        fact("dated", "the cup was won", year, "date", event="The cup was won")
        for year in ("1994", "2007")
    ]
    some = fact("dated", "the war began", "2001", "date", event="The war began")
    vague = fact("dated", "the lake froze", "May 2001", "date", event="The lake froze")
    late = fact("dated", "the war ended", "2003", "date", event="The war ended")
    decade = fact("dated", "the lake was found", "the 1990s", "date", event="The lake was found")
    notes = build_deck(FactsFile("t", (*dated, some, vague, late, decade))).notes
    assert [note.steps for note in notes if isinstance(note, SequenceNote)] == [
        ("The war began", "The war ended")
    ]


def test_nearly_the_same_prompt_is_asked_once() -> None:
    one = fact("dated", "the Alder Bridge of the city of Porthaven was opened", "1902", "date")
    two = fact("dated", "the Alder Bridge of the city of Porthaven was open", "1902", "date")
    assert len(prompts(one, two)) == 1
