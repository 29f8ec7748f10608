"""The game's own two themes; all of Textual's themes are available too."""

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

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
