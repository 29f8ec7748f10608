"""What a reviewer does with facts: accept, reject, edit, and see the cards that they make."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.decks.note import Note
from quiz.decks.writer import dump_deck
from quiz.facts.deck_building import notes_of
from quiz.facts.fact import CATEGORIES, Evidence, Fact, FactsFile, Status
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_writer import dump_facts
from quiz.facts.templates import RELATIONS

SUBJECT = "subject"
OBJECT = "object"

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


def preview(fact: Fact, file: FactsFile) -> tuple[Card, ...]:
    """The cards of `cards_of`, as a player would be asked them."""
    notes = cards_of(fact, file)
    return tuple(make_cards(Deck("x", notes), "x"))


def fault_of(fact: Fact) -> str:
    """What the loaders of facts and decks say against the fact, in one line; "" for nothing."""
    alone = FactsFile("x", (fact,))
    read = load_facts(dump_facts(alone).encode(), "")
    if isinstance(read, list):
        return read[0].message
    if read != alone:
        return "the fact would not be read as it was written"
    notes = cards_of(fact, alone)
    if notes:
        deck = load_deck(dump_deck(Deck("x", notes)).encode(), "")
        if isinstance(deck, list):
            return deck[0].message
    return ""


def sentence_parts(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """The sentence in pieces, each with `SUBJECT`, `OBJECT` or "" for what it is of the fact.

    The pieces joined are the sentence. A place outside of it is not marked; where both places
    overlap, the object has it.
    """
    text = evidence.text
    roles = [""] * len(text)
    for role, span in ((SUBJECT, evidence.subject), (OBJECT, evidence.object)):
        start, end = span[0] - evidence.start, span[1] - evidence.start
        if 0 <= start < end <= len(text):
            roles[start:end] = [role] * (end - start)
    cuts = [i for i in range(1, len(text)) if roles[i] != roles[i - 1]]
    return tuple(
        (text[start:end], roles[start])
        for start, end in pairwise([0, *cuts, len(text)])
        if start < end
    )
