"""Reads the rows of an Anki collection, in the older schema 11 (JSON) or the newer schema 18."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from quiz.formats.anki.anki_collection import (
    IMAGE_OCCLUSION,
    AnkiCard,
    AnkiCollection,
    AnkiDeck,
    AnkiNote,
    AnkiReview,
    NoteType,
    Template,
)
from quiz.formats.anki.sqlite_file import (
    DamagedRowError,
    Database,
    open_database,
    text,
    whole,
    wholes,
)
from quiz.formats.anki.wire import number_field, read_message, text_field
from quiz.formats.interchange import InterchangeError

_NOTE_COLUMNS = "id, guid, mid, tags, flds"
_CARD_COLUMNS = (
    "id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data"
)
_REVIEW_COLUMNS = "id, cid, ease, ivl, lastIvl, factor, time, type"
_CLOZE = 1
_OCCLUSION_SCRIPT = "anki.imageOcclusion"
_MOST_TEMPLATES = 1_000
_LONGEST_TEMPLATE = 1_000_000
_MOST_MINUTES = 24 * 60

Value = TypeVar("Value")


def read_collection(path: Path) -> AnkiCollection:
    """Read the database of a collection. Raises InterchangeError."""
    with open_database(path) as database:
        return _Reader(database).collection()


class _Reader:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._damaged = 0

    def collection(self) -> AnkiCollection:
        row = next(iter(self._database.rows("col", "crt, conf, models, decks")), None)
        if row is None:
            raise InterchangeError("not an Anki collection: its table col is empty")
        crt, conf, models, listed = row
        created = _number(crt, -1)
        if not 0 <= created < 2**40:
            raise InterchangeError("not an Anki collection: its creation date is invalid")
        is_new = {"notetypes", "fields", "templates", "decks"} <= self._database.tables
        if is_new:
            types, config = self._new_types(), self._new_config()
            decks = {deck.id: deck for deck in self._sound("decks", "id, name, kind", _new_deck)}
        else:
            types, decks, config = _old_types(models), _old_decks(listed), _object(conf)
        return AnkiCollection(
            created=created,
            offset=_offset(config.get("creationOffset")),
            types=types,
            decks=decks,
            notes=sorted(self._sound("notes", _NOTE_COLUMNS, _note), key=lambda note: note.id),
            cards=list(self._sound("cards", _CARD_COLUMNS, _card)),
            reviews=self._reviews(),
            damaged=self._damaged,
        )

    # ── what both schemas share ─────────────────────────────────────────────────

    def _sound(self, table: str, columns: str, read: Callable[..., Value]) -> Iterator[Value]:
        """What `read` makes of the values of each row; damaged rows are counted."""
        for row in self._database.rows(table, columns):
            try:
                yield read(*row)
            except DamagedRowError:
                self._damaged += 1

    def _reviews(self) -> dict[int, list[AnkiReview]]:
        reviews: dict[int, list[AnkiReview]] = defaultdict(list)
        for review in self._sound("revlog", _REVIEW_COLUMNS, _review):
            reviews[review.card].append(review)
        return dict(reviews)

    # ── schema 18 ───────────────────────────────────────────────────────────────

    def _new_types(self) -> dict[int, NoteType]:
        fields = self._parts("fields")
        templates = self._parts("templates")

        def read(id_: Any, title: Any, settings: Any) -> NoteType:
            number, config = whole(id_), _message(settings)
            kind = NoteType(
                number,
                text(title),
                tuple(name for name, _ in fields.get(number, ())),
                tuple(
                    Template(name, text_field(part, 1), text_field(part, 2))
                    for name, part in templates.get(number, ())
                ),
                cloze=number_field(config, 1) == _CLOZE,
                occlusion=number_field(config, 9) == IMAGE_OCCLUSION,
                css=text_field(config, 3),
                latex=text_field(config, 5),
            )
            return _checked(kind)

        return {kind.id: kind for kind in self._sound("notetypes", "id, name, config", read)}

    def _parts(self, table: str) -> dict[int, list[tuple[str, dict[int, int | bytes]]]]:
        """Names and settings of the fields or templates of each note type, in order."""
        found: dict[int, list[tuple[str, dict[int, int | bytes]]]] = defaultdict(list)
        parts = self._sound(table, "ntid, ord, name, config", _part)
        for kind, _, name, config in sorted(parts, key=lambda part: part[1]):
            found[kind].append((name, config))
        return found

    def _new_config(self) -> dict[str, Any]:
        config = {}
        if "config" in self._database.tables:
            for key, value in self._database.rows("config", "KEY, val"):
                if text(key) == "creationOffset":
                    config["creationOffset"] = _json(value)
        return config


def _note(id_: Any, guid: Any, kind: Any, tags: Any, fields: Any) -> AnkiNote:
    number = whole(id_)
    return AnkiNote(
        number,
        text(guid).strip() or str(number),
        whole(kind),
        tuple(text(tags).split()),
        tuple(text(fields).split("\x1f")),
    )


def _card(*row: Any) -> AnkiCard:
    *numbers, data = row
    values: list[Any] = [*wholes(numbers), text(data)]
    return AnkiCard(*values)


def _review(*numbers: Any) -> AnkiReview:
    return AnkiReview(*wholes(numbers))


def _part(
    kind: Any, place: Any, name: Any, config: Any
) -> tuple[int, int, str, dict[int, int | bytes]]:
    return whole(kind), whole(place), text(name), _message(config)


def _new_deck(id_: Any, title: Any, settings: Any) -> AnkiDeck:
    number, kind = whole(id_), _message(settings)
    normal = kind.get(1)
    inner = _message(normal) if isinstance(normal, bytes) else {}
    name = text(title).replace("\x1f", "::")
    return AnkiDeck(number, name, text_field(inner, 4), filtered=2 in kind)


# ── schema 11 ───────────────────────────────────────────────────────────────────


def _old_types(models: Any) -> dict[int, NoteType]:
    types = {}
    for model in _object(models).values():
        if isinstance(model, dict):
            number = _number(model.get("id"))
            types[number] = note_type_of(number, model)
    return types


def note_type_of(number: int, model: Mapping[str, Any]) -> NoteType:
    """The note type in JSON as of schema 11, which CrowdAnki writes, too. number: its id. Raises
    InterchangeError if its templates are too many or too long."""
    kind = NoteType(
        number,
        text(model.get("name")),
        tuple(text(each.get("name")) for each in _ordered(model.get("flds"))),
        tuple(
            Template(*(text(each.get(key)) for key in ("name", "qfmt", "afmt")))
            for each in _ordered(model.get("tmpls"))
        ),
        cloze=_number(model.get("type")) == _CLOZE,
        occlusion=_number(model.get("originalStockKind")) == IMAGE_OCCLUSION,
        css=text(model.get("css")),
        latex=text(model.get("latexPre")),
    )
    return _checked(kind)


def _old_decks(decks: Any) -> dict[int, AnkiDeck]:
    found = {}
    for deck in _object(decks).values():
        if isinstance(deck, dict):
            number = _number(deck.get("id"))
            name, description = text(deck.get("name")), text(deck.get("desc"))
            filtered = bool(deck.get("dyn"))
            found[number] = AnkiDeck(number, name, description, filtered)
    return found


def _ordered(parts: Any) -> list[Mapping[str, Any]]:
    listed = parts if isinstance(parts, list) else []
    sound = [part for part in listed if isinstance(part, dict)]
    return sorted(sound, key=lambda part: _number(part.get("ord")))


# ── values ──────────────────────────────────────────────────────────────────────


def _checked(kind: NoteType) -> NoteType:
    """The note type, as one for occlusion if its script says so. Raises InterchangeError if its
    templates are too many or too long."""
    if len(kind.templates) > _MOST_TEMPLATES:
        raise InterchangeError(f"a note type has {len(kind.templates):,} cards per note")
    parts = (part for each in kind.templates for part in (each.name, each.front, each.back))
    if any(len(part) > _LONGEST_TEMPLATE for part in parts):
        raise InterchangeError(f"a card template is longer than {_LONGEST_TEMPLATE:,} characters")
    has_script = any(_OCCLUSION_SCRIPT in each.front for each in kind.templates)
    return replace(kind, occlusion=kind.occlusion or has_script)


def _offset(value: Any) -> int | None:
    """Minutes east of UTC; Anki stores minutes west."""
    if isinstance(value, int) and abs(value) <= _MOST_MINUTES:
        return -value
    return None


def _message(data: Any) -> dict[int, int | bytes]:
    try:
        return read_message(bytes(data) if isinstance(data, (bytes, bytearray)) else b"")
    except ValueError as error:
        raise DamagedRowError from error


def _json(data: Any) -> Any:
    try:
        return json.loads(text(data))
    except (ValueError, RecursionError):
        return None


def _object(data: Any) -> dict[str, Any]:
    value = _json(data)
    if not isinstance(value, dict):
        raise InterchangeError("the collection is damaged (its settings are not a JSON object)")
    return value


def _number(value: Any, otherwise: int = 0) -> int:
    try:
        return whole(value)
    except DamagedRowError:
        return otherwise
