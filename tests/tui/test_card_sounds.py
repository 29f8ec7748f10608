"""The sounds of cards on the screen: by a key, by themselves, and silent when the question ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens import card_sounds
from tests.tui.driving import MakeGame, right_keys, said
from tests.tui.waiting import passed

DECK = """\
title: Sounds
language: de
format: markdown
cards:
  - {prompt: "Was hörst **du**?", answer: "*nichts*", distractors: [etwas, alles],
     audio: ask.mp3, answer_audio: tell.mp3}
  - {prompt: Still?, answer: ja, distractors: [nein, doch]}
  - {prompt: Weg?, answer: ja, distractors: [nein, doch], audio: gone.mp3}
"""


class Heard:
    """In place of a speaker: what it was told."""

    log: list[str]
    fails: str
    late: str

    def play(self, sound: Path) -> None:
        self.log.append(sound.name)
        if self.fails:
            raise QuizError(self.fails)

    def read(self, text: str, language: str) -> None:
        self.log.append(f"{language}: {text}")

    def stop(self) -> None:
        if self.log[-1:] != ["stop"]:
            self.log.append("stop")

    def trouble(self) -> str:
        late, Heard.late = self.late, ""
        return late


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    Heard.log, Heard.fails, Heard.late = [], "", ""
    monkeypatch.setattr(card_sounds, "Speaker", Heard)
    return Heard.log


@pytest.fixture
def sounding(make_game: MakeGame, decks: Path) -> Game:
    (decks / "sounds.yaml").write_text(DECK, encoding="utf-8")
    for name in ("ask.mp3", "tell.mp3"):
        (decks / name).write_bytes(b"ID3")
    game: Game = make_game(own=Settings(animations=False, answer_with="choice"))
    return game


def playing(game: Game, *numbers: int) -> QuizApp:
    cards = sorted(game.cards_of(["sounds"]), key=lambda card: card.line)
    return QuizApp(game, play_cards(game, Mode.CRAM, [cards[number] for number in numbers]))


async def test_sounds_play_by_themselves_and_stop_with_the_question(
    sounding: Game, heard: list[str]
) -> None:
    app = playing(sounding, 0, 1)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert heard == ["stop", "ask.mp3"]
        await pilot.press("r")
        assert heard[2:] == ["ask.mp3"]
        await pilot.press(*right_keys(app.start))  # type: ignore[arg-type]
        assert heard[3:] == ["tell.mp3"]
        await pilot.press("enter", "r")
        assert heard[4:] == ["stop"]


async def test_they_wait_for_a_key_if_the_setting_says_so(sounding: Game, heard: list[str]) -> None:
    sounding.settings = sounding.settings._replace(autoplay=False)
    app = playing(sounding, 0)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert heard == ["stop"]
        await pilot.press("r", *right_keys(app.start), "r")  # type: ignore[arg-type]
        assert heard[1:] == ["ask.mp3", "tell.mp3"]


async def test_a_flashcard_sounds_when_it_is_revealed(sounding: Game, heard: list[str]) -> None:
    sounding.settings = sounding.settings._replace(answer_with="reveal")
    app = playing(sounding, 0)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("space")
        assert heard == ["stop", "ask.mp3", "tell.mp3"]


async def test_a_key_reads_the_rendered_text_in_the_language_of_the_deck(
    sounding: Game, heard: list[str]
) -> None:
    app = playing(sounding, 0)
    async with app.run_test() as pilot:
        await pilot.press("v")
        assert heard[-1] == "de: Was hörst du?"
        await pilot.press(*right_keys(app.start), "v")  # type: ignore[arg-type]
        assert heard[-1] == "de: nichts"


async def test_help_and_the_end_of_a_round_are_silent(sounding: Game, heard: list[str]) -> None:
    app = playing(sounding, 0)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f1")
        assert heard[-1] == "stop"
        await pilot.press("escape", "r")
        assert heard[-1] == "ask.mp3"
        await pilot.press("escape")
        assert heard[-1] == "stop"


async def test_without_a_player_a_note_is_shown_once(sounding: Game, heard: list[str]) -> None:
    Heard.fails = "nothing here plays ask.mp3; install mpv or ffmpeg"
    app = playing(sounding, 0, 2)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert said(pilot) == ["Nothing here plays ask.mp3; install mpv or ffmpeg"]
        app.clear_notifications()
        await pilot.press(*right_keys(app.start))  # type: ignore[arg-type]
        await pilot.press("enter")
        assert said(pilot) == []
        # A key is an order, and gets its answer.
        await pilot.press("r")
        assert said(pilot) == ["The file gone.mp3 is missing"]


async def test_a_player_that_fails_later_is_told_once(sounding: Game, heard: list[str]) -> None:
    app = playing(sounding, 0)
    async with app.run_test() as pilot:
        await pilot.pause()
        Heard.late = "the program mpv failed"
        await passed(pilot, 0.2)
        assert said(pilot) == ["The program mpv failed"]
        app.clear_notifications()
        Heard.late = "the program mpv failed"
        await passed(pilot, 0.2)
        assert said(pilot) == []
