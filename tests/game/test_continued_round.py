"""A round that was left and is continued after changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import MarkKind, Mode
from quiz.round.round import Stage

MakeGame = Callable[..., Game]


def left_after(game: Game, answers: int) -> Play:
    """A Cram on four cards, left after this many answers."""
    play = play_cards(game, Mode.CRAM, game.cards_of()[:4])
    for _ in range(answers):
        play.submit(None)
        play.next()
    play.finish()
    assert play.stage is Stage.OVER
    return play


def asked_from_here(play: Play) -> list[str]:
    """The keys of the remaining cards in order, each once; missed ones come back."""
    keys = []
    for _ in range(8):
        assert play.question is not None
        keys.append(play.question.card.key)
        play.submit(None)
        play.next()
    return list(dict.fromkeys(keys))


@pytest.mark.parametrize("kind", [MarkKind.SUSPEND, MarkKind.BURY])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_cards_set_aside_since_then_are_not_asked(
    make_game: MakeGame, kind: MarkKind, number: int
) -> None:
    game = make_game()
    cards = game.cards_of()[:4]
    play = left_after(game, 1)
    game.mark(cards[number], kind)
    assert play.resume()
    wanted = [card.key for card in cards[1:] if card is not cards[number]]
    assert set(asked_from_here(play)) <= {*wanted, cards[0].key}


def test_undo_does_not_bring_them_back(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()[:4]
    play = left_after(game, 1)
    game.mark(cards[2], MarkKind.SUSPEND)
    assert play.resume()
    assert play.undo()
    wanted = [cards[0].key, cards[1].key, cards[3].key]
    assert asked_from_here(play)[:3] == wanted


def test_card_restored_before_resume_is_asked(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()[:4]
    play = left_after(game, 1)
    game.mark(cards[3], MarkKind.SUSPEND)
    assert play.resume()
    play.finish()
    game.mark(cards[3], MarkKind.UNSUSPEND)
    assert play.resume()
    assert play.undo()
    assert asked_from_here(play)[:4] == [card.key for card in cards]


def test_round_asks_its_cards_set_aside_before(
    make_game: MakeGame,
) -> None:
    game = make_game()
    cards = game.cards_of()[:4]
    game.mark(cards[2], MarkKind.SUSPEND)
    play = left_after(game, 1)
    assert play.resume()
    assert asked_from_here(play)[:3] == [card.key for card in cards[1:]]


def test_a_deck_saved_just_before_is_read_first(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    play = left_after(game, 0)
    path = decks / "mini.yaml"
    before = "Which city is the capital of Kazakhstan?"
    assert play.state.queue[0].prompt == before
    path.write_text(path.read_text().replace(before, "What is the capital of Kazakhstan?"))
    assert play.resume()
    assert play.question is not None
    assert play.question.card.prompt == "What is the capital of Kazakhstan?"


def test_a_round_without_cards_left_stays_over(make_game: MakeGame) -> None:
    game = make_game()
    play = left_after(game, 1)
    for card in game.cards_of():
        game.mark(card, MarkKind.SUSPEND)
    assert not play.resume()
    assert play.stage is Stage.OVER


def test_a_card_that_was_only_shown_is_new_again(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()[:3]
    play = play_cards(game, Mode.LEARN, cards)
    play.next()
    before = play.question
    play.finish()
    assert (play.stage, play.summary().asked) == (Stage.OVER, 0)
    # After a crash there is nothing to continue, but nothing is lost either.
    assert make_game().counts().unseen == game.counts().unseen == len(game.cards_of())
    assert game.store.events("ada") == []
    assert play.resume()
    assert (play.stage, play.question) == (Stage.SHOWING, before)
    assert play.undo()
    assert play.question is not None
    assert play.question.card == cards[0]
    assert game.store.events("ada") == []
