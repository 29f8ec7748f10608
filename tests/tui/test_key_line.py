"""Lines of keys: what fits where, and clicking a key presses it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.binding import Binding

from quiz.game.game import Game
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.statistics_screen import StatisticsScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.key_line import Key, KeyLine
from tests.tui.driving import screen

MakeGame = Callable[..., Game]
keys = st.lists(
    st.builds(Key, st.just("x"), st.sampled_from(["x", "^p", "漢"]), st.text("ab", max_size=9)),
    max_size=9,
)


class Line(App[None]):
    """A line of three keys, the last of them disabled."""

    BINDINGS = [Binding("a,b,c", "note")]  # noqa: RUF012
    CSS = "KeyLine { height: auto; }"

    def compose(self) -> ComposeResult:
        """The line."""
        three = [Key("a", "a", "One"), Key("b", "b", "Two", "A second"), Key("c", "c", "No")]
        yield KeyLine([*three[:2], three[2]._replace(enabled=False)])

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def on_key(self, event: object) -> None:
        """Note what is pressed."""
        self.noted.append(getattr(event, "key", ""))


@given(keys, st.integers(0, 3), st.integers(1, 60))
def test_every_key_is_on_a_line_that_fits(some: list[Key], pad: int, width: int) -> None:
    line = KeyLine(some, pad=pad)
    lines = line.lines(width)
    assert [index for row in lines for index in row] == list(range(len(some)))
    for row in lines:
        assert len(row) <= 1 or sum(some[i].width for i in row) + len(row) - 1 <= width
    fewest, left = 0, -1
    for key in some:
        if key.width > left:
            fewest, left = fewest + 1, width
        left -= key.width + 1
    assert len(lines) == max(1, fewest)


def test_lines_are_about_as_long() -> None:
    line = KeyLine([Key("x", "x", "key") for _ in range(9)])
    assert [len(row) for row in line.lines(48)] == [5, 4]


@given(keys, st.integers(1, 60))
def test_footer_is_one_line_with_first_and_last_key(some: list[Key], width: int) -> None:
    footer = Footer()
    footer.show(some)
    (row,) = footer.lines(width)
    assert row == sorted(set(row))
    if some:
        assert (row[0], row[-1]) == (0, len(some) - 1)
        fits = sum(some[i].width for i in row) + 2 * (len(row) - 1) <= width
        assert fits or len(row) <= 2


async def test_a_click_presses_the_key_under_it() -> None:
    app = Line()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.click(KeyLine, offset=(1, 0))
        await pilot.click(KeyLine, offset=(8, 0))
        await pilot.click(KeyLine, offset=(13, 0))
        await pilot.click(KeyLine, offset=(30, 0))
        await pilot.pause()
        assert app.noted == ["a", "b"]


async def test_the_key_under_the_mouse_is_marked_and_explained() -> None:
    app = Line()
    async with app.run_test(size=(40, 5)) as pilot:
        line = app.query_one(KeyLine)
        plain = list(line.render_line(0))
        await pilot.hover(KeyLine, offset=(8, 0))
        assert line.tooltip == "A second"
        assert list(line.render_line(0)) != plain
        await pilot.hover(KeyLine, offset=(1, 0))
        assert line.tooltip is None
        await pilot.hover(KeyLine, offset=(30, 0))
        assert list(line.render_line(0)) == plain


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_footer_opens_screens_and_helps(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    async with QuizApp(make_game()).run_test(size=size) as pilot:
        await pilot.pause()
        footer = screen(pilot, HomeScreen).query_one(Footer)
        (row,) = footer.lines(footer.size.width)
        assert footer.keys[row[0]].what == "Stats"
        assert footer.keys[row[-1]].what == "Help"
        before = [footer.keys[index].width + Footer.GAP for index in row]
        at = sum(before[: [footer.keys[index].what for index in row].index("Stats")])
        await pilot.click(Footer, offset=(footer.styles.padding.left + at, 0))
        await pilot.pause()
        screen(pilot, StatisticsScreen)


async def test_the_play_button_takes_keys_and_clicks(make_game: MakeGame) -> None:
    for by_key in (True, False):
        async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            button = screen(pilot, HomeScreen).query_one("#play")
            if by_key:
                button.focus()
                await pilot.press("enter")
            else:
                await pilot.click("#play")
            await pilot.pause()
            screen(pilot, RoundScreen)


async def test_the_modes_of_the_home_screen_stand_in_columns(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        modes = pilot.app.screen.query_one("#modes", KeyLine)
        starts = []
        for y in range(modes.size.height):
            at, found = 0, []
            for part in modes.render_line(y):
                if "key" in part.style.meta and part.style.meta["key"] not in dict(found):
                    found.append((part.style.meta["key"], at))
                at += part.cell_length
            starts.append([x for _, x in found])
        first, second = starts
        assert second == first[: len(second)]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_modes_on_the_home_screen_stand_in_columns(
    make_game: MakeGame, width: int
) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        modes = screen(pilot, HomeScreen).query_one("#modes", KeyLine)
        starts: list[list[int]] = []
        for y, line in enumerate(modes.lines(modes.size.width)):
            text = modes.render_line(y).text
            keys = [modes.keys[index] for index in line]
            starts.append([text.index(f"{key.shown} {key.what}") for key in keys])
    assert len(starts) > 1
    for row in starts[1:]:
        assert row == starts[0][: len(row)]
