"""Several rows of a table with one prompt: a card with several answers, or several senses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quiz.decks.fields import fold
from quiz.decks.kinds import BasicNote
from quiz.decks.limits import OTHERS
from quiz.decks.note import Note


def joined_notes(notes: Iterable[Note], joined: list[str] | None = None) -> list[Note]:
    """The notes, with those of one prompt joined: into one with all answers or, if their categories
    tell them apart, into several senses, such as "bank (noun)". Notes with ids stay apart.

    joined: receives the prompts.
    """
    groups: dict[object, list[Note]] = {}
    senses: Counter[str] = Counter()
    for number, note in enumerate(notes):
        if isinstance(note, BasicNote) and not note.extras.id:
            key = fold(note.prompt), note.extras.category
            senses[key[0]] += key not in groups
            groups.setdefault(key, []).append(note)
        else:
            groups[number] = [note]
    kept: list[Note] = []
    for group in groups.values():
        same = [note for note in group if isinstance(note, BasicNote)]
        if same and same[0].extras.category and senses[fold(same[0].prompt)] > 1:
            same = [
                replace(note, prompt=f"{note.prompt} ({note.extras.category})") for note in same
            ]
        if joined is not None and same[1:]:
            joined.append(same[0].prompt)
        kept += _one(same) if same[1:] else same or group
    return kept


def _one(notes: Sequence[BasicNote]) -> list[BasicNote]:
    """One note with the answers of all, each once, as far as a note can have them."""
    first = notes[0]
    answers = {
        fold(text): text for note in reversed(notes) for text in (*note.accept[::-1], note.answer)
    }
    accept = tuple(text for key, text in reversed(answers.items()) if key != fold(first.answer))
    if len(accept) > OTHERS.most:
        return list(notes)
    wrong = {fold(text): text for note in notes for text in note.distractors}
    tags = dict.fromkeys(tag for note in notes for tag in note.extras.tags)
    explanations = dict.fromkeys(note.extras.explanation for note in notes)
    extras = replace(
        first.extras,
        explanation="\n\n".join(text for text in explanations if text),
        tags=tuple(tags),
    )
    right = {fold(first.answer), *answers}
    distractors = tuple(text for key, text in wrong.items() if key not in right)
    return [replace(first, accept=accept, distractors=distractors, extras=extras)]
