"""How the input grows with the card: chosen at first, typed once it was met on an earlier day."""

from __future__ import annotations

from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.scheduling.memory import CardMemory, Phase
from quiz.settings.settings import Settings


def is_typed(memory: CardMemory | None, settings: Settings, mode: Mode, now: Moment) -> bool:
    """Whether the player types the answer to this card, rather than choose it.

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
