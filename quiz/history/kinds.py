"""Modes, inputs and kinds of marks; the history stores their values."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """The ways to play a round."""

    REVIEW = "review"
    LEARN = "learn"
    QUIZ = "quiz"
    BLITZ = "blitz"
    SURVIVAL = "survival"
    CRAM = "cram"
    MISTAKES = "mistakes"


class Input(StrEnum):
    """How the player gave the answer."""

    TYPED = "typed"
    CHOICE = "choice"
    REVEAL = "reveal"
    TRUE_FALSE = "true-false"
    LIST = "list"
    SEQUENCE = "sequence"
    ELSEWHERE = "elsewhere"
    """Answered in another program, whose history was imported."""


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
