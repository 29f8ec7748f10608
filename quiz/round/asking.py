"""Which card a round asks next, and how: each step returns a new round."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from quiz.card import Card
from quiz.history.events import Input, Mode
from quiz.moment import Moment
from quiz.round.learning import RECOGNISED, is_learnt, steps_taken
from quiz.round.question import Question, make_question
from quiz.round.round import Context, Return, Round, Stage
from quiz.round.round_options import COMES_BACK_AFTER, LEARN_AHEAD_MS, UNTIL_RIGHT, RoundOptions
from quiz.round.stakes import TYPED_AFTER
from quiz.scheduling.memory import CardMemory, Phase
from quiz.settings.settings import Settings


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
    begun = Round(round_id, player, options, now, once, lives=options.lives)
    return ask_next(begun, context, now)


def take_hint(state: Round) -> Round:
    """The same question with its hint shown, which affects the answer's points and rating. An Exam
    has no hints."""
    if state.stage is not Stage.ASKING or state.question is None or state.mode is Mode.EXAM:
        return state
    if not state.question.card.hint:
        return state
    return state._replace(hinted=True)


def see(state: Round, context: Context, now: Moment) -> Round:
    """Go on from a card that was shown with its answer; it is asked after some other cards."""
    if state.stage is not Stage.SHOWING or state.question is None:
        return state
    following = state._replace(shown=state.shown + 1, aside="", previous=state)
    return ask_next(_returning(following, state.question.card, now.ms), context, now)


def proceed(state: Round, context: Context, now: Moment) -> Round:
    """Go from the feedback to the next question, or end the round.

    The context's memories must already include the answer: they decide whether the card comes back.
    """
    if state.stage is not Stage.FEEDBACK or state.answered is None:
        return state
    if state.is_spent(now):
        return finish(state)
    card = state.answered.question.card
    due_ms = _comes_back(state, card, context, now)
    following = state if due_ms is None else _returning(state, card, due_ms)
    following = following._replace(answered=None, hinted=False, aside="", previous=state)
    return ask_next(following, context, now)


def _returning(state: Round, card: Card, due_ms: int) -> Round:
    back = Return(card, state.turn + COMES_BACK_AFTER, due_ms)
    return state._replace(returning=(*state.returning, back))


def finish(state: Round) -> Round:
    """End the round now; an open question is not graded."""
    if state.stage is Stage.OVER:
        return state
    link = state if state.stage is Stage.FEEDBACK else state.previous
    return state._replace(stage=Stage.OVER, question=None, answered=None, previous=link)


def upcoming(state: Round) -> Card | None:
    """The next planned card, asked unless a returning card comes first; None if none is left."""
    return state.queue[state.position] if state.position < len(state.queue) else None


def _comes_back(state: Round, card: Card, context: Context, now: Moment) -> int | None:
    """When the card just answered is due again in this round, in milliseconds since 1970; None if
    the round is done with it."""
    again = now.ms
    match state.mode:
        case Mode.LEARN:
            done = is_learnt(state, card)
        case Mode.REVIEW:
            memory = context.collection.memory(card.key)
            if memory is None or memory.phase is Phase.REVIEW:
                return None
            again = memory.due_ms
            done = again > now.ms + LEARN_AHEAD_MS
        case mode:
            right = state.answered is not None and state.answered.answer.correct
            done = right or mode not in UNTIL_RIGHT
    return None if done else again


def ask_next(state: Round, context: Context, now: Moment) -> Round:
    """Ask the next card; the round is over if there is none."""
    state, card = _next_card(state, now)
    if card is None:
        return state._replace(stage=Stage.OVER, question=None)
    return ask(state, card, context, now)


def ask(state: Round, card: Card, context: Context, now: Moment) -> Round:
    """Ask this card, or in a Learn first show it."""
    step = steps_taken(state).get(card.key, 0) if state.mode is Mode.LEARN else None
    if step == 0:
        shown = Question(card, Input.REVEAL, fresh=True)
        return state._replace(stage=Stage.SHOWING, question=shown)
    random = Random(f"{state.options.seed}:{card.key}:{state.asked}")
    memory = context.collection.memory(card.key)
    settings = state.options.settings
    if state.mode is Mode.GRAVITY:
        # Its rule says how it is answered, whatever the player prefers.
        settings = settings._replace(answer_with="typed")
    typed = _is_typed(memory, settings, state.mode, now) if step is None else step > RECOGNISED
    typed = typed or (state.mode is Mode.SURVIVAL and state.right >= TYPED_AFTER)
    question = make_question(card, context.draw, memory, settings, random, typed=typed)
    return state._replace(stage=Stage.ASKING, question=question)


def _is_typed(memory: CardMemory | None, settings: Settings, mode: Mode, now: Moment) -> bool:
    """Whether the player types the answer to a card, rather than choose it.

    From the second day on, or once the card has left its first learning steps, and then only with
    the stability that the setting `typing_after` asks for. A Blitz leaves no time to type, and a
    Challenge asks everyone alike; so does an Exam, which has all short answers typed, as a
    Gravity has.
    """
    if mode in (Mode.EXAM, Mode.GRAVITY):
        return True
    if memory is None or mode in (Mode.BLITZ, Mode.CHALLENGE):
        return False
    hour = settings.day_start_hour
    met_before = memory.last.day(hour) < now.day(hour) or memory.phase is not Phase.LEARNING
    return met_before and memory.stability >= settings.typing_after


def _next_card(state: Round, now: Moment) -> tuple[Round, Card | None]:
    planned = state.position < len(state.queue)
    waits = planned and state.mode in UNTIL_RIGHT
    ready = [
        back
        for back in state.returning
        if not planned or (not waits and back.turn <= state.turn and back.due_ms <= now.ms)
    ]
    if ready:
        back = min(ready, key=lambda item: (item.due_ms, item.turn))
        rest = tuple(item for item in state.returning if item is not back)
        return state._replace(returning=rest, returned=True), back.card
    state = state._replace(returned=False)
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
