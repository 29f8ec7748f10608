"""Which keys belong to the open question, and which were meant for the one before."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.clock import Clock

REPEAT_SECONDS = 0.4
"""How long after an answer its own key does not rate; a held key repeats sooner."""


class KeyGuard:
    """Keeps keys from a question that nobody has seen, and from a rating that nobody meant.

    clock: tells how long ago an answer was given.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unseen = False
        self._answered_at = 0.0

    @property
    def is_unseen(self) -> bool:
        """Whether the open question came by itself and is not painted yet: keys pressed so far were
        meant for the last one."""
        return self._unseen

    def asked(self, *, by_itself: bool) -> None:
        """A question was opened. by_itself: the player did not ask for it."""
        self._unseen = by_itself

    def painted(self) -> None:
        """The open question is on the screen."""
        self._unseen = False

    def answered(self) -> None:
        """An answer was given just now."""
        self._answered_at = self._clock.seconds()

    def is_repeat(self, number: int, options: Sequence[str], response: str) -> bool:
        """Whether the key `number` picked this response from the options a moment ago, and is still
        held or was pressed twice. If so, the moment starts again."""
        now = self._clock.seconds()
        if now - self._answered_at > REPEAT_SECONDS or options[number - 1 : number] != [response]:
            return False
        self._answered_at = now
        return True
