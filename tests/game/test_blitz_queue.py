"""What a Blitz asks: only what is answered with one pick or one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode

MakeGame = Callable[..., Game]

LONG = "a long answer that only its player can rate, as it has more than forty letters"


def test_a_blitz_has_no_lists_orders_and_flashcards(make_game: MakeGame, decks: Path) -> None:
    (decks / "long.yaml").write_text(f"title: Long\ncards:\n- {{prompt: p, answer: {LONG}}}\n")
    game = make_game()
    kinds = {card.kind for card in play_mode(game, Mode.BLITZ).state.queue}
    assert kinds >= {Kind.BASIC, Kind.CLOZE, Kind.TRUE_FALSE}
    assert not kinds & {Kind.LIST, Kind.SEQUENCE}
    asked = play_mode(game, Mode.BLITZ).state.queue
    assert not [card for card in asked if card.deck == "long"]


def test_a_deck_of_lists_alone_can_be_played_all_the_same(make_game: MakeGame, decks: Path) -> None:
    (decks / "mini.yaml").write_text("title: M\ncards:\n- {prompt: p, list: [a, b]}\n")
    assert len(play_mode(make_game(), Mode.BLITZ).state.queue) == 1
