"""This game's own exchange format: a complete deck with its history, as JSON.

    {"quiz": "deck", "version": 1, "name": …, "title": …, …, "cards": [{"prompt": …, …}, …],
     "players": [{"id": …, "name": …}],
     "history": [{"note": "id:capital", "part": 0, "what": "answer", "id": …, …}, …]}

The cards have the same keys as in a deck file. The history has the effective answers, the memories
imported from other programs, and the marks of suspended and flagged cards, each with the id of its
player. On import, they become those of the importing player; the names are for human readers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from quiz.card import Media
from quiz.decks.deck import Deck
from quiz.decks.faults import Findings, UnfitError
from quiz.decks.field_reader import FieldReader
from quiz.decks.fields import FORMATS, MEDIA, format_of
from quiz.decks.kinds import note_type
from quiz.decks.kinds.cards import at_home, read_templates, templates_of, with_template
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.decks.template import Template
from quiz.decks.writer import note_fields, template_fields
from quiz.decks.yaml_nodes import node_of
from quiz.formats.event_json import Fields, event_fields, read_event
from quiz.formats.interchange import (
    ExportedDeck,
    ExportedFile,
    ForeignDeck,
    ImportedFile,
    InterchangeError,
    KeptEvent,
)
from quiz.formats.json_card import JsonCard
from quiz.formats.json_objects import read_value
from quiz.formats.text_files import json_value
from quiz.history.events import Mark, MarkKind, Rerate, Undo

VERSION = 1
_HEAD = ("description", "language", "source", "folder", "format")
_MARKS = (MarkKind.SUSPEND, MarkKind.FLAG)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write the whole deck."""
    deck = exported.deck
    head: dict[str, Any] = {"quiz": "deck", "version": VERSION, "name": exported.name}
    head["title"] = deck.title
    head |= {field: getattr(deck, field) for field in _HEAD if getattr(deck, field)}
    if deck.tags:
        head["tags"] = list(deck.tags)
    if deck.strict:
        head["strict"] = True
    templates = templates_of(deck)
    if templates:
        head["templates"] = template_fields(templates)
    head["cards"] = [note_fields(at_home(note, templates)) for note in deck.notes]
    history = list(_history(exported))
    if history:
        head["players"] = [{"id": key, "name": name} for key, name in exported.players.items()]
        head["history"] = history
    text = json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False)
    return ExportedFile(f"{text}\n".encode("utf-8", "replace"))


def read(data: bytes, name: str, wanted: Mapping[str, str] | None = None) -> ImportedFile:
    """Read the deck in a file like those from `write`, or the cards of another program. name: of
    the file. wanted: the player's choice of fields in the latter, see `read_objects`.

    Raises InterchangeError with the position of the fault: the line if it is not JSON, else the
    value, such as "cards[2].answer".
    """
    value = json_value(data)
    if not isinstance(value, dict) or value.get("quiz") != "deck":
        return read_value(value, name, wanted or {})
    head = Fields(value, "")
    head.version(VERSION)
    templates = _templates(head)
    notes = tuple(
        _note(Fields(card, f"cards[{n}]"), templates) for n, card in enumerate(head.items("cards"))
    )
    if not notes:
        raise InterchangeError("'cards' is empty, expected at least one card")
    kept = tuple(
        _kept_event(Fields(event, f"history[{n}]"))
        for n, event in enumerate(head.items("history", optional=True))
    )
    deck = Deck(
        title=head.text("title"),
        notes=notes,
        description=head.text("description", optional=True),
        language=head.text("language", optional=True),
        tags=head.texts("tags"),
        source=head.text("source", optional=True),
        folder=head.text("folder", optional=True),
        strict=_truth(head, "strict") or False,
        format=_format(head),
        templates=tuple(templates.values()),
    )
    return ImportedFile((ForeignDeck(head.text("name", optional=True) or name, deck, kept=kept),))


def _templates(head: Fields) -> dict[str, Template]:
    value = head.get("templates")
    if value is None:
        return {}
    findings = Findings("")
    strict, markdown = _truth(head, "strict") or False, _format(head) == "markdown"
    found = read_templates(FieldReader(findings), node_of(value), strict=strict, markdown=markdown)
    if findings.has_faults:
        raise head.unfit(f"templates: {findings.faults(1)[0].message}")
    return {name: template for name, template in found.items() if template is not None}


def _format(head: Fields) -> str:
    named = format_of(head.text("format", optional=True))
    if named is None:
        raise head.wrong("format", " or ".join(FORMATS))
    return named


def _note(card: Fields, templates: Mapping[str, Template]) -> Note:
    keys = card.keys()
    extras = Extras(
        card.text("id", optional=True),
        card.text("category", optional=True),
        card.text("hint", optional=True),
        card.text("explanation", optional=True),
        card.text("source", optional=True),
        card.texts("tags"),
        strict=_truth(card, "strict"),
        tolerance=card.text("tolerance", optional=True),
        shuffle=_truth(card, "shuffle") is not False,
        typed=_truth(card, "typed") is True,
        media=Media(*(card.text(key, optional=True) for key in MEDIA)),
    )
    try:
        note = note_type(keys).of(JsonCard(card), extras)
    except UnfitError as error:
        raise card.unfit(str(error)) from error
    return with_template(note, templates)


def _truth(fields: Fields, name: str) -> bool | None:
    return None if fields.get(name) is None else fields.truth(name)


def _history(exported: ExportedDeck) -> Iterator[dict[str, Any]]:
    parts: dict[str, int] = {}
    for card in exported.cards:
        part = parts.get(card.note, 0)
        parts[card.note] = part + 1
        place = {"note": card.note, "part": part}
        for answer in exported.answers.get(card.key, ()):
            yield place | event_fields(answer)
        for placement in exported.placements.get(card.key, ()):
            yield place | event_fields(placement)
        for kind in _MARKS:
            mark = exported.marks.get((card.key, kind))
            if mark is not None:
                yield place | event_fields(mark)


def _kept_event(fields: Fields) -> KeptEvent:
    event = read_event(fields)
    if isinstance(event, Undo | Rerate) or (isinstance(event, Mark) and event.kind not in _MARKS):
        raise fields.wrong("what", "answer, memory, suspend or flag")
    return KeptEvent(fields.text("note"), fields.integer("part", 0, 10_000), event)
