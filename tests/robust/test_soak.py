"""A short soak; `tests/benchmarks/soak` plays ten thousand questions."""

from __future__ import annotations

import gc
from pathlib import Path
from random import Random
from weakref import ref

import pytest
from textual.message_pump import MessagePump

from quiz.card import Kind
from quiz.game.play import play_cards
from quiz.history.events import Mode
from tests.robust.bot import Bot, opened
from tests.tui.driving import answer_of


async def test_a_bot_plays_through_resizes(home: Path, decks: Path) -> None:
    with opened(home, [decks], 2) as (app, game):
        async with app.run_test(size=(80, 24)) as pilot:
            log = await Bot(pilot, game, Random(2)).play(25)
        events = game.store.events("bot")
    assert log.questions == 25
    assert 0 < log.right < 25
    assert log.resizes > 0
    assert len(log.rounds) >= 2
    assert len(events) >= 25


async def test_closed_screens_are_freed(home: Path, decks: Path) -> None:
    """Many rounds keep no more screens and widgets alive than a few."""

    def alive() -> int:
        gc.collect()
        return sum(isinstance(thing, MessagePump) for thing in gc.get_objects())

    with opened(home, [decks], 3) as (app, game):
        async with app.run_test(size=(80, 24)) as pilot:
            bot = Bot(pilot, game, Random(3))
            await bot.play(6, Mode.QUIZ)
            before = alive()
            await bot.play(12, Mode.QUIZ)
            after = alive()
    assert after <= before + 60


@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.LIST, Kind.SEQUENCE, Kind.TRUE_FALSE])
async def test_round_frees_past_questions(home: Path, decks: Path, kind: Kind) -> None:
    """Only the widgets of the open question are alive, however long the round."""
    with opened(home, [decks], 5) as (app, game):
        cards = [card for card in game.cards_of() if card.kind is kind]
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_round(play_cards(game, Mode.CRAM, cards[:1]))
            await pilot.pause()
            past = []
            for _ in range(4):
                past.append(ref(answer_of(app.screen)))
                await pilot.press("f2", "enter")
                await pilot.pause()
            open_now = answer_of(app.screen)
            gc.collect()
            # A widget that asks several questions counts once.
            assert [answer() for answer in past[:-1] if answer() is not open_now] in (
                [],
                [None, None, None],
            )


async def test_one_long_round_ends_well(home: Path, decks: Path) -> None:
    with opened(home, [decks], 4) as (app, game):
        async with app.run_test(size=(20, 5)) as pilot:
            log = await Bot(pilot, game, Random(4)).play_one_round(25)
    assert log.questions == 25
