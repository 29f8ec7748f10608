"""Goes back in a round: undoes its last step, or rates its last answer anew."""

from __future__ import annotations

from itertools import pairwise

from quiz.history.kinds import Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.asking import proceed, see
from quiz.round.round import Context, Round, Stage, last_feedback, so_far
from quiz.round.setting_aside import leave_out


def undo(state: Round) -> tuple[Round, str] | None:
    """The state before the last step, and the id of the event to undo; None if there is no step.

    A step is an answer, a card set aside, or a card that was shown, which has no event: "". If a
    card was set aside during feedback, the state goes back to that feedback. An Exam shows no
    answer before its end, so until then an undone question is worth all its points, and after it
    nothing is undone.
    """
    if state.mode is Mode.EXAM and state.stage is Stage.OVER:
        return None
    if state.aside and state.stage is not Stage.FEEDBACK and state.previous is not None:
        return state.previous._replace(told=state.told), state.aside
    back: Round | None = state if state.stage is Stage.FEEDBACK else state.previous
    while back is not None:
        if back.stage is Stage.SHOWING:
            return back._replace(told=state.told), ""
        if back.answered is not None and back.previous is not None:
            answer = back.answered.answer
            told = back.previous.told if answer.mode is Mode.EXAM else state.told
            return back.previous._replace(told=told), answer.id
        back = back.previous
    return None


def rerate(state: Round, rating: Rating) -> Round:
    """Replace the inferred rating with the player's own; the points stay the same."""
    if state.stage is not Stage.FEEDBACK or state.answered is None:
        return state
    answer = state.answered.answer._replace(rating=rating)
    return state._replace(answered=state.answered._replace(answer=answer))


def rerate_last(state: Round, rating: Rating, context: Context, now: Moment) -> Round:
    """Rerate the last answer, even if the round has moved on: whether its card comes back is
    decided again, and cards that were shown or set aside in the meantime stay so.

    The context's memories must already include the new rating.
    """
    answered = last_feedback(state)
    if answered is None:
        return state
    following = rerate(answered, rating)
    for before, after in pairwise(so_far(state, since=answered)):
        if after.aside and before.question is not None:
            following = leave_out(following, before.question.card, after.aside, context, now)
        elif before is answered:
            following = proceed(following, context, now)
        elif following.stage is Stage.SHOWING and following.question == before.question:
            following = see(following, context, now)
    return following
