"""Decks of CrowdAnki: Anki's notes, note types and decks as JSON, without a schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from quiz.files import faults_of
from quiz.formats.anki.anki_collection import (
    AnkiCard,
    AnkiCollection,
    AnkiDeck,
    AnkiNote,
    NoteType,
)
from quiz.formats.anki.card_template import render
from quiz.formats.anki.import_collection import import_collection
from quiz.formats.anki.package import fault_of_file, files_in
from quiz.formats.anki.read_collection import note_type_of
from quiz.formats.interchange import ImportedFile, InterchangeError
from quiz.formats.text_files import json_value

MOST_BYTES = 128 * 2**20
"""The largest file to read."""

_GAP = re.compile(r"\{\{c(\d{1,3})::")
_DEEPEST = 50


def read(path: Path, *, answer: str = "") -> ImportedFile:
    """Read all decks in a file, with the pictures and sounds in the folder `media` beside it.

    answer: the field that answers. Raises InterchangeError and QuizError.
    """
    with faults_of("read", path):
        if path.stat().st_size > MOST_BYTES:
            raise InterchangeError(f"the file has more than {MOST_BYTES // 2**20} MB")
        value = json_value(path.read_bytes())
    if not isinstance(value, Mapping):
        raise InterchangeError("not a deck of CrowdAnki", 1, 1)
    media = files_in(path.parent / "media")
    return import_collection(_Reader(value).collection(), 0, media, answer, fault=fault_of_file)


class _Reader:
    def __init__(self, value: Mapping[str, Any]) -> None:
        self._value = value
        self._ids = count(1)
        self._types: dict[str, NoteType] = {}
        self._decks: dict[int, AnkiDeck] = {}
        self._notes: list[AnkiNote] = []
        self._cards: list[AnkiCard] = []

    def collection(self) -> AnkiCollection:
        """The decks as an Anki collection with new cards only."""
        decks = list(_decks(self._value, "", 0))
        for _, deck in decks:
            for model in _objects(deck, "note_models"):
                kind = note_type_of(next(self._ids), model)
                self._types[str(model.get("crowdanki_uuid", ""))] = kind
        for name, deck in decks:
            number = next(self._ids)
            self._decks[number] = AnkiDeck(number, name, str(deck.get("desc") or ""))
            for note in _objects(deck, "notes"):
                self._note(note, number)
        if not self._notes:
            raise InterchangeError("a deck of CrowdAnki without notes", 1, 1)
        types = {kind.id: kind for kind in self._types.values()}
        return AnkiCollection(0, None, types, self._decks, self._notes, self._cards)

    def _note(self, note: Mapping[str, Any], deck: int) -> None:
        kind = self._types.get(str(note.get("note_model_uuid", "")))
        number = next(self._ids)
        fields = tuple(map(str, _list(note, "fields")))
        tags = tuple(map(str, _list(note, "tags")))
        guid = str(note.get("guid") or number)
        self._notes.append(AnkiNote(number, guid, kind.id if kind else 0, tags, fields))
        if kind is not None:
            self._cards += [
                AnkiCard(next(self._ids), number, deck, ord_) for ord_ in _ords(kind, fields)
            ]


def _decks(
    value: Mapping[str, Any], above: str, depth: int
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The deck and all below it, with their names as in Anki."""
    if depth > _DEEPEST:
        raise InterchangeError(f"more than {_DEEPEST} decks in one another", 1, 1)
    name = f"{above}::{value.get('name') or 'Deck'}".removeprefix("::")
    yield name, value
    for child in _objects(value, "children"):
        yield from _decks(child, name, depth + 1)


def _ords(kind: NoteType, fields: tuple[str, ...]) -> Iterator[int]:
    """The cards that Anki makes of a note: one for each gap, or for each front that says
    something else than without fields."""
    if kind.cloze:
        numbers = {int(number) for text in fields for number in _GAP.findall(text)}
        yield from sorted(number - 1 for number in numbers if number)
        return
    values = dict(zip(kind.fields, fields, strict=False))
    for ord_, template in enumerate(kind.templates):
        if ord_ == 0 or render(template.front, values, front=True).html != _empty(template.front):
            yield ord_


@lru_cache
def _empty(front: str) -> str:
    return render(front, {}, front=True).html


def _objects(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [each for each in _list(value, name) if isinstance(each, Mapping)]


def _list(value: Mapping[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []
