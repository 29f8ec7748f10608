"""The summary of a round, and the table of high scores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.storage.log.store_errors import StoreError
from quiz.tui.app import QuizApp
from tests.factories import plays
from tests.tui.driving import in_sight, right_keys, said, start
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]


def text(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


@pytest.mark.parametrize("number", [1, 4])
async def test_a_few_right_answers_are_not_perfect_yet(make_game: MakeGame, number: int) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = play_mode(game, Mode.QUIZ, limit=number)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while play.stage is Stage.ASKING:
            await pilot.press(*right_keys(play), "enter")
            await pilot.pause()
        assert "Well played!" in text(pilot, "#title")


async def test_five_right_answers_are_perfect(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = play_mode(game, Mode.QUIZ, limit=5)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while play.stage is Stage.ASKING:
            await pilot.press(*right_keys(play), "enter")
            await pilot.pause()
        assert "Perfect!" in text(pilot, "#title")


async def test_a_round_without_a_right_answer_says_what_comes(make_game: MakeGame) -> None:
    game = make_game()
    play = play_mode(game, Mode.QUIZ, limit=2)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "enter", "f2", "enter")
        await pilot.pause()
        assert "They come back soon" in text(pilot, "#title")
        assert not pilot.app.screen.query_one("#digits").display
        assert "0 points" in text(pilot, "#points")


@pytest.mark.parametrize("lost", [True, False])
async def test_survival_without_lives_is_over(make_game: MakeGame, lost: bool) -> None:
    game = make_game(own=Settings()._replace(lives=1 if lost else 2, animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "v")
        await pilot.press("f2", "enter" if lost else "escape")
        await pilot.pause()
        assert ("Game over" in text(pilot, "#title")) is lost


async def test_timed_out_blitz_took_its_full_time(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(blitz_seconds=600, animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "b")
        await pilot.press(*right_keys(play))
        await passed(pilot, 1)
        assert play.stage is Stage.ASKING
        await passed(pilot, 700)
        assert text(pilot, "#figures").endswith(" 10 min 2 s")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (112, 40), (120, 40)])
async def test_each_figure_of_a_reached_goal_keeps_to_its_line(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game(own=Settings(animations=False, daily_goal=1))
    async with QuizApp(game, play_mode(game, Mode.QUIZ, limit=1)).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f2", "enter")
        await pilot.pause()
        assert "✓ goal reached" in in_sight(pilot.app)
        assert pilot.app.screen.query_one("#level").content_size.height == 2


async def test_a_long_missed_card_hangs_beside_its_mark(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    cards = [card for card in game.cards_of() if card.answer == "retrievability"]
    async with QuizApp(game, play_cards(game, Mode.QUIZ, cards)).run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "enter")
        await pilot.pause()
        lines = in_sight(pilot.app).split("\n")
        # The first such line is the sign of the answer alone.
        first = [number for number, line in enumerate(lines) if "✗ " in line][1]
        column = lines[first].index("✗ ") + 2
        assert "retrievability" in lines[first + 1] or "retrievability" in lines[first + 2]
        assert lines[first + 1][:column].strip() == ""
        assert lines[first + 1][column].strip()


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_high_scores_name_decks_by_their_titles(home: Path, decks: Path, width: int) -> None:
    (decks / "other.yaml").write_text("title: Another deck\ncards:\n- {prompt: p, answer: a}\n")
    store = Store.open(home)
    game = Game(store, [decks], Settings(animations=False), plays(store, "ada"), seed=7)
    for names, answer in ((["other"], "a"), (["mini"], None), (None, None)):
        play = play_mode(game, Mode.QUIZ, names)
        while play.question is not None:
            card = play.question.card
            right = card.answers if len(card.answers) > 1 else card.answers[0]
            play.submit(answer or right)
            play.next()
    (decks / "mini.yaml").unlink()
    game.refresh()
    async with QuizApp(game).run_test(size=(width, 24)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        lines = text(pilot, "#scores-quiz").split("\n")
        room = pilot.app.screen.query_one("#scores").scrollable_content_region.width
        assert max(map(len, lines)) <= room
        ends = {line.rsplit("  ", 1)[1] for line in lines}
        assert {"All decks", "mini"} <= ends
        assert any(end.startswith("Another") for end in ends)


@pytest.mark.parametrize(("width", "beside"), [(80, False), (120, True), (180, True)])
async def test_high_scores_of_two_modes_stand_side_by_side_where_they_fit(
    make_game: MakeGame, width: int, beside: bool
) -> None:
    game = make_game(own=Settings(animations=False))
    for mode in (Mode.QUIZ, Mode.SURVIVAL):
        play = play_mode(game, mode)
        while play.question is not None:
            right = play.question.card.answers
            play.submit(right if len(right) > 1 else right[0])
            play.next()
    async with QuizApp(game).run_test(size=(width, 24)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        quiz, survival = (
            pilot.app.screen.query_one(f"#scores-{mode.value}").region
            for mode in (Mode.QUIZ, Mode.SURVIVAL)
        )
        assert (quiz.y == survival.y) is beside
        assert quiz.height == survival.height == 1
        assert max(quiz.right, survival.right) <= width


async def test_a_round_that_cannot_go_on_for_a_fault_stays_left(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> bool:
        raise StoreError("the disk is gone")

    game = make_game()
    play = play_mode(game, Mode.QUIZ, limit=2)
    async with QuizApp(game, play).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f2", "enter", "escape")
        await pilot.pause()
        with monkeypatch.context() as patch:
            patch.setattr(game, "refresh", fail)
            await pilot.press("c")
            await pilot.pause()
        assert "the disk is gone" in said(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert play.stage is Stage.ASKING
