from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.deck_text import EditError, add_notes, delete_note, replace_note
from quiz.decks.faults import Fault
from quiz.decks.kinds import BasicNote
from quiz.decks.kinds.cards import at_home, templates_of
from quiz.decks.loader import load_deck
from quiz.decks.note import Note
from quiz.decks.writer import as_read, dump_deck, dump_note
from tests.strategies import decks, notes


def loaded(text: str) -> Deck:
    deck = load_deck(text.encode(), "x.yaml")
    assert isinstance(deck, Deck), deck
    return deck


def is_total(data: bytes) -> None:
    result = load_deck(data, "x.yaml")
    if isinstance(result, Deck):
        assert result.title
        assert result.notes
        return
    assert result
    assert result == sorted(result)
    lines = max(1, len(data.decode("utf-8", "replace").splitlines()) + 1)
    for fault in result:
        assert isinstance(fault, Fault)
        assert 1 <= fault.line <= lines
        assert fault.column >= 1
        assert "\n" not in fault.message
        assert fault.message


@given(decks())
def test_dump_and_load_gives_the_same_deck(deck: Deck) -> None:
    text = dump_deck(deck)
    assert loaded(text) == deck
    lines = [note.extras.line for note in loaded(text).notes]
    known = as_read(deck, text)
    assert known == deck
    assert [note.extras.line for note in known.notes] == lines


_pieces = st.sampled_from(["word", "two words ", "- ", ": ", "'", '"', "#", "漢", "1"])


@given(st.lists(_pieces, max_size=8))
def test_either_writer_writes_a_text_alike(pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    card = BasicNote(text, text, accept=("that", text))
    beside_an_emoji = dump_note(replace(card, accept=(*card.accept, "🦊")))
    assert beside_an_emoji.removesuffix("      - 🦊\n") == dump_note(card)


def test_emoji_and_lists_are_written_as_an_author_would() -> None:
    note = BasicNote("What is 🦊?", "a fox", accept=("fox", "🦊"))
    assert dump_note(note) == (
        "  - prompt: What is 🦊?\n    answer: a fox\n    accept:\n      - fox\n      - 🦊\n"
    )


@given(st.binary(max_size=200))
def test_any_bytes_give_a_deck_or_located_faults(data: bytes) -> None:
    is_total(data)


@given(st.text(max_size=200))
def test_any_text_gives_a_deck_or_located_faults(text: str) -> None:
    is_total(text.encode("utf-8", "surrogatepass"))


@given(decks(), st.data())
def test_a_mutated_deck_gives_a_deck_or_located_faults(deck: Deck, data: st.DataObject) -> None:
    text = dump_deck(deck)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        new = data.draw(
            st.sampled_from(["", ":", "- ", "\t", "[", "}", "&a", "*a", "'", "\n", "é"])
        )
        text = text[:start] + new + text[end:]
    is_total(text.encode())


@given(decks(), notes("added"), st.booleans())
def test_an_added_note_changes_nothing_else(deck: Deck, note: Note, crlf: bool) -> None:
    text = "# mine\n" + dump_deck(deck) + "# the end\n"
    if crlf and "\r" not in text:
        text = text.replace("\n", "\r\n")
    changed = add_notes(text, [note])
    assert loaded(changed).notes == (*deck.notes, at_home(note, templates_of(deck)))
    assert changed.startswith("# mine")
    assert changed.rstrip().endswith("# the end")


@given(decks(), notes("changed"), st.data())
def test_a_replaced_note_changes_nothing_else(deck: Deck, note: Note, data: st.DataObject) -> None:
    text = dump_deck(deck)
    index = data.draw(st.integers(0, len(deck.notes) - 1))
    line = loaded(text).notes[index].extras.line
    changed = replace_note(text, line, note)
    note = at_home(note, templates_of(deck))
    assert loaded(changed) == replace(
        deck, notes=(*deck.notes[:index], note, *deck.notes[index + 1 :])
    )


@given(decks(), st.data())
def test_replacing_a_note_by_itself_changes_no_character(deck: Deck, data: st.DataObject) -> None:
    text = dump_deck(deck)
    note = data.draw(st.sampled_from(loaded(text).notes))
    assert replace_note(text, note.extras.line, note) == text


@given(decks(), st.data())
def test_a_deleted_note_changes_nothing_else(deck: Deck, data: st.DataObject) -> None:
    text = dump_deck(deck)
    index = data.draw(st.integers(0, len(deck.notes) - 1))
    line = loaded(text).notes[index].extras.line
    if len(deck.notes) == 1:
        with pytest.raises(EditError, match="at least one card"):
            delete_note(text, line)
        return
    rest = deck.notes[:index] + deck.notes[index + 1 :]
    assert loaded(delete_note(text, line)).notes == rest
