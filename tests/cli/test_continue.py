"""`quiz play --continue`, and the question at the start of the plain mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import DECK
from tests.factories import Run

HEAD = "Question 3 of 7"
ASKS = "You left a round: Quiz, Question 3 of 7."


@pytest.fixture
def left(quiz: Run, home: Path) -> None:
    """A Quiz left at its third question, by somebody who has learned the game."""
    folder = home / "decks"
    folder.mkdir(parents=True)
    (folder / "mini.yaml").write_text(DECK)
    quiz("deck", "welcome", "--pause")
    out = quiz(
        "--plain",
        "--deck",
        "mini",
        "--mode",
        "quiz",
        "--player",
        "Ada",
        lines="/skip\n/skip\n/quit\n",
    )[1]
    assert HEAD in out
    assert "`quiz play --continue` goes on with this round today." in out


@pytest.mark.usefixtures("left")
def test_it_counts_on_and_ends(quiz: Run) -> None:
    status, out, _ = quiz("play", "--plain", "--continue", lines="/skip\n" * 5)
    assert status == 0
    assert out.startswith("Quiz goes on. Type ? for help.\n")
    assert HEAD in out
    assert "Question 2 of 7" not in out
    assert "0 of 7 right" in out
    assert "--continue" not in out
    status, _, err = quiz("play", "--plain", "--continue")
    assert (status, err) == (2, "quiz: no round that was left today can go on\n")


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("said", ["\n", "y\n", "what\nyes\n"])
def test_plain_mode_asks_and_goes_on(quiz: Run, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr("quiz.cli.play_plain.at_terminal", lambda: True)
    out = quiz("--plain", lines=f"{said}/skip\n/quit\n")[1]
    assert ASKS in out
    assert HEAD in out
    assert "Question 4 of 7" in out


@pytest.mark.usefixtures("left")
def test_a_no_throws_it_away(quiz: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.cli.play_plain.at_terminal", lambda: True)
    out = quiz("--plain", lines="n\n/quit\n")[1]
    assert ASKS in out
    assert out.count(HEAD) == 1
    assert "You left" not in quiz("--plain", lines="/quit\n")[1]


@pytest.mark.usefixtures("left")
def test_a_script_is_told_but_not_asked(quiz: Run) -> None:
    out = quiz("--plain", lines="/quit\n")[1]
    assert f"{ASKS[:-1]}; `quiz play --continue` goes on with it." in out
    # A mode asks for another round.
    assert "You left" not in quiz("--plain", "--mode", "cram", lines="/quit\n")[1]


def test_it_takes_no_other_round(quiz: Run) -> None:
    status, _, err = quiz("--continue", "--mode", "quiz")
    assert (status, err) == (
        2, "quiz: --continue takes no --mode, --deck, --search, --limit or --seed\n",
    )  # fmt: skip


@pytest.mark.usefixtures("left")
def test_the_end_of_the_input_keeps_it(quiz: Run) -> None:
    quiz("play", "--plain", "--continue", lines="/skip\n")
    assert "Question 4 of 7" in quiz("play", "--plain", "--continue")[1]
