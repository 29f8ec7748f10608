"""Keys are handled strictly in order: bursts, pastes, a bare Enter, the caret, the help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import DataTable, Input

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards, play_mode
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.value_list import ValueList
from tests.tui.driving import on_kind
from tests.tui.waiting import waited_for

MakeGame = Callable[..., Game]


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Queue all keys before the first is handled."""
    for key in keys:
        character = {"space": " ", "comma": ","}.get(key, key if len(key) == 1 else None)
        pilot.app.post_message(events.Key(key, character))
    await pilot.pause()


def response(play: Play) -> str:
    assert play.answered is not None
    return play.answered.answer.response


async def test_items_typed_in_one_burst_stay_separate(make_game: MakeGame) -> None:
    play = on_kind(make_game(), Kind.LIST)
    async with QuizApp(play.game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *"Estonia", "enter", *"Latvia", "enter", *"Lithuania", "enter", "enter")
        assert response(play) == "Estonia; Latvia; Lithuania"
        assert play.answered is not None
        assert play.answered.grade.correct


async def test_keys_after_enter_are_not_part_of_answer(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *"Astana", "enter", *"xyz")
        assert response(play) == "Astana"


@pytest.mark.parametrize(
    ("kind", "pasted", "said"),
    [
        (Kind.LIST, "Estonia\nLatvia\r\nLithuania\n", "Estonia; Latvia; Lithuania"),
        (Kind.BASIC, "As\ntana", "As tana"),
        (Kind.BASIC, "\n", ""),
        (Kind.BASIC, "Astana\n", "Astana"),
    ],
)
async def test_paste_is_taken_whole(
    make_game: MakeGame, kind: Kind, pasted: str, said: str
) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = on_kind(game, kind)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pilot.app.post_message(events.Paste(pasted))
        await burst(pilot, "enter")
        if said:
            assert response(play) == said
        else:
            assert play.stage is Stage.ASKING


@pytest.mark.parametrize("kind", [Kind.TRUE_FALSE, Kind.BASIC, Kind.LIST])
@pytest.mark.parametrize("way", ["auto", "choice", "typed"])
async def test_a_bare_enter_answers_nothing(make_game: MakeGame, kind: Kind, way: str) -> None:
    game = make_game(own=Settings(animations=False, answer_with=way))  # type: ignore[arg-type]
    play = on_kind(game, kind)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, "enter", "enter", "space", "enter")
        assert play.stage is Stage.ASKING
        assert game.collection.answers == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("t",), "true"),
        (("2",), "false"),
        (("left", "enter"), "true"),
        (("right", "right", "enter"), "false"),
        (("tab", "enter"), "true"),
        (("tab", "tab", "enter"), "false"),
    ],
)
async def test_true_false_answer_follows_the_selection(
    make_game: MakeGame, keys: tuple[str, ...], said: str
) -> None:
    play = on_kind(make_game(), Kind.TRUE_FALSE)
    async with QuizApp(play.game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *keys)
        assert response(play) == said


async def test_opening_screen_gets_the_following_keys(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await burst(pilot, "a", *"who", "tab", *"ada")
        await waited_for(pilot, lambda: bool(pilot.app.screen.query("#field-answer")))
        await waited_for(
            pilot, lambda: pilot.app.screen.query_one("#field-answer", Input).value == "ada"
        )
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        assert editor.query_one("#field-prompt", Input).value == "who"
        assert editor.query_one("#field-answer", Input).value == "ada"


async def test_enter_twice_at_home_opens_one_round(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, "enter", "enter")
        kinds = [type(screen) for screen in pilot.app.screen_stack]
        assert kinds == [HomeScreen, RoundScreen]


async def test_letters_in_browser_search(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await burst(pilot, "w", *"ishim")
        browser = pilot.app.screen
        assert isinstance(browser, BrowserScreen)
        assert browser.query_one("#search", Input).value == "ishim"
        assert game.collection.suspended == set()
        # The key acts on the result of the search, whether or not it is shown yet.
        await burst(pilot, "f5")
        (key,) = game.collection.suspended
        card = game.card(key)
        assert card is not None
        assert card.answer == "Ishim"


async def test_letters_typed_at_table_go_to_search(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await burst(pilot, "w", *"spe", "escape", *"b")
        browser = pilot.app.screen
        assert browser.query_one("#search", Input).value == "speb"
        await burst(pilot, *("backspace",) * 4, "down", "down")
        assert browser.query_one(DataTable).cursor_row == 2


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_caret_is_in_line_as_soon_as_question_shows(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    cards = [card for card in game.cards_of() if card.kind in (Kind.BASIC, Kind.LIST)]
    async with QuizApp(game, play_cards(game, Mode.QUIZ, cards)).run_test(size=size) as pilot:
        for _ in cards:
            await pilot.pause()
            line = pilot.app.focused
            assert isinstance(line, Input)
            assert pilot.app.cursor_position == line.content_region.offset
            await pilot.press("f2", "enter")


async def test_help_stops_the_clock_of_a_blitz(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, blitz_seconds=600))
    play = play_mode(game, Mode.BLITZ)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        before = play.seconds_left
        game.clock.ms += 300_000  # type: ignore[attr-defined]
        assert play.seconds_left == before
        await pilot.press("escape")
        await pilot.pause()
        assert play.seconds_left is not None
        assert before is not None
        assert play.seconds_left > before - 60


@pytest.mark.parametrize(
    ("name", "keys", "value"),
    [("new_per_day", ("enter", "7", "enter"), 7), ("animations", ("space",), True)],
)
async def test_value_given_right_before_leaving_settings_is_kept(
    make_game: MakeGame, name: str, keys: tuple[str, ...], value: object
) -> None:
    game = make_game(own=Settings(animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "o")
        pilot.app.screen.query_one(ValueList).choose(name)
        await burst(pilot, *keys, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert getattr(game.settings, name) == value


async def test_value_typed_right_before_leaving_options_is_kept(
    make_game: MakeGame,
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        pilot.app.open_deck_options("mini")  # type: ignore[attr-defined]
        await pilot.pause()
        await burst(pilot, "down", "enter", "7", "enter", "escape")
        assert game.settings.decks["mini"].new_per_day == 7


async def test_search_arriving_after_leaving_browser_is_ignored(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "w", "i")
        browser = pilot.app.screen
        assert isinstance(browser, BrowserScreen)
        await browser.dismiss()
        await BrowserScreen._search_soon.__wrapped__(browser)  # type: ignore[attr-defined]
        assert isinstance(pilot.app.screen, HomeScreen)
