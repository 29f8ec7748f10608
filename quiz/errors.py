"""What goes wrong in a way that the player can understand and mend."""

from __future__ import annotations


class QuizError(Exception):
    """A failure with a message of one line: what is wrong, where, and what to do."""
