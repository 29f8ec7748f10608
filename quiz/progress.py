"""How long-running work reports its progress."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the current task, the number of steps done and the total number of steps."""


def silent(what: str, done: int, total: int) -> None:
    """A `Progress` that ignores all reports."""
