"""The work done while the player reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.game.game import Game
from quiz.game.play import CARRIED_OVER_EACH, play_mode
from quiz.history.events import Mode
from quiz.round.asking import upcoming
from quiz.settings.settings import Settings

MakeGame = Callable[..., Game]


@pytest.fixture
def many(decks: Path) -> None:
    """Three decks of six cards each."""
    (decks / "mini.yaml").unlink()
    for deck in ("one", "two", "three"):
        cards = "".join(
            f"  - prompt: {deck} {number}?\n    answer: {deck}-{number}\n" for number in range(6)
        )
        (decks / f"{deck}.yaml").write_text(f"title: {deck}\ncards:\n{cards}")


@pytest.mark.usefixtures("many")
def test_upcoming_card_is_known(make_game: MakeGame) -> None:
    game = make_game(own=Settings(quiz_questions=3))
    play = play_mode(game, Mode.QUIZ)
    for left in (2, 1, 0):
        after = upcoming(play.state)
        assert (after is not None) == bool(left)
        play.submit(None)
        play.next()
        if after is not None:
            assert play.question is not None
            assert play.question.card == after


@pytest.mark.usefixtures("many")
def test_no_deck_is_read_after_look_ahead(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game(own=Settings(answer_with="choice", quiz_questions=18))
    play = play_mode(game, Mode.QUIZ)
    read: list[object] = []
    original = Game.cards_of
    monkeypatch.setattr(
        Game, "cards_of", lambda self, decks: read.append(decks) or original(self, decks)
    )
    while play.question is not None:
        play.look_ahead()
        read.clear()
        play.submit(play.question.options[-1])
        if upcoming(play.state) is not None:
            play.next()
            assert read == []
        else:
            play.next()


@pytest.mark.usefixtures("many")
def test_write_ahead_log_is_checkpointed_regularly(make_game: MakeGame, tmp_path: Path) -> None:
    game = make_game(own=Settings(quiz_questions=18))
    play = play_mode(game, Mode.QUIZ)
    alone = tmp_path / "alone.db"

    def written() -> int:
        """Answers in the file without its write-ahead log."""
        alone.write_bytes(game.store.path.read_bytes())
        with sqlite3.connect(alone) as connection:
            found = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            return int(
                connection.execute("SELECT count(*) FROM answers").fetchone()[0] if found else 0
            )

    for number in range(1, CARRIED_OVER_EACH + 1):
        assert written() == 0
        play.submit(None)
        play.next()
        play.look_ahead()
        assert number == CARRIED_OVER_EACH or written() == 0
    assert written() == CARRIED_OVER_EACH
