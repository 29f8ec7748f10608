"""A round of questions as an immutable value: every step returns a new round.

The screen and the plain mode drive the same round. Time, a random seed and the ids of answers come
in as arguments; the caller stores the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, NamedTuple, Protocol

from quiz.card import Card
from quiz.history.events import Answer, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.input_growth import is_typed
from quiz.round.question import Question, make_question
from quiz.round.round_options import (
    COMES_BACK_AFTER,
    LEARN_AHEAD_MS,
    RECALLED_AGAIN,
    UNTIL_RIGHT,
    RoundOptions,
)
from quiz.scheduling.memory import CardMemory, Phase

if TYPE_CHECKING:
    from quiz.grading.grade import Grade, OtherAnswers
    from quiz.round.distractor_pool import Draw
    from quiz.scheduling.interval import Interval
    from quiz.scoring.points import Points


class Stage(StrEnum):
    """Where a round stands: a question is open, its feedback is shown, or the round is over."""

    ASKING = "asking"
    FEEDBACK = "feedback"
    OVER = "over"


class Memories(Protocol):
    """Looks up the player's memory of cards."""

    def memory(self, card: str) -> CardMemory | None:
        """The memory of the card with this key; None if it is new."""
        ...


class Context(NamedTuple):
    """What a round reads but never changes: memories, the schedule, and the library's answers.

    preview: from a card's memory, the time of the answer and the card's key, the next interval for
        each rating, see `quiz.scheduling.scheduler.Scheduler.preview`.
    draw: draws the wrong options of a choice, see `quiz.round.distractor_pool.DistractorPool.draw`.
    others: for a card, the answers of other cards that must not be accepted for it.
    """

    collection: Memories
    preview: Callable[[CardMemory | None, Moment, str], dict[Rating, Interval]]
    draw: Draw
    others: Callable[[Card], OtherAnswers]


class GradedAnswer(NamedTuple):
    """A graded question: what was asked, what the history stores, and what the player sees.

    streak: right answers in a row, including this one.
    preview: the next interval for each rating; empty in Cram.
    """

    question: Question
    answer: Answer
    grade: Grade
    points: Points
    streak: int
    preview: dict[Rating, Interval]

    @property
    def gave_up(self) -> bool:
        """Whether the player answered "I don't know"."""
        return not self.answer.response and not self.answer.correct


class Return(NamedTuple):
    """A card to ask again, once the round has asked `asked` questions and, if possible, after
    `due_ms`."""

    card: Card
    asked: int
    due_ms: int


class Round(NamedTuple):
    """One state of a round.

    queue, position: the planned cards, and the index of the next one.
    lap: how often a Blitz has gone through its queue.
    returning: cards that come back in this round.
    asked, points: questions answered, and points, so far. streak, best_streak: right answers in a
    row. right, wrong: fully correct answers, and all others.
    undone: the keys of the cards whose answers were undone, once for each answer.
    aside: id of the mark that set the previous card aside, if that was the last step; else "".
    previous: the state before this one, for undo.
    """

    id: str
    player: str
    options: RoundOptions
    started: Moment
    queue: tuple[Card, ...]
    position: int = 0
    lap: int = 0
    returning: tuple[Return, ...] = ()
    stage: Stage = Stage.OVER
    question: Question | None = None
    answered: GradedAnswer | None = None
    hinted: bool = False
    asked: int = 0
    points: int = 0
    streak: int = 0
    best_streak: int = 0
    right: int = 0
    wrong: int = 0
    undone: tuple[str, ...] = ()
    aside: str = ""
    previous: Round | None = None

    @property
    def mode(self) -> Mode:
        """How the round is played."""
        return self.options.mode

    @property
    def lives(self) -> int | None:
        """Lives left in Survival; None in other modes."""
        lives = self.options.lives
        return None if lives is None else max(0, lives - self.wrong)

    def repeats(self, card: str) -> int:
        """How often the round has shown the answer of the card with this key: after each answer to
        it, even if that was undone."""
        answers = sum(item.answer.card == card for item in _newest_first(self))
        return answers + self.undone.count(card)

    @property
    def remaining(self) -> int:
        """Questions left, including the open one, as far as known now."""
        still_open = 1 if self.stage is Stage.ASKING else 0
        return still_open + len(self.queue) - self.position + len(self.returning)

    def seconds_left(self, now: Moment) -> float | None:
        """Seconds left in a Blitz, never negative; None in other modes."""
        deadline = self.options.deadline(self.started)
        return None if deadline is None else max(0.0, (deadline - now.ms) / 1000)


