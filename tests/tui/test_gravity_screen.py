from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from tests.tui.driving import answer_of, in_sight, typed

MakeGame = Callable[..., Game]


async def later(pilot: Pilot[None], game: Game, seconds: float) -> None:
    game.clock.advance(seconds)  # type: ignore[attr-defined]
    pilot.app.tick()  # type: ignore[attr-defined]
    await pilot.pause()


async def begin(pilot: Pilot[None], game: Game) -> RoundScreen:
    """The round, once it was counted in."""
    await pilot.pause()
    for _ in range(4):
        await later(pilot, game, 1)
    shown = pilot.app.screen
    assert isinstance(shown, RoundScreen)
    return shown


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_prompt_falls_until_it_lands(make_game: MakeGame, size: tuple[int, int]) -> None:
    game = make_game(own=Settings(animations=True, lives=1))
    app = QuizApp(game, play_mode(game, Mode.GRAVITY))
    async with app.run_test(size=size) as pilot:
        shown = await begin(pilot, game)
        prompt = shown.query_one("#prompt")
        answer = answer_of(shown)
        ground = answer.region
        assert ground.bottom == shown.query_one("#stage").content_region.bottom
        seen = [prompt.region.y]
        while shown.play.stage is Stage.ASKING:
            await later(pilot, game, 1)
            seen.append(prompt.region.y)
            assert shown.play.stage is not Stage.ASKING or answer.region == ground
        falling = seen[:-1]
        assert falling == sorted(falling)
        assert falling[-1] > falling[0]
        assert shown.play.answered is not None
        assert "Too late: it has landed" in in_sight(app)
        assert "Now you know" not in in_sight(app)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, SummaryScreen)


async def test_an_answer_in_time_brings_the_next_prompt(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False))
    app = QuizApp(game, play_mode(game, Mode.GRAVITY))
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        first = shown.play.question
        assert first is not None
        top = shown.query_one("#prompt").region.y
        await later(pilot, game, 1)
        assert shown.query_one("#prompt").region.y == top
        await pilot.press(*typed(first.card.answers[0]), "enter")
        await later(pilot, game, 2)
        assert shown.play.stage is Stage.ASKING
        assert shown.play.question is not first
        assert shown.play.state.lives == game.settings.lives
