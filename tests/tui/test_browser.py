"""The browser of cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import DataTable, Input

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.storage.log.store_errors import StoreError
from quiz.tui.app import QuizApp
from quiz.tui.screens.browser_screen import (
    ANSWER_SHARE,
    COLUMNS,
    BrowserScreen,
    cells_for_text,
    columns_for,
)
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.footer import Footer
from tests.tui.driving import in_sight, said, screen, typed
from tests.tui.waiting import waited_for

MakeGame = Callable[..., Game]


async def test_the_browser_searches_and_marks(make_game: MakeGame) -> None:
    game = make_game()
    play_cards(game, Mode.QUIZ, game.cards_of()[:1]).submit("Astana")
    async with QuizApp(game).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, BrowserScreen)
        table = shown.query_one(DataTable)
        assert table.row_count == 9
        await pilot.press("slash", *typed("CAPITAL is"), "colon", *typed("learning"))
        await waited_for(pilot, lambda: table.row_count == 1)
        await pilot.press("enter", "f5")
        await pilot.pause()
        assert len(game.collection.suspended) == 1
        await pilot.press("f5", "f4")
        await pilot.pause()
        assert game.collection.suspended == set()
        assert game.collection.buried(game.clock().day())
        await pilot.press("slash", *typed("nonsense"))
        await waited_for(pilot, lambda: table.row_count == 0)
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, HomeScreen)


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("is:newa", "did you mean is:new?"),
        ("-is:newa", "did you mean is:new?"),
        ("tga:x", "the only filters are is:"),
        ("nonsense", "No card matches. Filters:"),
    ],
)
async def test_a_filter_that_is_none_is_named(make_game: MakeGame, search: str, said: str) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        pilot.app.screen.query_one("#search", Input).value = search
        await waited_for(pilot, lambda: said in " ".join(in_sight(pilot.app).split()))


async def test_a_click_on_a_head_sorts(make_game: MakeGame) -> None:
    game = make_game()
    play_cards(game, Mode.QUIZ, game.cards_of()[2:3]).submit(None)
    async with QuizApp(game).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        table = pilot.app.screen.query_one(DataTable)
        line = pilot.app.screen.query_one("#search", Input)
        left = sum(column.get_render_width(table) for column in table.ordered_columns[:3])
        for search, head in (("sort:due", "Due ▲"), ("-sort:due", "Due ▼"), ("", "Due")):
            await pilot.click(table, offset=(left + 2, 0))
            await waited_for(pilot, lambda head=head: head in labels(table))  # type: ignore[misc]
            assert line.value == search
            assert table.get_row_at(0)[2].plain == ("learning" if search else "new")  # type: ignore[attr-defined]
            assert table.cursor_row == 0


def labels(table: DataTable[object]) -> list[str]:
    """The heads of the columns."""
    return [column.label.plain for column in table.ordered_columns]


async def test_the_browser_plays_and_edits(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f6")
        await pilot.pause()
        screen(pilot, RoundScreen)
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        await pilot.press("f2")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        editor.query_one("#field-answer", Input).value = "Nur-Sultan"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        screen(pilot, BrowserScreen)
    text = (decks / "mini.yaml").read_text()
    assert "answer: Nur-Sultan" in text
    assert 'title: "Mini [b]deck[/b]"' in text


async def test_a_slash_in_the_search_line_is_a_slash(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        browser = pilot.app.screen
        footer = browser.query_one(Footer)
        assert "Search" in [key.what for key in footer.keys]
        await pilot.press("slash")
        await pilot.pause()
        line = browser.query_one("#search", Input)
        assert line.has_focus
        # A click on the key would type it.
        assert "Search" not in [key.what for key in footer.keys]
        await pilot.press("end", *"km", "slash", "h")
        assert line.value.endswith("km/h")
        line.value = ""
        await pilot.press("slash")
        assert line.value == "/"
        line.value = ""
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "Search" in [key.what for key in footer.keys]


def test_prompts_have_more_room_in_wider_windows() -> None:
    def prompt(width: int) -> float:
        return cells_for_text(width, columns_for(width)) * (1 - ANSWER_SHARE)

    assert prompt(80) < prompt(99) <= prompt(100) < prompt(180)
    assert min(map(prompt, range(102, 240))) >= prompt(99) - 1
    assert columns_for(160) == COLUMNS


async def test_prompts_take_what_short_answers_leave(make_game: MakeGame, decks: Path) -> None:
    prompt = "Which of the " + "very " * 6 + "long rivers?"
    (decks / "long.yaml").write_text(
        f"title: Long\ncards:\n- {{prompt: '{prompt}', answer: Ob}}\n"
        f"- {{prompt: '{prompt[5:]}', answer: {'Ob and ' * 9}Irtysh}}\n"
    )
    app = QuizApp(make_game())
    async with app.run_test(size=(120, 40)) as pilot:
        for search, whole in (("deck:long", False), ("deck:long -irtysh", True)):
            app.browse_found(search)
            await pilot.pause()
            table = pilot.app.screen.query_one(DataTable)
            assert (str(table.get_row_at(0)[0]) == prompt) is whole
            assert table.virtual_size.width <= table.size.width


async def test_markdown_is_listed_and_found_as_it_reads(make_game: MakeGame, decks: Path) -> None:
    (decks / "rich.yaml").write_text(
        "title: Rich\nformat: markdown\ncards:\n"
        "  - {prompt: 'Is $\\alpha$ a **Greek** `letter`?', answer: '*yes* (it is)'}\n"
    )
    async with QuizApp(make_game()).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        table = screen(pilot, BrowserScreen).query_one(DataTable)
        await pilot.press("slash", *typed("a greek letter yes"))
        await waited_for(pilot, lambda: table.row_count == 1)
        prompt, answer = table.get_row_at(0)[:2]
        assert (str(prompt), str(answer)) == ("Is α a Greek letter?", "yes (it is)")


async def test_rows_are_made_in_time_until_the_last_one(make_game: MakeGame, decks: Path) -> None:
    cards = "".join(f"- {{prompt: 'Ask {n}?', answer: a{n}}}\n" for n in range(260))
    (decks / "many.yaml").write_text(f"title: Many\ncards:\n{cards}")
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        pilot.app.browse_found("deck:many ")  # type: ignore[attr-defined]
        await pilot.pause()
        table = pilot.app.screen.query_one(DataTable)
        assert table.row_count < 260
        for _ in range(40):
            await pilot.press("pagedown")
            await pilot.pause()
        assert table.cursor_row == 259
        assert "Ask 259?" in in_sight(pilot.app)


async def test_a_card_is_due_by_one_rule_in_the_table_and_the_search(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()
    play_cards(game, Mode.QUIZ, cards[:1]).submit(None)
    async with QuizApp(game).run_test(size=(120, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        shown = screen(pilot, BrowserScreen)
        table = shown.query_one(DataTable)
        due = [str(cell) for cell in table.get_column_at(COLUMNS.index("Due"))]
        assert sorted(due)[-1].startswith("in ")
        assert set(due) - {max(due)} == {""}, "new cards are not due"
        assert shown._finder.find("is:due").cards == []
        game.clock.advance(600)  # type: ignore[attr-defined]
        shown.show_game()
        assert "now" in map(str, table.get_column_at(COLUMNS.index("Due")))
        assert shown._finder.find("is:due").keys == [cards[0].key]


async def test_a_history_that_cannot_be_read_after_an_edit_is_said(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> bool:
        raise StoreError("the disk is gone")

    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("w", "f2")
        await pilot.pause()
        screen(pilot, CardEditor)
        monkeypatch.setattr(game, "refresh", fail)
        await pilot.press("end", "x", "ctrl+s")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        assert "the disk is gone" in said(pilot)
