"""Suggests known words for an unknown one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def hint(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """ "did you mean blitz?" for the most similar known word, else what was expected.

    otherwise: what to say if no known word is similar; "" for all the known words.
    """
    words = list(known)
    near = get_close_matches(word, words, 1)
    if near:
        return f"did you mean {near[0]}?"
    return otherwise or f"expected one of {', '.join(words)}"