def start_round(
    round_id: str,
    player: str,
    options: RoundOptions,
    queue: Sequence[Card],
    context: Context,
    now: Moment,
) -> Round:
    """A round that asks the first card of the queue, or that is over if the queue is empty.

    A card that is in the queue more than once is asked only once.
    """
    once = tuple({card.key: card for card in queue}.values())
    return ask_next(Round(round_id, player, options, now, once), context, now)


def take_hint(state: Round) -> Round:
    """The same question with its hint shown, which affects the answer's points and rating."""
    if state.stage is not Stage.ASKING or state.question is None or not state.question.card.hint:
        return state
    return state._replace(hinted=True)


def rerate(state: Round, rating: Rating) -> Round:
    """Replace the inferred rating with the player's own; the points stay the same."""
    if state.stage is not Stage.FEEDBACK or state.answered is None:
        return state
    answer = state.answered.answer._replace(rating=rating)
    return state._replace(answered=state.answered._replace(answer=answer))


def rerate_last(state: Round, rating: Rating, context: Context, now: Moment) -> Round:
    """Rerate the last answer, even if the round has moved on: whether its card comes back is
    decided again, and cards set aside in the meantime stay so.

    The context's memories must already include the new rating.
    """
    set_aside: list[tuple[Card, str]] = []
    back = state
    while back.aside and back.previous is not None and back.previous.question is not None:
        set_aside.append((back.previous.question.card, back.aside))
        back = back.previous
    if back.stage is Stage.FEEDBACK:
        following = rerate(back, rating)
    elif back.previous is not None:
        following = proceed(rerate(back.previous, rating), context, now)
    else:
        return state
    for card, mark in reversed(set_aside):
        following = _leave_out(following, card, mark, context, now)
    return following


def proceed(state: Round, context: Context, now: Moment) -> Round:
    """Go from the feedback to the next question, or end the round.

    The context's memories must already include the answer: they decide whether the card comes back.
    """
    if state.stage is not Stage.FEEDBACK or state.answered is None:
        return state
    if _is_spent(state, now):
        return finish(state)
    returning = state.returning + _return_of(state, state.answered, context, now)
    following = state._replace(
        returning=returning, answered=None, hinted=False, aside="", previous=state
    )
    return ask_next(following, context, now)


def upcoming(state: Round) -> Card | None:
    """The next planned card, asked unless a returning card comes first; None if none is left."""
    return state.queue[state.position] if state.position < len(state.queue) else None


def skip(state: Round, mark: str, context: Context, now: Moment) -> Round:
    """Leave the open or just answered card and its siblings out of the rest of the round.

    mark: id of the event for this, such as a bury; undoing the step undoes that event too.
    """
    if state.question is None or state.stage is Stage.OVER:
        return state
    return _leave_out(state, state.question.card, mark, context, now)


def _leave_out(state: Round, card: Card, mark: str, context: Context, now: Moment) -> Round:
    """The round without this card and its siblings; if another card is open, it stays open."""

    def stays(other: Card) -> bool:
        return (other.deck, other.note) != (card.deck, card.note)

    # A Blitz asks past cards again.
    past = tuple(other for other in state.queue[: state.position] if stays(other))
    rest = tuple(other for other in state.queue[state.position :] if stays(other))
    kept = tuple(back for back in state.returning if stays(back.card))
    following = state._replace(
        queue=past + rest,
        position=len(past),
        returning=kept,
        answered=None,
        hinted=False,
        aside=mark,
        previous=state,
    )
    if _is_spent(state, now):
        return following._replace(stage=Stage.OVER, question=None)
    if state.stage is Stage.ASKING and state.question and stays(state.question.card):
        return following
    return ask_next(following, context, now)


