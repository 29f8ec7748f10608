"""Ignores keys that were meant for the previous question or window."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.clock import Clock

REPEAT_SECONDS = 0.4
"""How long after an answer its own key does not rate; a held key repeats sooner."""

FIRST_SECONDS, NEXT_SECONDS = 0.7, 0.2
"""The longest time before a held key repeats first, and then each time, on usual systems."""


class HeldKey:
    """Tells whether a key that comes in one window is still held from another.

    clock: measures the time between its repeats.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = ""
        self._window: object = None
        self._came_at = 0.0
        self._repeats_within = FIRST_SECONDS

    def is_from_another(self, key: str, window: object) -> bool:
        """Whether the key that comes now in this window was first pressed in another."""
        now = self._clock.seconds()
        if key == self._key and now - self._came_at < self._repeats_within:
            self._repeats_within = NEXT_SECONDS
        else:
            self._key, self._window, self._repeats_within = key, window, FIRST_SECONDS
        self._came_at = now
        return window is not self._window


class KeyGuard:
    """Guards a question nobody has seen yet, and a rating nobody meant.

    clock: measures the time since the last answer.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.is_unseen = False
        """Whether the open question appeared by itself and is not painted yet, so that keys were
        meant for the previous one."""
        self._answered_at = 0.0
        self._asked_at = 0.0
        self._letter_at = 0.0

    @property
    def is_too_soon(self) -> bool:
        """Whether the card came so recently that a key for it must be held or pressed twice."""
        return self._clock.seconds() - self._asked_at < REPEAT_SECONDS

    def asked(self, *, by_itself: bool) -> None:
        """A question opens. by_itself: without a key from the player."""
        self.is_unseen = by_itself
        self._asked_at = self._clock.seconds()

    def painted(self) -> None:
        """The open question is on the screen."""
        self.is_unseen = False

    def answered(self) -> None:
        """An answer was given just now."""
        self._answered_at = self._clock.seconds()

    def is_in_word(self) -> bool:
        """Whether a letter pressed now comes so soon after another, or after the answer, that it
        belongs to a word."""
        now = self._clock.seconds()
        before, self._letter_at = max(self._letter_at, self._answered_at), now
        return now - before < REPEAT_SECONDS

    def is_repeat(self, number: int, options: Sequence[str], response: str) -> bool:
        """Whether the key `number` picked this response a moment ago and is held, or was pressed
        twice. If so, the moment starts again."""
        now = self._clock.seconds()
        if now - self._answered_at > REPEAT_SECONDS or options[number - 1 : number] != [response]:
            return False
        self._answered_at = now
        return True
