from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quiz.storage.log.store import Store
from tests.factories import Run, answer, plays

DECK = "title: Own\ncards:\n  - {prompt: gato, answer: cat}\n  - {prompt: perro, answer: dog}\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return tmp_path / "shared"


def use(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> Path:
    """Go to another device."""
    path = home.with_name(name)
    monkeypatch.setenv("QUIZ_HOME", str(path))
    return path


def write(home: Path, text: str) -> None:
    (home / "decks").mkdir(parents=True, exist_ok=True)
    (home / "decks" / "own.yaml").write_text(text)


def test_without_a_folder_it_says_how_to_set_one(quiz: Run) -> None:
    status, out, _ = quiz("sync")
    assert status == 1
    assert out.startswith("Nothing is set to sync with; `quiz sync --set FOLDER`")


def test_set_sync_and_unset(
    quiz: Run, home: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(home)
    plays(store, "Ada")
    store.append(answer(player="Ada"))
    write(home, DECK)
    status, out, _ = quiz("sync", "--set", shared)
    assert status == 0
    assert out.splitlines() == [
        f"Made the folder {shared}.",
        f"Syncing with {shared}, also when the game starts and ends.",
        "0 answers and changes received, 1 sent.",
        "own.yaml: passed on",
    ]
    there = use(home, monkeypatch, "there")
    status, out, _ = quiz("sync", "--set", shared)
    assert "1 answer or change received, 0 sent." in out
    assert "own.yaml: from " in out
    assert (there / "decks" / "own.yaml").read_text() == DECK
    assert quiz("sync")[1] == "0 answers and changes received, 0 sent.\n"
    assert "stay as they are" in quiz("sync", "--unset")[1]
    assert quiz("sync")[0] == 1


def test_a_folder_that_cannot_be_made_is_not_set(quiz: Run, tmp_path: Path) -> None:
    status, _, error = quiz("sync", "--set", tmp_path / "no" / "such")
    assert status == 2
    assert "cannot make the folder" in error
    assert quiz("sync")[0] == 1


def test_at_a_terminal_it_asks_before_it_makes_a_folder(
    quiz: Run, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.cli.sync.at_terminal", lambda: True)
    status, out, error = quiz("sync", "--set", shared, answer="\n")
    assert (status, shared.exists()) == (2, False)
    assert "is not there" in out
    assert "nothing was set" in error
    assert quiz("sync", "--set", shared, answer="y\n")[0] == 0
    assert quiz("sync", "--set", shared, answer="")[0] == 0


def test_the_data_directory_is_no_folder_for_it(quiz: Run, home: Path) -> None:
    for folder in (home, home / "decks"):
        status, _, error = quiz("sync", "--set", folder)
        assert status == 2
        assert "is in the data directory" in error


def test_a_folder_that_is_away_is_one_line(quiz: Run, home: Path, shared: Path) -> None:
    quiz("sync", "--set", shared)
    shutil.rmtree(shared)
    status, _, error = quiz("sync")
    assert status == 2
    assert error == (f"quiz: {shared} is not there; everything is kept here and goes along later\n")
    assert "is not there" in quiz("sync", "--status")[1]


def test_dry_run_and_status_change_nothing(
    quiz: Run, home: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, DECK)
    quiz("sync", "--set", shared)
    there = use(home, monkeypatch, "there")
    quiz("sync", "--set", shared)
    monkeypatch.setenv("QUIZ_HOME", str(home))
    write(home, DECK.replace("cat", "tomcat"))
    quiz("sync")
    use(home, monkeypatch, "there")
    for words in ("--dry-run", "--status"):
        out = quiz("sync", words)[1]
        assert "to take over: own.yaml" in out
    assert (there / "decks" / "own.yaml").read_text() == DECK


def both_changed(quiz: Run, home: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two devices have changed one card; returns the deck of the second, where we are."""
    write(home, DECK)
    quiz("sync", "--set", shared)
    there = use(home, monkeypatch, "there")
    quiz("sync", "--set", shared)
    write(there, DECK.replace("cat", "kitten"))
    monkeypatch.setenv("QUIZ_HOME", str(home))
    write(home, DECK.replace("cat", "tomcat"))
    quiz("sync")
    use(home, monkeypatch, "there")
    return there / "decks" / "own.yaml"


def test_at_a_terminal_it_asks_which_text_stays(
    quiz: Run, home: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = both_changed(quiz, home, shared, monkeypatch)
    out = quiz("sync")[1]
    assert "1 question: cards with two texts, or players with one name" in out
    assert "kitten" in deck.read_text()
    assert "tomcat" in deck.read_text()
    monkeypatch.setattr("quiz.cli.sync.at_terminal", lambda: True)
    out = quiz("sync", answer="mine\n")[1]
    assert "two devices changed a card" in out
    assert "mine: prompt: gato; answer: kitten" in out
    assert "kitten" in deck.read_text()
    assert "tomcat" not in deck.read_text()
    assert "question" not in quiz("sync", answer="")[1]


def test_with_yes_it_asks_nothing(
    quiz: Run, home: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = both_changed(quiz, home, shared, monkeypatch)
    monkeypatch.setattr("quiz.cli.sync.at_terminal", lambda: True)
    assert "1 question" in quiz("sync", "--yes", answer="mine\n")[1]
    assert deck.read_text().count("prompt") == 3
