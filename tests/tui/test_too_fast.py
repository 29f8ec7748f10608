"""Fast keys and clicks count once, for what was on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.round_screen import RoundScreen
from tests.tui.clicking import click
from tests.tui.driving import answer_of, at_once

MakeGame = Callable[..., Game]
SELF_GRADED = Settings(animations=False, answer_with="reveal")


def flashcards(game: Game) -> Play:
    cards = [card for card in game.cards_of() if card.kind in (Kind.BASIC, Kind.CLOZE)]
    return play_cards(game, Mode.QUIZ, cards[:3])


def ratings(game: Game) -> list[Rating]:
    return [answer.rating for answer in game.collection.answers]


@pytest.mark.parametrize("key", ["3", "x", "f2", "space", "1", "enter"])
async def test_key_right_after_a_rating_is_ignored(make_game: MakeGame, key: str) -> None:
    game = make_game(own=SELF_GRADED)
    play = flashcards(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await at_once(pilot, "space", "3", key)
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert ratings(game) == [Rating.GOOD]


async def test_repeated_rating_key_rates_once(make_game: MakeGame) -> None:
    game = make_game(own=SELF_GRADED)
    play = flashcards(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await at_once(pilot, "space", "3", "3", "3", "3")
        await pilot.pause()
        assert ratings(game) == [Rating.GOOD]


async def test_double_click_on_button_does_not_rate(make_game: MakeGame) -> None:
    game = make_game(own=SELF_GRADED)
    play = flashcards(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        button = pilot.app.screen.query_one("#show").region
        for y in range(button.y, button.bottom):
            for x in range(button.x, button.right, 9):
                await pilot.click(offset=(x, y), times=2)
                await pilot.pause()
                assert pilot.app.screen.query_one("#revealed").display
                assert ratings(game) == []
                assert play.state.asked == 0
                await pilot.press("f4", "f3")
                await pilot.pause()
                assert not pilot.app.screen.query_one("#revealed").display


@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.TRUE_FALSE])
async def test_double_click_on_rating_spares_next_question(make_game: MakeGame, kind: Kind) -> None:
    game = make_game()
    cards = [card for card in game.cards_of() if card.kind is kind]
    play = play_cards(game, Mode.QUIZ, cards[:1])
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        x, y = answer_of(pilot.app.screen).region.offset
        for chain, stage in ((2, Stage.ASKING), (3, Stage.ASKING), (1, Stage.FEEDBACK)):
            click(pilot, x + 4, y + 1, chain)
            for _ in range(3):
                await pilot.pause()
            assert play.stage is stage


async def test_double_click_on_option_does_not_rate(
    make_game: MakeGame,
) -> None:
    game = make_game()
    play = play_cards(game, Mode.QUIZ, game.cards_of()[:2])
    async with QuizApp(game, play).run_test(size=(40, 12)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        line = pilot.app.screen.query_one("#feedback #ratings").region
        before = play.state
        for y in range(line.y, line.bottom):
            for x in range(line.x, line.right, 3):
                click(pilot, x, y, 2)
                await pilot.pause()
                assert play.state == before


MORE_KINDS = """\
title: More kinds
cards:
  - cards:
      - {prompt: two, answer: deux}
      - {prompt: deux, answer: two}
  - occlusion: map.png
    regions:
      - {name: North, at: [0, 0, 50, 50]}
      - {name: South, at: [0, 50, 50, 50]}
"""


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        *((Kind.BASIC, way) for way in ("choice", "typed", "reveal")),
        # The other kinds have one way to answer, or those of a basic card.
        *((kind, "typed") for kind in Kind if kind is not Kind.BASIC),
    ],
)
async def test_question_takes_keys_as_soon_as_asked(
    make_game: MakeGame, decks: Path, kind: Kind, way: str
) -> None:
    (decks / "more.yaml").write_text(MORE_KINDS)
    game = make_game(own=Settings(animations=False, answer_with=way))  # type: ignore[arg-type]
    cards = [card for card in game.cards_of() if card.kind is kind]
    play = play_cards(game, Mode.CRAM, [*cards, *cards])
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, RoundScreen)
        screen.set_focus(None)
        play.next()
        question = play.question
        assert question is not None
        await screen._show_question(question)
        assert screen.focused is not None
        assert answer_of(screen) in screen.focused.ancestors_with_self


async def test_question_answered_before_shown_takes_no_keys(
    make_game: MakeGame,
) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = flashcards(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, RoundScreen)
        question = play.question
        assert question is not None
        await pilot.press("f2")
        await pilot.pause()
        await screen._show_question(question)
        await pilot.pause()
        await pilot.press("enter")
        assert play.stage is Stage.ASKING
