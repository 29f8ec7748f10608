"""A round that was left early goes on in another session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.formats.round_json import round_text
from quiz.game.game import Game
from quiz.game.leaving import go_on, leave
from quiz.game.left_rounds import FILE_NAME, left_by, throw_away
from quiz.game.play import Play, play_cards, play_mode
from quiz.game.play_memo import memo_fields, read_memo
from quiz.history.events import Mode
from quiz.moment import MS_PER_DAY
from quiz.round.round import Stage

MakeGame = Callable[..., Game]


def begun(game: Game, mode: Mode = Mode.CRAM, answers: int = 2) -> Play:
    """A round on five cards whose first ones were answered in vain."""
    play = play_cards(game, mode, game.cards_of()[:5])
    for _ in range(answers):
        play.submit(None)
        play.next()
    return play


def later(game: Game, ms: int) -> None:
    game.clock.ms += ms  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", [Mode.CRAM, Mode.QUIZ, Mode.SURVIVAL, Mode.BLITZ, Mode.GRAVITY])
def test_it_goes_on_where_it_was(make_game: MakeGame, mode: Mode) -> None:
    play = begun(make_game(), mode)
    before = play.state
    leave(play)
    # The same cards in the same order, the same options, all that undo needs.
    assert go_on(make_game()).state == before


def test_points_and_streak_go_on(make_game: MakeGame) -> None:
    play = play_cards(make_game(), Mode.QUIZ, make_game().cards_of()[:5])
    for _ in range(2):
        assert play.question is not None
        play.submit(play.question.card.answers[0])
        play.next()
    points = play.state.points
    assert (points > 0, play.state.streak) == (True, 2)
    leave(play)
    again = go_on(make_game())
    assert (again.state.points, again.state.streak) == (points, 2)
    assert again.undo()
    assert again.state.streak == 1


def test_it_is_told_where_it_goes_on(make_game: MakeGame) -> None:
    game = make_game()
    play = begun(game, Mode.QUIZ, 1)
    play.submit(None)
    # The feedback of the second question is still shown.
    leave(play)
    left = left_by(game)
    assert left is not None
    assert left.place == "Quiz, Question 3 of 5"
    again = go_on(game)
    assert (again.place, again.stage) == (left.place, Stage.ASKING)


def test_it_is_kept_until_it_is_gone_on_with(make_game: MakeGame) -> None:
    game = make_game()
    leave(begun(game, Mode.QUIZ))
    play = go_on(make_game())
    assert left_by(game) is None
    with pytest.raises(QuizError, match="no round that was left today"):
        go_on(game)
    leave(play)
    assert left_by(game) is not None
    play.resume()
    while play.stage is not Stage.OVER:
        play.submit(None)
        play.next()
    leave(play)
    assert left_by(game) is None


def test_it_ends_with_the_day(make_game: MakeGame) -> None:
    game = make_game()
    leave(begun(game))
    later(game, MS_PER_DAY)
    assert left_by(game) is None


def test_a_blitz_ends_with_its_time(make_game: MakeGame) -> None:
    game = make_game()
    play = begun(game, Mode.BLITZ, 1)
    leave(play)
    left = play.seconds_left
    assert left is not None
    later(game, int(left * 1000) - 1)
    assert left_by(game) is not None
    later(game, 1)
    assert left_by(game) is None


def test_an_exam_is_handed_in(make_game: MakeGame) -> None:
    game = make_game()
    play = play_mode(game, Mode.EXAM)
    play.submit(None)
    assert not leave(play)
    assert left_by(game) is None


def test_a_round_that_had_not_begun_replaces_none(make_game: MakeGame) -> None:
    game = make_game()
    play = begun(game)
    leave(play)
    assert not leave(begun(game, answers=0))
    left = left_by(game)
    assert left is not None
    assert left.id == play.state.id


def test_each_player_has_their_own(make_game: MakeGame) -> None:
    ada, grace = make_game(), make_game(player="grace")
    leave(begun(ada))
    assert left_by(grace) is None
    leave(begun(grace))
    throw_away(ada)
    assert left_by(ada) is None
    assert left_by(grace) is not None


def test_a_card_edited_in_between_is_asked_as_it_is_now(make_game: MakeGame, decks: Path) -> None:
    leave(begun(make_game(), Mode.QUIZ, 1))
    path = decks / "mini.yaml"
    path.write_text(path.read_text().replace("answer: Ishim", "answer: Yesil"))
    question = go_on(make_game()).question
    assert question is not None
    assert question.card.answers[0] == "Yesil"
    assert not question.options or "Yesil" in question.options


def test_without_its_cards_it_waits_for_them(make_game: MakeGame, decks: Path) -> None:
    leave(begun(make_game()))
    path = decks / "mini.yaml"
    before = path.read_text()
    path.write_text("title: x\ncards:\n- {prompt: a, answer: b}\n")
    with pytest.raises(QuizError, match="its cards are gone"):
        go_on(make_game())
    path.write_text(before)
    assert go_on(make_game()).stage is Stage.ASKING


@pytest.mark.parametrize(
    "text", ["", "[]", '{"ada": 1}', '{"ada": {"id": "x", "day": 0}}', "{" * 100_000]
)
def test_a_damaged_file_costs_only_the_offer(make_game: MakeGame, home: Path, text: str) -> None:
    game = make_game()
    (home / FILE_NAME).write_text(text)
    assert left_by(game) is None
    leave(begun(game))
    assert left_by(game) is not None


def test_damaged_content_is_no_round(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    leave(begun(game))
    path = home / FILE_NAME
    path.write_text(path.read_text().replace('"reached"', '"reach"'))
    with pytest.raises(QuizError):
        go_on(game)


def test_another_process_asks_an_edited_card_as_it_is_now(make_game: MakeGame, decks: Path) -> None:
    """As the server does with a round that was left in the browser."""
    play = begun(make_game(), Mode.QUIZ, 1)
    play.finish()
    fields = memo_fields(play.memo, 0)
    path = decks / "mini.yaml"
    path.write_text(path.read_text().replace("answer: Ishim", "answer: Yesil"))
    game = make_game()
    again = Play.of(game, read_memo(fields, round_text(play.state), game.card, 0))
    assert again.resume()
    assert again.question is not None
    assert not again.question.options or "Yesil" in again.question.options
