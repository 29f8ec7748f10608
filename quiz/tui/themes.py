"""The game's own themes; all of Textual's themes are available too.

Some open with a rank, see `quiz.scoring.unlocks`."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="quiz-dark",
    primary="#7aa2f7",
    secondary="#bb9af7",
    accent="#ffb454",
    warning="#e0af68",
    error="#f7768e",
    success="#73daca",
    foreground="#d5daf0",
    background="#13141f",
    surface="#1b1d2b",
    panel="#26293c",
    dark=True,
    variables={"footer-key-foreground": "#ffb454", "border-blurred": "#3b4060"},
)

LIGHT = Theme(
    name="quiz-light",
    primary="#2850c0",
    secondary="#723bb8",
    accent="#8e4700",
    warning="#7a5000",
    error="#ac2239",
    success="#096656",
    foreground="#22263a",
    background="#f6f5f0",
    surface="#ffffff",
    panel="#e7e5dc",
    dark=False,
    variables={"footer-key-foreground": "#8e4700", "border-blurred": "#b9b6a8"},
)

NEON = Theme(
    name="quiz-neon",
    primary="#4cc9ff",
    secondary="#ff6ad5",
    accent="#f9f871",
    warning="#ffb86b",
    error="#ff6f91",
    success="#5dffb0",
    foreground="#ece8ff",
    background="#10071f",
    surface="#190e2c",
    panel="#251740",
    dark=True,
    variables={"footer-key-foreground": "#f9f871", "border-blurred": "#4b3370"},
)

AMBER = Theme(
    name="quiz-amber",
    primary="#ffb000",
    secondary="#e8a87c",
    accent="#ffd866",
    warning="#ffa94d",
    error="#ff8266",
    success="#b7d968",
    foreground="#ffdfae",
    background="#140e04",
    surface="#1c1407",
    panel="#2a1f0c",
    dark=True,
    variables={"footer-key-foreground": "#ffd866", "border-blurred": "#5c4720"},
)

FOREST = Theme(
    name="quiz-forest",
    primary="#8fce7e",
    secondary="#7fd1c4",
    accent="#f2c95c",
    warning="#e8ae5f",
    error="#f58d7b",
    success="#6fdc9b",
    foreground="#dcebd9",
    background="#0f1a13",
    surface="#15231a",
    panel="#1f3025",
    dark=True,
    variables={"footer-key-foreground": "#f2c95c", "border-blurred": "#3c5646"},
)

PAPER = Theme(
    name="quiz-paper",
    primary="#1f4f8f",
    secondary="#6a3a96",
    accent="#8a4504",
    warning="#745000",
    error="#a3262a",
    success="#17613a",
    foreground="#2c241b",
    background="#f5ecd9",
    surface="#fbf5e8",
    panel="#e9dcc0",
    dark=False,
    variables={"footer-key-foreground": "#8a4504", "border-blurred": "#b7a988"},
)

OCEAN = Theme(
    name="quiz-ocean",
    primary="#62b8ff",
    secondary="#a9a6ff",
    accent="#ffd08a",
    warning="#f0b36a",
    error="#ff8a8a",
    success="#58dfc4",
    foreground="#d8ecf5",
    background="#06161f",
    surface="#0b1f2b",
    panel="#132d3c",
    dark=True,
    variables={"footer-key-foreground": "#ffd08a", "border-blurred": "#2f5266"},
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, NEON, AMBER, FOREST, PAPER, OCEAN)}
