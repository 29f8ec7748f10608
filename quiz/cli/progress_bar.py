"""A progress bar on standard error, for long work."""

from __future__ import annotations

import sys
import time

WIDTH = 30
PATIENCE = 0.5
"""Seconds before the bar appears; shorter work has no bar."""


class ProgressBar:
    """A `Progress` on a terminal: shows a bar for each task, and removes it when done.

    Use it in a `with` if the work may fail or stop early.
    at_once: show the bar from the first step, for work that always takes long.
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
        """Show how many steps are done; after the last one, the bar disappears."""
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
        """Clear the line, so that something else can be written there."""
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()
        self._what = self._shown = ""
