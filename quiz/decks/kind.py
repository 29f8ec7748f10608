"""The kinds of cards."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How a card is asked. The value is what the history stores."""

    BASIC = "basic"
    CLOZE = "cloze"
    TERM = "term"
    LIST = "list"
    SEQUENCE = "sequence"
    TRUE_FALSE = "true-false"
