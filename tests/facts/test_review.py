from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.cards import make_cards
from quiz.decks.deck_text import EditError
from quiz.decks.kinds import BasicNote, ListNote, SequenceNote
from quiz.decks.writer import dump_deck
from quiz.facts.decisions import (
    OBJECT,
    SUBJECT,
    SURE,
    above,
    accept,
    accept_above,
    accept_best,
    cards_of,
    edit,
    fault_of,
    preview,
    progress,
    reject,
    reopen,
    sentence_parts,
    words_above,
)
from quiz.facts.deck_building import build_deck, build_text
from quiz.facts.fact import Evidence, Fact, FactsFile, Status
from quiz.facts.fact_edits import add_facts, delete_facts, update_facts
from quiz.facts.fact_fields import FIELDS, edited, texts_of
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_writer import dump_facts
from tests.facts.strategies import evidences, facts, facts_files, ids

FILE = """\
# What we think of it.
title: Ports   # short
facts:
  # ── people ──
  - id: mayor
    status: candidate   # look it up
    confidence: 0.85
    subject: Ada Lind
    relation: holds-post
    object: mayor of Porthaven
    category: person
    type: post
    evidence:
      article: port.txt
      text: Ada Lind, mayor of Porthaven, cut the ribbon.
      start: 0
      end: 45
      subject: [0, 8]
      object: [10, 28]
  # A second one.
  - id: pier
    status: candidate
    subject: the new pier
    relation: located
    object: Porthaven
    category: place
    evidence: {text: The pier is there., start: 46, end: 64}
"""


def loaded(text: str) -> FactsFile:
    found = load_facts(text.encode(), "f")
    assert isinstance(found, FactsFile), found
    return found


@given(facts_files())
def test_dump_and_load_gives_the_same_facts(file: FactsFile) -> None:
    assert loaded(dump_facts(file)) == file


@given(facts_files(), st.data())
def test_an_update_changes_one_fact_and_nothing_else(file: FactsFile, data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(file.facts))
    new = data.draw(facts(old.id))
    text = dump_facts(file)
    changed = loaded(update_facts(text, [(old, new)]))
    assert changed == replace(file, facts=tuple(new if f is old else f for f in file.facts))
    assert update_facts(text, [(old, old)]) == text


@given(facts_files(), st.data())
def test_adding_and_deleting_undo_each_other(file: FactsFile, data: st.DataObject) -> None:
    known = {fact.id for fact in file.facts}
    new = data.draw(facts(data.draw(ids.filter(lambda text: text not in known))))
    text = dump_facts(file)
    longer = add_facts(text, [new])
    assert loaded(longer).facts == (*file.facts, new)
    assert delete_facts(longer, [new.id]) == text


@given(facts_files())
def test_only_accepted_and_edited_facts_make_cards(file: FactsFile) -> None:
    ids = {fact.id for fact in file.facts if fact.status in ("accepted", "edited")}
    notes = build_deck(file).notes
    of_facts = [note.extras.id for note in notes if not isinstance(note, SequenceNote)]
    assert {each.rpartition("-")[0] for each in of_facts} <= ids
    known = tuple(fact for fact in file.facts if fact.status != "rejected")
    assert build_deck(file) == build_deck(replace(file, facts=known))


@given(facts_files())
def test_evidence_never_reaches_the_deck(file: FactsFile) -> None:
    other = Evidence("-", 0, 1)
    bare = tuple(replace(fact, evidence=fact.evidence and other) for fact in file.facts)
    assert dump_deck(build_deck(file)) == dump_deck(build_deck(replace(file, facts=bare)))


