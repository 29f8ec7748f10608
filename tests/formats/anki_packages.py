"""Anki packages for tests, written row by row as Anki writes them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from quiz.formats.anki.anki_collection import (
    AnkiCard,
    AnkiCollection,
    AnkiDeck,
    AnkiNote,
    NoteType,
    Template,
)
from quiz.formats.anki.package import read
from quiz.formats.anki.write_collection import write_collection
from quiz.formats.interchange import ForeignDeck, ImportedFile
from quiz.moment import Moment

NOW = Moment(1_750_000_000_000, 0)
BACK = "{{FrontSide}}<hr id=answer>"
BASIC = ("Front", "Back")


def note_type(
    fields: Sequence[str],
    templates: Sequence[tuple[str, str, str]] = (("Card 1", "{{Front}}", BACK + "{{Back}}"),),
    name: str = "Type",
    css: str = "",
    *,
    cloze: bool = False,
    occlusion: bool = False,
) -> NoteType:
    return NoteType(
        1, name, tuple(fields), tuple(Template(*each) for each in templates),
        cloze=cloze, occlusion=occlusion, css=css,
    )  # fmt: skip


def package(
    path: Path,
    kind: NoteType,
    notes: Sequence[Sequence[str]],
    media: Mapping[str, bytes] | None = None,
    deck: str = "D",
    ords: Sequence[int] | None = None,
    tags: Sequence[str] = (),
) -> Path:
    """A package of notes of one type, each with a card for each of `ords` (all templates)."""
    numbers = range(len(kind.templates)) if ords is None else ords
    rows = [
        AnkiNote(100 + n, f"guid{n}", kind.id, tuple(tags), tuple(fields))
        for n, fields in enumerate(notes)
    ]
    cards = [
        AnkiCard(1000 + 100 * row.id + ord_, row.id, 7, ord_) for row in rows for ord_ in numbers
    ]
    collection = AnkiCollection(
        1_700_000_000, 0, {kind.id: kind}, {7: AnkiDeck(7, deck)}, rows, cards
    )
    database = path.with_suffix(".db")
    database.unlink(missing_ok=True)
    write_collection(collection, database, NOW)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(database, "collection.anki2")
        names = {str(number): name for number, name in enumerate(media or {})}
        archive.writestr("media", json.dumps(names))
        for number, data in enumerate((media or {}).values()):
            archive.writestr(str(number), data)
    return path


def taken(
    folder: Path,
    kind: NoteType,
    notes: Sequence[Sequence[str]],
    media: Mapping[str, bytes] | None = None,
    answer: str = "",
    ords: Sequence[int] | None = None,
) -> ImportedFile:
    return read(package(folder / "p.apkg", kind, notes, media, ords=ords), NOW, answer=answer)


def only(imported: ImportedFile) -> ForeignDeck:
    [deck] = imported.decks
    return deck
