from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import ascii_lowercase

import pytest
from textual.widgets import Digits, Static

from quiz.game.game import Game
from quiz.game.match_play import play_match
from quiz.storage.log.store_errors import StoreError
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.match_screen import MatchScreen
from quiz.tui.widgets.match_tile import MatchTile
from tests.factories import PAIRS
from tests.tui.driving import in_sight, said, screen

MakeGame = Callable[..., Game]


@pytest.fixture(autouse=True)
def pairs_deck(decks: Path) -> None:
    (decks / "mini.yaml").write_text(PAIRS, encoding="utf-8")


def pairs(shown: MatchScreen) -> list[tuple[str, str]]:
    board = shown.play.board
    places = {
        card.key: letter for letter, card in zip(ascii_lowercase, board.answers, strict=False)
    }
    return [(str(number), places[card.key]) for number, card in enumerate(board.prompts, 1)]


def tile(shown: MatchScreen, key: str) -> MatchTile:
    return next(each for each in shown.query(MatchTile) if each.key == key)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_board_by_keys_then_another_by_mouse(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=size) as pilot:
        await pilot.press("i")
        shown = screen(pilot, MatchScreen)
        assert isinstance(shown, MatchScreen)
        steps = pairs(shown)
        await pilot.press(steps[0][1], steps[1][0])
        assert tile(shown, steps[0][1]).has_class("missed")
        game.clock.advance(1)  # type: ignore[attr-defined]
        shown.tick()
        assert not shown.query(".missed")
        for number, letter in steps:
            await pilot.press(letter, number)
        assert shown.play.board.is_done
        assert shown.query_one(Digits).value == "4.0"
        assert "First Coin" in str(shown.query_one("#told", Static).content)
        await pilot.press("enter")
        again = screen(pilot, MatchScreen)
        assert isinstance(again, MatchScreen)
        assert again is not shown
        for number, letter in pairs(again):
            await pilot.click(tile(again, number))
            assert tile(again, number).has_class("picked")
            await pilot.click(tile(again, letter))
        assert again.play.board.is_done
        assert "New record" in str(again.query_one("#told", Static).content)
        await pilot.press("escape")
        screen(pilot, HomeScreen)


async def test_the_whole_text_of_a_cut_tile_is_shown_and_covers_no_tile(
    make_game: MakeGame, decks: Path
) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    (decks / "mini.yaml").write_text(
        "title: Long\ncards:\n"
        + "".join(f"- {{prompt: '{words} {n}?', answer: Short {n}}}\n" for n in range(6))
    )
    game = make_game()
    app = QuizApp(game, play_match(game, ["mini"]))
    async with app.run_test(size=(40, 12)) as pilot:
        shown = app.screen
        assert isinstance(shown, MatchScreen)
        await pilot.pause()
        assert "thirteen" not in in_sight(app)
        await pilot.press("6")
        await pilot.pause()
        assert "fourteen" in in_sight(app)
        whole = shown.query_one("#whole").region
        assert not any(whole.overlaps(tile.region) for tile in shown.query(MatchTile))
        await pilot.press("6")
        await pilot.pause()
        assert "thirteen" not in in_sight(app)
        await pilot.hover(tile(shown, "2"))
        await pilot.pause()
        assert "thirteen" in in_sight(app)
        await pilot.hover(tile(shown, "b"))
        await pilot.pause()
        assert "thirteen" not in in_sight(app)


async def test_picking_again_takes_back(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, play_match(game, None)).run_test() as pilot:
        shown = pilot.app.screen
        assert isinstance(shown, MatchScreen)
        await pilot.press("1", "1")
        assert not shown.query(".picked")
        await pilot.press("1", "2")
        assert [each.key for each in shown.query(".picked").results(MatchTile)] == ["2"]


async def test_the_clock_stops_under_the_help(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, play_match(game, None)).run_test() as pilot:
        shown = pilot.app.screen
        assert isinstance(shown, MatchScreen)
        await pilot.press("f1")
        game.clock.advance(60)  # type: ignore[attr-defined]
        await pilot.press("escape")
        assert shown.play.seconds == 0.0


async def test_too_few_cards_are_said(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test() as pilot:
        pilot.app.open_round(play_match(game, None, "City 1"))  # type: ignore[attr-defined]
        await pilot.pause()
        assert any("Match needs three cards" in note for note in said(pilot))


async def test_a_full_disk_keeps_the_pair_open(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(event: object) -> None:
        raise StoreError("the disk is full")

    game = make_game()
    async with QuizApp(game, play_match(game, None)).run_test() as pilot:
        shown = pilot.app.screen
        assert isinstance(shown, MatchScreen)
        monkeypatch.setattr(game.store, "append", fail)
        await pilot.press(*pairs(shown)[0])
        assert not shown.play.board.tried
        assert any("disk is full" in note for note in said(pilot))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_signs_tell_the_tiles_apart_without_colours(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game()
    async with QuizApp(game, play_match(game, None)).run_test(size=size) as pilot:
        shown = screen(pilot, MatchScreen)
        assert isinstance(shown, MatchScreen)
        (number, letter), (_, wrong), *_ = pairs(shown)
        await pilot.press(number)
        await pilot.pause()
        assert f"{number}● " in in_sight(pilot.app)
        await pilot.press(wrong)
        await pilot.pause()
        assert f"{number}✗ " in in_sight(pilot.app)
        assert f"{wrong}✗ " in in_sight(pilot.app)
        await pilot.press(number, letter)
        await pilot.pause()
        assert f"{number}✓ " in in_sight(pilot.app)
        assert f"{letter}✓ " in in_sight(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (97, 29)])
async def test_all_tiles_of_a_side_have_one_height(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    async with QuizApp(make_game()).run_test(size=size) as pilot:
        await pilot.press("i")
        await pilot.pause()
        shown = screen(pilot, MatchScreen)
        for side in ("#prompts", "#answers"):
            heights = {each.region.height for each in shown.query_one(side).children}
            assert len(heights) == 1, (side, heights)
            assert heights != {0}
