"""Surnames, with the particles that belong to them."""

from __future__ import annotations

import re

PARTICLES = frozenset(
    ("al", "el", "de", "van", "von", "bin", "ibn", "da", "di", "der", "du", "la", "le")
)
_SUFFIX = re.compile(r"[JS]r\.?|I{2,3}")


def surname_of(name: str) -> str:
    """The surname at the end of a name, without "Jr.": "bin Noor" of "Ali bin Noor", "Le Gall" of
    "Jean Le Gall", "Gore" of "Al Gore", and "King" of "Tom King, Jr."."""
    words = name.split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    at = len(words) - 1
    # A first name may be "Al".
    while at > 0 and (words[at - 1].lower() if at > 1 else words[0]) in PARTICLES:
        at -= 1
    return " ".join(words[at:]).rstrip(",")
