"""Drives the app in tests: what to press, what is shown, and waiting for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Input as Way
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.stage import StageWidget

MakeGame = Callable[..., Game]


def answer_of(shown: Screen[Any]) -> Widget:
    """The answer widget of the open question."""
    answer = shown.query_one(StageWidget).answer
    assert answer is not None
    return answer


def right_keys(play: Play) -> list[str]:
    """Keys that give the right answer to the open question."""
    question = play.question
    assert question is not None
    if play.stage is Stage.SHOWING:
        return ["enter"]
    card = question.card
    match question.input:
        case Way.CHOICE:
            return [str(question.options.index(card.answers[0]) + 1)]
        case Way.TRUE_FALSE:
            return ["t" if card.answers[0] == "true" else "f"]
        case Way.SEQUENCE:
            return [*order_keys(play, card.answers), "enter"]
        case Way.REVEAL:
            return ["space", "3"]
        case Way.LIST:
            return [*typed(", ".join(card.answers)), "enter"]
        case Way.TYPED:
            return [*typed(card.answers[0]), "enter"]


def order_keys(play: Play, order: Sequence[str]) -> list[str]:
    """Keys that put the steps of the open question into this order."""
    assert play.question is not None
    steps = play.question.options
    return [str(steps.index(step) + 1) for step in order]


def typed(text: str) -> list[str]:
    names = {" ": "space", ",": "comma", "-": "minus"}
    return [names.get(char, char) for char in text]


def screen(pilot: Pilot[None], kind: type) -> object:
    shown = pilot.app.screen
    assert isinstance(shown, kind), shown
    return shown


async def start(pilot: Pilot[None], key: str) -> Play:
    await pilot.press(key)
    await pilot.pause()
    shown = pilot.app.screen
    assert isinstance(shown, RoundScreen), shown
    return shown.play


def said(pilot: Pilot[None]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


def in_sight(app: App[Any]) -> str:
    """All lines that are on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def on_kind(game: Game, kind: Kind, number: int = 1) -> Play:
    cards = [card for card in game.cards_of() if card.kind is kind]
    return play_cards(game, Mode.QUIZ, cards[:number])


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()
