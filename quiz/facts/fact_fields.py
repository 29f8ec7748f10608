"""The fields of a fact that a reviewer can edit, as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quiz.facts.decisions import edit, fault_of
from quiz.facts.fact import Fact


@dataclass(frozen=True, slots=True)
class FactField:
    """name: of the attribute of a fact. title: as shown. hint: shown in the empty field.

    several: whether it holds several texts, separated by semicolons.
    """

    name: str
    title: str
    hint: str = ""
    several: bool = False


FIELDS = (
    FactField("subject", "Subject"),
    FactField("relation", "Relation"),
    FactField("object", "Object"),
    FactField("accept", "Also right", "other names of the object, separated by ;", True),
    FactField("category", "Category"),
    FactField("as_of", "As of", "when it held, such as May 2015"),
    FactField("ask", "Question", "instead of the one of the relation"),
    FactField("statement", "Statement", "the whole fact, with {object} for the object"),
    FactField("wording", "Wording", "the explanation on its cards"),
)


def texts_of(fact: Fact) -> dict[str, str]:
    """The text of each field for this fact."""
    return {
        field.name: "; ".join(value) if field.several else value
        for field in FIELDS
        for value in [getattr(fact, field.name)]
    }


def edited(fact: Fact, texts: dict[str, str]) -> Fact | str:
    """The fact edited with these fields, or what is wrong, in one line.

    Unchanged fields stay exactly as they are, including spaces.
    """
    before = texts_of(fact)
    changes: dict[str, Any] = {}
    for field in FIELDS:
        text = texts.get(field.name, before[field.name])
        if text == before[field.name]:
            continue
        if field.several:
            changes[field.name] = tuple(t.strip() for t in text.split(";") if t.strip())
        else:
            changes[field.name] = text.strip()
    try:
        new = edit(fact, **changes)
    except ValueError as error:
        return str(error)
    return fault_of(new) or new
