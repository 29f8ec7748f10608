"""Which answers and distractors of a note are the same to a player."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quiz.decks.fields import fold
from quiz.text.shown import rendered, shown


def folding(*, strict: bool, markdown: bool) -> Callable[[str], str]:
    """What makes answers and distractors equal that are the same to a player."""
    fold_ = str.strip if strict else fold
    return lambda text: fold_(shown(text, markdown=markdown))


def are_code(answers: Iterable[str], *, markdown: bool) -> bool:
    """Whether all of these answers are code. markdown: whether they are Markdown at all."""
    return markdown and all(rendered(text, markdown=True).is_code for text in answers)
