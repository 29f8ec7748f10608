"""The statistics on their screen: what is chosen, and the charts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.kinds import Mode
from quiz.tui.app import QuizApp
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.pick_screen import PickScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.statistics_screen import DAYS_FOR_CALENDAR, StatisticsScreen
from quiz.tui.widgets.bar_chart import BarChart
from quiz.tui.widgets.key_line import KeyLine
from tests.factories import Clock
from tests.tui.clicking import click, click_key

MakeGame = Callable[..., Game]
DAY = 86_400


def text(pilot: Pilot[None], name: str) -> str:
    return str(pilot.app.screen.query_one(name, Static).content)


def played(make_game: MakeGame) -> Game:
    """A game with four answers of two minutes each, two of them forty days ago."""
    game = make_game()
    clock = game.clock
    assert isinstance(clock, Clock)
    cards = game.cards_of()
    for pair in (cards[:2], cards[2:4]):
        play = play_cards(game, Mode.QUIZ, pair)
        for _ in pair:
            clock.advance(120)
            play.submit(None)
            play.next()
        clock.advance(40 * DAY)
    clock.advance(-39 * DAY)
    return game


async def test_a_card_left_open_counts_for_a_minute(make_game: MakeGame) -> None:
    async with QuizApp(played(make_game)).run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        assert "4 min" in text(pilot, "#figures")
        assert "2 min in 30 days" in text(pilot, "#minutes")


async def test_the_modes_stand_apart_from_the_kinds_of_cards(make_game: MakeGame) -> None:
    game = make_game()
    play = play_cards(game, Mode.QUIZ, game.cards_of()[:1])
    assert play.question is not None
    play.submit(play.question.card.answers[0])
    async with QuizApp(game).run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        kinds, modes = text(pilot, "#kinds").split("\n\n")
        assert "basic" in kinds
        assert [line.split()[0] for line in modes.splitlines()] == ["Quiz"]


async def test_time_and_deck_limit_the_figures(make_game: MakeGame, decks: Path) -> None:
    (decks / "other.yaml").write_text("title: Other\ncards:\n- {prompt: p, answer: a}\n")
    game = played(make_game)
    async with QuizApp(game).run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        for answers in (4, 4, 2, 2, 4):
            assert text(pilot, "#figures").splitlines()[1].split()[0] == str(answers)
            await pilot.press("t")
        await pilot.press("d")
        assert isinstance(pilot.app.screen, PickScreen)
        await pilot.press("down", "enter")
        shown = pilot.app.screen.query_one("#shown", KeyLine)
        assert "other" not in text(pilot, "#decks").lower()
        assert [key.what for key in shown.keys] == ["Mini [b]deck[/b]", "365 days"]
        await pilot.press("d", "escape")
        assert [key.what for key in shown.keys] == ["Mini [b]deck[/b]", "365 days"]


async def test_a_deck_is_picked_by_mouse(make_game: MakeGame) -> None:
    async with QuizApp(played(make_game)).run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        shown = pilot.app.screen.query_one("#shown", KeyLine)
        for place in (None, (1, 1)):
            await click_key(pilot, "#shown", "All decks")
            await pilot.pause()
            if place is None:
                await click_key(pilot, "PickScreen Footer", "Back")
            else:
                await pilot.click(offset=place)
            await pilot.pause()
            assert isinstance(pilot.app.screen, StatisticsScreen)
            assert shown.keys[0].what == "All decks"
        await click_key(pilot, "#shown", "All decks")
        await pilot.pause()
        await pilot.click("ChoiceList", offset=(4, 2))
        await pilot.pause()
        assert isinstance(pilot.app.screen, StatisticsScreen)
        assert shown.keys[0].what == "Mini [b]deck[/b]"


async def test_a_day_of_the_forecast_shows_its_cards(make_game: MakeGame) -> None:
    game = played(make_game)
    async with QuizApp(game).run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        chart = pilot.app.screen.query_one("#forecast", BarChart)
        assert "today: 4 cards" in str(chart.content)
        chart.focus()
        await pilot.press("right")
        assert "today" not in str(chart.content).splitlines()[6]
        await pilot.press("left", "enter")
        await pilot.pause()
        browser = pilot.app.screen
        assert isinstance(browser, BrowserScreen)
        assert len(browser._found) == 4
        await pilot.press("escape")
        chart.scroll_visible(animate=False)
        await pilot.pause()
        click(pilot, chart.content_region.x + 4, chart.content_region.y + 3, 1)
        await pilot.pause()
        browser = pilot.app.screen
        assert isinstance(browser, BrowserScreen)
        assert browser._first.startswith("due:")


async def test_the_calendar_waits_for_the_first_week_to_be_over(make_game: MakeGame) -> None:
    game = make_game()
    clock = game.clock
    assert isinstance(clock, Clock)
    play_cards(game, Mode.QUIZ, game.cards_of()[:1]).submit(None)
    shown = []
    for _ in range(2):
        async with QuizApp(game).run_test(size=(80, 24)) as pilot:
            await pilot.press("s")
            await pilot.pause()
            shown.append(pilot.app.screen.query_one("#calendar").display)
            assert pilot.app.screen.query_one("#minutes").display
        clock.advance(DAYS_FOR_CALENDAR * DAY)
    assert shown == [False, True]


async def test_who_has_not_played_is_told_what_comes_and_can_play(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        assert "After your first round" in text(pilot, "#figures")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoundScreen)
        assert not any(isinstance(each, StatisticsScreen) for each in pilot.app.screen_stack)


async def test_enter_plays_nothing_once_there_are_statistics(make_game: MakeGame) -> None:
    async with QuizApp(played(make_game)).run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StatisticsScreen)
