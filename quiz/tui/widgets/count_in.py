"""Three, two, one: counts a round in before its clock starts."""

from __future__ import annotations

from math import ceil

from quiz.clock import Clock
from quiz.game.play import Play
from quiz.history.events import Mode

SECONDS = 1.8
COUNTED_IN = frozenset({Mode.BLITZ, Mode.SURVIVAL, Mode.GRAVITY})

DIGITS = {
    3: "━━━┓\n ━━┫\n━━━┛",
    2: "━━━┓\n┏━━┛\n┗━━━",
    1: " ┓  \n ┃  \n━┻━ ",
}
"""Block digits, three rows each."""

FIRST = max(DIGITS)
"""The number that the count begins with."""


class CountIn:
    """The seconds before a round. clock: measures them, from when they are first asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._from: float | None = None

    @classmethod
    def before(cls, play: Play) -> CountIn | None:
        """The count before this round; None without animations, in other modes, and in a round
        that goes on."""
        begins = not play.state.turn and not play.can_undo
        wanted = play.mode in COUNTED_IN and play.game.settings.animations
        return cls(play.game.clock) if begins and wanted else None

    @property
    def number(self) -> int:
        """3, 2 or 1; 0 once the round begins."""
        now = self._clock.seconds()
        self._from = now if self._from is None else self._from
        left = SECONDS - (now - self._from)
        return max(0, ceil(left / SECONDS * FIRST))
