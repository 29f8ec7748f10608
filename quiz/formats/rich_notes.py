"""Notes of marked texts (`quiz.formats.marked`) on their way into a deck."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

from quiz.decks.kinds import CardsNote, OcclusionNote
from quiz.decks.note import Note
from quiz.decks.note_extras import changed
from quiz.decks.reformat import texts_of, with_texts
from quiz.formats.marked import clean, is_rich, to_markdown

PICTURE = re.compile(
    r"!\[(?P<alt>(?:\\.|\[[^\[\]\n]*\]|[^\[\]\n\\])*)\]"
    r"\((?:<(?P<within>[^<>\n]+)>|(?P<path>(?:\([^()\s]*\)|[^()\s<>])+))"
    r"(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
"""A picture in Markdown, see `path_of`."""


def finished(notes: Sequence[Note], *, markdown: bool = False) -> tuple[tuple[Note, ...], bool]:
    """The notes with their texts as the deck has them, and whether these are Markdown: if any text
    needs it, or `markdown` says so."""
    markdown = markdown or any(is_rich(text) for note in notes for text in texts_of(note))
    if not markdown:
        return tuple(notes), False
    return tuple(_as_markdown(note) for note in notes), True


def _as_markdown(note: Note) -> Note:
    note = with_texts(note, to_markdown)
    # These are never Markdown.
    category, source = map(clean, (note.extras.category, note.extras.source))
    return changed(note, extras=changed(note.extras, category=category, source=source))


def files_of(note: Note) -> set[str]:
    """The paths of the pictures and sounds that an imported note uses."""
    found: set[str] = set()

    def look(path: str) -> str:
        found.add(path)
        return path

    moved(note, look)
    return found


def moved(note: Note, path: Callable[[str], str]) -> Note:
    """The note with its pictures and sounds at other paths."""
    note = _with_media(note, path)
    if isinstance(note, OcclusionNote):
        note = replace(note, picture=path(note.picture))
    if isinstance(note, CardsNote):
        cards = tuple(_with_media(card, path) for card in note.template.cards)
        if cards != note.template.cards:
            note = replace(note, template=note.template._replace(cards=cards))
    if not any("![" in text for text in texts_of(note)):
        return note

    def place(found: re.Match[str]) -> str:
        return f"![{found['alt']}]({quote(path(path_of(found)))}{found['title'] or ''})"

    return with_texts(note, lambda text: PICTURE.sub(place, text))


def _with_media(note: Note, path: Callable[[str], str]) -> Note:
    extras = note.extras
    if not any(extras.media):
        return note
    return note.with_extras(replace(extras, media=extras.media.moved(path)))


def path_of(picture: re.Match[str]) -> str:
    """The path of the file in a match of `PICTURE`."""
    return unquote(picture["within"] or picture["path"])
