"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def hint(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """ "did you mean blitz?" for the known word most like this one, else what was expected.

    otherwise: what to say where none is alike; "" for all the known words.
    """
    words = list(known)
    near = get_close_matches(word, words, 1)
    if near:
        return f"did you mean {near[0]}?"
    return otherwise or f"expected one of {', '.join(words)}"
