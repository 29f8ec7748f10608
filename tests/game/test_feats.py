"""What is worth a celebration."""

from __future__ import annotations

from collections.abc import Callable

from quiz.card import Kind
from quiz.game.feats import feats_of_answer, feats_of_round, standing_of
from quiz.game.game import Game
from quiz.game.play import Play, play_cards, play_mode
from quiz.game.stronger import stronger_cards
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.settings.settings import Settings

MakeGame = Callable[..., Game]
DAY = 86_400_000


def right(play: Play) -> object:
    assert play.question is not None
    if play.question.input is Input.REVEAL:
        return Rating.GOOD
    answers = play.question.card.answers
    return answers if play.question.input in (Input.LIST, Input.SEQUENCE) else answers[0]


def answer(play: Play, response: object) -> list[str]:
    """Give this answer; returns what it has reached."""
    before = standing_of(play)
    answered = play.submit(response)  # type: ignore[arg-type]
    assert answered is not None
    return [feat.text for feat in feats_of_answer(play, answered, before)]


def test_goal_and_streak_are_celebrated_once(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", daily_goal=2))
    play = play_mode(game, Mode.QUIZ)
    reached = []
    while play.question is not None:
        reached += answer(play, right(play))
        play.next()
    assert reached.count("You have reached today's goal!") == 1
    assert reached.count("5 in a row!") == 1
    assert [feat.text for feat in feats_of_round(play, play.summary())] == ["A perfect round!"]


def test_a_deck_is_mastered_with_its_last_card(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    cards = game.cards_of()
    reached = []
    for _ in range(9):
        play = play_cards(game, Mode.QUIZ, cards)
        while play.question is not None:
            reached += answer(play, right(play))
            play.next()
        game.clock.ms += 12 * DAY  # type: ignore[attr-defined]
    mastered = [text for text in reached if text.endswith("is mastered!")]
    assert len(mastered) == 1


def test_cards_that_come_back_later_than_before_are_stronger(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    cards = [card for card in game.cards_of() if card.kind is Kind.BASIC][:2]
    for _ in range(2):
        play = play_cards(game, Mode.QUIZ, cards)
        play.submit(right(play))
        play.next()
        play.submit(None)
        game.clock.ms += 3 * DAY  # type: ignore[attr-defined]
    (stronger,) = stronger_cards(play)
    assert stronger.card.key == cards[0].key
    assert stronger.before is not None
    assert stronger.before.text == "3 d"
    assert stronger.now.ms > 3 * DAY
