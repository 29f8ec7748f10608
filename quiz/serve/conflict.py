"""What is raised if two processes work for one member at once."""

from __future__ import annotations

from quiz.errors import QuizError


class ConflictError(QuizError):
    """Another process did something for this member at the same moment."""
