"""The options of a card that can be answered by choosing."""

from __future__ import annotations

from typing import NamedTuple

from quiz.decks.note import Note


class Choices(NamedTuple):
    """The wrong answers of a card, and its options if they keep the author's order or are not
    offered: the answer alone."""

    distractors: tuple[str, ...]
    options: tuple[str, ...]


def choices(note: Note, answers: tuple[str, ...]) -> Choices:
    """The options of a card with these right answers."""
    if note.extras.typed:
        return Choices((), answers[:1])
    wrong = note.distractors
    if note.extras.shuffle or not wrong:
        return Choices(wrong, ())
    options = wrong if answers[0] in wrong else (answers[0], *wrong)
    return Choices(tuple(text for text in wrong if text != answers[0]), options)
