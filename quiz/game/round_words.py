"""What the plain mode and the browser say of a round in the same words."""

from __future__ import annotations

from quiz.decks.note import UnclearResponse
from quiz.game.game import Game
from quiz.game.reasons import Unlocks
from quiz.history.kinds import Mode
from quiz.round.learning import steps_of, steps_taken
from quiz.round.round import Round
from quiz.wording import counted


def counter(state: Round) -> str:
    """Which card or question is open, and how many cards come again."""
    question = state.question
    if state.mode is Mode.LEARN and question is not None:
        place = [card.key for card in state.queue].index(question.card.key) + 1
        step = steps_taken(state).get(question.card.key, 0) + 1
        steps = steps_of(question.card, state.options.settings)
        return f"Card {place} of {len(state.queue)}, step {step} of {steps}"
    if state.mode in (Mode.BLITZ, Mode.GRAVITY):
        return f"Question {state.asked + 1}"
    again = f", {state.to_repeat} to repeat" if state.to_repeat else ""
    return f"Question {state.position} of {len(state.queue)}{again}"


def number_of(text: str, most: int) -> int:
    """The number from 1 to `most` that a player gave. Raises UnclearResponse."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= number <= most:
        raise UnclearResponse(f"Please answer with a number from 1 to {most}.")
    return number


def stakes_lines(state: Round) -> list[str]:
    """What the answer just given did to the clock or the lives."""
    ms, lives = state.last_change
    if ms:
        return [f"{'Plus' if ms > 0 else 'Minus'} {abs(ms) / 1000:g} seconds."]
    left = counted(state.lives or 0, "life", "lives")
    if lives > 0:
        return [f"An extra life: {left}."]
    return [f"A life lost: {left} left."] if lives < 0 else []


def hand_in_text(state: Round) -> str:
    """What handing in an Exam now means."""
    left = counted(state.remaining, "open question counts", "open questions count")
    few = ", and so few answers give no mark" if 2 * state.asked < len(state.queue) else ""
    return f"Hand in now? {left} as wrong{few}."


def newness_text(game: Game, state: Round) -> str:
    """That most questions of an Exam are about cards the player has never seen; "" if not."""
    new = sum(game.collection.memory(card.key) is None for card in state.queue)
    if state.mode is not Mode.EXAM or 2 * new <= len(state.queue):
        return ""
    what = "All" if new == len(state.queue) else f"{new} of {len(state.queue)}"
    return f"{what} questions are about cards that are new to you; Learn shows them first."


def achieved_lines(unlocks: Unlocks) -> list[str]:
    """The achievements that a round has unlocked."""
    return [f"Achievement: {each.title}. {each.how}: done." for each in unlocks.achievements()]


def when_text(days: int) -> str:
    """When a card is due: today, tomorrow, or in so many days."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
