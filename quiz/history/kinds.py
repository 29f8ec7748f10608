"""Modes, inputs and kinds of marks; the history stores their values."""

from __future__ import annotations

from enum import StrEnum

from quiz.card import Input as Input


class Mode(StrEnum):
    """The ways to play a round."""

    REVIEW = "review"
    LEARN = "learn"
    QUIZ = "quiz"
    BLITZ = "blitz"
    SURVIVAL = "survival"
    CRAM = "cram"
    MISTAKES = "mistakes"
    MATCH = "match"
    CHALLENGE = "challenge"
    EXAM = "exam"
    GRAVITY = "gravity"


UNSCHEDULED = frozenset({Mode.CRAM, Mode.MATCH})
"""Modes that leave the schedule alone."""


class MarkKind(StrEnum):
    """What a player can do to a card other than answering it."""

    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"
    UNBURY = "unbury"
    FLAG = "flag"
    UNFLAG = "unflag"
    RESET = "reset"
    HAND_ON = "hand on"
    """The card is gone, and its progress was handed to the card that continues it."""
