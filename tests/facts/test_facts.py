from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.loader import load_deck
from quiz.facts.deck_building import build_deck, build_text
from quiz.facts.fact import CATEGORIES, FactsFile
from quiz.facts.facts_loader import load_facts

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "decks" / "facts" / "china-kazakhstan-2015.yaml"

HEAD = "title: Space\nfacts:\n"
FACT = """\
  - id: {id}
    subject: Apollo {number} landed
    relation: dated
    object: {date}
    category: date
    paragraph: 1
    wording: Our own words.
    event: Apollo {number} lands
"""
APOLLO = HEAD + "".join(
    FACT.format(id=f"a{number}", number=number, date=date)
    for number, date in (
        (11, "20 July 1969"),
        (12, "19 November 1969"),
        (14, "5 February 1971"),
        (15, "30 July 1971"),
        (16, "21 April 1972"),
        (17, "11 December 1972"),
    )
)


def facts(text: str) -> FactsFile:
    found = load_facts(text.encode(), "facts.yaml")
    assert isinstance(found, FactsFile), found
    return found


def faults(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    found = load_facts(data, "f")
    assert isinstance(found, list)
    assert found == sorted(found)
    return [str(fault) for fault in found]


def test_the_shipped_deck_is_what_the_facts_make() -> None:
    built = build_text(FACTS.read_bytes(), str(FACTS))
    deck = ROOT / "decks" / "china-kazakhstan-2015.yaml"
    assert built == deck.read_text(encoding="utf-8")


def test_every_category_is_used() -> None:
    found = facts(FACTS.read_text(encoding="utf-8"))
    assert {fact.category for fact in found.facts} == set(CATEGORIES) - {"quantity"}


def test_the_code_names_nobody_of_the_article() -> None:
    names = re.compile("Xi Jinping|Nazarbayev|Masimov|Peisheng|Jianmin|Belt and Road|Boao|Astana")
    for path in (ROOT / "quiz" / "facts").rglob("*.py"):
        if path.name == "places.py":
            # It has the capital of every country.
            continue
        assert not names.findall(path.read_text(encoding="utf-8")), path


def test_a_built_deck_loads_as_it_was_built() -> None:
    built = build_text(APOLLO.encode(), "C:\\facts\\apollo.yaml")
    assert isinstance(built, str)
    assert "from apollo.yaml." in built
    deck = load_deck(built.encode(), "deck.yaml")
    assert isinstance(deck, Deck)
    assert deck == build_deck(facts(APOLLO))


def test_dates_get_near_dates_and_never_the_right_one() -> None:
    asked = [note for note in build_deck(facts(APOLLO)).notes if isinstance(note, BasicNote)]
    assert len(asked) == 6
    dates = {note.answer for note in asked}
    for note in asked:
        assert len(set(note.distractors)) == 4
        assert note.answer not in note.distractors
        # Two of the file, and others near.
        assert len(dates & set(note.distractors)) == 2


def test_the_first_five_events_are_put_in_order() -> None:
    steps = [n.steps for n in build_deck(facts(APOLLO)).notes if isinstance(n, SequenceNote)]
    assert steps == [tuple(f"Apollo {number} lands" for number in (11, 12, 14, 15, 16))]
    alike = HEAD + FACT.format(id="a", number=1, date="1 May 1969") * 1
    assert not [n for n in build_deck(facts(alike)).notes if isinstance(n, SequenceNote)]


def test_terms_lists_and_statements() -> None:
    text = HEAD + "".join(
        f"  - {{id: f{n}, subject: {subject}, relation: {relation}, object: {thing}, "
        f"category: organisation, paragraph: 2, wording: w{extra}}}\n"
        for n, (subject, relation, thing, extra) in enumerate(
            [
                ("ESA", "stands-for", "European Space Agency", ""),
                ("union", "listed", "Peru", ", ask: Who joined?, accept: [Peru, Republic of Peru]"),
                ("union", "listed", "Chile", ", ask: Who joined?"),
                ("union", "listed", "Bolivia", ", ask: Who left?"),
                ("club", "listed", "Cuba", ""),
                ("the moon", "statement", "has no air", ", negation: has air"),
                ("the moon", "statement", "has no water", ""),
            ]
        )
    )
    notes = build_deck(facts(text)).notes
    terms = [note for note in notes if isinstance(note, TermNote)]
    assert [(note.term, note.definition) for note in terms] == [("ESA", "European Space Agency")]
    lists = [note for note in notes if isinstance(note, ListNote)]
    assert [note.items for note in lists] == [(("Peru", "Republic of Peru"), ("Chile",))]
    assert [note.prompt for note in lists] == ["Who joined?"]
    truths = [(n.statement, n.truth) for n in notes if isinstance(n, TrueFalseNote)]
    # One in five at most, but one at least.
    assert truths == [("The moon has air.", False)]


def test_an_object_without_a_year_gets_no_near_dates() -> None:
    text = HEAD + FACT.format(id="a", number=1, date="in spring")
    notes = [note for note in build_deck(facts(text)).notes if isinstance(note, BasicNote)]
    assert [(note.distractors, note.extras.typed) for note in notes] == [((), True)]


GOOD = HEAD + FACT.format(id="a", number=1, date="1 May 1969")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "f:1:1: no facts"),
        ("- x", "f:1:1: no facts"),
        (b"\xff", "f:1:1: "),
        ("title: [", "f:2:1: this is not YAML"),
        ("titel: x\nfacts: 3", "f:1:1: unknown key 'titel'; did you mean 'title'?"),
        ("titel: x\nfacts: 3", "f:2:8: 'facts' is empty"),
        ("title: x", "f:1:1: 'facts' is empty"),
        (GOOD + "title: y\n", "f:11:1: 'title' is given twice"),
        (GOOD + "zzz: y\n", "f:11:1: unknown key 'zzz'; expected title"),
        ("title: [x]\nfacts: []", "f:1:8: 'title' is not a text"),
        (HEAD + "  - text\n", "f:3:5: not a fact"),
        (HEAD + "  - {id: a, subject: b}\n", "f:3:5: 'relation' is missing"),
        (GOOD.replace("1 May 1969", "''"), "f:6:13: 'object' is missing"),
        (GOOD.replace("dated", "datde"), "did you mean 'dated'?"),
        (GOOD.replace("category: date", "category: xyz"), "expected date, person"),
        (GOOD.replace("paragraph: 1", "paragraph: 0"), "f:8:16: paragraph '0'"),
        (GOOD.replace("paragraph: 1", "paragraph: ²"), "expected a whole number"),
        (GOOD + FACT.format(id="a", number=2, date="x"), "id 'a' is taken"),
        (GOOD.replace("id: a", "id: '#a'"), "f:3:9: an id starts with '#', expected a word"),
        (GOOD + "tags: [[x]]\n", "'tags' is not a text"),
    ],
)
def test_faults_have_positions(text: str | bytes, said: str) -> None:
    assert any(said in fault for fault in faults(text))


def test_one_tag_needs_no_list() -> None:
    assert facts(GOOD + "tags: space\n").tags == ("space",)
    assert facts(GOOD + "tags: [space, moon]\n").tags == ("space", "moon")


@given(st.integers(0, len(APOLLO)), st.sampled_from([":", "-", "\n", "[", "'", "\0", "é", "\t"]))
def test_a_damaged_file_gives_facts_or_faults(place: int, put: str) -> None:
    damaged = APOLLO[:place] + put + APOLLO[place + 1 :]
    found = load_facts(damaged.encode(), "f")
    assert isinstance(found, FactsFile) or all(fault.line >= 1 for fault in found)
    built = build_text(damaged.encode(), "f")
    assert isinstance(built, str) == isinstance(found, FactsFile)
    if isinstance(built, str):
        assert isinstance(load_deck(built.encode(), "d"), (Deck, list))
