"""Whole rounds, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Static

from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.game.scores import daily_goal_of
from quiz.history.events import Input as Way
from quiz.history.events import MarkKind, Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.storage.log.store import StoreError
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.hud import HeadUpDisplay
from tests.tui.clicking import click_key
from tests.tui.driving import answer_of, right_keys, said, screen, start
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]


@pytest.mark.parametrize(
    ("size", "way"),
    [
        ((80, 24), "auto"),
        ((120, 40), "typed"),
        ((40, 12), "reveal"),
        ((20, 5), "auto"),
    ],
)
async def test_a_whole_round_by_keyboard(
    make_game: MakeGame, size: tuple[int, int], way: str
) -> None:
    game = make_game(own=Settings(answer_with=way, animations=False))  # type: ignore[arg-type]
    async with QuizApp(game).run_test(size=size) as pilot:
        play = await start(pilot, "z")
        questions = 0
        while play.stage is Stage.ASKING:
            questions += 1
            # After a revealed card, the next one comes at once.
            revealed = play.question is not None and play.question.input is Way.REVEAL
            await pilot.press(*right_keys(play))
            await pilot.pause()
            assert game.collection.answers[-1].correct
            assert len(game.store.events("ada")) == questions
            if not revealed:
                assert play.stage is Stage.FEEDBACK
                await pilot.press("enter")
                await pilot.pause()
        screen(pilot, SummaryScreen)
        assert questions == 7
        # One Enter too many must not hide the result of the round.
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await passed(pilot, 0.5)
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert daily_goal_of(game).done == 7
        assert "7/30" in str(pilot.app.screen.query_one("#goal", Static).render())
        assert f"{game.points():,} points" in str(
            pilot.app.screen.query_one("#top", Static).render()
        )


async def test_a_whole_round_by_mouse(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        await click_key(pilot, "#modes", "Quiz")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        play = shown.play
        while play.stage is Stage.ASKING:
            question = play.question
            assert question is not None
            match question.input:
                case Way.CHOICE | Way.SEQUENCE:
                    for _ in range(3 if question.input is Way.SEQUENCE else 1):
                        await pilot.click(answer_of(pilot.app.screen), offset=(5, _))
                    if question.input is Way.SEQUENCE:
                        await pilot.click(
                            answer_of(pilot.app.screen), offset=(5, len(question.options))
                        )
                case Way.TRUE_FALSE:
                    await pilot.click(answer_of(pilot.app.screen), offset=(45, 1))
                case Way.REVEAL:
                    await pilot.click("#show")
                    await pilot.pause()
                    await click_key(pilot, "RevealAnswer #ratings", "Again")
                    await pilot.pause()
                    continue
                case _:
                    await pilot.press(*right_keys(play))
            await pilot.pause()
            assert play.stage is Stage.FEEDBACK, question
            await click_key(pilot, "#feedback #ratings", "Again")
            await pilot.pause()
            assert play.answered is not None
            assert play.answered.answer.rating is Rating.AGAIN
            await click_key(pilot, "#feedback #ratings", "Next")
            await pilot.pause()
        assert all(a.rating is Rating.AGAIN for a in game.collection.answers)
        screen(pilot, SummaryScreen)
        await pilot.click("#home")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_rating_undo_hint_and_giving_up(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        await pilot.press("f3")
        await pilot.press("f6")
        question = play.question
        assert question is not None
        assert play.state.hinted == bool(question.card.hint)
        await pilot.press("f2")
        await pilot.pause()
        assert play.answered is not None
        assert not play.answered.answer.correct
        await pilot.press("4")
        assert play.answered.answer.rating is Rating.AGAIN, "a stray key"
        assert said(pilot) == ["That was wrong; 4 again rates it Easy all the same."]
        await pilot.press("3")
        assert play.answered.answer.rating is Rating.AGAIN, "another stray key"
        await pilot.press("4", "4")
        assert play.answered.answer.rating is Rating.EASY
        await pilot.press("3", "2")
        assert play.answered.answer.rating is Rating.HARD
        await pilot.press("f3")
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert game.collection.answers == []
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        assert len(game.collection.suspended) == 1
        # Nothing was answered, but something can be undone.
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert "Nothing answered" in str(pilot.app.screen.query_one("#title", Static).content)
        assert not pilot.app.screen.query_one("#figures").display
        await pilot.press("f3")
        await pilot.pause()
        assert game.collection.suspended == set()
        screen(pilot, RoundScreen)


async def test_the_summary_leads_on(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "z")
        await pilot.press("f2", "escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.press("u")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert game.collection.answers == []
        await pilot.press("f2", "escape")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert shown.play.mode is Mode.MISTAKES
        await pilot.press(*right_keys(shown.play), "enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.press("n")
        await pilot.pause()
        screen(pilot, RoundScreen)


async def test_blitz_moves_on_and_ends_by_itself(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(blitz_seconds=600, animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "b")
        await pilot.press(*right_keys(play))
        await passed(pilot, 0.6)
        assert play.stage is Stage.FEEDBACK
        await passed(pilot, 0.1)
        assert play.stage is Stage.ASKING
        assert play.state.asked == 1
        # The right answer has added two seconds.
        await passed(pilot, 601)
        screen(pilot, RoundScreen)
        await passed(pilot, 1)
        screen(pilot, SummaryScreen)


async def test_survival_shows_lives_and_ends(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(lives=1, animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "v")
        score = pilot.app.screen.query_one(HeadUpDisplay).render_line(0).text
        assert "♥" in score
        await pilot.press("f2", "enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)


async def test_nothing_to_ask_is_reported_without_a_screen(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[RoundScreen] = []
    monkeypatch.setattr(RoundScreen, "on_mount", opened.append)
    game = make_game(own=Settings(animations=False, new_per_day=0))
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("m")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert said(pilot) == ["No recent mistakes. Well done! You can still play other modes."]
        assert not opened
    app = QuizApp(game, play_mode(game, Mode.REVIEW))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen(pilot, HomeScreen)
        assert said(pilot) == ["Nothing is due. Well done! You can still play other modes."]
        assert not opened


async def test_summary_says_if_there_is_no_other_round(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await start(pilot, "z")
        await pilot.press("f2", "escape")
        await pilot.pause()
        for card in game.cards_of():
            game.mark(card, MarkKind.SUSPEND)
        await pilot.press("n")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert any("All cards here are suspended" in text for text in said(pilot))


async def test_full_disk_is_reported_and_question_stays(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        play = await start(pilot, "z")

        def fail(*_: object) -> None:
            raise StoreError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(game.store, "append", fail)
            await pilot.press("f2")
            await pilot.press("f4")
            await pilot.pause()
            assert play.stage is Stage.ASKING
        await pilot.press("f2")
        await pilot.pause()
        assert play.stage is Stage.FEEDBACK
        with monkeypatch.context() as patch:
            patch.setattr(game.store, "append", fail)
            await pilot.press("4", "4")
            await pilot.press("f3")
            await pilot.pause()
        assert play.answered is not None
        assert play.answered.answer.rating is Rating.AGAIN
        assert any("disk is full" in n.message for n in pilot.app._notifications)


async def test_text_of_decks_is_shown_literally(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        shot = pilot.app.export_screenshot()
        assert "Mini&#160;[b]deck[/b]" in shot


async def test_a_round_can_be_opened_at_once(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, play_mode(game, Mode.QUIZ)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen(pilot, RoundScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_prompt_is_visible_in_new_question(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game()
    async with QuizApp(game, play_cards(game, Mode.QUIZ, game.cards_of())).run_test(
        size=size
    ) as pilot:
        await pilot.pause()
        shown = pilot.app.screen
        for _ in range(4):
            assert shown.query_one("#table").scroll_y == 0
            assert shown.query_one("#prompt").region.x >= shown.query_one("#hud").region.x
            await pilot.press("f2", "enter")
            await pilot.pause()
