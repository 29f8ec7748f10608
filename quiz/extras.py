"""Optional extras: one guard for all imports from extras, with installation advice that fits
the way quiz was installed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from quiz.errors import QuizError

DISTRIBUTION = "quizdeck"
"""The game's name on PyPI, where another project is called "quiz"."""

_OF_EXTRA = re.compile(r"(?P<what>[^;]+?)\s*;.*\bextra\s*==\s*['\"](?P<extra>[^'\"]+)['\"]")


@contextmanager
def needs_extra(extra: str, what: str) -> Iterator[None]:
    """Turn an ImportError inside the block into a QuizError that says what to install.

    what: the feature that needs the extra, e.g. "quiz generate".
    """
    try:
        yield
    except ImportError as error:
        name = (error.name or "").partition(".")[0]
        if name == "quiz":
            raise
        fault = f"{name} is not installed"
        if not isinstance(error, ModuleNotFoundError):
            fault = f"{name or 'a part of it'} does not load: {error}"
        raise QuizError(f"{what} needs the extra {extra} ({fault}): {how_to_add(extra)}") from error


def how_to_add(extra: str) -> str:
    """The command that adds an extra to this installation."""
    if _is_source_tree() and not _is_tool():
        if "UV" in os.environ:
            return f"uv run --extra {extra} play.py"
        return f"pip install -e '.[{extra}]' in the game's folder"
    return how_to_install(requirements(extra))


def how_to_install(packages: Iterable[str]) -> str:
    """The command that installs packages into quiz's own environment."""
    named = " ".join(f'"{package}"' for package in packages)
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        return f"pipx inject {DISTRIBUTION} {named}"
    if (prefix / "uv-receipt.toml").exists() or "UV" in os.environ:
        return f'uv pip install --python "{prefix}" {named}'
    return f'"{sys.executable}" -m pip install {named}'


def requirements(extra: str) -> list[str]:
    """The packages of an extra as pip requirements."""
    try:
        every = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        every = []
    matches = (_OF_EXTRA.match(line) for line in every)
    return [match["what"] for match in matches if match and match["extra"] == extra]


def _is_tool() -> bool:
    """Whether quiz was installed as a tool by pipx or uv."""
    prefix = Path(sys.prefix)
    return any((prefix / name).exists() for name in ("pipx_metadata.json", "uv-receipt.toml"))


def _is_source_tree() -> bool:
    """Whether quiz runs from its source tree."""
    return (Path(__file__).parent.parent / "pyproject.toml").is_file()
