"""The names of a facts file and of its deck."""

from __future__ import annotations

from quiz.text.normalise import slug

_WORDS = 8
# Names that do not say what the facts are about.
_NAMELESS = ("facts", "candidates", "review")


def name_for(title: str) -> str:
    """The name of a file about what has this title, without suffix; "" if it has no word in ASCII
    letters or digits."""
    return slug(title, _WORDS)


def deck_name(stem: str, title: str) -> str:
    """The name of the deck of a facts file: that of the file, or from the title if the file's own
    says nothing. stem: the file's name without suffix."""
    return name_for(title) or stem if stem.lower() in _NAMELESS else stem
