"""Themes that open with a rank. All other themes are open to everyone.

    theme         opens at level  with the rank
    ────────────  ──────────────  ─────────────
    quiz-neon     2               Player One
    quiz-amber    4               Button Masher
    quiz-forest   7               Combo Starter
    quiz-paper    10              Streak Chaser
    quiz-ocean    14              Bonus Hunter
    ────────────  ──────────────  ─────────────

The theme in use stays open, whatever the level: of another player of the same settings, or written
into the settings file by hand.
"""

from __future__ import annotations

from quiz.scoring.level import RANKS

OPENS = {"quiz-neon": 2, "quiz-amber": 4, "quiz-forest": 7, "quiz-paper": 10, "quiz-ocean": 14}
"""The level at which each of these themes opens."""


def locked(level: int, used: str) -> dict[str, str]:
    """The themes that are not open at this level, and when each opens: "level 4, Button Masher".

    used: the theme in use.
    """
    ranks = dict(RANKS)
    return {
        theme: f"level {opens}, {ranks[opens]}"
        for theme, opens in OPENS.items()
        if level < opens and theme != used
    }


def opened(before: int, level: int) -> list[str]:
    """The themes that opened between two levels."""
    return [theme for theme, opens in OPENS.items() if before < opens <= level]
