"""The game's own themes; all of Textual's themes are available too.

Some open with a rank, see `quiz.scoring.unlocks`."""

from __future__ import annotations

from typing import Any

from textual.theme import Theme

_COLOURS = (
    "primary", "secondary", "accent", "warning", "error", "success", "foreground", "background",
    "surface", "panel", "border",
)  # fmt: skip


def _theme(name: str, colours: str, *, dark: bool = True) -> Theme:
    """A theme. colours: those of `_COLOURS`, in this order."""
    named: dict[str, Any] = dict(zip(_COLOURS, colours.split(), strict=True))
    border = named.pop("border")
    variables = {"footer-key-foreground": named["accent"], "border-blurred": border}
    return Theme(name=f"quiz-{name}", dark=dark, variables=variables, **named)


DARK = _theme(
    "dark",
    "#7aa2f7 #bb9af7 #ffb454 #e0af68 #f7768e #73daca #d5daf0 #13141f #1b1d2b #26293c #3b4060",
)
LIGHT = _theme(
    "light",
    "#2850c0 #723bb8 #8e4700 #7a5000 #ac2239 #096656 #22263a #f6f5f0 #ffffff #e7e5dc #b9b6a8",
    dark=False,
)
NEON = _theme(
    "neon",
    "#4cc9ff #ff6ad5 #f9f871 #ffb86b #ff6f91 #5dffb0 #ece8ff #10071f #190e2c #251740 #4b3370",
)
AMBER = _theme(
    "amber",
    "#ffb000 #e8a87c #ffd866 #ffa94d #ff8266 #b7d968 #ffdfae #140e04 #1c1407 #2a1f0c #5c4720",
)
FOREST = _theme(
    "forest",
    "#8fce7e #7fd1c4 #f2c95c #e8ae5f #f58d7b #6fdc9b #dcebd9 #0f1a13 #15231a #1f3025 #3c5646",
)
PAPER = _theme(
    "paper",
    "#1f4f8f #6a3a96 #8a4504 #745000 #a3262a #17613a #2c241b #f5ecd9 #fbf5e8 #e9dcc0 #b7a988",
    dark=False,
)
OCEAN = _theme(
    "ocean",
    "#62b8ff #a9a6ff #ffd08a #f0b36a #ff8a8a #58dfc4 #d8ecf5 #06161f #0b1f2b #132d3c #2f5266",
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, NEON, AMBER, FOREST, PAPER, OCEAN)}
