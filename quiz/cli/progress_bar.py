"""A progress bar on the error output, for work that takes long."""

from __future__ import annotations

import sys
import time

WIDTH = 30
PATIENCE = 0.5
"""Seconds after which the bar appears; shorter work shows none."""


class ProgressBar:
    """A `Progress` on a terminal: a bar for each work it is told of, gone when that is done.

    Use it in a `with` where the work may fail or stop short of its last step.
    at_once: show each bar at its first step, for work that is known to take long.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._patience = 0.0 if at_once else PATIENCE
        self._what = ""
        self._start = 0.0
        self._shown = ""

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def __call__(self, what: str, done: int, total: int) -> None:
        """So many of the steps of this work are done; after the last one its bar goes."""
        if what != self._what:
            self.clear()
            self._what, self._start = what, time.monotonic()
        if done >= total:
            self.clear()
        elif time.monotonic() - self._start >= self._patience and sys.stderr.isatty():
            full = round(done / total * WIDTH)
            line = f"{what} [{'#' * full}{'.' * (WIDTH - full)}] {done / total:4.0%}"
            if line != self._shown:
                sys.stderr.write("\r" + line)
                sys.stderr.flush()
                self._shown = line

    def clear(self) -> None:
        """Leave the line empty, for something else to be written there."""
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()
        self._what = self._shown = ""
