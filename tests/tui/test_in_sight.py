"""Content too long for the window: it follows the player, and keys scroll it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from tests.tui.driving import answer_of, in_sight

MakeGame = Callable[..., Game]
SIZES = [(80, 24), (40, 12)]
LONG = " ".join(f"Place{number}, where the reader may rest for a while." for number in range(30))


def app_on(make_game: MakeGame, decks: Path, way: str, card: str) -> QuizApp:
    (decks / "long.yaml").write_text(f"title: Long\ncards:\n{card}")
    game = make_game(own=Settings(animations=False, answer_with=way))  # type: ignore[arg-type]
    return QuizApp(game, play_mode(game, Mode.CRAM, ["long"]))


BASIC = f"- prompt: {LONG}\n  answer: eight\n  distractors: [nine, ten, twelve]\n"
ORDER = f"- prompt: {LONG}\n  sequence: [alpha, beta, gamma, delta]\n"
EXPLAINED = f"- prompt: p\n  answer: eight\n  explanation: {LONG}\n"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("card", [BASIC, ORDER], ids=["choice", "order"])
async def test_highlighted_option_is_visible(
    make_game: MakeGame, decks: Path, size: tuple[int, int], card: str
) -> None:
    async with app_on(make_game, decks, "choice", card).run_test(size=size) as pilot:
        await pilot.pause()
        assert "Place0" in in_sight(pilot.app)
        play = pilot.app.screen.play  # type: ignore[attr-defined]
        first, second, *_ = play.question.options
        assert first not in in_sight(pilot.app)
        await pilot.press("down")
        if card is BASIC:
            await pilot.pause()
            assert first in in_sight(pilot.app)
        await pilot.press("down")
        await pilot.pause()
        assert second in in_sight(pilot.app)
        for _ in range(20):
            await pilot.press("pageup")
        await pilot.pause()
        assert "Place0" in in_sight(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_revealed_answer_and_ratings_are_visible(
    make_game: MakeGame, decks: Path, size: tuple[int, int]
) -> None:
    async with app_on(make_game, decks, "reveal", BASIC).run_test(size=size) as pilot:
        await pilot.pause()
        assert "eight" not in in_sight(pilot.app)
        await pilot.press("space")
        await pilot.pause()
        assert "eight" in in_sight(pilot.app)
        assert "Easy" in in_sight(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_typed_text_is_visible(
    make_game: MakeGame, decks: Path, size: tuple[int, int]
) -> None:
    async with app_on(make_game, decks, "typed", BASIC).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*"eigh")
        await pilot.pause()
        assert "eigh" in in_sight(pilot.app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", ["choice", "typed"])
async def test_keys_scroll_long_feedback(
    make_game: MakeGame, decks: Path, way: str, size: tuple[int, int]
) -> None:
    async with app_on(make_game, decks, way, EXPLAINED).run_test(size=size) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        for _ in range(20):
            await pilot.press("pagedown")
        await pilot.pause()
        assert "Place29" in in_sight(pilot.app)
        for _ in range(60):
            await pilot.press("up")
        await pilot.pause()
        assert "Place0" in in_sight(pilot.app)
        await pilot.press("down")
        await pilot.pause()
        assert pilot.app.screen.query_one("#told").scroll_y == 1


async def test_the_right_order_stays_in_place_in_a_small_window(
    make_game: MakeGame, decks: Path
) -> None:
    steps = [f"a rather long step {number}" for number in range(1, 6)]
    card = f"- prompt: Put these in order, please, the first of them first.\n  sequence: {steps}\n"
    card += f"  explanation: {LONG}\n"
    async with app_on(make_game, decks, "auto", card).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        right = [pilot.app.screen.play.question.options.index(step) + 1 for step in steps]  # type: ignore[attr-defined]
        await pilot.press(*map(str, reversed(right)), "enter")
        await pilot.pause()
        assert answer_of(pilot.app.screen).display
        assert all(step in in_sight(pilot.app) for step in steps)
        assert "more ↓" in in_sight(pilot.app)
        assert "⏎ Next" in in_sight(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_summary_too_long_for_the_window_scrolls_by_key(
    make_game: MakeGame, decks: Path, size: tuple[int, int]
) -> None:
    async with app_on(make_game, decks, "typed", BASIC).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f2", "enter", "escape")
        await pilot.pause()
        assert "Place29" not in in_sight(pilot.app)
        for _ in range(20):
            await pilot.press("pagedown")
        await pilot.pause()
        assert "Place29" in in_sight(pilot.app)
