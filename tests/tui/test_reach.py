"""Every action is within reach: help while typing, the palette, undo from home, small windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.command import CommandPalette
from textual.geometry import Region
from textual.widgets import DataTable, Input, Static

from quiz.decks.faults import Fault
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.game.undo import undo_last
from quiz.history.events import Mode
from quiz.settings.load import load_settings
from quiz.settings.settings import Settings
from quiz.storage.log.store import StoreError
from quiz.tui.app import QuizApp
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.settings_screen import SettingsScreen
from quiz.tui.screens.statistics_screen import DAYS_FOR_CALENDAR
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.line import Line
from quiz.tui.widgets.value_list import ValueList
from tests.factories import Clock
from tests.tui.driving import in_sight, screen
from tests.tui.waiting import offered, waited_for

MakeGame = Callable[..., Game]


async def test_question_mark_in_empty_line_opens_help(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        screen(pilot, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        await pilot.press(*"Why", "question_mark")
        await pilot.pause()
        screen(pilot, CardEditor)
        assert editor.query_one("#field-prompt", Input).value == "Why?"
        await pilot.press("f1")
        await pilot.pause()
        screen(pilot, HelpScreen)


async def test_a_question_mark_never_lands_in_a_setting(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        screen(pilot, SettingsScreen)
        pilot.app.screen.query_one(ValueList).choose("daily_goal")
        await pilot.press("enter", "question_mark")
        screen(pilot, HelpScreen)
        await pilot.press("f1")
        shown = pilot.app.screen
        assert isinstance(shown, SettingsScreen)
        assert shown.query_one(Line).value == "30"


async def test_a_question_mark_can_be_searched_in_the_palette(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CommandPalette)
        assert pilot.app.screen.query_one(Input).value == "?"
        # Its search must end before the app does.
        await pilot.app.workers.wait_for_complete()


async def test_help_lists_the_keys_of_the_game_only(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        keys = str(pilot.app.screen.query_one("#help-keys", Static).content)
        assert "Default" in keys
        assert "Scroll" not in keys


async def test_the_palette_jumps_to_a_deck(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        commands = {c.title: c for c in app.get_system_commands(app.screen)}
        # The palette reads titles as markup; a deck's title must stay text.
        assert "Deck Mini \\[b]deck\\[/b]" in commands
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"Deck", "space", *"Mini")
        await offered(pilot, "Deck Mini")
        await pilot.press("enter")
        await waited_for(pilot, lambda: isinstance(app.screen, RoundScreen))
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert shown.play.decks == ["mini"]


async def test_palette_offers_only_the_games_commands(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("", "w"):
            await pilot.press(*key)
            await pilot.pause()
            titles = [command.title for command in app.get_system_commands(app.screen)]
            assert len(titles) == len(set(titles))
            assert {"Help", "Theme", "Screenshot", "Quit", "Statistics"} <= set(titles)
            # Textual would offer these as well, the last ones only sometimes.
            assert not {"Keys", "Maximize", "Minimize"} & set(titles)


@pytest.mark.parametrize("downloads", [True, False])
async def test_screenshot_is_saved_where_players_look(
    make_game: MakeGame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, downloads: bool
) -> None:
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: tmp_path / "downloads")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    if downloads:
        (tmp_path / "downloads").mkdir()
    folder = tmp_path / "downloads" if downloads else tmp_path
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"Screenshot")
        await offered(pilot, "Screenshot")
        await pilot.press("enter")
        await waited_for(pilot, lambda: any("Saved" in n.message for n in pilot.app._notifications))
    (picture,) = folder.glob("quiz_*.svg")
    assert "All&#160;decks" in picture.read_text(encoding="utf-8")
    assert "Search&#160;for" not in picture.read_text(encoding="utf-8")


async def test_theme_from_palette_is_kept(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    app = QuizApp(game)
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = "nord"
        await pilot.pause()
        assert game.settings.theme == "nord"
        assert load_settings(home / "settings.toml").settings.theme == "nord"


async def test_undo_from_home_asks_first(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert any("nothing to undo" in n.message for n in pilot.app._notifications)
        for card in game.cards_of()[:2]:
            play_cards(game, Mode.QUIZ, [card]).submit(None)
        await pilot.press("u")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert len(game.collection.answers) == 2

        def fail(*_: object) -> None:
            raise StoreError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(game.store, "append", fail)
            await pilot.press("u", "y")
            await pilot.pause()
        assert len(game.collection.answers) == 2
        for left, yes in ((1, ["y"]), (0, ["right", "enter"])):
            await pilot.press("u")
            await pilot.pause()
            await pilot.press(*yes)
            await pilot.pause()
            assert len(game.collection.answers) == left
            assert f"{left}/30" in str(pilot.app.screen.query_one("#goal", Static).content)
    assert not undo_last(game)
    assert game.collection.latest_answer() is None


async def test_the_browser_fits_its_columns_to_the_window(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, BrowserScreen)
        table = shown.query_one(DataTable)
        assert len(table.columns) == 4
        await pilot.press("down", "down")
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        assert len(table.columns) == 6
        assert table.row_count == 9
        assert table.cursor_row == 2
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert [str(column.label) for column in table.columns.values()] == ["Prompt", "State"]
        # Whole words, all visible.
        assert table.virtual_size.width <= table.content_size.width
        # The table uses the space that the details would take.
        assert table.size.height >= 6


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_the_statistics_fit_their_width(make_game: MakeGame, width: int) -> None:
    game = make_game()
    for card in game.cards_of():
        play_cards(game, Mode.QUIZ, [card]).submit(None)
    assert isinstance(game.clock, Clock)
    game.clock.advance(DAYS_FOR_CALENDAR * 86_400)
    async with QuizApp(game).run_test(size=(width, 30)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        for name in ("figures", "calendar", "forecast", "points", "decks", "kinds", "hardest"):
            panel = pilot.app.screen.query_one(f"#{name}", Static)
            lines = str(panel.content).split("\n")
            assert max(map(len, lines)) <= panel.content_region.width, (name, lines)


@pytest.mark.parametrize("files", [1, 1000])
async def test_omitted_files_are_reported_in_small_windows(make_game: MakeGame, files: int) -> None:
    game = make_game()
    game.shelf.faults = [Fault(f"{n}.yaml", 1, 1, "expected a title") for n in range(files)]
    async with QuizApp(game).run_test(size=(40, 12)) as pilot:
        note = pilot.app.screen.query_one("#faults", Static)
        told = str(note.content)
        assert told.endswith("f shows why")
        assert len(told) <= note.content_size.width
        assert note.content_size.height == 1


@pytest.mark.parametrize("key", ["s", "w", "a", "o", "h", "y", "f"])
async def test_every_screen_shows_its_keys_in_a_small_window(make_game: MakeGame, key: str) -> None:
    async with QuizApp(make_game()).run_test(size=(40, 12)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        footer = pilot.app.screen.query_one("#footer")
        assert footer.region == Region(0, 11, 40, 1)
        shown = in_sight(pilot.app)
        assert "esc Back" in shown
        assert "Help" in shown


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["review"], "review"),
        (["mastered", "due"], "mastered, due"),
        (["review", "suspended"], "suspended"),
        (["review", "due", "leech"], "due, leech"),
    ],
)
async def test_narrow_browser_shows_the_most_important_state(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch, states: list[str], told: str
) -> None:
    monkeypatch.setattr("quiz.game.search.Finder.states", lambda *_: list(states))
    async with QuizApp(make_game()).run_test(size=(40, 12)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        table = pilot.app.screen.query_one(DataTable)
        assert {str(table.get_row_at(row)[1]) for row in range(table.row_count)} == {told}
        assert table.virtual_size.width <= table.content_size.width


@pytest.mark.parametrize("theme", ["quiz-dark", "quiz-light"])
async def test_placeholder_is_as_readable_as_muted_text(make_game: MakeGame, theme: str) -> None:
    async with QuizApp(make_game(own=Settings(theme=theme))).run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        search = pilot.app.screen.query_one("#search")
        colour = search.get_component_styles("input--placeholder").color
        assert colour == Color.parse(pilot.app.theme_variables["muted"])


async def test_footers_stay_in_small_windows(make_game: MakeGame) -> None:
    async with QuizApp(make_game(own=Settings(animations=False))).run_test(size=(40, 12)) as pilot:
        assert pilot.app.screen.query_one("#footer").display
        await pilot.press("z")
        await pilot.pause()
        assert pilot.app.screen.query_one("#footer").display


async def test_click_picks_deck_and_double_click_plays(make_game: MakeGame, decks: Path) -> None:
    (decks / "other.yaml").write_text("title: Other\ncards:\n- {prompt: p, answer: a}\n")
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query_one(DeckList)
        # The first deck comes after all decks, whose row has a second line.
        await pilot.click(DeckList, offset=(4, 3))
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert rows.chosen is not None
        assert rows.chosen.name == "other"
        await pilot.click(DeckList, offset=(4, 2), times=2)
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert shown.play.decks == ["mini"]


async def test_arrows_choose_a_deck_whatever_has_focus(make_game: MakeGame, decks: Path) -> None:
    (decks / "other.yaml").write_text("title: Other\ncards:\n- {prompt: p, answer: a}\n")
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query_one(DeckList)
        before = rows.highlighted
        await pilot.press("tab")
        assert pilot.app.focused is not rows
        await pilot.press("down")
        assert pilot.app.focused is rows
        assert rows.highlighted != before
        await pilot.press("tab", "up")
        assert rows.highlighted == before
