"""The kinds of cards: a class in a file for each. May import `text`, `history` and `grading`."""

from __future__ import annotations

from collections.abc import Container

from quiz.card import Kind
from quiz.decks.kinds.basic import BasicNote
from quiz.decks.kinds.cards import CardsNote
from quiz.decks.kinds.cloze import ClozeNote
from quiz.decks.kinds.list import ListNote
from quiz.decks.kinds.occlusion import OcclusionNote
from quiz.decks.kinds.sequence import SequenceNote
from quiz.decks.kinds.term import TermNote
from quiz.decks.kinds.true_false import TrueFalseNote
from quiz.decks.note import Note

__all__ = [
    "BY_INPUT",
    "CARD_KEYS",
    "EXPECTED_CARD",
    "KEY_SETS",
    "KINDS",
    "BasicNote",
    "CardsNote",
    "ClozeNote",
    "ListNote",
    "OcclusionNote",
    "SequenceNote",
    "TermNote",
    "TrueFalseNote",
    "note_type",
]

KINDS: dict[Kind, type[Note]] = {
    each.kind: each
    for each in (
        BasicNote,
        TermNote,
        ClozeNote,
        ListNote,
        SequenceNote,
        TrueFalseNote,
        CardsNote,
        OcclusionNote,
    )
}
"""Each kind of card. The order must not change: it numbers Anki's note types."""

BY_INPUT = {each.input: each for each in KINDS.values() if each.input is not None}
KEY_SETS = {each: frozenset(each.keys) for each in KINDS.values()}
CARD_KEYS = tuple(dict.fromkeys(key for each in KINDS.values() for key in each.keys))
EXPECTED_CARD = (
    "expected a card with 'prompt' and 'answer' (or 'list' or 'sequence'), 'cloze', 'term' and "
    "'definition', 'statement' and 'answer', a list of 'cards', or 'occlusion' and 'regions'"
)


def note_type(keys: Container[str]) -> type[Note]:
    """The kind of card that these keys are meant for."""
    if "prompt" in keys and "answer" in keys:
        return BasicNote
    for each in KINDS.values():
        fits = "prompt" in each.keys or "prompt" not in keys
        if fits and any(mark in keys for mark in each.marks):
            return each
    return BasicNote
