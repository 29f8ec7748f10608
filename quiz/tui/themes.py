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
    primary="#2e5bd7",
    secondary="#7a3fc4",
    accent="#b35a00",
    warning="#8a5a00",
    error="#b3243b",
    success="#0b7564",
    foreground="#22263a",
    background="#f6f5f0",
    surface="#ffffff",
    panel="#e7e5dc",
    dark=False,
    variables={"footer-key-foreground": "#b35a00", "border-blurred": "#b9b6a8"},
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
