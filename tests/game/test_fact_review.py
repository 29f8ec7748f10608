from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.errors import QuizError
from quiz.facts.decisions import accept, edit, reject, reopen
from quiz.facts.fact import Fact, FactsFile, Status
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_writer import dump_facts
from quiz.game.fact_review import FactChangedError, FactReview
from tests.facts.reviewing import FILE
from tests.facts.strategies import facts_files
from tests.strategies import texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "facts.yaml"
    file.write_bytes(FILE.encode())
    return file


def decide(review: FactReview, name: str, how: str = "accept") -> Fact:
    fact = review.fact(name)
    assert fact is not None
    new = {"accept": accept, "reject": reject, "reopen": reopen}[how](fact)
    review.decide(fact, new)
    return new


def statuses(path: Path) -> list[str]:
    return [fact.status for fact in FactReview(path).facts]


def touch(path: Path, text: str) -> None:
    """Write like an editor, a moment after the last write."""
    before = path.stat().st_mtime_ns
    path.write_bytes(text.encode())
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_decision_is_saved_at_once_and_comments_stay(path: Path) -> None:
    review = FactReview(path)
    decide(review, "mayor")
    assert path.read_text() == FILE.replace("candidate   # look", "accepted   # look")
    decide(review, "stein", "reject")
    assert path.read_text() == FILE.replace("candidate   # look", "accepted   # look").replace(
        "# the premier\n    status: candidate", "# the premier\n    status: rejected"
    )
    assert review.undecided == 1
    assert [fact.status for fact in FactReview(path).facts] == ["accepted", "candidate", "rejected"]


def test_undo_restores_the_exact_bytes(path: Path) -> None:
    review = FactReview(path)
    mayor = review.facts[0]
    review.decide(mayor, edit(mayor, object="mayor", wording="", accept=("head", "x; y")))
    decide(review, "stein")
    decide(review, "stein", "reject")
    assert "# ours" not in path.read_text()
    assert [review.undo() for _ in range(4)] == ["stein", "stein", "mayor", ""]
    assert path.read_bytes() == FILE.encode()
    assert review.undecided == 3


def test_unchanged_decision_is_not_recorded(path: Path) -> None:
    review = FactReview(path)
    decide(review, "mayor")
    decide(review, "mayor")
    assert review.steps == 1
    assert review.undo() == "mayor"
    assert review.undo() == ""


def test_accepting_above_a_confidence_is_one_decision(path: Path) -> None:
    review = FactReview(path)
    decide(review, "pier", "reject")
    before = path.read_bytes()
    assert review.accept_above(0.95) == 0
    assert review.steps == 1
    assert review.accept_above(0.5) == 2
    assert statuses(path) == ["accepted", "rejected", "accepted"]
    assert [f.line for f in FactReview(path).facts] == [f.line for f in review.facts]
    assert review.undo() == "mayor"
    assert path.read_bytes() == before
    assert [review.undo(), review.undo()] == ["pier", ""]
    assert path.read_text() == FILE


def test_accepting_above_leaves_what_an_editor_changed(path: Path) -> None:
    review = FactReview(path)
    touch(path, FILE.replace("confidence: 0.9\n", "confidence: 0.4\n"))
    assert review.accept_above(0.5) == 2
    assert statuses(path) == ["accepted", "accepted", "candidate"]
    theirs = path.read_text().replace("accepted   # look", "rejected   # look")
    touch(path, theirs)
    assert review.undo() == "pier"
    assert statuses(path) == ["rejected", "candidate", "candidate"]
    assert review.undo() == ""


def test_accepting_above_writes_all_facts_or_none(path: Path) -> None:
    braces = "  - {id: a, status: candidate, subject: s, relation: is-a, object: o, "
    text = FILE + braces + "category: term, evidence: {text: t, start: 0, end: 1}}\n"
    path.write_text(text)
    review = FactReview(path)
    with pytest.raises(QuizError, match="fact 'a' is written in braces"):
        review.accept_above(0.5)
    assert path.read_text() == text
    assert (review.steps, review.undecided) == (0, 4)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_line_ends_byte_order_mark_and_permissions_stay(
    path: Path, mark: str, line_break: str
) -> None:
    text = mark + FILE.replace("\n", line_break)
    path.write_bytes(text.encode())
    path.chmod(0o640)
    review = FactReview(path)
    decide(review, "mayor")
    wanted = text.replace("candidate   # look", "accepted   # look")
    assert path.read_bytes() == wanted.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    review.undo()
    assert path.read_bytes() == text.encode()


