from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quiz.facts.decisions import edit, reject
from quiz.facts.fact import Evidence, Fact, FactsFile, Status
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_merge import merge
from quiz.facts.facts_writer import dump_facts
from tests.facts.strategies import facts, facts_files

EVIDENCE = Evidence("Ada Lind is mayor.", 0, 18, article="a.txt")


def loaded(text: str) -> FactsFile:
    found = load_facts(text.encode(), "f")
    assert isinstance(found, FactsFile), found
    return found


def candidate(name: str, subject: str = "Ada Lind") -> Fact:
    return Fact(
        name, subject, "holds-post", f"mayor {name}", "person",
        status=Status.CANDIDATE, confidence=0.9, evidence=EVIDENCE,
    )  # fmt: skip


@st.composite
def _runs(draw: st.DrawFn) -> tuple[FactsFile, list[Fact]]:
    """A reviewed file, and what another run finds: some facts again, and something new."""
    old = draw(facts_files())
    again = draw(st.lists(st.sampled_from(old.facts), unique_by=lambda fact: fact.id))
    found = [
        replace(draw(facts(fact.id)), status=Status.CANDIDATE, evidence=EVIDENCE) for fact in again
    ]
    new = draw(st.lists(st.sampled_from(["new 1", "new 2"]), unique=True))
    known = {fact.id for fact in old.facts}
    return old, [*found, *(candidate(name) for name in new if name not in known)]


@given(_runs(), st.sampled_from([["a.txt"], ["b.txt"]]))
def test_no_work_of_the_reviewer_is_lost(
    run: tuple[FactsFile, list[Fact]], names: list[str]
) -> None:
    old, found = run
    merged = merge(dump_facts(old), old, found, names)
    new = {fact.id: fact for fact in loaded(merged.text).facts}
    fresh = {fact.id: fact for fact in found}
    for fact in old.facts:
        if fact.status is not Status.CANDIDATE:
            assert replace(new[fact.id], evidence=fact.evidence) == fact
        elif fact.id in fresh:
            assert new[fact.id] == fresh[fact.id]
    assert set(fresh) <= set(new)
    assert merged.added == len(set(fresh) - {fact.id for fact in old.facts})
    assert merged.kept + merged.dropped == len(old.facts)
    assert len(new) == merged.added + merged.kept


@given(_runs())
def test_the_second_run_changes_nothing(run: tuple[FactsFile, list[Fact]]) -> None:
    old, found = run
    once = merge(dump_facts(old), old, found, ["a.txt"]).text
    again = merge(once, loaded(once), found, ["a.txt"])
    assert again.text == once
    assert (again.added, again.dropped) == (0, 0)


def test_renewed_file_keeps_comments_and_review() -> None:
    one, two, three = (candidate(name) for name in ("one", "two", "three"))
    file = FactsFile("Harbour", (edit(one, object="mayor"), reject(two), three))
    text = "# Mine.\n" + dump_facts(file).replace("relation:", "relation:  ", 1)
    moved = replace(EVIDENCE, start=100, end=118)
    found = [replace(fact, evidence=moved) for fact in (one, two, candidate("four"))]
    merged = merge(text, loaded(text), found, ["a.txt"])
    facts = loaded(merged.text).facts
    assert [(f.id, f.status, f.object) for f in facts] == [
        ("one", "edited", "mayor"),
        ("two", "rejected", "mayor two"),
        ("four", "candidate", "mayor four"),
    ]
    assert {fact.evidence for fact in facts} == {moved}
    assert (merged.added, merged.kept, merged.dropped) == (1, 2, 1)
    assert merged.text.startswith("# Mine.\n")
    assert "relation:   holds-post" in merged.text


def test_candidates_of_another_article_stay() -> None:
    file = FactsFile("t", (candidate("one"),))
    merged = merge(dump_facts(file), file, [candidate("two")], ["b.txt"])
    assert [fact.id for fact in loaded(merged.text).facts] == ["one", "two"]


def test_facts_written_by_hand_get_no_evidence() -> None:
    hand = Fact("one", "Ada", "holds-post", "mayor", "person", 1, "Ours.")
    file = FactsFile("t", (hand,))
    assert merge(dump_facts(file), file, [candidate("one")], ["a.txt"]).text == dump_facts(file)


def test_the_last_candidate_stays_when_nothing_else_would() -> None:
    file = FactsFile("t", (candidate("one"), candidate("two")))
    merged = merge(dump_facts(file), file, [], ["a.txt"])
    assert [fact.id for fact in loaded(merged.text).facts] == ["one"]
