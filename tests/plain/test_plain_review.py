from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.facts.fact_fields import FIELDS
from quiz.game.fact_review import FactReview
from quiz.plain.plain_review import PlainReview
from tests.facts.reviewing import FILE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "facts.yaml"
    file.write_text(FILE)
    return file


def run(path: Path, lines: Iterable[str]) -> str:
    out = io.StringIO()
    review = PlainReview(FactReview(path), path.parent / "own" / "ports.yaml", iter(lines), out)
    review.run()
    return out.getvalue()


def statuses(path: Path) -> list[str]:
    return [str(fact.status) for fact in FactReview(path).facts]


def test_a_fact_its_sentence_and_its_cards(path: Path) -> None:
    out = run(path, [])
    assert "Ports and [b]piers[/b]: 3 of 3 undecided" in out
    assert "Fact 1 of 3 (candidate, person, 85% sure)" in out
    assert "  Sentence: <Ada Lind>, [mayor of Porthaven], cut the [red] ribbon.\n" in out
    assert "    also: May 2015\n" in out
    assert "  Fact: In May 2015 Ada Lind was mayor of Porthaven.\n" in out
    assert "  Parts: Ada Lind | holds-post | mayor of Porthaven\n" in out
    assert "  Card: Who was mayor of Porthaven in May 2015? = Ada Lind\n" in out
    assert path.read_text() == FILE


def test_a_whole_review_with_the_deck(path: Path) -> None:
    out = run(
        path, ["a", "r", "e", "", "", "a watcher", "seer; viewer", "", "-", "", "", "", "y", "q"]
    )
    assert statuses(path) == ["accepted", "rejected", "edited"]
    stein = FactReview(path).facts[2]
    assert (stein.object, stein.accept, stein.as_of) == ("a watcher", ("seer", "viewer"), "")
    assert "Object [premier of Westmark]:" in out
    assert "0 candidate, 1 accepted, 1 edited, 1 rejected." in out
    deck = path.parent / "own" / "ports.yaml"
    assert f"Wrote {deck}" in out
    assert isinstance(load_deck(deck.read_bytes(), "d"), Deck)


def test_end_of_input_builds_no_deck(path: Path) -> None:
    run(path, ["a", "a", "r"])
    assert statuses(path) == ["accepted", "accepted", "rejected"]
    assert not (path.parent / "own").exists()


def test_undo_goes_back_step_by_step(path: Path) -> None:
    out = run(path, ["a", "r", "u", "u", "u", "q"])
    assert out.count("Undone.") == 2
    assert "There is nothing to undo." in out
    assert path.read_text() == FILE


def test_last_decision_can_be_undone_at_next_question(path: Path) -> None:
    out = run(path, ["a", "a", "r", "perhaps", "", "u", "a", "Yes", "q"])
    assert statuses(path) == ["accepted", "accepted", "accepted"]
    assert out.count("Please answer y or n; u undoes the last decision, q quits.") == 2
    assert out.count("Write the deck with") == 4
    assert out.count("Undone.") == 1
    # The undone fact is shown again.
    assert out.count("Fact 3 of 3 (candidate") == 2
    assert "Not built." not in out
    assert (path.parent / "own" / "ports.yaml").is_file()


def test_question_repeats_if_nothing_can_be_undone(path: Path) -> None:
    path.write_text(FILE.replace("status: candidate", "status: accepted"))
    out = run(path, ["u", "q", "y"])
    assert "There is nothing to undo." in out
    assert out.count("Write the deck with") == 2
    assert not (path.parent / "own").exists()
    assert "Fact 1 of" not in out


def test_moving_between_facts(path: Path) -> None:
    out = run(path, ["p", "r", "n", "o", "f", "q"])
    shown = [line.split(" ")[1] for line in out.splitlines() if line.startswith("Fact ")]
    assert shown == ["1", "3", "1", "2", "2", "1"]
    assert statuses(path) == ["candidate", "candidate", "rejected"]


