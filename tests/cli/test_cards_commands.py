from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from quiz.cli.main import run

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def library(home: Path) -> None:
    (home / "decks").mkdir(parents=True)
    cards = "".join(
        f"- {{prompt: word {n}, answer: answer {n}, tags: [{'verbs' if n % 2 else 'nouns'}]}}\n"
        for n in range(4)
    )
    (home / "decks" / "es.yaml").write_text(f"title: es\ncards:\n{cards}")


def learn(monkeypatch: pytest.MonkeyPatch, capsys: Said, *words: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO("/skip\n" * 9))
    assert run(["--plain", *words]) == 0
    return capsys.readouterr().out


def found(capsys: Said, *words: str) -> list[dict[str, object]]:
    assert run(["cards", "--json", *words]) == 0
    listed: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return listed


def test_the_help_of_a_deck_names_each_value(capsys: Said) -> None:
    with pytest.raises(SystemExit):
        run(["deck", "--help"])
    assert "--exam DATE" in capsys.readouterr().out


def test_suspended_cards_are_not_counted_as_new(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    assert run(["cards", "deck:es", "word", "1", "--mark", "suspend"]) == 0
    capsys.readouterr()
    assert run(["list"]) == 0
    assert "4 cards, 0 due, 3 new, 0 mastered" in capsys.readouterr().out
    assert run(["due", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["es"]["unseen"] == 3
    assert run(["cards", "deck:es", "--mark", "suspend"]) == 0
    capsys.readouterr()
    assert run(["list"]) == 0
    assert "4 cards, 0 due, 0 new, 0 mastered" in capsys.readouterr().out
    for mode in ("learn", "review", "quiz"):
        said = learn(monkeypatch, capsys, "--deck", "es", "--mode", mode)
        assert "All cards here are suspended;" in said


def test_cards_set_aside_are_listed_and_restored(capsys: Said) -> None:
    for query, mark in (
        ("deck:es word 1", "suspend"),
        ("deck:es word 2", "bury"),
        ("deck:es word 3", "flag"),
    ):
        assert run(["cards", *query.split(), "--mark", mark]) == 0
    capsys.readouterr()
    aside = found(capsys, "is:aside")
    assert [card["prompt"] for card in aside] == ["word 1", "word 2", "word 3"]
    assert [card["states"] for card in aside] == [
        ["new", "suspended"],
        ["new", "buried"],
        ["new", "flagged"],
    ]
    assert run(["cards", "--mark", "unsuspend"]) == 0
    assert capsys.readouterr().out == "1 card unsuspended.\n"
    assert run(["cards", "deck:es", "word", "3", "--mark", "flag"]) == 0
    assert capsys.readouterr().out == "0 cards flagged.\n"
    assert run(["cards", "is:flagged"]) == 0
    assert capsys.readouterr().out == "new, flagged        es: word 3 = answer 3\n"


def test_round_on_found_cards(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = learn(monkeypatch, capsys, "--search", "tag:verbs deck:es", "--mode", "learn")
    assert "Learn: 2 cards" in said
    assert "word 1" in said
    assert "word 2" not in said.replace("answer 2", "")
    states = {card["prompt"]: card["states"] for card in found(capsys, "deck:es")}
    assert "new" not in states["word 1"]  # type: ignore[operator]
    assert states["word 2"] == ["new"]


def test_a_reset_asks_and_says_how_much(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    learn(monkeypatch, capsys, "--search", "deck:es", "--mode", "learn")
    assert len(found(capsys, "deck:es", "is:learning")) == 4
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run(["reset", "tag:verbs", "deck:es"]) == 1
    assert "Reset 2 cards with 2 answers?" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert run(["reset", "tag:verbs", "deck:es"]) == 0
    assert capsys.readouterr().out.endswith("2 cards reset.\n")
    assert len(found(capsys, "deck:es", "is:learning")) == 2
    assert run(["reset", "tag:verbs", "deck:es"]) == 0
    assert "all of them new" in capsys.readouterr().out
    assert run(["stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"] == 5


def test_reset_is_undone_as_a_whole(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    learn(monkeypatch, capsys, "--search", "deck:es", "--mode", "learn")
    assert run(["reset", "--undo"]) == 2
    assert "was not a reset; nothing was undone" in capsys.readouterr().err
    assert run(["reset", "deck:es", "--yes"]) == 0
    capsys.readouterr()
    assert found(capsys, "deck:es", "is:learning") == []
    assert run(["reset", "--undo", "tag:verbs"]) == 2
    capsys.readouterr()
    assert run(["reset", "--undo"]) == 0
    assert capsys.readouterr().out == "Undid the reset of 4 cards.\n"
    assert len(found(capsys, "deck:es", "is:learning")) == 4


def test_reset_without_query_is_rejected(capsys: Said) -> None:
    assert run(["reset"]) == 2
    assert "name the cards" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["cards", "is:du"],
        ["cards", "is:du", "--mark", "suspend"],
        ["reset", "tag:", "--yes"],
        ["--plain", "--search", "is:du"],
    ],
)
def test_meaningless_filter_changes_nothing(capsys: Said, words: list[str]) -> None:
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("expected")) == ("", 1)


def test_word_like_a_filter_is_explained_if_nothing_is_found(capsys: Said) -> None:
    assert run(["cards", "rated:1"]) == 0
    said = capsys.readouterr().out
    assert "No card matches. The text rated:1 was sought, because the only filters are is:," in said
    assert run(["cards", "nothing", "at", "10:30"]) == 0
    assert capsys.readouterr().out == "No card matches.\n"


def test_a_filter_with_a_minus_is_no_option(capsys: Said) -> None:
    assert run(["cards", "-is:new", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"
    with pytest.raises(SystemExit):
        run(["cards", "-x"])


def test_empty_reset_query_resets_nothing(capsys: Said) -> None:
    assert run(["reset", "", "--yes"]) == 2
    assert "name the cards" in capsys.readouterr().err
    assert run(["reset", "nosuchword", "--yes"]) == 0
    assert capsys.readouterr().out == "No card matches.\n"
