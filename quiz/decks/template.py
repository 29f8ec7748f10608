"""Templates: cards that many notes share, with places for the fields of each note."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from quiz.decks.faults import excerpt
from quiz.decks.fields import suggestion
from quiz.decks.note import Note

_PLACE = re.compile(r"(\\?)\{([^{}\n]+)\}")
_WORD = re.compile(r"(?<![\\\w^}])\{(\w[\w ]+)\}")
"""Braces that look like a place, and not like part of a formula."""


class Template(NamedTuple):
    """Cards with places for fields, such as `{Word}`.

    name: in the deck; "" if the cards belong to one note. fields: the names of the fields, in
    order. cards: basic notes; () if only the name is known.
    """

    name: str = ""
    fields: tuple[str, ...] = ()
    cards: tuple[Note, ...] = ()


Templates = Mapping[str, Template | None]
"""The templates of a deck by name; None for those with faults."""


def filled(text: str, fields: Mapping[str, str]) -> str:
    r"""The text with each `{NAME}` replaced by that field; `\{NAME}` stands for the braces.

    Left out are lines all of whose fields are empty. Braces around anything else stay.
    """
    if "{" not in text:
        return text
    lines = []
    for line in text.split("\n"):
        values: list[str] = []

        def value(place: re.Match[str], values: list[str] = values) -> str:
            name = place[2]
            if name not in fields:
                return place[0]
            if place[1]:
                return place[0][1:]
            values.append(fields[name])
            return fields[name]

        put = _PLACE.sub(value, line)
        if any(values) or not values:
            lines.append(put)
    return "\n".join(lines)


def literal(text: str, names: Container[str]) -> str:
    """The text with its braces protected from `filled`."""
    return _PLACE.sub(lambda place: ("\\" if place[2] in names else "") + place[0], text)


def around(text: str, change: Callable[[str], str], names: Container[str]) -> str:
    """The text changed, but not where it names a field."""
    kept: dict[str, str] = {}

    def hidden(place: re.Match[str]) -> str:
        if place[2] not in names or place[1]:
            return place[0]
        mark = f"\ue000{len(kept)}\ue001"
        kept[mark] = place[0]
        return mark

    changed = change(_PLACE.sub(hidden, text))
    return re.sub("\ue000\\d+\ue001", lambda mark: kept.get(mark[0], mark[0]), changed)


def places(text: str, names: Container[str]) -> Iterator[str]:
    """The fields that a text names, in order."""
    for place in _PLACE.finditer(text):
        if place[2] in names and not place[1]:
            yield place[2]


def unknown_place(text: str, names: Iterable[str]) -> str:
    """What is wrong with the first place that names none of these fields; "" if all do."""
    names = list(names)
    for place in _WORD.finditer(text):
        name = place[1]
        if name not in names:
            return f"'{{{excerpt(name)}}}' names no field, {suggestion(name, names)}"
    return ""
