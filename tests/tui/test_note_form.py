from __future__ import annotations

import re

import pytest
from hypothesis import assume, given

from quiz.card import Kind
from quiz.decks.kinds import KINDS, BasicNote, ListNote
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.tui.widgets.note_form import note_of, texts_of
from tests.strategies import notes


def plain(note: Note) -> bool:
    """Whether the form can show the note as it is: no text has blanks at its ends."""
    entries = (re.split("\n(?!  )", text) for text in texts_of(note).values())
    return all(entry == entry.strip() for texts in entries for entry in texts)


@given(notes())
def test_form_returns_the_note_it_was_filled_with(note: Note) -> None:
    texts = texts_of(note)
    again = note_of(note.kind, texts, note.extras)
    assume(not isinstance(again, str))
    assert texts_of(again) == {name: text.strip() for name, text in texts.items()} or not plain(
        note
    )
    assert again.kind is note.kind
    assert again.extras.id == note.extras.id
    assert again.extras.source == note.extras.source
    assert again.extras.tags == note.extras.tags
    for key in ("strict", "tolerance", "shuffle", "typed"):
        assert getattr(again.extras, key) == getattr(note.extras, key)


@pytest.mark.parametrize("kind", [kind for kind in Kind if KINDS[kind].form[0].needed])
def test_empty_form_names_missing_fields(kind: Kind) -> None:
    field = KINDS[kind].form[0]
    missing = note_of(kind, {}, Extras())
    assert missing == f"{field.title.split(',')[0]} is still empty"


def test_list_items_have_other_names_after_bars() -> None:
    note = note_of(Kind.LIST, {"prompt": "p", "list": "a | b\n\n | \nc"}, Extras())
    assert not isinstance(note, str)
    assert texts_of(note)["list"] == "a | b\nc"


def test_bar_within_name_is_escaped() -> None:
    note = ListNote("p", (("a|b", "c"), ("|",), ("d\\|e",)), Extras())
    texts = texts_of(note)
    assert texts["list"] == "a\\|b | c\n\\|\nd\\\\|e"
    assert note_of(Kind.LIST, texts, Extras()) == note


@pytest.mark.parametrize(
    ("kind", "texts", "said"),
    [
        (Kind.TRUE_FALSE, {"statement": "s", "answer": "perhaps"}, "must be true or false"),
        (Kind.CLOZE, {"cloze": "no gap"}, "gap"),
    ],
)
def test_faults_are_reported(kind: Kind, texts: dict[str, str], said: str) -> None:
    message = note_of(kind, texts, Extras())
    assert isinstance(message, str)
    assert said in message


def test_entries_of_several_lines_go_on_below() -> None:
    note = BasicNote("p", "a", (), ("```\n0\n\n  1\n```", "nothing"))
    texts = texts_of(note)
    assert texts["distractors"] == "```\n  0\n  \n    1\n  ```\nnothing"
    assert note_of(Kind.BASIC, texts, Extras()) == note
