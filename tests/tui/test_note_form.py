from __future__ import annotations

import pytest
from hypothesis import assume, given

from quiz.card import Kind
from quiz.decks.kinds import KINDS, ListNote
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.tui.widgets.note_form import note_of, texts_of
from tests.strategies import notes


def plain(note: Note) -> bool:
    """Whether the form can show the note as it is: single lines without outer blanks."""
    texts = texts_of(note)
    lines = [line for text in texts.values() for line in text.split("\n")]
    return all(line == line.strip() for line in lines)


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


@pytest.mark.parametrize("kind", Kind)
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