def undo(state: Round) -> tuple[Round, str] | None:
    """The state before the last answer, or before a card was set aside after it, and the id of the
    event to undo; None if there is nothing to undo.

    If a card was set aside during feedback, the state goes back to that feedback.
    """
    if state.aside and state.stage is not Stage.FEEDBACK and state.previous is not None:
        return state.previous._replace(undone=state.undone), state.aside
    back = last_feedback(state)
    if back is None or back.answered is None or back.previous is None:
        return None
    answer = back.answered.answer
    return back.previous._replace(undone=(*state.undone, answer.card)), answer.id


def last_feedback(state: Round) -> Round | None:
    """The latest state that shows feedback, including this one; None without answers."""
    back: Round | None = state
    while back is not None and back.stage is not Stage.FEEDBACK:
        back = back.previous
    return back


def delayed(state: Round, ms: int) -> Round:
    """The round and its past states, started `ms` later: this takes a pause off the clock."""
    states = []
    back: Round | None = state
    while back is not None:
        states.append(back)
        back = back.previous
    for past in reversed(states):
        back = past._replace(started=past.started.later(ms), previous=back)
    return back or state


def finish(state: Round) -> Round:
    """End the round now; an open question is not graded."""
    if state.stage is Stage.OVER:
        return state
    link = state if state.stage is Stage.FEEDBACK else state.previous
    return state._replace(stage=Stage.OVER, question=None, answered=None, previous=link)


def answered_so_far(state: Round) -> list[GradedAnswer]:
    """All graded questions of the round, oldest first."""
    return list(_newest_first(state))[::-1]


def _is_spent(state: Round, now: Moment) -> bool:
    """Whether lives or time have run out."""
    return state.lives == 0 or state.seconds_left(now) == 0.0


def _newest_first(state: Round) -> Iterator[GradedAnswer]:
    back: Round | None = state
    while back is not None:
        if back.stage is Stage.FEEDBACK and back.answered is not None:
            yield back.answered
        back = back.previous


def _return_of(
    state: Round, answered: GradedAnswer, context: Context, now: Moment
) -> tuple[Return, ...]:
    card = answered.question.card
    if state.mode in RECALLED_AGAIN:
        memory = context.collection.memory(card.key)
        if (
            memory is not None
            and memory.phase is not Phase.REVIEW
            and memory.due_ms <= now.ms + LEARN_AHEAD_MS
        ):
            return (_returning(state, card, memory.due_ms),)
    elif state.mode in UNTIL_RIGHT and not answered.answer.correct:
        return (_returning(state, card, now.ms),)
    return ()


def _returning(state: Round, card: Card, due_ms: int) -> Return:
    return Return(card, state.asked + COMES_BACK_AFTER, due_ms)


def ask_next(state: Round, context: Context, now: Moment) -> Round:
    """Ask the next card; the round is over if there is none."""
    state, card = _next_card(state, now)
    if card is None:
        return state._replace(stage=Stage.OVER, question=None)
    return ask(state, card, context, now)


def ask(state: Round, card: Card, context: Context, now: Moment) -> Round:
    """Ask this card."""
    random = Random(f"{state.options.seed}:{card.key}:{state.asked}")
    memory = context.collection.memory(card.key)
    settings = state.options.settings
    typed = is_typed(memory, settings, state.mode, now)
    question = make_question(card, context.draw, memory, settings, random, typed=typed)
    return state._replace(stage=Stage.ASKING, question=question)


def _next_card(state: Round, now: Moment) -> tuple[Round, Card | None]:
    planned = state.position < len(state.queue)
    ready = [
        back
        for back in state.returning
        if not planned or (back.asked <= state.asked and back.due_ms <= now.ms)
    ]
    if ready:
        back = min(ready, key=lambda item: (item.due_ms, item.asked))
        rest = tuple(item for item in state.returning if item is not back)
        return state._replace(returning=rest), back.card
    if planned:
        return state._replace(position=state.position + 1), state.queue[state.position]
    if state.mode is Mode.BLITZ and state.queue:
        return _next_lap(state)
    return state, None


def _next_lap(state: Round) -> tuple[Round, Card]:
    """Restart a Blitz that has asked all its cards, in a new order."""
    lap = state.lap + 1
    queue = list(state.queue)
    Random(f"{state.options.seed}:lap:{lap}").shuffle(queue)
    if len(queue) > 1 and queue[0] is state.queue[-1]:
        queue.append(queue.pop(0))
    return state._replace(queue=tuple(queue), position=1, lap=lap), queue[0]
