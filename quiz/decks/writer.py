"""Writes a deck as YAML, the way an author would."""

from __future__ import annotations

from typing import Any

import yaml

from quiz.decks.cloze import format_cloze
from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Deck,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)

WIDTH = 100


def dump_deck(deck: Deck) -> str:
    """The text of a deck file; `load_deck` reads the same deck from it."""
    text = _yaml(head_fields(deck)) + "cards:\n"
    return text + "".join(dump_note(note) for note in deck.notes)


def head_fields(deck: Deck) -> dict[str, Any]:
    """The keys of a deck except its cards, in the order written, without absent ones."""
    head: dict[str, Any] = {"title": deck.title}
    head |= _present(description=deck.description, language=deck.language)
    return head | _present(tags=list(deck.tags), source=deck.source, strict=deck.strict)


def dump_note(note: Note, indent: int = 2) -> str:
    """One note as an item of the list of cards. indent: in spaces."""
    pad = " " * indent
    # Only line feeds break lines here; other line ends are escaped in quotes.
    lines = _yaml([note_fields(note)]).rstrip("\n").split("\n")
    return "".join((pad + line if line else line) + "\n" for line in lines)


def dump_fields(fields: dict[str, Any]) -> str:
    """Keys of a note with their values, not indented."""
    return _yaml(fields)


def note_fields(note: Note) -> dict[str, Any]:
    """The keys of a note in the order written, without absent ones."""
    fields: dict[str, Any]
    match note:
        case BasicNote():
            fields = {"prompt": note.prompt, "answer": note.answer}
            fields |= _present(accept=list(note.accept), distractors=list(note.distractors))
        case ClozeNote():
            fields = {"cloze": format_cloze(note.parts)}
            fields |= _present(distractors=list(note.distractors))
        case TermNote():
            fields = {"term": note.term, "definition": note.definition}
            fields |= _present(accept=list(note.accept), distractors=list(note.distractors))
        case ListNote():
            items = [item[0] if len(item) == 1 else list(item) for item in note.items]
            fields = {"prompt": note.prompt, "list": items}
        case SequenceNote():
            fields = {"prompt": note.prompt, "sequence": list(note.steps)}
        case TrueFalseNote():
            fields = {"statement": note.statement, "answer": note.truth}
    extras = note.extras
    return (
        fields
        | _present(
            category=extras.category,
            hint=extras.hint,
            explanation=extras.explanation,
            source=extras.source,
            tags=list(extras.tags),
            id=extras.id,
            tolerance=extras.tolerance,
        )
        | _said(strict=extras.strict, shuffle=None if extras.shuffle else False)
    )


def _said(**fields: bool | None) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}


def _present(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


class OneLine(list[Any]):
    """A list to write on one line, in brackets."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, uses double quotes for texts with special characters, and
    writes each `OneLine` list on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Always indent."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write out equal values each time."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    node = dumper.represent_scalar("tag:yaml.org,2002:str", text)
    if any(char in text for char in "\n\t\x85\u2028\u2029\ufeff") or text != text.strip():
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    return node


def _represent_one_line(dumper: yaml.SafeDumper, items: OneLine) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(OneLine, _represent_one_line)


def _yaml(value: Any) -> str:
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=WIDTH,
        )
    )
