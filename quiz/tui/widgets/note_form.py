"""The fields of a note, and the note that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quiz.card import Kind
from quiz.decks.cloze import ClozeError, format_cloze, parse_cloze
from quiz.decks.fields import TRUTH
from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Extras,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)


@dataclass(frozen=True, slots=True)
class Field:
    """name: as in a deck file. title: as shown. lines: whether it has one entry a line."""

    name: str
    title: str
    lines: bool = False


_BAR = re.compile(r"(?<!\\)\|")
"""Between the names of an item; a bar within a name is written with a backslash before it."""

_ACCEPT = Field("accept", "Other right answers, one a line", True)
_WRONG = Field("distractors", "Wrong answers, one a line", True)

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.BASIC: (Field("prompt", "Prompt"), Field("answer", "Answer"), _ACCEPT, _WRONG),
    Kind.CLOZE: (Field("cloze", "Text with {{gaps}}, {{answer::hint}}"), _WRONG),
    Kind.TERM: (Field("term", "Term"), Field("definition", "Definition"), _ACCEPT, _WRONG),
    Kind.LIST: (
        Field("prompt", "Prompt"),
        Field("list", "Items, one a line; | before other names", True),
    ),
    Kind.SEQUENCE: (
        Field("prompt", "Prompt"),
        Field("sequence", "Steps in order, one a line", True),
    ),
    Kind.TRUE_FALSE: (Field("statement", "Statement"), Field("answer", "true or false")),
}
EXTRAS = (
    Field("category", "Category"),
    Field("hint", "Hint"),
    Field("explanation", "Explanation"),
)


def kind_of(note: Note) -> Kind:
    """The kind of cards that a note makes."""
    match note:
        case BasicNote():
            return Kind.BASIC
        case ClozeNote():
            return Kind.CLOZE
        case TermNote():
            return Kind.TERM
        case ListNote():
            return Kind.LIST
        case SequenceNote():
            return Kind.SEQUENCE
        case TrueFalseNote():
            return Kind.TRUE_FALSE


def texts_of(note: Note) -> dict[str, str]:
    """What stands in each field for this note."""
    texts: dict[str, str] = {}
    match note:
        case BasicNote():
            texts = {"prompt": note.prompt, "answer": note.answer}
            texts |= {"accept": _joined(note.accept), "distractors": _joined(note.distractors)}
        case ClozeNote():
            texts = {"cloze": format_cloze(note.parts), "distractors": _joined(note.distractors)}
        case TermNote():
            texts = {"term": note.term, "definition": note.definition}
            texts |= {"accept": _joined(note.accept), "distractors": _joined(note.distractors)}
        case ListNote():
            items = (" | ".join(name.replace("|", r"\|") for name in item) for item in note.items)
            texts = {"prompt": note.prompt, "list": "\n".join(items)}
        case SequenceNote():
            texts = {"prompt": note.prompt, "sequence": _joined(note.steps)}
        case TrueFalseNote():
            texts = {"statement": note.statement, "answer": "true" if note.truth else "false"}
    extras = note.extras
    return texts | {
        "category": extras.category,
        "hint": extras.hint,
        "explanation": extras.explanation,
    }


def empty_field(kind: Kind, texts: dict[str, str]) -> Field | None:
    """The first field that such a note needs and that is empty; None when there is none."""
    for field in FIELDS[kind]:
        if not texts.get(field.name, "").strip() and field not in (_ACCEPT, _WRONG):
            return field
    return None


def note_of(kind: Kind, texts: dict[str, str], before: Extras) -> Note | str:
    """The note that the fields make, or what is missing in one line.

    before: gives what has no field: id, source, tags, and how answers are compared.
    """
    text = {name: value.strip() for name, value in texts.items()}
    empty = empty_field(kind, text)
    if empty is not None:
        return f"{empty.title.split(',')[0]} is still empty"
    extras = replace(
        before,
        category=text.get("category", ""),
        hint=text.get("hint", ""),
        explanation=text.get("explanation", ""),
        line=0,
    )
    accept, wrong = _split(text.get("accept", "")), _split(text.get("distractors", ""))
    match kind:
        case Kind.BASIC:
            return BasicNote(text["prompt"], text["answer"], accept, wrong, extras)
        case Kind.CLOZE:
            try:
                return ClozeNote(parse_cloze(text["cloze"]), wrong, extras)
            except ClozeError as error:
                return str(error)
        case Kind.TERM:
            return TermNote(text["term"], text["definition"], accept, wrong, extras)
        case Kind.LIST:
            items = tuple(
                tuple(
                    name for part in _BAR.split(line) if (name := part.strip().replace(r"\|", "|"))
                )
                for line in _split(text["list"])
            )
            return ListNote(text["prompt"], tuple(item for item in items if item), extras)
        case Kind.SEQUENCE:
            return SequenceNote(text["prompt"], _split(text["sequence"]), extras)
        case Kind.TRUE_FALSE:
            truth = TRUTH.get(text["answer"].lower())
            if truth is None:
                return "The answer to a statement is true or false"
            return TrueFalseNote(text["statement"], truth, extras)


def _joined(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _split(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
