from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase

import pytest

from quiz.game.game import Game
from quiz.game.match_play import NOTHING_TO_PAIR, MatchPlay, play_match
from quiz.history.events import Mode
from quiz.plain.plain_match import PlainMatch
from quiz.storage.log.store_errors import StoreError
from tests.factories import PAIRS, Run

MakeGame = Callable[..., Game]


@pytest.fixture(autouse=True)
def pairs_deck(decks: Path) -> None:
    (decks / "mini.yaml").write_text(PAIRS, encoding="utf-8")


def played(game: Game, play: MatchPlay, lines: list[str], seconds: int = 1) -> str:
    def in_time() -> Iterator[str]:
        for line in lines:
            game.clock.advance(seconds)  # type: ignore[attr-defined]
            yield line

    out = io.StringIO()
    PlainMatch(play, in_time(), out, out).run()
    return out.getvalue()


def solution(play: MatchPlay) -> list[str]:
    board = play.board
    places = {
        card.key: letter for letter, card in zip(ascii_lowercase, board.answers, strict=False)
    }
    return [f"{number}{places[card.key]}" for number, card in enumerate(board.prompts, 1)]


def test_a_board_in_lines_and_its_record(make_game: MakeGame) -> None:
    game = make_game()
    play = play_match(game, None)
    steps = solution(play)
    said = played(game, play, ["?", "9z", steps[0][0] + steps[1][1], *steps])
    assert said.count("Type a number and a letter") == 3
    assert "No, these are no pair: 3 seconds more." in said
    assert "Right. 0 to go." in said
    assert "6 pairs in 12.0 s, 1 wrong try (+3 s), " in said
    assert "Achievement: First Coin." in said
    assert "record" not in said
    slower, faster = play_match(game, None), play_match(game, None)
    assert "Your record is 12.0 s." in played(game, slower, solution(slower), 3)
    assert "New record; the old one was 12.0 s." in played(game, faster, solution(faster))
    assert play_match(game, None).before == 6_000


def test_match_leaves_the_schedule_alone(make_game: MakeGame) -> None:
    game = make_game()
    play = play_match(game, None)
    played(game, play, solution(play))
    assert game.points() == play.board.score.points > 0
    assert game.counts().unseen == game.counts().total
    assert all(game.collection.memory(card.key) is None for card in game.cards_of())


def test_a_board_that_was_left(make_game: MakeGame) -> None:
    game = make_game()
    play = play_match(game, None)
    step = solution(play)[0]
    said = played(game, play, [step, step, "/quit"])
    assert "That one is already paired." in said
    assert "1 of 6 pairs found." in said


def test_too_few_cards(make_game: MakeGame) -> None:
    game = make_game()
    assert NOTHING_TO_PAIR in played(game, play_match(game, None, "City 1"), [])


def test_a_pair_that_cannot_be_saved_stays_open(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(event: object) -> None:
        raise StoreError("the disk is full")

    game = make_game()
    play = play_match(game, None)
    monkeypatch.setattr(game.store, "append", fail)
    said = played(game, play, solution(play)[:1])
    assert "the disk is full" in said
    assert "try again" in said
    assert not play.board.tried


def test_on_the_command_line(quiz: Run, decks: Path) -> None:
    status, said, _ = quiz(
        "play", "--plain", "--mode", Mode.MATCH.value, str(decks), lines="/quit\n"
    )
    assert status == 0
    assert "Match, 6 pairs." in said
