"""Lists say True and False as the question did, not as the deck stores them."""

from __future__ import annotations

import io
from collections.abc import Callable

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.plain.lines import input_lines
from quiz.plain.plain_round import PlainRound
from quiz.tui.app import QuizApp
from tests.tui.driving import in_sight, on_kind

MakeGame = Callable[..., Game]


async def test_the_browser(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(120, 40)) as pilot:
        app.browse_found("kind:true-false")
        await pilot.pause()
        shown = in_sight(app)
        assert shown.count("True") == 2
        assert "true " not in shown.replace("kind:true-false", "")


async def test_the_missed_cards(make_game: MakeGame) -> None:
    play = on_kind(make_game(), Kind.TRUE_FALSE)
    async with QuizApp(play.game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "enter")
        await pilot.pause()
        assert "Half of Lake Balkhash is salty.  →  True" in in_sight(pilot.app)


async def test_a_new_card_of_a_learn(make_game: MakeGame) -> None:
    game = make_game()
    cards = [card for card in game.cards_of() if card.kind is Kind.TRUE_FALSE]
    play = play_cards(game, Mode.LEARN, cards)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = [line.strip() for line in in_sight(pilot.app).splitlines()]
        assert "True" in lines
        assert "true" not in lines


def test_the_plain_mode(make_game: MakeGame) -> None:
    play = on_kind(make_game(), Kind.TRUE_FALSE)
    out = io.StringIO()
    PlainRound(play, input_lines(io.StringIO("f\n")), out).run()
    assert "The answer: True\n" in out.getvalue()
    assert "Half of Lake Balkhash is salty. = True\n" in out.getvalue()
