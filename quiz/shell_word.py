"""Names and paths in the commands that messages suggest."""

from __future__ import annotations

import shlex

from quiz.display import one_line


def shell_word(text: str) -> str:
    """A name or path as a word of a shell command, in one line."""
    return one_line(f"{'-- ' * text.startswith('-')}{shlex.quote(text)}")
