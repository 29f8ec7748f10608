"""The answers of a live quiz in the player's own log: a live round is learning, too."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from quiz.game.game import Game
from quiz.history.events import NEW_CARD, Answer, Input, Mode
from quiz.history.ids import is_uuid7, uuid7
from quiz.live.view import View
from quiz.moment import MS_PER_DAY, Moment
from quiz.round.infer_rating import infer_rating
from quiz.round.question import Question
from quiz.round.response import Response, grade_response, response_text


def keep_answers(game: Game, told: Mapping[str, Any]) -> int:
    """Write those answers to the log that are about cards of this library and are not in it yet;
    returns how many. told: what `LiveLink.own_answers` returns. Raises StoreError.

    An answer is graded here, and its id follows from the quiz, the player and the question: to keep
    it twice is to keep it once. What is not understood is left out.
    """
    quiz, answers = str(told.get("game", "")), told.get("answers", ())
    if not is_uuid7(quiz) or not isinstance(answers, list):
        return 0
    game.refresh()
    found = [answer for each in answers if (answer := _answer(game, quiz, each)) is not None]
    known = game.store.owners([answer.id for answer in found])
    new = [answer for answer in found if answer.id not in known]
    if new:
        game.record(*new)
    return len(new)


def _answer(game: Game, quiz: str, told: View) -> Answer | None:
    try:
        card = game.card(str(told["card"]))
        question, at, ms = int(told["question"]), int(told["at"]), max(0, int(told["ms"]))
        way = Input(told["way"])
        parts = tuple(map(str, told["response"]))
        options = tuple(map(str, told["options"]))
    except (KeyError, TypeError, ValueError):
        return None
    now = game.clock()
    # A server whose clock is wrong must not lead the log astray.
    if card is None or not parts or abs(now.ms - at) > 30 * MS_PER_DAY or at > now.ms + MS_PER_DAY:
        return None
    response: Response = parts if way is Input.SEQUENCE else parts[0]
    grade = grade_response(response, Question(card, way, options), game.answers.others(card))
    memory = game.collection.memory(card.key)
    return Answer(
        id=_id(quiz, game.player, question, at),
        player=game.player,
        round=quiz,
        card=card.key,
        deck=card.deck,
        kind=card.kind,
        mode=Mode.QUIZ,
        input=way,
        moment=Moment(min(at, now.ms), now.offset),
        rating=infer_rating(grade, way, False, ms, game.settings),
        credit=grade.credit,
        hinted=False,
        ms=ms,
        difficulty=memory.difficulty if memory else NEW_CARD,
        response=response_text(response),
    )


def _id(quiz: str, player: str, question: int, at: int) -> str:
    digest = hashlib.sha256(f"{quiz} {player} {question}".encode()).digest()
    return uuid7(at, question & 0xFFF, int.from_bytes(digest[:8]) >> 2)
