"""The error that the player can understand and fix."""

from __future__ import annotations


class QuizError(Exception):
    """A failure with a one-line message: what is wrong, where, and what to do."""
