"""Each format returns everything that it claims to hold."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.reformat import reformatted
from quiz.formats.deck_merge import merge
from quiz.formats.file_io import MODULES
from quiz.formats.interchange import ExportedDeck, ForeignDeck, ImportedFile, InterchangeError
from quiz.formats.senses import joined_notes
from tests.strategies import decks, texts

TEXT = ("csv", "tsv", "anki-text", "hashcards", "obsidian", "org")
DIFFERENT = "like syntax of this format"


def module(name: str) -> ModuleType:
    return import_module(MODULES[name])


def of(deck: Deck) -> ExportedDeck:
    return ExportedDeck("deck", deck, make_cards(deck, "deck"))


def there_and_back(name: str, deck: Deck) -> tuple[Deck, tuple[str, ...]]:
    written = module(name).write(of(deck))
    (found,) = module(name).read(written.data, "deck").decks
    return found.deck, written.left_out


def notes_of(*notes: Note) -> Deck:
    return Deck("Deck", notes)


tags = st.lists(st.text("abcdefg-", min_size=1, max_size=8), max_size=2, unique=True).map(tuple)
marks = st.lists(
    st.sampled_from([
        "Q:", "A:", "C:", "[", "]", "\\", "::", ":::", "?", "==", "x", " ", "\n", "y z", "*", "#",
        "---", "```", "<b>", "&amp;", "{{c1::", "}}", "|", ",", ";", '"', "\t", "||", ":drill:",
        "-", "![a](b)", "- ", "1. ",
    ]),
    min_size=1,
    max_size=8,
).map(lambda parts: "".join(parts).strip()).filter(bool)  # fmt: skip
any_text = st.one_of(texts, marks)


@given(decks())
def test_yaml_and_json_hold_everything(deck: Deck) -> None:
    assert there_and_back("json", deck) == (deck, ())
    assert there_and_back("yaml", deck) == (deck, ())


@st.composite
def full_notes(draw: st.DrawFn, name: str) -> Note:
    """Any note that a row of the table can hold: lists have no line breaks in their items."""
    flat = any_text.map(lambda text: " ".join(text.split())).filter(bool)
    single = flat.filter(lambda text: " | " not in f" {text} ")
    extras = Extras(
        draw(st.sampled_from(["", f"id {name}", f'"{name}", x'])),
        *(draw(st.one_of(st.just(""), any_text)) for _ in range(4)),
        tuple(draw(st.lists(flat, max_size=3, unique=True))),
    )
    prompt = f"{draw(any_text)} {name}"
    several = st.lists(flat, max_size=3, unique=True).map(tuple)
    items = st.lists(single, min_size=2, max_size=4, unique=True)
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return BasicNote(prompt, draw(any_text), draw(several), draw(several), extras)
    if kind == 1:
        return TermNote(prompt, draw(any_text), draw(several), draw(several), extras)
    if kind == 2:
        gap = Gap(draw(flat), draw(several), draw(st.one_of(st.just(""), flat)))
        return ClozeNote((f"{prompt} ", gap, f" {name}"), draw(several), extras)
    if kind == 3:
        rows = tuple((item, *draw(st.lists(single, max_size=2))) for item in draw(items))
        return ListNote(prompt, rows, extras)
    if kind == 4:
        return SequenceNote(prompt, tuple(draw(items)), extras)
    return TrueFalseNote(prompt, draw(st.booleans()), extras)


@given(st.data())
def test_a_table_holds_every_kind_with_every_field(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 4))
    deck = notes_of(*(data.draw(full_notes(f"n{index}")) for index in range(count)))
    deck = replace(deck, format=data.draw(st.sampled_from(["", "markdown"])))
    assert there_and_back("csv", deck) == (deck, ())


@given(st.lists(st.tuples(any_text, any_text), min_size=1, max_size=5))
@example([("0", ":::;::")])
def test_two_columns_hold_one_line_cards(pairs: list[tuple[str, str]]) -> None:
    deck = notes_of(*(BasicNote(prompt, answer) for prompt, answer in pairs))
    found, left_out = there_and_back("tsv", deck)
    flat = joined_notes(BasicNote(" ".join(p.split()), " ".join(a.split())) for p, a in pairs)
    kinds = [note for note in flat if "{{c1::" not in note.prompt]
    if len(kinds) == len(flat):
        assert list(found.notes) == flat
    assert bool(left_out) == any(char in p + a for p, a in pairs for char in "\t\n")


@st.composite
def anki_notes(draw: st.DrawFn) -> Note:
    # HTML has no tabs, and its no-break spaces are spaces.
    untabbed = any_text.map(lambda text: text.replace("\t", " ").replace("\xa0", " "))
    lines = untabbed.map(lambda text: "\n".join(line.rstrip() for line in text.split("\n")).strip())
    text = lines.filter(bool)
    extras = Extras(draw(st.sampled_from(["", "a#b", "x"])), tags=draw(tags))
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return BasicNote(draw(text), draw(text), extras=extras)
    if kind == 1:
        return TermNote(draw(text), draw(text), extras=extras)
    gap = Gap(draw(text), (), draw(st.one_of(st.just(""), text)))
    explained = Extras(extras.id, tags=extras.tags, explanation=draw(st.one_of(st.just(""), text)))
    return ClozeNote((f"{draw(text)} ", gap, f" {draw(text)}"), (), explained)


@given(st.lists(anki_notes(), min_size=1, max_size=4))
def test_ankis_text_holds_its_three_kinds(notes: list[Note]) -> None:
    found, left_out = there_and_back("anki-text", notes_of(*notes))
    # Rows with one prompt are one card.
    assert list(found.notes) == joined_notes(notes)
    assert left_out == ()


@st.composite
def plain_notes(draw: st.DrawFn, name: str) -> Note:
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return BasicNote(draw(any_text), draw(any_text))
    if kind == 1:
        return TermNote(draw(any_text), draw(any_text))
    gap = Gap(draw(any_text).strip(), (), draw(st.sampled_from(["", "a hint"])))
    return ClozeNote((f"{draw(any_text)} ", gap, f" {draw(any_text)}"))


@pytest.mark.parametrize("name", ["hashcards", "obsidian", "logseq", "org"])
@given(data=st.data())
def test_markdown_loses_only_what_it_reports(name: str, data: st.DataObject) -> None:
    """A note comes back as it was, or the report says that it did not fit."""
    note = data.draw(plain_notes(name))
    deck = notes_of(BasicNote("first", "one"), note, BasicNote("last", "two"))
    found, left_out = there_and_back(name, deck)
    if found.markdown and name != "org":
        found = reformatted(found, "")
    assert found.notes[0] == deck.notes[0]
    assert found.notes[-1] == deck.notes[-1]
    every = len(make_cards(deck, ""))
    assert len(make_cards(found, "")) == every - module(name).write(of(deck)).missing
    if not left_out:
        assert found.notes == deck.notes
    elif any(DIFFERENT in line for line in left_out):
        assert len(found.notes) < 2 + len(make_cards(notes_of(note), ""))


@pytest.mark.parametrize("name", TEXT)
@given(deck=decks())
def test_every_deck_can_be_written_and_losses_are_named(name: str, deck: Deck) -> None:
    written = module(name).write(of(deck))
    try:
        (found,) = module(name).read(written.data, "deck").decks
    except InterchangeError:
        assert any(DIFFERENT in line for line in written.left_out)
        return
    if found.deck.notes != deck.notes:
        assert written.left_out
    again = merge(found, ()).new
    assert again or any(DIFFERENT in line for line in written.left_out)


pieces = st.lists(
    st.one_of(
        st.binary(max_size=12),
        marks.map(str.encode),
        st.sampled_from([
            b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"{", b'{"quiz": "deck", "cards": [', b"}", b"]",
            b'"', b"#separator:tab\n", b"#html:true\n", b"#guid column:1\n", b"* x :drill:\n",
            b"** A\n", b"---\n", b"name = \"\n", b"title: x\ncards:\n", b"\r", b"\0",
        ]),
    ),
    max_size=12,
).map(b"".join)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
@given(data=pieces)
def test_no_bytes_break_a_reader(name: str, data: bytes) -> None:
    fault = None
    try:
        taken = module(name).read(data, "file")
    except InterchangeError as error:
        fault = error
    if fault is not None:
        assert fault.message
        assert 0 <= fault.line <= data.count(b"\n") + data.count(b"\r") + 1
        return
    assert isinstance(taken, ImportedFile)
    assert taken.decks
    for deck in taken.decks:
        assert deck.deck.notes
        assert deck.deck.title
        merging = merge(deck, ())
        assert merging.new or merging.left_out
        assert not merge(deck, merging.new).new


def test_reading_and_merging_again_adds_nothing() -> None:
    deck = notes_of(BasicNote("a", "b"), BasicNote("a", "c", extras=Extras(id="#x")))
    merging = merge(ForeignDeck("deck", deck), ())
    assert [note.extras.id for note in merging.new] == ["", "_#x"]
    again = merge(ForeignDeck("deck", deck), merging.new)
    assert (again.new, again.known, again.differ) == ((), 2, 0)
