"""Writes a deck as YAML, the way an author would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, groupby
from typing import Any

import yaml

from quiz.decks.cloze_text import format_cloze
from quiz.decks.deck import Deck
from quiz.decks.kinds.cards import at_home, templates_of
from quiz.decks.note import Note, Shape
from quiz.decks.template import Template

WIDTH = 100

_QUOTED = re.compile(r"[\n\t\x85\u2028\u2029\ufeff]|\A\s|\s\Z")
_BEYOND_BMP = re.compile(r"[\U00010000-\U0010ffff]")
_LISTED = re.compile(r"^  - .*(?:\n    .*)*", re.MULTILINE)
"""An item of a list in a note, as libyaml writes it: not indented below its key."""
_LINE = re.compile("^(?=.)", re.MULTILINE)


def dump_deck(deck: Deck) -> str:
    """The text of a deck file; `load_deck` reads the same deck from it."""
    text = dump_fields(head_fields(deck)) + "cards:\n"
    templates = templates_of(deck)
    return text + _items([at_home(note, templates) for note in deck.notes], 2)


def as_read(deck: Deck, text: str) -> Deck:
    """The deck as `load_deck` reads it from the text of `dump_deck`: with the line of each note."""
    lines = text.split("\n")
    start = lines.index("cards:")
    places = [n for n, line in enumerate(lines[start:], start + 1) if line.startswith("  - ")]
    notes = (
        note.with_extras(replace(note.extras, line=line))
        for note, line in zip(deck.notes, places, strict=True)
    )
    return replace(deck, notes=tuple(notes), templates=tuple(templates_of(deck).values()))


def schema_line(schema: str) -> str:
    """The first line of a deck, which tells editors its JSON Schema; "" without one."""
    return f"# yaml-language-server: $schema={schema}\n" if schema else ""


def head_fields(deck: Deck) -> dict[str, Any]:
    """The keys of a deck except its cards, in the order written, without absent ones."""
    return {"title": deck.title} | present(
        format=deck.format,
        description=deck.description,
        language=deck.language,
        tags=list(deck.tags),
        source=deck.source,
        folder=deck.folder,
        strict=deck.strict,
        templates=template_fields(templates_of(deck)),
    )


def template_fields(templates: Mapping[str, Template]) -> dict[str, Any]:
    """The value of the key `templates`."""
    return {
        template.name: {
            "fields": list(template.fields),
            "cards": [note_fields(card) for card in template.cards],
        }
        for template in templates.values()
    }


def dump_note(note: Note, indent: int = 2) -> str:
    """One note as an item of the list of cards. indent: in spaces."""
    return _items([note], indent)


def _items(notes: Iterable[Note], indent: int) -> str:
    alike = groupby(map(note_fields, notes), _dumper)
    return "".join(_indented(dump_fields(fields, dumper), " " * indent) for dumper, fields in alike)


def _indented(text: str, pad: str) -> str:
    text = _LISTED.sub(lambda item: "  " + item[0].replace("\n", "\n  "), text)
    # Only line feeds break lines here; other line ends are escaped in quotes.
    return _LINE.sub(pad, text)


def dump_value(value: dict[str, Any] | list[Any]) -> str:
    """A mapping or a list as it is in a deck, for one field of a form or one cell of a table;
    `quiz.decks.reader.node_from` reads it."""
    return dump_fields(value).rstrip("\n") if value else ""


def note_fields(note: Note) -> dict[str, Any]:
    """The keys of a note in the order in which they are written; absent ones are left out."""
    fields = {
        field.key: _plain(field.shape, value)
        for field, value, _ in note.told()
        if value or field.shape is not Shape.OTHERS
    }
    extras = note.extras
    return (
        fields
        | (present(**extras.media._asdict()) if any(extras.media) else {})
        | present(
            category=extras.category,
            hint=extras.hint,
            explanation=extras.explanation,
            source=extras.source,
            tags=list(extras.tags),
            id=extras.id,
            tolerance=extras.tolerance,
        )
        | ({} if extras.strict is None else {"strict": extras.strict})
        | ({} if extras.shuffle else {"shuffle": False})
        | present(typed=extras.typed)
    )


def _plain(shape: Shape, value: Any) -> Any:
    """The value of a field as YAML and JSON have it."""
    match shape:
        case Shape.OTHERS | Shape.SEVERAL:
            return list(value)
        case Shape.ITEMS:
            return [names[0] if len(names) == 1 else list(names) for names in value]
        case Shape.GAPS:
            return format_cloze(value)
        case Shape.NOTES:
            return [note_fields(note) for note in value]
    return value


def field_text(shape: Shape, value: Any) -> str:
    """The value of a field that is no list, as one text of a form or a table."""
    plain = _plain(shape, value)
    match shape:
        case Shape.TRUTH:
            return "true" if plain else "false"
        case Shape.DATA | Shape.NOTES:
            return dump_value(plain)
    return str(plain)


def present(**fields: Any) -> dict[str, Any]:
    """The fields that are not empty."""
    return {key: value for key, value in fields.items() if value}


class OneLine(list[Any]):
    """A list to write on one line, in brackets."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Always indent."""
        super().increase_indent(flow, False)


_FastDumper = getattr(yaml, "CSafeDumper", _Dumper)
"""libyaml's, four times as fast. It escapes emoji, and indents no list below its key."""


def _dumper(fields: dict[str, Any]) -> Any:
    """The fast one, unless these fields have what it does not write as an author would."""
    for value in fields.values():
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, list | dict) or (
                isinstance(text, str) and _BEYOND_BMP.search(text)
            ):
                return _Dumper
    return _FastDumper


_RESOLVERS = yaml.SafeDumper.yaml_implicit_resolvers
_NUMBERS = yaml.representer.SafeRepresenter()


def _events(value: Any) -> Iterator[yaml.Event]:
    """What YAML says of a value. Numbers stand on one line."""
    if isinstance(value, str):
        yield _text_event(value)
    elif isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for key, each in value.items():
            yield _text_event(key)
            if isinstance(each, str):
                # Most are, and a generator for each would take long.
                yield _text_event(each)
            else:
                yield from _events(each)
        yield yaml.MappingEndEvent()
    elif isinstance(value, Iterable):
        flow = isinstance(value, OneLine) or _are_numbers(value)
        yield yaml.SequenceStartEvent(None, None, True, flow_style=flow)
        for each in value:
            yield from _events(each)
        yield yaml.SequenceEndEvent()
    else:
        number = _NUMBERS.represent_data(value).value
        yield yaml.ScalarEvent(None, None, (True, False), number)


def _text_event(text: str) -> yaml.Event:
    style = '"' if _QUOTED.search(text) else None
    return yaml.ScalarEvent(None, None, (_is_text(text), True), text, style=style)


def _are_numbers(values: Iterable[Any]) -> bool:
    return isinstance(values, list) and {*map(type, values)} in ({int}, {float}, {int, float})


def _is_text(value: str) -> bool:
    """Whether YAML takes a word without quotes for a text, and for no number, date or truth."""
    return not any(word.match(value) for _, word in _RESOLVERS.get(value[:1], ()))


def dump_fields(value: Any, dumper: Any = _Dumper) -> str:
    """Keys with their values, or a list, not indented."""
    events = chain(
        (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False)),
        _events(value),
        (yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()),
    )
    return str(yaml.emit(events, Dumper=dumper, allow_unicode=True, width=WIDTH))
