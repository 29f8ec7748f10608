"""Our notes in the fields of Anki's notes, and read back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.kinds import (
    BasicNote,
    CardsNote,
    ClozeNote,
    ListNote,
    OcclusionNote,
    SequenceNote,
    TermNote,
)
from quiz.decks.note import Gap
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.formats.anki.faces import Reader
from quiz.formats.anki.own_note_types import (
    _TYPES,
    anki_id,
    guid_of,
    own_fields,
    own_tags,
    own_type,
    place_of,
    read_own,
)
from quiz.formats.html import html_to_text, text_to_html
from tests.formats.past_deck import DECK
from tests.strategies import notes

OWN_TYPES = tuple(_TYPES.values())
BASIC, _, CLOZE, LIST = OWN_TYPES[:4]


def read(kind: Any, fields: dict[str, str], extras: Extras = NO_EXTRAS) -> Any:
    """The note as read; files have the same names in the package and in the deck."""
    return read_own(kind, fields, extras, Reader(file=str))


def again(note: Any, deck: Deck = DECK) -> Any:
    kind = own_type(note)
    fields = dict(zip(kind.fields, own_fields(note, deck, str), strict=True))
    return read(kind, fields, Extras(note.extras.id, tags=(*note.extras.tags, *own_tags(note))))


@pytest.mark.parametrize("note", DECK.notes, ids=lambda note: type(note).__name__)
def test_every_kind_survives(note: Any) -> None:
    assert again(note) == note


def _calm(text: str) -> str:
    """What HTML preserves of a text: no tabs, no invisible spaces."""
    return html_to_text(text_to_html(text))


def _calmed(value: Any) -> Any:
    if isinstance(value, str):
        return _calm(value)
    if isinstance(value, tuple):
        return tuple(map(_calmed, value))
    return value


@given(notes("n"))
def test_any_note_survives(note: Any) -> None:
    if isinstance(note, ClozeNote | CardsNote | OcclusionNote):
        return
    fields = {name: _calmed(getattr(note, name)) for name in note.__slots__ if name != "extras"}
    calmed = ("category", "hint", "explanation", "source")
    media = note.extras.media
    # Words for a picture that is not there say nothing.
    media = media._replace(
        alt=media.alt if media.image else "",
        answer_alt=media.answer_alt if media.answer_image else "",
    )
    extras = replace(note.extras, media=media)
    extras = replace(extras, **{name: _calmed(getattr(extras, name)) for name in calmed})
    assert again(note) == type(note)(**fields, extras=extras)


def test_lists_edited_in_anki_are_read_as_they_look() -> None:
    fields = dict.fromkeys(LIST.fields, "") | {"Prompt": "p", "Items": "a<br>b | bee<br/>"}
    assert read(LIST, fields) == ListNote("p", (("a",), ("b", "bee")))
    fields["Items"] = "a<div>b</div><div><br></div><div>c \\| d</div>"
    assert read(LIST, fields) == ListNote("p", (("a",), ("b",), ("c | d",)))


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (BASIC, {"Prompt": "", "Answer": "a"}),
        (BASIC, {"Prompt": "p", "Answer": "<svg></svg>"}),
        (LIST, {"Prompt": "p", "Items": "one alone"}),
        (CLOZE, {"Text": "no gap"}),
        (CLOZE, {"Text": "{{c2::gaps}} {{c1::renumbered}}"}),
        (CLOZE, {"Text": "{{c1::gaps {{c2::nested}}}}"}),
    ],
)
def test_note_changed_beyond_its_kind_is_not_ours(kind: Any, changed: dict[str, str]) -> None:
    assert read(kind, dict.fromkeys(kind.fields, "") | changed) is None


def test_foreign_type_with_our_name_is_not_ours() -> None:
    assert read(BASIC, {"Front": "q"}) is None
    assert read(replace(BASIC, name="Basic"), dict.fromkeys(BASIC.fields, "x")) is None


def test_fields_have_the_order_of_their_type() -> None:
    for note in DECK.notes:
        assert len(own_fields(note, DECK, str)) == len(own_type(note).fields)
    assert len({kind.id for kind in OWN_TYPES}) == len(OWN_TYPES)


def test_alternatives_of_removed_gaps_are_dropped() -> None:
    fields = dict.fromkeys(CLOZE.fields, "") | {
        "Text": "{{c1::a}}", "Also right": "<div>1: b</div><div>7: c</div><div>d</div>"
    }  # fmt: skip
    assert read(CLOZE, fields) == ClozeNote((Gap("a", ("b",)),))


@given(st.text(min_size=1).filter(lambda t: t.strip()), st.text(min_size=1))
def test_guids_map_back_to_notes(deck: str, identity: str) -> None:
    assert place_of(guid_of(deck, f"id:quiz {identity}")) == (deck, f"quiz {identity}")
    assert place_of(guid_of(deck, "=0123456789abcdef")) == (deck, "0123456789abcdef")
    assert guid_of(deck, f"id:{anki_id(identity)}") == identity


@pytest.mark.parametrize("guid", ["b,tYkQXZyR", "quiz:", "quiz:deck", "quiz::id:x", "quiz:deck:"])
def test_foreign_guids_map_to_nothing(guid: str) -> None:
    assert place_of(guid) is None


def test_kinds() -> None:
    assert own_type(BasicNote("p", "a")).name == "quiz basic"
    assert own_type(TermNote("t", "d")).name == "quiz term"
    assert own_type(SequenceNote("p", ("a", "b"))).name == "quiz sequence"
