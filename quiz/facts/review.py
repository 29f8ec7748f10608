"""What a reviewer does with facts: accept, reject, edit, and see the cards that they make."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from quiz.decks.model import Note
from quiz.facts.build import notes_of
from quiz.facts.model import CATEGORIES, Fact, FactsFile, Status
from quiz.facts.templates import RELATIONS

_CHANGEABLE = frozenset(
    (
        *("subject", "relation", "object", "category", "type", "accept", "distractors"),
        *("paragraph", "wording", "event", "negation", "as_of"),
    )
)


def accept(fact: Fact) -> Fact:
    """The fact, good as it is. An edited one stays edited: both make cards."""
    return fact if fact.status is Status.EDITED else replace(fact, status=Status.ACCEPTED)


def reject(fact: Fact) -> Fact:
    """The fact, of no use. It stays in the file, so that extraction does not offer it again."""
    return replace(fact, status=Status.REJECTED)


def reopen(fact: Fact) -> Fact:
    """The fact as a candidate again. What was edited of it stays."""
    return replace(fact, status=Status.CANDIDATE)


def edit(fact: Fact, **changes: Any) -> Fact:
    """The fact with some fields changed; it counts as accepted, and extraction leaves it alone.

    Its id and evidence stay. Raises ValueError, with a message of one line, when a field cannot be
    changed or would not load again.
    """
    for name in changes:
        if name not in _CHANGEABLE:
            raise ValueError(f"'{name}' of a fact cannot be edited")
    new = replace(fact, status=Status.EDITED, **changes)
    for name in ("subject", "object"):
        if not getattr(new, name).strip():
            raise ValueError(f"the {name} is empty, expected a text")
    if new.relation not in RELATIONS:
        raise ValueError(f"unknown relation '{new.relation}', expected one of the known ones")
    if new.category not in CATEGORIES:
        raise ValueError(f"unknown category '{new.category}', expected {', '.join(CATEGORIES)}")
    return new


def accept_above(file: FactsFile, confidence: float) -> FactsFile:
    """The file with every candidate of at least this confidence accepted."""
    return replace(
        file,
        facts=tuple(
            accept(fact)
            if fact.status is Status.CANDIDATE and fact.confidence >= confidence
            else fact
            for fact in file.facts
        ),
    )


def cards_of(fact: Fact, file: FactsFile) -> tuple[Note, ...]:
    """The notes that a fact makes, or would make once accepted, beside the kept ones of the file.

    Lists to which it belongs are among them; the order of events is not, for it is of many facts.
    """
    others = [other for other in file.facts if other.is_kept and other.id != fact.id]
    return tuple(notes_of(fact, (*others, fact)))


def progress(file: FactsFile) -> Counter[Status]:
    """How many facts have each status."""
    return Counter(fact.status for fact in file.facts)
