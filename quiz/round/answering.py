"""Grades the player's response to the open question of a round."""

from __future__ import annotations

from quiz.grading.result import Grade
from quiz.history.events import NEW_CARD, Answer, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.asking import finish
from quiz.round.infer_rating import infer_rating
from quiz.round.question import Question
from quiz.round.response import Response, grade_response, response_text
from quiz.round.round import Context, GradedAnswer, Round, Stage
from quiz.round.stakes import clock_change, lives_after
from quiz.scheduling.interval import Interval
from quiz.scoring.points import points


def give_answer(
    state: Round, response: Response, context: Context, now: Moment, answer_id: str, ms: int
) -> Round:
    """Grade the response; the caller must store the new state's `answered.answer` in the history.

    response: see `quiz.round.response`. ms: milliseconds the player took.
    Once a Blitz is out of time, nothing is graded and the round is over.
    """
    question = state.question
    if state.stage is not Stage.ASKING or question is None:
        return state
    if state.seconds_left(now) == 0.0:
        return finish(state)
    if state.fall_ms is not None and ms > state.fall_ms:
        # The prompt has landed.
        response = None
    card = question.card
    grade = grade_response(response, question, context.others(card))
    memory = context.collection.memory(card.key)
    if isinstance(response, Rating):
        rating = response
    else:
        rating = infer_rating(grade, question.input, state.hinted, ms, state.options.settings)
    answer = Answer(
        id=answer_id,
        player=state.player,
        round=state.id,
        card=card.key,
        deck=card.deck,
        kind=card.kind,
        mode=state.mode,
        input=question.input,
        moment=now,
        rating=rating,
        credit=grade.credit,
        hinted=state.hinted,
        ms=max(0, ms),
        difficulty=memory.difficulty if memory else NEW_CARD,
        response=response_text(response),
    )
    preview = {} if state.mode is Mode.CRAM else context.preview(memory, now, card.key)
    return with_answer(state, question, answer, grade, preview)


def with_answer(
    state: Round, question: Question, answer: Answer, grade: Grade, preview: dict[Rating, Interval]
) -> Round:
    """The round with the feedback of an answer to its question. preview: see `GradedAnswer`."""
    earned = points(answer, state.streak, state.told.count(answer.card))
    streak = state.streak
    if answer.counts:
        streak = streak + 1 if answer.correct else 0
    right = state.right + answer.correct
    graded = GradedAnswer(question, answer, grade, earned, streak, preview)
    landed = state.fall_ms is not None and answer.ms >= state.fall_ms and graded.gave_up
    return state._replace(
        stage=Stage.FEEDBACK,
        answered=graded._replace(landed=landed),
        asked=state.asked + 1,
        points=state.points + earned.total,
        streak=streak,
        best_streak=max(state.best_streak, streak),
        right=right,
        lives=lives_after(state.lives, streak, correct=answer.correct),
        extra_ms=state.extra_ms + clock_change(state.mode, right, correct=answer.correct),
        told=(*state.told, answer.card),
        aside="",
        previous=state,
    )
