"""Makes the n-th disk operation of a program fail."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock


class Killed(BaseException):
    """Simulates a process that ends at this instant: nothing after it runs."""


@contextmanager
def failing(number: int, error: BaseException) -> Iterator[list[str]]:
    """Raise `error` instead of the `number`-th call (from 1) that changes something on disk.

    Gives the names of the calls so far. A write that fails has written half.
    """
    calls: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == number:
                raise error
            return real(*arguments, **options)

        return call

    fdopen = os.fdopen

    def opened(*arguments: Any, **options: Any) -> Any:
        file = fdopen(*arguments, **options)
        if isinstance(file, io.BufferedWriter):
            write = file.write

            def half(data: bytes) -> int:
                calls.append("write")
                if len(calls) == number:
                    write(data[: len(data) // 2])
                    raise error
                return write(data)

            file.write = half  # type: ignore[method-assign]
        return file

    with (
        mock.patch.object(os, "fdopen", opened),
        mock.patch.object(tempfile, "mkstemp", counted("mkstemp", tempfile.mkstemp)),
        mock.patch.object(os, "fsync", counted("fsync", os.fsync)),
        mock.patch.object(os, "replace", counted("replace", os.replace)),
        mock.patch.object(os, "link", counted("link", os.link)),
        mock.patch.object(os, "chmod", counted("chmod", os.chmod)),
    ):
        yield calls
