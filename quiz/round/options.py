"""What a round is played with: its mode and its bounds."""

from __future__ import annotations

from typing import NamedTuple

from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.settings.model import Settings

RECALLED_AGAIN = frozenset({Mode.REVIEW, Mode.LEARN})
"""Modes in which a card in its learning steps comes back within the round."""

UNTIL_RIGHT = frozenset({Mode.CRAM, Mode.MISTAKES})
"""Modes in which a card answered wrong comes back until it is right."""

LEARN_AHEAD_MS = 20 * 60_000
"""A card due within this time is asked at the end of the round instead of making one wait (the
same twenty minutes that Anki looks ahead)."""

COMES_BACK_AFTER = 3
"""Questions asked in between before a card answered wrong is asked again."""


class RoundOptions(NamedTuple):
    """mode, the player's settings, and the seed that makes the round repeatable."""

    mode: Mode
    settings: Settings
    seed: int = 0

    @property
    def lives(self) -> int | None:
        """Wrong answers that end the round, None when it has no lives."""
        return self.settings.lives if self.mode is Mode.SURVIVAL else None

    def deadline(self, started: Moment) -> int | None:
        """Milliseconds since 1970 at which the clock of a Blitz runs out, None without a clock."""
        if self.mode is not Mode.BLITZ:
            return None
        return started.ms + self.settings.blitz_seconds * 1000
