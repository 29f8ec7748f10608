"""Questions from the player's devices are answered in the game."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from quiz.game.game import Game
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.questions_screen import QuestionsScreen
from tests.factories import Clock, answer, number_id
from tests.storage.sync.devices import ADA, Device, exchange
from tests.tui.clicking import click

DECK = "title: W\ncards:\n  - {prompt: perro, answer: dog}\n  - {prompt: pez, answer: fish}\n"


def with_two_texts(folder: Path, **edits: tuple[str, str]) -> Device:
    """A device on which cards have two texts. edits: two new answers for each of these answers."""
    laptop, phone = Device(folder / "laptop", 1), Device(folder / "phone", 2)
    laptop.write(DECK)
    exchange(laptop, phone)
    for old, (there, here) in edits.items():
        laptop.edit(old, there)
        phone.edit(old, here)
    exchange(laptop, phone)
    return phone


@pytest.fixture
def phone(tmp_path: Path) -> Device:
    """A device on which one card has two texts."""
    return with_two_texts(tmp_path, dog=("'[bold]hound'", "dogs"))


def app_of(device: Device, player: str = ADA) -> QuizApp:
    store = Store.open(device.home)
    app = QuizApp(Game(store, [device.decks], Settings(), player, clock=Clock(), seed=1))
    app.questions = 1
    return app


def heading(app: QuizApp) -> str:
    return str(app.screen.query_one("#heading", Static).render())


async def test_the_home_screen_leads_to_the_questions_and_a_key_answers(phone: Device) -> None:
    app = app_of(phone)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        note = app.screen.query_one("#sync", Static)
        assert "1 question from your devices: D answers" in str(note.render())
        await pilot.press("D")
        await pilot.pause()
        assert isinstance(app.screen, QuestionsScreen)
        rows = app.screen.query_one(OptionList)
        texts = [str(rows.get_option_at_index(n).prompt) for n in range(rows.option_count)]
        assert "perro: which text stays?" in texts[0]
        other = next(n for n, text in enumerate(texts) if "[bold]hound" in text)
        rows.highlighted = other
        await pilot.press("enter")
        await pilot.pause()
        assert "No device has a question" in heading(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.questions == 0
        assert not app.screen.query_one("#sync", Static).display
    assert phone.cards() == ["perro [bold]hound", "pez fish"]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_both_texts_may_stay_for_good(phone: Device, size: tuple[int, int]) -> None:
    app = app_of(phone)
    async with app.run_test(size=size) as pilot:
        app.action_questions()
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        assert "No device has a question" in heading(app)
    assert len(phone.cards()) == 3
    assert not phone.questions


async def test_a_double_click_answers_one_question_only(tmp_path: Path) -> None:
    phone = with_two_texts(tmp_path, dog=("hound", "dogs"), fish=("eel", "cod"))
    app = app_of(phone)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_questions()
        await pilot.pause()
        assert "2 questions" in heading(app)
        first = app.screen.query_one(OptionList).content_region
        for chain in (1, 2):
            click(pilot, first.x + 6, first.y + 1, chain)
            await pilot.pause()
        assert "1 question" in heading(app)
    assert len(phone.questions) == 1


async def test_two_players_become_one_and_the_game_goes_on_as_that_one(tmp_path: Path) -> None:
    laptop, phone = Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)
    other = number_id(0xADA)
    for path in laptop.home.glob("history.db*"):
        path.unlink()
    with closing(Store.open(laptop.home)) as store:
        store.add_player("Ada", other, 1)
        store.append(answer(id=number_id(5), player=other))
    phone.play(3)
    exchange(laptop, phone)
    assert len(phone.questions) == 1
    app = app_of(phone)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_questions()
        await pilot.pause()
        rows = app.screen.query_one(OptionList)
        assert "who is it?" in str(rows.get_option_at_index(0).prompt)
        await pilot.press("enter")
        await pilot.pause()
        assert [player.name for player in app.game.store.players()] == ["Ada"]
        assert app.game.player == app.game.store.players()[0].id
