"""The screen of achievements, and where unlocks are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Static

from quiz.game.daily_challenge import AGAIN_FOR_FUN
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.kinds import Mode
from quiz.history.rating import Rating
from quiz.plain.words import progress_lines
from quiz.round.round import Stage
from quiz.scoring.achievements import ACHIEVEMENTS
from quiz.scoring.unlocks import OPENS
from quiz.tui.app import QuizApp, farewell
from quiz.tui.screens.achievements_screen import AchievementsScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.settings_screen import SettingsScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.theme_choice import ThemeChoice
from tests.factories import Clock, answer

MakeGame = Callable[..., Game]


def shown(app: QuizApp, name: str) -> str:
    return str(app.screen.query_one(name, Static).content)


@pytest.mark.parametrize(("size", "columns"), [((40, 12), 1), ((80, 24), 2), ((120, 40), 3)])
async def test_achievements_stand_in_as_many_columns_as_fit(
    make_game: MakeGame, size: tuple[int, int], columns: int
) -> None:
    game = make_game()
    game.record(*(answer(id=n, round=n) for n in range(1, 95)))
    app = QuizApp(game)
    async with app.run_test(size=size) as pilot:
        await pilot.press("asterisk")
        assert isinstance(app.screen, AchievementsScreen)
        grid = shown(app, "#grid")
        lines = [line.rstrip() for line in grid.split("\n")]
        assert max(map(len, lines)) <= app.screen.query_one("#grid").size.width
        assert max(line.count("☆") + line.count("★") for line in lines) == columns
        assert "…" not in grid
        for each in ACHIEVEMENTS:
            assert each.title in grid
        # The nearest comes first.
        assert lines[0].startswith("☆ Warmed Up")
        assert "94 of 100" in lines[0]
        assert "★ First Coin" in grid
        assert shown(app, ".screen-heading") == "Achievements: 1 of 30"
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_end_of_a_round_shows_what_it_unlocked(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        app.play(Mode.BLITZ, None)
        await pilot.pause()
        app.screen.play.submit(None)  # type: ignore[attr-defined]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert shown(app, "#unlocked") == "★ Achieved: First Coin"


async def test_locked_themes_say_when_they_open(make_game: MakeGame) -> None:
    game = make_game()
    app = QuizApp(game)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = SettingsScreen()
        await app.push_screen(screen)
        assert not set(OPENS) & set(screen.choices("theme"))
        assert "quiz-neon opens at level 2, Player One." in screen.standard("theme")
        assert "opens" not in screen.standard("daily_goal")
        await pilot.press("escape")
        choice = dict(ThemeChoice(app.screen).commands)
        assert "nord" in choice
        choice["quiz-neon (opens at level 2, Player One)"]()
        await pilot.pause()
        assert app.theme == "quiz-dark"
        assert [each.message for each in app._notifications] == [
            "quiz-neon opens at level 2, Player One."
        ]
        # 600 points reach level 2.
        game.record(*(answer(id=n, round=n, card=f"c{n}") for n in range(1, 8)))
        assert "quiz-neon" in screen.choices("theme")
        dict(ThemeChoice(app.screen).commands)["quiz-neon"]()
        assert app.theme == "quiz-neon"


async def test_a_round_that_opens_a_theme_says_so(make_game: MakeGame) -> None:
    game = make_game()
    game.record(*(answer(id=n, round=n, card=f"c{n}") for n in range(1, 3)))
    play = play_mode(game, Mode.BLITZ)
    while game.points() < 500:
        assert play.question is not None
        play.submit(play.question.card.answers[0] or None, 1_000)
        play.next()
    assert play.unlocks.themes() == ["quiz-neon"]
    assert "The theme quiz-neon is open to you now." in progress_lines(play)


async def test_a_challenge_that_is_done_is_played_again_for_fun(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        for message in ([], [AGAIN_FOR_FUN]):
            await pilot.press("n")
            await pilot.pause()
            assert [each.message for each in app._notifications] == message
            play = app.screen.play  # type: ignore[attr-defined]
            assert play.mode is (Mode.CRAM if message else Mode.CHALLENGE)
            while not message and play.stage is not Stage.OVER:
                play.submit(None, 1_000)
                play.next()
            await pilot.press("escape", "escape")


def test_on_leaving_the_game_says_what_comes_tomorrow(make_game: MakeGame) -> None:
    game = make_game()
    assert farewell(game) == ""
    keys = [card.key for card in game.cards_of()]
    game.record(*(answer(id=n, card=key, rating=Rating.EASY) for n, key in enumerate(keys, 1)))
    clock = game.clock
    assert isinstance(clock, Clock)
    clock.advance(30 * 24 * 3_600)
    assert farewell(game) == "", "nothing was played today"
    game.record(answer(id=99, card=keys[0], moment=clock(), ms=9_000, rating=Rating.EASY))
    due = game.counts().due
    assert farewell(game) == f"{due} cards due, about a minute."
    game.use_settings(game.settings._replace(reviews_per_day=3))
    tomorrow = game.today().tomorrow
    assert farewell(game) == (
        f"2 cards due, about a minute. Tomorrow: {tomorrow.due} cards, 3 within the limit, "
        "about a minute."
    )


def test_on_leaving_early_the_game_says_when_the_next_card_comes_back(make_game: MakeGame) -> None:
    game = make_game()
    game.record(answer(id=1, card=game.cards_of()[0].key, rating=Rating.AGAIN))
    assert farewell(game) == "The next card comes back in 1 min."