def test_only_the_line_of_the_status_changes() -> None:
    mayor, pier = loaded(FILE).facts
    changed = update_facts(FILE, [(mayor, accept(mayor))])
    assert changed == FILE.replace("candidate   # look", "accepted   # look")
    crlf = FILE.replace("\n", "\r\n")
    assert update_facts(crlf, [(pier, reject(pier))]) == (
        crlf[: crlf.index("  # A second")]
        + crlf[crlf.index("  # A second") :].replace("candidate", "rejected")
    )
    edited = edit(mayor, object="mayor: Porthaven", wording="Since 2012.", accept=("mayor",))
    changed = update_facts(FILE, [(mayor, edited), (pier, pier)])
    assert "    status: edited   # look it up\n" in changed
    assert 'object: "mayor: Porthaven"' in changed or "object: 'mayor: Porthaven'" in changed
    assert loaded(changed).facts == (edited, pier)
    assert [line for line in FILE.split("\n") if "#" in line and "look" not in line] == [
        line for line in changed.split("\n") if "#" in line and "look" not in line
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "line 2: "),
        ("title: x", "no list of facts"),
        ("facts: [{id: a}]", "no list of facts"),
        ("facts:\n  - text\n  - {id: mayor}\n", "written in braces"),
        ("facts:\n  - {ID: mayor}\n", "no longer in the file"),
    ],
)
def test_unchangeable_is_reported(text: str, said: str) -> None:
    mayor = loaded(FILE).facts[0]
    with pytest.raises(EditError, match=said):
        update_facts(text, [(mayor, accept(mayor))])


def test_the_last_fact_stays() -> None:
    with pytest.raises(EditError, match="at least one"):
        delete_facts(FILE, ["mayor", "pier"])


@given(facts())
def test_a_review_changes_the_status_alone(fact: Fact) -> None:
    assert accept(fact).is_kept
    assert reject(fact) == replace(fact, status=Status.REJECTED)
    assert reopen(fact) == replace(fact, status=Status.CANDIDATE)
    edited = edit(fact, subject="x")
    assert edited == replace(fact, subject="x", status=Status.EDITED)
    assert accept(edited) == edited
    for wrong in ({"id": "x"}, {"subject": " "}, {"relation": "x"}, {"category": "x"}):
        with pytest.raises(ValueError, match=r"."):
            edit(fact, **wrong)


def test_accepting_above_a_confidence() -> None:
    file = loaded(FILE)
    assert progress(file) == {Status.CANDIDATE: 2}
    some = accept_above(file, 0.9)
    assert [fact.status for fact in some.facts] == ["candidate", "accepted"]
    assert above(file, 0.85) == list(file.facts)
    assert above(some, 0.8) == [file.facts[0]]
    assert above(file, 0.85, file.facts[0].category) == [
        fact for fact in file.facts if fact.category == file.facts[0].category
    ]
    assert above(file, 0, "no such category") == []
    rejected = replace(file, facts=tuple(map(reject, file.facts)))
    assert accept_above(rejected, 0) == rejected


@pytest.mark.parametrize(
    ("count", "undecided", "words"),
    [
        (23, 41, "23 of 41 undecided facts that are at least 80% sure"),
        (0, 1, "0 of 1 undecided fact that is at least 80% sure"),
        (1500, 2000, "1,500 of 2,000 undecided facts that are at least 80% sure"),
    ],
)
def test_facts_above_a_confidence_in_words(count: int, undecided: int, words: str) -> None:
    assert words_above(count, undecided, SURE) == words


def test_a_preview_shows_what_the_deck_would_get() -> None:
    file = loaded(FILE)
    mayor = file.facts[0]
    notes = cards_of(mayor, file)
    assert [type(note) for note in notes] == [BasicNote]
    whole = build_deck(replace(file, facts=(accept(mayor),))).notes
    assert notes == whole
    assert notes[0].extras.explanation == "Ada Lind was mayor of Porthaven."


def test_a_preview_shows_lists_to_which_a_fact_belongs() -> None:
    one = Fact("a", "the Union has", "listed", "Peru", "place", 1, "w", ask="Who is in the Union?")
    two = replace(one, id="b", object="Chile", status=Status.CANDIDATE)
    file = FactsFile("t", (one, two))
    lists = [note for note in cards_of(two, file) if isinstance(note, ListNote)]
    assert [note.items for note in lists] == [(("Peru",), ("Chile",))]
    assert cards_of(one, file) == ()


