"""Messages: only one at a time, and gone once they are no longer true."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.summary_screen import SummaryScreen
from tests.tui.driving import in_sight, right_keys, said, start

MakeGame = Callable[..., Game]
SMALL = (40, 12)
LONG = "Every one of these words is here to take room, and a little more of it than there is. " * 3


def toasts(pilot: Pilot[None]) -> list[Toast]:
    return list(pilot.app.screen.query(Toast))


async def test_same_message_is_never_shown_twice_at_once(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for _ in range(3):
            app.notify("Once")
            await pilot.pause()
        assert said(pilot) == ["Once"]
        assert len(toasts(pilot)) == 1
        app.notify("Something else")
        await pilot.pause()
        assert len(said(pilot)) == 2


async def test_home_says_one_thing_at_a_time(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        for key in ("m", "u", "m"):
            await pilot.press(key)
            await pilot.pause()
            assert len(said(pilot)) == 1


async def test_messages_about_an_answer_vanish_with_it(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        play = await start(pilot, "z")
        while play.stage is Stage.ASKING:
            await pilot.press(*right_keys(play), "enter")
            await pilot.pause()
        assert isinstance(pilot.app.screen, SummaryScreen)
        pilot.app.notify("Novice", title="▲ Level 2!", markup=False)
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert said(pilot) == []


async def test_undo_from_home_clears_messages(make_game: MakeGame) -> None:
    game = make_game()
    play_cards(game, Mode.QUIZ, game.cards_of()[:1]).submit(None)
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert said(pilot) == []


@pytest.mark.parametrize("size", [SMALL, (40, 30), (90, 12)])
async def test_toasts_are_small_and_short_in_small_windows(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=size, notifications=True) as pilot:
        app.notify(LONG, title="History", markup=False)
        await pilot.pause()
        (toast,) = toasts(pilot)
        assert toast.outer_size.height <= 2
        assert "History · Every one" in str(toast.render())
        assert [note.timeout for note in app._notifications] == [2.5]
        app.clear_notifications()
        app.complain(QuizError(LONG))
        await pilot.pause()
        (toast,) = toasts(pilot)
        assert 2 < toast.outer_size.height <= 4 or size[0] > 60
        assert [note.timeout for note in app._notifications] == [5.0]


async def test_a_large_window_has_room_and_time(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.notify(LONG, title="History", markup=False)
        await pilot.pause()
        (toast,) = toasts(pilot)
        assert toast.outer_size.height > 4
        assert [(note.title, note.timeout) for note in app._notifications] == [("History", 5)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), SMALL])
@pytest.mark.parametrize("message", ["The capital of Kazakhstan", LONG])
async def test_a_message_covers_nothing_but_the_bar(
    make_game: MakeGame, size: tuple[int, int], message: str
) -> None:
    game = make_game()
    play = play_cards(game, Mode.QUIZ, game.cards_of()[:1])
    async with QuizApp(game, play).run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        for _ in range(3):
            pilot.app.notify(message, title="★ Mastered", markup=False)
            message += " again"
            await pilot.pause()
        (toast,) = toasts(pilot)
        bar = pilot.app.screen.query_one("#hud").region.split_horizontal(1)[1]
        assert toast.region == bar
        assert "Next" in in_sight(pilot.app).splitlines()[-1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), SMALL])
async def test_an_error_covers_neither_the_question_nor_the_keys(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    app = QuizApp(game, play_cards(game, Mode.QUIZ, game.cards_of()[:1]))
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        app.complain(QuizError(LONG))
        await pilot.pause()
        (toast,) = toasts(pilot)
        assert toast.region.bottom == app.screen.query_one("#footer").region.y
        for name in ("#prompt", "#line"):
            assert not toast.region.overlaps(app.screen.query_one(name).region)
        app.notify("Flagged")
        await pilot.pause()
        (toast,) = toasts(pilot)
        assert toast.region.y < 3


async def test_a_message_goes_with_its_card(make_game: MakeGame) -> None:
    game = make_game()
    app = QuizApp(game, play_cards(game, Mode.QUIZ, game.cards_of()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        app.notify("About this card")
        await pilot.pause()
        assert len(toasts(pilot)) == 1
        await pilot.press("enter")
        await pilot.pause()
        assert not said(pilot)
        assert not toasts(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), SMALL])
@pytest.mark.parametrize("key", ["", "z", "b"])
async def test_ctrl_c_says_how_to_leave_and_then_leaves(
    make_game: MakeGame, size: tuple[int, int], key: str
) -> None:
    app = QuizApp(make_game(own=Settings(animations=False)))
    async with app.run_test(size=size, notifications=True) as pilot:
        if key:
            await pilot.press(key)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Ctrl+C again leaves quiz." in in_sight(app)
        app.clock.advance(10)  # type: ignore[attr-defined]
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app.is_running
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert not app.is_running
