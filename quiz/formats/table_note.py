# ruff: noqa: SIM905 (a list of words reads best as words)
"""Supplies the fields of a note from a row of a table, as this game writes them."""

from __future__ import annotations

import re
from typing import Any

from quiz.decks.cloze_text import parse_cloze
from quiz.decks.faults import UnfitError
from quiz.decks.fields import fold, truth_of
from quiz.decks.note import FormField, Shape
from quiz.decks.reader import node_from
from quiz.decks.yaml_nodes import Node
from quiz.formats.field_names import PICTURE

ITEM = "\n"
OTHER_NAME = " | "
"""`ITEM` separates values in one cell, `OTHER_NAME` the names of one list item."""

MANY = re.compile("[;|]")
_TRUE = frozenset(
    "t true wahr richtig vrai verdadero vero verdadeiro правда верно prawda 对 正确".split()
)
_FALSE = frozenset("f false falsch faux falso ложь неверно fałsz 错 错误".split())


class TableNote:
    """Supplies a note's fields from a row with prompt and answer. Raises UnfitError, ClozeError."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values
        self._cells = iter((values.get("prompt", ""), values.get("answer", "")))

    def value(self, field: FormField) -> Any:
        """The others from their own cell, all else from the next of prompt and answer."""
        if field.shape is Shape.OTHERS:
            return several(self._values.get(field.key, ""))
        text = next(self._cells).strip()
        lines = tuple(line.strip() for line in text.split(ITEM) if line.strip())
        truth = truth_of(text)
        is_list = field.shape in (Shape.SEVERAL, Shape.ITEMS)
        if len(lines) < 1 + is_list or (field.shape is Shape.TRUTH and truth is None):
            raise UnfitError("a cell does not hold what its kind of note needs")
        match field.shape:
            case Shape.SEVERAL:
                return lines
            case Shape.ITEMS:
                return tuple(
                    tuple(name.strip() for name in line.split(OTHER_NAME)) for line in lines
                )
            case Shape.GAPS:
                return parse_cloze(text)
            case Shape.TRUTH:
                return truth
        return text

    def node(self, field: FormField) -> Node | None:
        """Lists and mappings of texts."""
        firsts = {"fields": "prompt", "cards": "answer", "occlusion": "prompt", "regions": "answer"}
        cell = firsts.get(field.key, PICTURE + field.key)
        return node_from(self._values.get(cell, ""), field)


def several(cell: str, separators: re.Pattern[str] = MANY) -> tuple[str, ...]:
    """The values in a cell: its lines, or what stands between separators."""
    texts = cell.split(ITEM) if ITEM in cell else separators.split(cell)
    return tuple(text.strip() for text in texts if text.strip())


def said_truth(cell: str) -> bool | None:
    """Whether a cell says that a statement is true, in some languages; None for anything else."""
    word = fold(cell)
    return True if word in _TRUE else False if word in _FALSE else None