def test_a_file_without_accepted_facts_makes_no_deck() -> None:
    assert "no fact is accepted yet" in str(build_text(FILE.encode(), "f"))
    lone = "title: t\nfacts:\n  - {id: a, subject: s, relation: listed, object: o, "
    lone += "category: place, paragraph: 1, wording: w}\n"
    assert "make no cards" in str(build_text(lone.encode(), "f"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: candidate   #", "status: acepted   #", "6:13: unknown status 'acepted'; did"),
        ("confidence: 0.85", "confidence: 1.5", "7:17: confidence '1.5', expected a number from"),
        ("confidence: 0.85", "confidence: nan", "confidence 'nan'"),
        ("[0, 8]", "[0, 8, 9]", "'subject' is not a span, expected [start, end]"),
        ("[0, 8]", "[0, -8]", "subject '-8', expected a whole number from 0"),
        ("      end: 45\n", "", "'end' is missing in 'evidence'"),
        ("{text: The pier is there., start: 46, end: 64}", "x", "'evidence' is not a mapping"),
        ("article: port.txt", "artikle: port.txt", "did you mean 'article'?"),
    ],
)
def test_faults_in_extracted_facts_have_positions(old: str, new: str, said: str) -> None:
    found = load_facts(FILE.replace(old, new).encode(), "f")
    assert isinstance(found, list)
    assert any(said in str(fault) for fault in found), found


@given(evidences())
def test_the_pieces_of_a_sentence_are_the_sentence(evidence: Evidence) -> None:
    parts = sentence_parts(evidence)
    assert "".join(text for text, _ in parts) == evidence.text
    assert all(text for text, _ in parts)
    assert all(one != other for (_, one), (_, other) in pairwise(parts))


@pytest.mark.parametrize(
    ("subject", "object_", "parts"),
    [
        ((10, 13), (14, 17), [("Ann", "subject"), (" ", ""), ("met", "object"), (" Bo", "")]),
        ((0, 0), (18, 20), [("Ann met ", ""), ("Bo", "object")]),
        ((10, 17), (14, 20), [("Ann", "subject"), (" ", ""), ("met Bo", "object")]),
        ((5, 13), (18, 21), [("Ann met Bo", "")]),
        ((13, 13), (17, 14), [("Ann met Bo", "")]),
    ],
)
def test_position_of_fact_in_its_sentence(
    subject: tuple[int, int], object_: tuple[int, int], parts: list[tuple[str, str]]
) -> None:
    evidence = Evidence("Ann met Bo", 10, 20, subject, object_)
    assert list(sentence_parts(evidence)) == parts


@pytest.mark.parametrize(
    ("text", "object_", "parts"),
    [
        ("Ann Bo met", "Ann Bo", ["", "Ann Bo", " ", "met"]),
        ("Ann Bo, met", "Ann Bo", ["", "Ann Bo", ", ", "met"]),
        ("Ida Bo met", "Ann Bo", ["Ida ", "Bo", " ", "met"]),
        ("Bo or Bo met", "Bo", ["Bo or ", "Bo", " ", "met"]),
    ],
)
def test_the_whole_of_a_name_is_marked(text: str, object_: str, parts: list[str]) -> None:
    start = text.rindex("Bo")
    evidence = Evidence(text, 0, len(text), (start, len(text)), (start, start + 2))
    marked = zip(parts, ("", OBJECT, "", SUBJECT), strict=True)
    assert list(sentence_parts(evidence, "x", object_)) == [each for each in marked if each[0]]


def test_a_sentence_without_text_has_no_pieces() -> None:
    assert sentence_parts(Evidence("", 0, 0)) == ()


def test_the_preview_asks_what_the_deck_asks() -> None:
    file = loaded(FILE)
    fact = accept(file.facts[0])
    both = replace(file, facts=(fact, file.facts[1]))
    assert [card.prompt for card in preview(file.facts[0], file)] == [
        card.prompt for card in make_cards(build_deck(both), "x")
    ]


