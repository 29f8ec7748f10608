"""A stopwatch that can be paused."""

from __future__ import annotations

from quiz.clock import Clock


class Stopwatch:
    """Measures laps; it runs from the start."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.seconds()
        self._paused: float | None = None

    @property
    def ms(self) -> int:
        """Milliseconds of the current lap, without pauses."""
        until = self._clock.seconds() if self._paused is None else self._paused
        return int((until - self._began) * 1000)

    @property
    def pause_ms(self) -> int:
        """Milliseconds since `pause`; 0 if it runs."""
        return 0 if self._paused is None else round((self._clock.seconds() - self._paused) * 1000)

    def lap(self, ms: int = 0) -> None:
        """Begin a new lap. ms: how much of it has passed already."""
        now = self._clock.seconds() if self._paused is None else self._paused
        self._began = now - ms / 1000

    def pause(self) -> None:
        """Stop until `resume`."""
        if self._paused is None:
            self._paused = self._clock.seconds()

    def resume(self) -> None:
        """Run again."""
        if self._paused is not None:
            self._began += self._clock.seconds() - self._paused
            self._paused = None
