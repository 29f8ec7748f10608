"""The daily backup in the real game: on the screen, in plain mode, and how it reports damage."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.storage.log.backups import list_backups
from quiz.tui.app import QuizApp, run_app
from quiz.tui.game_app import BACKUP_SECONDS
from tests.storage.damage import break_tree, ids, write_history
from tests.tui.driving import said
from tests.tui.waiting import passed, waited_for

MakeGame = Callable[..., Game]


async def test_playing_backs_up_beside_the_screen(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    play_mode(game, Mode.QUIZ).submit(None)
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await passed(pilot, BACKUP_SECONDS)
        await waited_for(pilot, lambda: bool(list_backups(home)))
    (made,) = list_backups(home)
    assert len(ids(made.path)) == 1


@pytest.mark.parametrize(("days", "expected"), [(7, 1), (0, 0)])
def test_leaving_at_once_backs_up_too(
    make_game: MakeGame, home: Path, monkeypatch: pytest.MonkeyPatch, days: int, expected: int
) -> None:
    game = make_game(own=Settings(animations=False, backups=days))
    play_mode(game, Mode.QUIZ).submit(None)
    monkeypatch.setattr(QuizApp, "run", lambda app: None)
    assert run_app(game, None, None, None, False) == 0
    assert len(list_backups(home)) == expected


async def test_damage_is_shown_on_screen(make_game: MakeGame, home: Path) -> None:
    write_history(home, 1, 300)
    game = make_game()
    break_tree(home / "history.db")
    app = QuizApp(game)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await passed(pilot, BACKUP_SECONDS)
        await waited_for(pilot, lambda: any("quiz doctor --repair" in n for n in said(pilot)))
    assert list_backups(home) == []


def test_damage_found_on_leaving_is_reported_then(
    make_game: MakeGame,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_history(home, 1, 300)
    game = make_game()
    break_tree(home / "history.db")
    monkeypatch.setattr(QuizApp, "run", lambda app: None)
    run_app(game, None, None, None, False)
    assert "quiz doctor --repair" in capsys.readouterr().err


def test_plain_mode_backs_up_at_the_end(
    home: Path, decks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.StringIO("/skip\n/skip\n"))
        assert main([str(decks), "--plain", "--mode", "cram"]) == 0
    assert len(list_backups(home)) == 1
    assert capsys.readouterr().err == ""
