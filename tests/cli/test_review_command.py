from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.game.fact_review import FactReview
from quiz.tui.review_app import ReviewApp
from tests.factories import Run
from tests.facts.reviewing import FILE

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "harbour.yaml"
    file.write_text(FILE)
    return file


def test_piped_decisions_reach_file_and_deck(quiz: Run, path: Path, home: Path) -> None:
    status, out, err = quiz("facts", "review", path, lines="a\nr\na\ny\nq\n")
    assert (status, err) == (0, "")
    assert [fact.status for fact in FactReview(path).facts] == ["accepted", "rejected", "accepted"]
    assert f"Wrote {home / 'decks' / 'harbour.yaml'}" in out
    assert (home / "decks" / "harbour.yaml").is_file()


def test_the_name_of_the_deck_can_be_given(quiz: Run, path: Path, home: Path) -> None:
    quiz("facts", "review", path, "--deck", "news", "--plain", lines="a\nb\ny\n")
    assert (home / "decks" / "news.yaml").is_file()
    target = path.parent / "elsewhere.yaml"
    _, out, _ = quiz("facts", "review", path, "--deck", target.with_suffix(""), lines="b\ny\n")
    assert target.is_file()
    assert f"Wrote {target}\nIt is outside your decks; `quiz {target}` plays it.\n" in out
    assert "is a folder" in quiz("facts", "review", path, "--deck", path.parent)[2]
    assert "a deck needs a name" in quiz("facts", "review", path, "--deck", "")[2]


def test_unreviewable_file_gives_one_line(quiz: Run, path: Path) -> None:
    status, out, err = quiz("facts", "review", path.parent / "none.yaml")
    assert (status, out) == (2, "")
    assert err.startswith("quiz: ")
    assert "cannot read: No such file" in err
    path.write_text("title: x\nfacts:\n  - id: a\n    subjct: b\n")
    status, _, err = quiz("facts", "review", path)
    assert status == 2
    assert "harbour.yaml:4:5: unknown key 'subjct'; did you mean 'subject'?" in err
    assert err.count("\n") == 1


def test_terminal_gets_full_screen(
    quiz: Run, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[ReviewApp] = []
    monkeypatch.setattr("quiz.cli.facts_review.full_screen", lambda: True)
    monkeypatch.setattr(ReviewApp, "run", lambda app: opened.append(app))
    home.mkdir()
    (home / "settings.toml").write_text('theme = "quiz-light"\nnonsense = 3\n')
    status, out, err = quiz("facts", "review", path)
    assert status == 0
    assert opened[0].theme == "quiz-light"
    assert "nonsense" in err
    assert out == "0 of 3 facts decided.\n"
    quiz("facts", "review", path, "--plain")
    assert len(opened) == 1


def test_the_command_for_the_deck_is_told_until_it_is_built(
    quiz: Run, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(FILE.replace("status: candidate", "status: accepted"))
    monkeypatch.setattr("quiz.cli.facts_review.full_screen", lambda: True)
    monkeypatch.setattr(ReviewApp, "run", lambda app: None)
    _, out, _ = quiz("facts", "review", path)
    assert f"quiz facts build {path} -o {home / 'decks' / 'harbour.yaml'}\n" in out
    elsewhere = path.with_name("deck.yaml")
    monkeypatch.setattr(ReviewApp, "run", lambda app: app._review.write_deck(elsewhere))
    _, out, _ = quiz("facts", "review", path)
    assert elsewhere.is_file()
    assert out == "3 of 3 facts decided.\n"


def test_plain_lines_do_not_load_textual(path: Path, home: Path) -> None:
    code = (
        "import sys; from quiz.cli.main import run; run(['facts', 'review', sys.argv[1]]); "
        "sys.exit(not {'textual', 'rich'}.isdisjoint(sys.modules))"
    )
    env = os.environ | {"QUIZ_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, path], input=b"a\nq\n", env=env, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"1 accepted" in done.stdout


def test_generating_goes_on_to_the_review(
    quiz: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "port.txt"
    article.write_text("4 August 2014\n\nAda Lind is the mayor of Porthaven. She likes it.\n")
    facts = tmp_path / "facts.yaml"
    status, out, err = quiz("generate", article, "-o", facts, "--review", lines="a\nq\n")
    assert (status, err) == (0, "")
    assert "Wrote" in out
    assert "Fact 1 of" in out
    assert FactReview(facts).facts[0].status == "accepted"


def test_impossible_review_is_reported_before_the_work(quiz: Run) -> None:
    status, _, err = quiz("generate", "-", "-o", "facts.yaml", "--review")
    assert status == 2
    assert "save the article in a file first" in err
