"""What is done between a key of a round and the paint that shows its effect: little, and once."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._compositor import Compositor

from quiz import loading
from quiz.card import Card, Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.text.normalise import forms
from quiz.tui.app import QuizApp
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.footer import Footer

MakeGame = Callable[..., Game]
KEYS = {"choice": ("f2", "enter"), "typed": ("f2", "enter"), "reveal": ("space", "1")}
"""How not to know a card, which then comes back in a Cram."""


def _round(game: Game) -> tuple[Play, list[Card]]:
    """A round of cards of which each may be asked in any way."""
    cards = [card for card in game.cards_of() if card.kind is Kind.BASIC][:6]
    return play_cards(game, Mode.CRAM, cards), cards


@contextmanager
def _counted(monkeypatch: pytest.MonkeyPatch, app: QuizApp) -> Iterator[list[Counter[str]]]:
    """What was done by each paint, since the one before."""
    counts: Counter[str] = Counter()
    by_paint: list[Counter[str]] = []
    reflow, show = Compositor.reflow, Footer.show

    def counting(self: Compositor, *args: Any) -> Any:
        counts["layouts"] += 1
        return reflow(self, *args)

    def showing(self: Footer, *args: Any) -> None:
        counts["reads of the keys"] += 1
        show(self, *args)

    def display(screen: Any, what: Any) -> None:
        if what is not None and not app._batch_count:
            by_paint.append(counts.copy())
            counts.clear()

    def searched(phase: str, _: dict[str, int]) -> None:
        counts["searches"] += phase == "stop"

    monkeypatch.setattr(Compositor, "reflow", counting)
    monkeypatch.setattr(Footer, "show", showing)
    monkeypatch.setattr(app, "_display", display)
    gc.callbacks.append(searched)
    try:
        yield by_paint
    finally:
        gc.callbacks.remove(searched)


@pytest.mark.parametrize("way", KEYS)
async def test_the_first_paint_after_a_key_has_one_layout_and_waits_for_nothing_else(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    app = QuizApp(make_game(own=Settings(animations=False, answer_with=way)))
    play, cards = _round(app.game)
    usual = gc.get_threshold()
    try:
        loading.search_rarely()
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_round(play)
            await pilot.pause()
            with _counted(monkeypatch, app) as by_paint:
                for key in KEYS[way] * (len(cards) - 1):
                    by_paint.clear()
                    await pilot.press(key)
                    await pilot.pause()
                    assert by_paint[0] == {"layouts": 1}
    finally:
        gc.set_threshold(*usual)


@pytest.mark.parametrize("way", KEYS)
async def test_garbage_is_searched_after_the_paint(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    app = QuizApp(make_game(own=Settings(animations=False, answer_with=way)))
    play, _ = _round(app.game)
    searched: list[bool] = []
    monkeypatch.setattr("quiz.tui.screens.round_screen.search", lambda: searched.append(True))
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_round(play)
        await pilot.pause()
        for key in KEYS[way]:
            before = len(searched)
            await pilot.press(key)
            await pilot.pause()
            assert len(searched) == before + 1


@pytest.mark.parametrize("way", KEYS)
async def test_a_question_makes_no_widgets(make_game: MakeGame, way: str) -> None:
    app = QuizApp(make_game(own=Settings(animations=False, answer_with=way)))
    _, cards = _round(app.game)
    # Asked in different ways: each has its widget once.
    play = play_cards(app.game, Mode.CRAM, cards)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_round(play)
        await pilot.pause()
        for count in (len(cards), len(cards) - 1):
            before = list(app.screen.query("#stage *"))
            for key in KEYS[way] * count:
                await pilot.press(key)
                await pilot.pause()
        assert isinstance(app.screen, RoundScreen)
        assert list(app.screen.query("#stage *")) == before


@pytest.mark.parametrize("way", ["choice", "typed"])
def test_no_answer_is_folded_after_look_ahead(make_game: MakeGame, way: str) -> None:
    play, cards = _round(make_game(own=Settings(answer_with=way)))
    for _ in cards:
        play.look_ahead()
        assert play.question is not None
        before = forms.cache_info().misses
        play.submit(play.question.options[-1] if play.question.options else "?")
        play.next()
        assert forms.cache_info().misses == before


def test_garbage_is_searched_among_all_every_so_often() -> None:
    generations: list[int] = []

    def searched(phase: str, about: dict[str, int]) -> None:
        if phase == "stop":
            generations.append(about["generation"])

    usual = gc.get_threshold()
    gc.collect()
    gc.callbacks.append(searched)
    try:
        loading.search_rarely()
        for _ in range(loading.YOUNG_SEARCHES + 1):
            loading.search()
    finally:
        gc.callbacks.remove(searched)
        gc.set_threshold(*usual)
    assert generations == [1] * loading.YOUNG_SEARCHES + [2]
