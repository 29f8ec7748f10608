"""The pictures of a card: which of them go with its question, and which with its answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from quiz.card import Card, Occlusion
from quiz.text.shown import pictures

Find = Callable[[Card, str], Path | None]
"""Finds a file of a card by its path, see `Game.media_file`."""


class Cover(NamedTuple):
    """What is covered in a picture. told: whether the answer is shown."""

    occlusion: Occlusion
    told: bool


class Pictures(NamedTuple):
    """Pictures beside each other. files: those that can be opened. words: what they show, where
    they cannot be seen. faults: why others are missing. cover: what is covered in the first one."""

    files: tuple[Path, ...] = ()
    words: str = ""
    faults: tuple[str, ...] = ()
    cover: Cover | None = None


NONE = Pictures()


def pictures_of(card: Card, find: Find, *, question: bool, answer: bool) -> Pictures:
    """The pictures that go with the question, with the answer, or with both."""
    # After the answer, the same picture is shown with the asked region uncovered.
    question = question or card.occlusion is not None
    named = _named(card, card.media.image, card.media.alt, card.prompt) if question else []
    if answer:
        texts = (*card.answers, card.explanation)
        named += _named(card, card.media.answer_image, card.media.answer_alt, *texts)
    named = list(dict.fromkeys(named))
    found = [(path, find(card, path)) for path, _ in named]
    hidden = card.occlusion if found and found[0][1] is not None else None
    return Pictures(
        tuple(file for _, file in found if file is not None),
        "; ".join(alt or path.rpartition("/")[2] for path, alt in named),
        tuple(f"{path} is missing" for path, file in found if file is None),
        None if hidden is None else Cover(hidden, answer),
    )


def files_to_open(shown: Pictures) -> tuple[Path, ...]:
    """The pictures for the viewer of the system; of one with covered regions, a copy that is
    written now. Raises PictureError."""
    cover = shown.cover
    if cover is None or not shown.files:
        return shown.files
    # Pillow is loaded by the first such picture.
    from quiz.covered_picture import covered_copy

    return (covered_copy(shown.files[0], cover.occlusion, told=cover.told), *shown.files[1:])


def _named(card: Card, image: str, alt: str, *texts: str) -> list[tuple[str, str]]:
    """The paths and descriptions of a picture and of those within texts."""
    named = [(image, alt)] if image else []
    if card.markdown:
        named += [picture for text in texts for picture in pictures(text)]
    return named
