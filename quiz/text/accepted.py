"""What may be typed for an answer of a deck, where its author's notation has several readings."""

from __future__ import annotations

from quiz.text.notation import readings
from quiz.text.shown import rendered


def accepted(text: str, *, markdown: bool, strict: bool, language: str = "") -> tuple[str, ...]:
    """The texts that count as this answer, each once; the first is the answer as it is shown.

    They are: the rendered text, the same with its formulas in TeX, and the readings of a notation
    (see `quiz.text.notation`) unless the answer is strict or has code or a formula in it.
    """
    found = rendered(text, markdown=markdown)
    texts = [found.plain]
    if found.typed:
        texts.append(found.typed)
    if not strict and not found.is_exact:
        texts += readings(found.plain, language)
    return tuple(dict.fromkeys(texts))
