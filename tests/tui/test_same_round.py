"""The screen and the plain mode drive the same round."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Answer, Input, Mode
from quiz.plain.plain_round import PlainRound
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from tests.tui.driving import right_keys
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]
TURNS = 24
OWN = Settings(animations=False, blitz_seconds=90, bury_siblings=False)


def is_wrong(turn: int) -> bool:
    return turn % 5 == 3


def right_lines(play: Play) -> list[str]:
    """The lines that answer the open question rightly."""
    question = play.question
    assert question is not None
    match question.input:
        case _ if play.stage is Stage.SHOWING:
            return [""]
        case Input.REVEAL:
            return ["", "3"]
        case Input.SEQUENCE:
            return [" ".join(str(question.options.index(a) + 1) for a in question.card.answers)]
        case Input.LIST:
            return ["; ".join(question.card.answers)]
        case _:
            return [question.card.answers[0]]


def in_lines(game: Game, play: Play) -> None:
    def lines() -> Iterator[str]:
        for turn in range(TURNS):
            game.clock.advance(1)  # type: ignore[attr-defined]
            wrong = is_wrong(turn) and play.stage is Stage.ASKING
            yield from (f"{line}\n" for line in (["/skip"] if wrong else right_lines(play)))
            if turn == 6:
                yield "/undo\n"

    PlainRound(play, lines(), io.StringIO()).run()


async def on_screen(game: Game, play: Play) -> None:
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for turn in range(TURNS):
            if play.stage is Stage.OVER:
                break
            await passed(pilot, 1)
            wrong = is_wrong(turn) and play.stage is Stage.ASKING
            await pilot.press(*(["f2"] if wrong else right_keys(play)))
            await pilot.pause()
            if play.stage is Stage.FEEDBACK:
                await pilot.press("enter")
                await pilot.pause()
            if turn == 6:
                await pilot.press("f3")
                await pilot.pause()


def told(game: Game) -> list[tuple[object, ...]]:
    def of(answer: Answer) -> tuple[object, ...]:
        return answer.card, answer.input, answer.rating, answer.credit, answer.mode

    return [of(answer) for answer in game.collection.answers]


@pytest.mark.parametrize("mode", [Mode.LEARN, Mode.QUIZ, Mode.SURVIVAL, Mode.BLITZ, Mode.EXAM])
async def test_screen_and_plain_mode_drive_the_same_round(make_game: MakeGame, mode: Mode) -> None:
    ada, bob = make_game(own=OWN), make_game(own=OWN, player="bob")
    plain, shown = (play_cards(game, mode, game.cards_of()) for game in (ada, bob))
    in_lines(ada, plain)
    await on_screen(bob, shown)
    assert told(bob) == told(ada)
    assert len(told(ada)) > 4
    assert (shown.state.points, shown.state.lives, shown.state.extra_ms) == (
        plain.state.points,
        plain.state.lives,
        plain.state.extra_ms,
    )
