"""Marks that identify parts of a text on its way from a template to a note.

They are Unicode noncharacters, which text must not contain; `clean` removes them from all input, so
that nobody can forge them.
"""

from __future__ import annotations

import re

FIELD_START, FIELD_END = "\ufdd0", "\ufdd1"
GAP_START, GAP_NUMBERED, GAP_HINT, GAP_END = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"

_MARKS = re.compile("[\ufdd0-\ufdd5]")
_FIELDS = re.compile("[\ufdd0\ufdd1]")


def clean(text: str) -> str:
    """The text without any of our marks."""
    return _MARKS.sub("", text)


def without_fields(text: str) -> str:
    """The text without field marks."""
    return _FIELDS.sub("", text)


def segments(text: str) -> list[str]:
    """The lines of a rendered card, without blank ones; lines within one field stay together."""
    found: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if depth and found:
            found[-1] += "\n" + line
        else:
            found.append(line)
        depth = max(0, depth + line.count(FIELD_START) - line.count(FIELD_END))
    return [segment for segment in found if without_fields(segment).strip()]
