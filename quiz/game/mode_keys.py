"""The modes: the key that starts each on the home screen, and what it is about."""

from __future__ import annotations

from quiz.history.kinds import Mode

MODE_KEYS = {
    Mode.REVIEW: ("r", "What is due today"),
    Mode.LEARN: ("l", "New cards"),
    Mode.QUIZ: ("z", "Some questions, all kinds mixed"),
    Mode.BLITZ: ("b", "As many as you can before time runs out"),
    Mode.SURVIVAL: ("v", "Until your lives are gone"),
    Mode.CRAM: ("c", "Everything, then what you missed"),
    Mode.MISTAKES: ("m", "Your recent mistakes"),
    Mode.MATCH: ("i", "Pair prompts and answers against time"),
    Mode.CHALLENGE: ("n", "Ten questions, the same for all today"),
    Mode.EXAM: ("E", "No feedback until the mark at the end"),
    Mode.GRAVITY: ("g", "Type the answer before the prompt lands"),
}
"""Each mode with its key and a short sentence without a full stop."""


def about(mode: Mode) -> str:
    """What the mode is about, for its help: "Blitz: as many as …"."""
    sentence = MODE_KEYS[mode][1]
    return f"{mode.value.capitalize()}: {sentence[:1].lower()}{sentence[1:]}."