@given(facts_files(), st.data())
def test_decisions_apply_and_undo_reverts_all(
    tmp_path_factory: pytest.TempPathFactory, file: FactsFile, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("facts") / "f.yaml"
    path.write_bytes(dump_facts(file).encode())
    before = path.read_bytes()
    review = FactReview(path)
    for _ in range(data.draw(st.integers(1, 4))):
        fact = data.draw(st.sampled_from(review.facts))
        how = data.draw(st.sampled_from(["accept", "reject", "reopen", "edit", "above"]))
        if how == "above":
            review.accept_above(data.draw(st.floats(0, 1)))
        elif how == "edit":
            review.decide(fact, edit(fact, object=data.draw(texts), accept=(data.draw(texts),)))
        else:
            decide(review, fact.id, how)
        read = load_facts(path.read_bytes(), "f")
        assert isinstance(read, FactsFile)
        assert read == review.file
        assert [f.line for f in read.facts] == [f.line for f in review.facts]
    while review.undo():
        pass
    assert path.read_bytes() == before
    assert review.file == file


def test_concurrent_edit_is_kept(path: Path) -> None:
    review = FactReview(path)
    decide(review, "mayor")
    touch(path, path.read_text().replace("# A second one.", "# Mine.\n  # And more."))
    decide(review, "stein")
    text = path.read_text()
    assert "# And more." in text
    assert [fact.status for fact in review.facts] == ["accepted", "candidate", "accepted"]
    # Undo goes back past the editor's change, and keeps it.
    assert [review.undo(), review.undo(), review.undo()] == ["stein", "mayor", ""]
    assert path.read_text() == FILE.replace("# A second one.", "# Mine.\n  # And more.")


def test_fact_changed_elsewhere_is_not_overwritten(path: Path) -> None:
    review = FactReview(path)
    shown = review.facts[0]
    theirs = FILE.replace("Ada Lind\n", "Ada B. Lind\n")
    touch(path, theirs)
    with pytest.raises(FactChangedError, match="has changed in the file"):
        review.decide(shown, accept(shown))
    assert path.read_text() == theirs
    assert review.facts[0].subject == "Ada B. Lind"
    decide(review, "mayor")
    assert path.read_text() == theirs.replace("candidate   # look", "accepted   # look")


def test_undo_leaves_a_fact_that_was_changed_since(path: Path) -> None:
    review = FactReview(path)
    decide(review, "stein")
    decide(review, "mayor")
    theirs = path.read_text().replace("accepted   # look", "rejected   # look")
    touch(path, theirs)
    with pytest.raises(FactChangedError, match="stays as it is"):
        review.undo()
    assert path.read_text() == theirs
    assert review.undo() == "stein"


def test_a_change_is_noticed_once(path: Path) -> None:
    review = FactReview(path)
    assert not review.refresh()
    decide(review, "mayor")
    assert not review.refresh()
    touch(path, FILE.replace("0.5", "0.6"))
    assert review.refresh()
    assert not review.refresh()
    assert review.fact("pier") is not None
    assert review.facts[1].confidence == 0.6


def test_file_broken_elsewhere_is_reported_and_left_alone(path: Path) -> None:
    review = FactReview(path)
    broken = FILE.replace("category: person", "category: persn", 1)
    touch(path, broken)
    with pytest.raises(QuizError, match=r"facts\.yaml:11:15: unknown category 'persn'"):
        review.refresh()
    assert not review.refresh()
    with pytest.raises(QuizError, match="persn"):
        decide(review, "mayor")
    assert path.read_text() == broken
    assert review.facts[0].status is Status.CANDIDATE
    path.unlink()
    with pytest.raises(QuizError, match="cannot read"):
        review.undo()


def test_fact_in_braces_is_reported_and_not_written(path: Path) -> None:
    flow = (
        "title: x\nfacts:\n  - {id: a, status: candidate, subject: s, relation: is-a, object: o, "
        "category: term, evidence: {text: t, start: 0, end: 1}}\n"
    )
    path.write_text(flow)
    review = FactReview(path)
    with pytest.raises(QuizError, match="written in braces"):
        decide(review, "a")
    assert path.read_text() == flow
    assert review.steps == 0


def test_an_item_below_its_dash_is_changed_too(path: Path) -> None:
    text = FILE.replace("  - id: mayor\n", "  -\n    id: mayor\n")
    path.write_text(text)
    review = FactReview(path)
    decide(review, "mayor")
    assert path.read_text() == text.replace("candidate   # look", "accepted   # look")
    decide(review, "stein")
    assert [review.undo(), review.undo()] == ["stein", "mayor"]
    assert path.read_text() == text


def test_a_folder_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = FactReview(path)

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(QuizError, match="cannot write: Permission denied"):
        decide(review, "mayor")
    assert path.read_text() == FILE
    assert (review.steps, review.undecided) == (0, 3)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", b"title: x\nfacts: 3\n"])
def test_not_a_facts_file(path: Path, text: bytes) -> None:
    path.write_bytes(text)
    with pytest.raises(QuizError, match=r"facts\.yaml:[12]:\d"):
        FactReview(path)


def test_filters_and_the_next_undecided(path: Path) -> None:
    review = FactReview(path)
    assert [fact.id for fact in review.among("person", False)] == ["mayor", "stein"]
    decide(review, "mayor")
    assert [fact.id for fact in review.among("", True)] == ["pier", "stein"]
    assert [fact.id for fact in review.among("person", True)] == ["stein"]

    def following(name: str, category: str = "") -> str:
        found = review.next_undecided(name, category)
        return found.id if found else ""

    assert following("") == "pier"
    assert following("pier") == "stein"
    assert following("stein") == "pier"
    assert following("stein", "person") == "stein"
    decide(review, "stein", "reject")
    assert following("mayor", "person") == ""


def test_building_deck_never_overwrites_unasked(path: Path, tmp_path: Path) -> None:
    review = FactReview(path)
    target = tmp_path / "own" / "ports.yaml"
    with pytest.raises(QuizError, match="no fact is accepted yet"):
        review.write_deck(target)
    assert review.deck_cards() == 0
    assert not target.exists()
    decide(review, "mayor")
    assert review.write_deck(target)
    deck = load_deck(target.read_bytes(), "d")
    assert isinstance(deck, Deck)
    assert review.deck_cards() == len(deck.notes) == 1
    assert "ribbon" not in target.read_text()
    assert review.write_deck(target), "the same deck again is no loss"
    target.write_text("mine")
    assert not review.write_deck(target)
    assert target.read_text() == "mine"
    assert review.write_deck(target, over=True)
    assert load_deck(target.read_bytes(), "d") == deck
    with pytest.raises(QuizError, match="this is the facts file"):
        review.write_deck(path, over=True)
    with pytest.raises(QuizError, match="cannot"):
        review.write_deck(tmp_path / "own", over=True)


@pytest.mark.parametrize(
    ("file", "title", "name"),
    [
        ("harbour.yaml", "x", "harbour"),
        ("facts.yaml", "Ports & Piers: a History", "ports-piers-a-history"),
        ("facts.yaml", "Élan of Åre, Part 2", "elan-of-are-part-2"),
        ("facts.yaml", "…", "facts"),
        ("facts.yaml", "word " * 20, "word-word-word-word-word-word-word-word"),
    ],
)
def test_the_name_of_the_deck(home: Path, tmp_path: Path, file: str, title: str, name: str) -> None:
    path = tmp_path / file
    path.write_text(FILE.replace("Ports and [b]piers[/b]   # short", f'"{title}"'))
    assert FactReview(path).own_deck() == home / "decks" / f"{name}.yaml"
