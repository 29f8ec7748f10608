"""The options of a round: its mode and its limits."""

from __future__ import annotations

from typing import NamedTuple

from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.settings.settings import Settings

UNTIL_RIGHT = frozenset({Mode.CRAM, Mode.MISTAKES})
"""Modes that ask all cards, then those missed until they are right."""

LEARN_AHEAD_MS = 20 * 60_000
"""A card due within this time is asked at the end of the round, so that the player need not wait
(twenty minutes, like Anki's learn-ahead limit)."""

COMES_BACK_AFTER = 3
"""Number of other questions before a missed card is asked again."""


class RoundOptions(NamedTuple):
    """seed: makes the round repeatable."""

    mode: Mode
    settings: Settings
    seed: int = 0

    @property
    def lives(self) -> int | None:
        """Wrong answers that end the round; None if the mode has no lives."""
        return self.settings.lives if self.mode in (Mode.SURVIVAL, Mode.GRAVITY) else None

    def deadline(self, started: Moment) -> int | None:
        """When the time of a Blitz is up, in milliseconds since 1970; None in other modes."""
        if self.mode is not Mode.BLITZ:
            return None
        return started.ms + self.settings.blitz_seconds * 1000
