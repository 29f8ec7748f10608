"""Checks a search from the command line."""

from __future__ import annotations

from quiz.display import one_line
from quiz.errors import QuizError
from quiz.settings.filters import fault_of


def checked_search(search: str) -> str:
    """The search itself. Raises QuizError for a filter that means nothing."""
    if fault := fault_of(search):
        raise QuizError(one_line(fault))
    return search
