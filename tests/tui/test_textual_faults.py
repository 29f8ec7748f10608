"""Bugs of this version of Textual do not crash the game."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Select, Static

from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.textual_faults import mend
from tests.tui.driving import in_sight

MakeGame = Callable[..., Game]
mend()


class Lines(App[None]):
    """An app with one text and a list."""

    def compose(self) -> ComposeResult:
        yield Static("some text", id="text")
        yield OptionList(*"abcdef", id="list")


def mouse(kind: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    return kind(None, x, y, 0, 0, 1, False, False, False, x, y)


@pytest.mark.parametrize("page", ["action_page_down", "action_page_up"])
async def test_page_down_in_list_without_layout(page: str) -> None:
    async with Lines().run_test() as pilot:
        options = OptionList(*"abc")
        options.highlighted = 1
        getattr(options, page)()
        await pilot.app.mount(options)
        getattr(options, page)()
        await pilot.pause()
        assert options.highlighted is not None


@pytest.mark.parametrize("ends", [(2, 0), (6, 3)], ids=["click", "drag"])
async def test_mouse_press_on_removed_widget(ends: tuple[int, int]) -> None:
    async with Lines().run_test() as pilot:
        screen = pilot.app.screen
        text = screen.query_one("#text")
        with pilot.app.batch_update():
            await text.remove()
            assert screen.get_widget_at(2, 0)[0] is text  # not repainted yet
            screen._forward_event(mouse(events.MouseDown, 2, 0))
            screen._forward_event(mouse(events.MouseMove, *ends))
            screen._forward_event(mouse(events.MouseUp, *ends))
        await pilot.pause()


async def test_two_clicks_beside_the_palette() -> None:
    async with Lines().run_test() as pilot:
        pilot.app.action_command_palette()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2
        for kind in (events.MouseDown, events.MouseUp, events.MouseDown, events.MouseUp):
            pilot.app.post_message(mouse(kind, 0, 20))
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("width", [0, -1, -5])
def test_text_without_room(width: int) -> None:
    text = Content("some text\n\nand more")
    assert text.get_height({}, width) == text.get_height({}, 1)
    assert text._wrap_and_format(width)


async def test_screen_left_before_mounting_starts_nothing(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test() as pilot:
        for screen in (RoundScreen(play_mode(game, Mode.QUIZ)), CardEditor()):
            pilot.app.push_screen(screen)
            pilot.app.pop_screen()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_closing_app_mounts_nothing(make_game: MakeGame) -> None:
    game = make_game()
    card = game.cards_of()[0]
    for screen in (RoundScreen(play_mode(game, Mode.QUIZ)), CardEditor(), CardEditor(card=card)):
        app = QuizApp(game)
        async with app.run_test():
            app.push_screen(screen)
            app.exit()
            app.post_message(events.Key("enter", None))
        assert app.return_code == 0


@pytest.mark.parametrize("steps", range(0, 30, 3))
async def test_quitting_during_next_question(make_game: MakeGame, steps: int) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    app = QuizApp(game, play_mode(game, Mode.QUIZ))
    async with app.run_test() as pilot:
        await pilot.press("f2")
        app.post_message(events.Key("enter", None))
        for _ in range(steps):
            await asyncio.sleep(0)
        app.exit()
    assert app.return_code == 0


@pytest.mark.parametrize("steps", range(0, 12, 3))
async def test_quitting_while_a_round_opens(make_game: MakeGame, steps: int) -> None:
    """Quitting at any step, as when the machine shuts down."""
    app = QuizApp(make_game())
    async with app.run_test():
        app.play(Mode.QUIZ, None)
        for _ in range(steps):
            await asyncio.sleep(0)
        app.exit()
    assert app.return_code == 0


async def test_kind_chosen_right_before_leaving_form(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test() as pilot:
        await pilot.press("a")
        editor = pilot.app.screen
        await pilot.pause()
        editor.query_one("#kind", Select).value = "list"
        editor.dismiss(False)
        await pilot.pause()
        assert editor not in pilot.app.screen_stack


async def test_missing_widget_on_live_screen_is_reported() -> None:
    class Wrong(Screen[None]):
        def on_mount(self) -> None:
            self.query_one("#nowhere")

    async def look() -> None:
        async with Lines().run_test() as pilot:
            pilot.app.push_screen(Wrong())
            await pilot.pause()

    with pytest.raises(NoMatches):
        await look()


async def test_clock_ticks_only_on_mounted_screens(make_game: MakeGame) -> None:
    class Late(Screen[None]):
        def on_mount(self) -> None:
            self.ticks = 0

        def tick(self) -> None:
            self.ticks += 1

    app = QuizApp(make_game())
    async with app.run_test() as pilot:
        screen = Late()
        app.push_screen(screen)
        app.tick()
        await pilot.pause()
        before = screen.ticks
        app.tick()
        assert screen.ticks == before + 1


async def test_help_on_screen_without_help_text(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test() as pilot:
        await pilot.press("ctrl+p")
        pilot.app.action_help()  # type: ignore[attr-defined]
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_a_hidden_widget_that_changes_arranges_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Lines().run_test() as pilot:
        text, options = pilot.app.screen.query_one("#text", Static), pilot.app.query_one("#list")
        text.display = False
        await pilot.pause()
        arranged = []
        arrange = Compositor._arrange_root

        def counted(self: Compositor, root: Widget, *args: Any, **kwargs: Any) -> Any:
            arranged.append(root)
            return arrange(self, root, *args, **kwargs)

        monkeypatch.setattr(Compositor, "_arrange_root", counted)
        text.refresh()
        await pilot.pause()
        assert options.region
        assert text.region.area == 0
        assert not arranged
        text.display = True
        await pilot.pause()
        assert "some text" in in_sight(pilot.app)


async def test_a_message_that_is_gone_leaves_no_line() -> None:
    async with Lines().run_test(notifications=True) as pilot:
        for text in ("one", "two", "three"):
            pilot.app.clear_notifications()
            pilot.app.notify(text)
            await pilot.pause()
        await pilot.pause()
        assert len(pilot.app.screen.query("ToastHolder")) == 1
