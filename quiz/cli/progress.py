"""A progress bar on the error output, for work that takes long."""

from __future__ import annotations

import sys
import time

WIDTH = 30
PATIENCE = 0.5
"""Seconds after which the bar appears; shorter work shows none."""


class ProgressBar:
    """Shows how far the work is, on a terminal only. Use it in a `with`, and call it.

    what: the work, in a word or two. at_once: show it before the first step, for work that is
    known to take long.
    """

    def __init__(self, what: str, *, at_once: bool = False) -> None:
        self._what = what
        self._at_once = at_once
        self._start = time.monotonic()
        self._shown = ""
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> ProgressBar:
        if self._at_once:
            self._start -= PATIENCE
            self(0, 1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()

    def __call__(self, done: int, total: int) -> None:
        """So many steps of the work are done."""
        if not self._terminal or time.monotonic() - self._start < PATIENCE:
            return
        part = done / total if total else 1.0
        full = round(part * WIDTH)
        line = f"{self._what} [{'#' * full}{'.' * (WIDTH - full)}] {part:4.0%}"
        if line != self._shown:
            self._shown = line
            sys.stderr.write("\r" + line)
            sys.stderr.flush()


class ProgressBars:
    """A bar for each work that is told of by its name, one after the other."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: ProgressBar | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """So many steps of the work `what` are done; at the last one its bar goes."""
        if self._bar is None or what != self._what:
            self._what, self._bar = what, ProgressBar(what)
        self._bar(done, total)
        if done >= total:
            self._bar.__exit__()
            self._bar = None