@given(facts("a-fact"))
def test_a_fact_that_loads_has_no_fault(fact: Fact) -> None:
    assert fault_of(fact) == ""


@given(facts("a-fact"))
def test_fields_left_alone_change_nothing_but_the_status(fact: Fact) -> None:
    assert edited(fact, texts_of(fact)) == replace(fact, status=Status.EDITED)
    assert set(texts_of(fact)) == {field.name for field in FIELDS}


def test_fields_change_a_fact() -> None:
    fact = loaded(FILE).facts[0]
    new = edited(
        fact,
        texts_of(fact)
        | {
            "subject": " Ada ",
            "relation": "holds-post",
            "accept": "head ; ;the mayor",
            "as_of": "",
        },
    )
    assert isinstance(new, Fact)
    assert (new.subject, new.relation) == ("Ada", "holds-post")
    assert new.accept == ("head", "the mayor")
    assert (new.status, new.evidence) == (Status.EDITED, fact.evidence)


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("subject", "  ", "the subject is empty"),
        ("object", "", "the object is empty"),
        ("relation", "loves", "unknown relation"),
        ("category", "cat", "unknown category"),
    ],
)
def test_invalid_fields_are_reported(field: str, text: str, message: str) -> None:
    fact = loaded(FILE).facts[0]
    new = edited(fact, texts_of(fact) | {field: text})
    assert isinstance(new, str)
    assert message in new


def test_a_text_that_cannot_be_written_is_a_fault() -> None:
    fact = loaded(FILE).facts[0]
    new = edited(fact, texts_of(fact) | {"object": "mayor \ud800"})
    assert isinstance(new, str)


def test_an_id_that_no_deck_takes_is_a_fault() -> None:
    assert "starts with '#'" in fault_of(replace(loaded(FILE).facts[0], id="# 1"))


def test_best_facts_are_accepted_if_few_are_sure() -> None:
    new = Status.CANDIDATE

    def file_of(*confidences: float) -> FactsFile:
        facts = (
            Fact(f"f{n}", f"a{n}", "dated", f"{1900 + n}", "date", status=new, confidence=c)
            for n, c in enumerate(confidences)
        )
        return FactsFile("t", tuple(facts))

    def accepted(file: FactsFile, fewest: int) -> list[float]:
        return [fact.confidence for fact in accept_best(file, fewest).facts if fact.is_kept]

    assert accepted(file_of(0.95, 0.9, 0.85, 0.7), 2) == [0.95, 0.9, 0.85]
    assert accepted(file_of(0.95, 0.75, 0.71, 0.4), 3) == [0.95, 0.75, 0.71]
    # Less than fair: a short deck, or none, is better than bad cards.
    assert accepted(file_of(0.95, 0.75, 0.59, 0.4), 3) == [0.95, 0.75]
    assert accepted(file_of(0.95, 0.58, 0.55, 0.54, 0.4), 8) == [0.95]
    assert accepted(file_of(0.59, 0.4, 0.2), 8) == []
    assert accept_best(FactsFile("t", ())) == FactsFile("t", ())
    (long,) = file_of(0.9).facts
    long = replace(long, object="what nobody could ever type", relation="stated", ask="What?")
    nothing = FactsFile("t", (replace(long, evidence=Evidence("x", 0, 1)),))
    assert accept_best(nothing) == nothing
    # One that makes no further card stays undecided.
    (again,) = file_of(0.7).facts
    twice = FactsFile("t", (again, replace(again, id="again", confidence=0.6)))
    assert accepted(twice, 8) == [0.7]


