"""Pictures and sounds that the cards of a text name: those beside the file come along, and the
others are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import replace

from quiz.decks.kinds import CardsNote
from quiz.decks.note import Gap, Note
from quiz.decks.reformat import with_texts
from quiz.formats.interchange import ImportedFile, MediaFile
from quiz.formats.left_out import named, some
from quiz.formats.media_names import MediaNames
from quiz.formats.rich_notes import PICTURE, files_of, moved, path_of
from quiz.text.escaping import escape_markdown
from quiz.wording import counted

_PICTURE = re.compile(f"(?P<space> ?){PICTURE.pattern}")

FindFile = Callable[[str], MediaFile | None]
"""Finds a file by its path as the text names it; None if there is none beside the text."""


def with_local_media(imported: ImportedFile, find: FindFile) -> ImportedFile:
    """The decks with the files that their notes name. Where a file is missing, its alternative text
    stays; a card that only showed it is left out."""
    missing: list[str] = []
    lost: list[str] = []
    decks = []
    for deck in imported.decks:
        notes = deck.deck.notes
        wanted = _in_order(notes)
        if deck.media or not wanted:
            decks.append(deck)
            continue
        files = {path: file for path in wanted if (file := find(path)) is not None}
        names = MediaNames(files)
        places = {path: place for path in files if (place := names.path(path))}
        missing += [path for path in wanted if path not in places]
        kept = []
        for note in notes:
            left = _without(note, places)
            if left is None:
                lost.append(_named(note))
            else:
                kept.append(left)
        # A path that a card names in a key of its own stays, so that the file can be added later.
        all_places = {path: path for path in wanted} | places
        found = tuple(moved(note, all_places.__getitem__) for note in kept)
        if found:
            media = names.used(places.values())
            decks.append(replace(deck, deck=replace(deck.deck, notes=found), media=media))
    left_out = list(imported.left_out)
    if missing:
        left_out.append(named(missing, "file not beside the text", "files not beside the text"))
    if lost:
        what = "prompt or answer was only such a file"
        left_out.append(f"{counted(len(lost), 'card')} whose {what}: {some(lost)}")
    return replace(imported, decks=tuple(decks), left_out=tuple(left_out))


def _named(note: Note) -> str:
    """The first card of a note, with "…" for what only a picture shows."""
    face = next(iter(note.faces()))
    sides = (PICTURE.sub("", side).strip() or "…" for side in (face.prompt, face.answers[0]))
    return " → ".join(" ".join(side.split()) for side in sides)


def _in_order(notes: Iterable[Note]) -> list[str]:
    return list(dict.fromkeys(path for note in notes for path in sorted(files_of(note))))


def _without(note: Note, known: Container[str]) -> Note | None:
    """The note without pictures whose paths are not known; None if a side was nothing else."""
    if isinstance(note, CardsNote):
        cards = [_without(card, known) for card in note.template.cards]
        left = tuple(card for card in cards if card is not None)
        template = note.template._replace(cards=left)
        return replace(note, template=template) if left else None

    def text(old: str) -> str:
        pictures = list(PICTURE.finditer(old))
        there = [path_of(found) in known or _is_its_name(found) for found in pictures]
        if there and not any(there) and not PICTURE.sub("", old).strip():
            # What a picture shows in words is often no more than its name.
            return ""

        def left(each: re.Match[str]) -> str:
            path = path_of(each)
            is_named = each["alt"] in ("picture", path.rpartition("/")[2].rpartition(".")[0])
            if path in known:
                return each[0]
            return "" if is_named or not each["alt"] else each["space"] + each["alt"]

        return _PICTURE.sub(left, old)

    changed = with_texts(note, text)
    return None if _is_empty(changed) else changed


def _is_its_name(picture: re.Match[str]) -> bool:
    """Whether a picture stands for a text that may be no more than the name of a file."""
    return picture["alt"] == escape_markdown(path_of(picture))


def _is_empty(note: Note) -> bool:
    values = note.values()
    for field in note.form:
        if not field.needed:
            continue
        value = values[field.key]
        texts = value if isinstance(value, tuple) else (value,)
        # Between two gaps there may be only a space.
        said = [text.answer for text in texts if isinstance(text, Gap)] or texts
        if any(isinstance(text, str) and not text.strip() for text in said):
            return True
    return False
