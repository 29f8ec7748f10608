"""What few commands need, and what takes long to load or may not be installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from quiz.extras import needs_extra
from quiz.loading import kept


def server_module(what: str, name: str = "quiz.serve.server") -> ModuleType:
    """A module that needs the extra `serve`. what: the command that needs it. Raises QuizError
    without the extra."""
    with needs_extra("serve", what):
        # Without the extra, the commands still have their help.
        return import_module(name)


def live_app_module() -> ModuleType:
    """`quiz.tui.live_app`."""
    with kept():
        from quiz.tui import live_app
    return live_app