@pytest.mark.parametrize(
    ("answer", "more", "accepted"),
    [
        # Options of a known kind.
        ("Red Club", ("Bo saw the Blue Club.", "Cy saw the Green Club."), True),
        ("Red Nose", ("Bo saw the Blue Horn.", "Cy saw the Green Ear."), False),
        # A name that is told again, or a known place.
        ("Red Nose", ("The Red Nose was loud.",), True),
        ("Red Nose of Ulm and Lom", ("The Red Nose of Ulm and Lom was loud.",), False),
        ("Lyon", (), True),
        ("Lom", (), False),
    ],
)
def test_a_deck_asks_what_a_player_can_choose_or_type(
    answer: str, more: Sequence[str], accepted: bool
) -> None:
    def found(name: str, thing: str, text: str, sure: float) -> Fact:
        return Fact(
            name, name, "stated", thing, "organisation", type="name", ask=f"What did {name} see?",
            statement=f"{name} saw {{object}}.", status=Status.CANDIDATE, confidence=sure,
            evidence=Evidence(text, 0, len(text)),
        )  # fmt: skip

    others = [
        found(text.split()[0], " ".join(re.findall(r"[A-Z]\w+", text)[1:]), text, 0.5)
        for text in more
    ]
    for sure in (0.9, 0.7):
        asked = found("Ada", answer, f"Ada saw the {answer}.", sure)
        file = FactsFile("t", (asked, *others))
        assert any(fact.is_kept for fact in accept_best(file).facts) == accepted
        # Who reviews it may still accept it.
        if len(answer.split()) < 4:
            assert build_deck(FactsFile("t", (accept(asked), *others))).notes


@pytest.mark.parametrize(
    ("post", "well_known"),
    [
        ("Prime Minister of Peru", True),
        ("Peruvian Prime Minister", True),
        ("UK Foreign Secretary", True),
        ("coach of the Lom Lions", True),
        ("vice president of Peru", False),
        ("President of Peru Glass", False),
        ("president of the Lom Club", False),
        ("Lom police chief", False),
    ],
)
def test_who_is_named_once_is_asked_only_in_a_well_known_office(
    post: str, well_known: bool
) -> None:
    text = f"Ada Lind was the {post}."
    held = Fact(
        "f", "Ada Lind", "holds-post", post, "person", type="post", as_of="May 2015",
        status=Status.CANDIDATE, confidence=0.9, evidence=Evidence(text, 0, len(text)),
    )  # fmt: skip
    notes = build_deck(accept_best(FactsFile("t", (held,)))).notes
    asks_who = [note.prompt for note in notes if isinstance(note, BasicNote)]
    assert any(prompt.startswith("Who was") for prompt in asks_who) == well_known


def test_dull_facts_are_not_among_the_best() -> None:
    def best(facts: Sequence[Fact], title: str = "Harbour opens") -> list[str]:
        file = FactsFile(title, tuple(facts))
        return [fact.subject for fact in accept_best(file).facts if fact.is_kept]

    def found(subject: str, answer: str, category: str = "place", **more: Any) -> Fact:
        new = Fact(subject, subject, "dated", answer, category, confidence=0.9)
        return replace(new, status=Status.CANDIDATE, **more)

    dates = [found(f"Day {n}", f"{1900 + n}", "date") for n in range(4)]
    in_title = found("The ferry", "Harbour")
    where = found("Oslo", "Norway", type="country", ask="Where is Oslo?")
    sentence = Evidence("The actor Ida Falk was there.", 0, 29)
    trade = found("Ida Falk", "actor", "person", type="post", evidence=sentence)
    assert best([*dates, in_title, where, trade]) == [fact.subject for fact in dates]
    assert best([in_title]) == ["The ferry"]
    died = found("Bo Dahl died", "1950", "date", ask="In which year did Bo Dahl die?")
    state = found("Lom", "Ohio", ask="In which state or region is Lom?")
    continent = found("The rest of a region", "Europe")
    assert best([*dates, died, state, continent]) == [fact.subject for fact in dates]
    assert "Bo Dahl died" in best([*dates, died], "The life of Bo Dahl")
    assert "The ferry" in best([*dates, in_title], "Boats sail")
