"""Commands that need an extra: without it, they still have their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from quiz.extras import needs_extra


def with_extra(extra: str, what: str, module: str) -> Callable[[argparse.Namespace], int]:
    """The `execute` of a command that has its own in another module, which is loaded only then.

    what: the command, for the message when the extra is missing. module: in `quiz.cli`.
    """

    def execute(options: argparse.Namespace) -> int:
        with needs_extra(extra, what):
            command = import_module(f"quiz.cli.{module}")
        status: int = command.execute(options)
        return status

    return execute