def test_one_field_in_one_line(path: Path) -> None:
    out = run(path, ["e accept head; chief", "p", "e colour red", "e relation loves", "q"])
    fact = FactReview(path).facts[0]
    assert (fact.accept, str(fact.status)) == (("head", "chief"), "edited")
    assert "There is no field colour" in out
    assert "Error: unknown relation 'loves'" in out


def test_accepting_all_above_a_percentage(path: Path) -> None:
    out = run(path, ["A", "A 86", "u", "A 80%", "A 80", "q"])
    assert "A 80% accepts 2 of 3 undecided facts that are at least 80% sure." in out
    assert "Accepted 1 of 3 undecided facts that are at least 86% sure." in out
    assert "Undone." in out
    assert "Accepted 2 of 3 undecided facts that are at least 80% sure." in out
    assert "Accepted 0 of 1 undecided fact that is at least 80% sure." in out
    assert statuses(path) == ["accepted", "candidate", "accepted"]
    # The fact shown stays if it is still undecided.
    shown = [line.split(" ")[1] for line in out.splitlines() if line.startswith("Fact ")]
    assert shown == ["1", "1", "3", "2"]


def test_accepting_all_that_is_left_offers_the_deck(path: Path) -> None:
    out = run(path, ["r", "A 50", "u", "q"])
    assert "Accepted 2 of 2 undecided facts" in out
    assert "Write the deck with" in out
    assert statuses(path) == ["rejected", "candidate", "candidate"]


@pytest.mark.parametrize("text", ["49", "101", "0.8", "-80", "all", "80 a", "9" * 5000, "8²"])
def test_invalid_percentage_is_explained(path: Path, text: str) -> None:
    assert "Please give a percentage from 50% to 100%, for example A 80." in run(
        path, [f"A {text}", "q"]
    )
    assert path.read_text() == FILE


def test_unchanged_edit_accepts_the_fact(path: Path) -> None:
    run(path, ["e", *("" for _ in FIELDS), "q"])
    assert path.read_text() == FILE.replace("candidate   # look", "accepted   # look")


@pytest.mark.parametrize("line", ["x", "", "accept", "a b", "[b]", "\x1b[2J"])
def test_line_that_is_not_a_command(path: Path, line: str) -> None:
    out = run(path, [line, "?", "q"])
    assert "Please answer a, e, r, u, n, p, b or q" in out
    assert "In the sentence, <...> marks the subject" in out
    assert "\x1b" not in out
    assert path.read_text() == FILE


def test_deck_is_replaced_only_after_asking(path: Path) -> None:
    deck = path.parent / "own" / "ports.yaml"
    deck.parent.mkdir()
    deck.write_text("mine")
    out = run(path, ["b", "a", "b", "n", "b", "y", "n", "q"])
    assert "No accepted fact makes a card yet." in out
    assert out.count("Not built.") == 2
    assert deck.read_text() == "mine"
    run(path, ["b", "y", "y", "q"])
    assert deck.read_text() != "mine"


def test_finished_review_offers_the_deck(path: Path) -> None:
    path.write_text(FILE.replace("status: candidate", "status: accepted"))
    out = run(path, ["n", "f", "q"])
    assert out.index("Write the deck with") < out.index("Fact 1 of 3")
    assert "All facts are decided." in out
    (path.parent / "own").write_text("no folder")
    assert "Error: " in run(path, ["y", "q"])


def test_file_changed_elsewhere_is_reloaded(path: Path) -> None:
    def lines() -> Iterable[str]:
        path.write_text(FILE.replace("subject: Ada Lind", "subject: Ada B. Lind"))
        yield "a"
        path.write_text(FILE.replace("0.5", "0.51"))
        os.utime(path, ns=(1, 1))
        yield "n"
        path.write_text("title: x")
        os.utime(path, ns=(2, 2))
        yield "a"

    out = run(path, lines())
    assert "Error: " in out
    assert "Parts: Ada B. Lind | holds-post" in out
    assert "The file has changed and was read again." in out
    assert "'facts' is empty" in out
    assert path.read_text() == "title: x"
