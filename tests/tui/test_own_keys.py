"""A round, and the list of cards, with the player's own keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from quiz.card import Kind
from quiz.game.game import Game
from quiz.round.round import Stage
from quiz.settings.keys import ACTIONS, CARDS, HOME, LINE_KEYS, LOST, ROUND, SUMMARY, parse_keys
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.base_app import BaseApp
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.lost_screen import LostScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.answer_widget import ChoiceAnswer
from quiz.tui.widgets.card_table import CardTable
from quiz.tui.widgets.choice_answer import TruthAnswer
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.reveal_answer import RevealAnswer
from tests.tui.driving import on_kind, screen

MakeGame = Callable[..., Game]

OWN = {"undo": "f9", "hint": "ctrl+y,g", "dont_know": "-,f10", "flag": "alt+g", "next_round": "+"}


def flagged(game: Game) -> int:
    return sum(game.collection.state(card.key).flagged for card in game.cards_of())


def shown(footer: Footer) -> dict[str, str]:
    return {key.what: key.shown for key in footer.keys}


async def test_round_with_own_keys(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False, keys=OWN))
    play = on_kind(game, Kind.BASIC, 2)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        question = play.question
        assert question is not None
        footer = screen(pilot, RoundScreen).query_one(Footer)
        # In the line, the letter is text, and the footer names the key that works there.
        await pilot.press("-", "g", "u")
        assert pilot.app.screen.query_one(Input).value == "-gu"
        assert shown(footer)["Don't know"] == "f10"
        await pilot.press("f2", "f3", "alt+g")
        assert play.stage is Stage.ASKING
        assert game.collection.state(question.card.key).flagged
        await pilot.press("f10")
        await pilot.pause()
        assert play.stage is Stage.FEEDBACK
        assert shown(footer)["Undo"] == "f9"
        await pilot.press("u", "f3")
        assert play.stage is Stage.FEEDBACK
        await pilot.press("f9")
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert play.question == question
        await pilot.press("f10", "escape")
        await pilot.pause()
        keys = shown(screen(pilot, SummaryScreen).query_one(Footer))
        assert keys["Undo"] == "f9"
        await pilot.press("f1")
        await pilot.pause()
        about = screen(pilot, HelpScreen)
        assert "undo the last answer with F9." in str(
            about.query_one("#help-text", Static).render()
        )
        assert "f9  Undo" in str(about.query_one("#help-keys", Static).render())
        await pilot.press("escape", "+")
        await pilot.pause()
        assert screen(pilot, RoundScreen).play is not play


async def test_own_letter_key_types_into_the_search(make_game: MakeGame) -> None:
    own = {"flag": "g,f12", "suspend": "f10"}
    game = make_game(own=Settings(animations=False, keys=own))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        browser = screen(pilot, BrowserScreen)
        browser.query_one(CardTable).focus()
        await pilot.pause()
        await pilot.press("f12", "f5")
        assert flagged(game) == 1
        assert game.collection.suspended == set()
        await pilot.press("f10")
        assert len(game.collection.suspended) == 1
        assert shown(browser.query_one(Footer))["Suspend"] == "f10"
        await pilot.press("g")
        await pilot.pause()
        assert browser.query_one(Input).value == "g"
        assert flagged(game) == 1


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        (HOME, (HomeScreen, DeckList)),
        (ROUND, (RoundScreen, ChoiceAnswer, TruthAnswer, OrderAnswer, RevealAnswer)),
        (SUMMARY, (SummaryScreen,)),
        (CARDS, (BrowserScreen, CardTable)),
        (LOST, (LostScreen,)),
    ],
)
def test_keys_in_use_cannot_be_reassigned(place: str, kinds: tuple[type[Widget], ...]) -> None:
    some = next(name for name, first in ACTIONS.items() if place in first)
    for bindings in (kind._merge_bindings() for kind in (*kinds, Screen, BaseApp)):
        for key, binding in bindings:
            if binding.id is not None:
                assert key in ACTIONS[binding.id][place].split(",")
            if binding.id != some:
                character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
                written = character if character.strip() and character.isprintable() else key
                _, wrong = parse_keys({some: f"{written}, f24"})
                assert wrong, f"{key} does {binding.action}"


def test_line_keys_cover_control_keys_of_lines() -> None:
    bound = {key for key, _ in Line._merge_bindings() if key.startswith("ctrl+") and len(key) == 6}
    assert bound <= LINE_KEYS
