"""The game syncs by itself when it starts and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Static

from quiz.clock import Clock as RealClock
from quiz.game.game import Game
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.storage.sync.background import Syncer
from quiz.storage.sync.report import Report
from quiz.tui.app import QuizApp, run_app
from tests.factories import Clock
from tests.storage.sync.devices import ADA, Device
from tests.tui.waiting import waited_for


@pytest.fixture
def phone(tmp_path: Path) -> Device:
    device = Device(tmp_path / "phone", 1)
    device.write("title: W\ncards:\n  - {prompt: a, answer: b}\n  - {prompt: c, answer: d}\n")
    return device


def game_of(home: Path, folder: Path, clock: RealClock | None = None) -> Game:
    store = Store.open(home)
    store.add_player("Ada", ADA)
    settings = Settings(sync_folder=str(folder))
    return Game(store, [home / "decks"], settings, ADA, clock=clock or Clock(), seed=1)


async def test_what_others_did_comes_while_the_home_screen_is_shown(
    home: Path, phone: Device
) -> None:
    phone.play(3)
    phone.sync()
    clock = Clock()
    app = QuizApp(game_of(home, phone.folder, clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "words" not in app.game.decks
        clock.advance(1.5)
        app.tick()
        await waited_for(pilot, lambda: "words" in app.game.decks)
        assert app.game.store.count(ADA) == 3
        assert any("3 answers and changes" in note.message for note in app._notifications)
        await waited_for(pilot, lambda: len(app.game.collection.answers) == 3)


async def test_a_missing_folder_is_said_once_and_loses_nothing(home: Path, tmp_path: Path) -> None:
    clock = Clock()
    app = QuizApp(game_of(home, tmp_path / "away", clock))
    async with app.run_test(size=(80, 24)) as pilot:
        clock.advance(1.5)
        app.tick()
        await waited_for(pilot, lambda: len(app._notifications) == 1)
        assert "is not there; everything is kept here" in next(iter(app._notifications)).message
        app.syncer.finish()
        await pilot.pause()
        assert len(app._notifications) == 1


async def test_the_home_screen_says_that_questions_wait(home: Path, phone: Device) -> None:
    app = QuizApp(game_of(home, phone.folder))
    async with app.run_test(size=(80, 24)) as pilot:
        app._take_in(Report(questions=2))
        await pilot.pause()
        note = app.screen.query_one("#sync", Static)
        assert "2 questions from your devices: D answers" in str(note.render())


def test_the_end_of_the_game_sends_the_last_answers(
    home: Path, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = game_of(home, phone.folder)

    def play(app: QuizApp) -> None:
        with closing(Store.open(home)) as store:
            store.append(*phone.log[:0], *Device(home.parent / "other", 5).play(2))

    monkeypatch.setattr(QuizApp, "run", play)
    assert run_app(game, None, None, None, False) == 0
    assert phone.sync().received == 2


def test_nothing_starts_without_a_folder(home: Path) -> None:
    told: list[object] = []
    syncer = Syncer(home, "", told.append)
    syncer.start()
    syncer.finish()
    assert not told
    assert not home.exists()


def test_a_failure_of_any_kind_is_one_message(
    home: Path, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("strange")

    monkeypatch.setattr("quiz.storage.sync.everything.sync_everything", broken)
    told: list[object] = []
    syncer = Syncer(home, str(phone.folder), told.append)
    syncer.start()
    syncer.wait(60)
    assert [str(each) for each in told] == ["the sync stopped (strange); `quiz sync` tries again"]


def test_plain_mode_syncs_too(
    quiz: Callable[..., tuple[int, str, str]], home: Path, phone: Device
) -> None:
    phone.play(2)
    phone.sync()
    quiz("sync", "--set", phone.folder)
    phone.play(1)
    phone.sync()
    status, _, error = quiz("--plain", "--deck", "words", "--mode", "cram", lines="b\nd\n")
    assert status == 0
    assert "quiz: 1 answer or change." in error
    assert phone.sync().received == 2
