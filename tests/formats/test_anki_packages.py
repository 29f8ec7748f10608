"""Packages written by Anki, compared with what Anki says about them (see `data/*.json`).

`tests/benchmarks/interchange/anki_sample.py` made them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote, OcclusionNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.errors import QuizError
from quiz.formats.anki.package import read
from quiz.formats.file_io import read_file
from quiz.formats.interchange import ForeignDeck, ImportedFile, PastMemory, PastReview
from quiz.moment import Moment, day_to_date_text

DATA = Path(__file__).parent / "data"
NOW = Moment(1_796_000_000_000, 0)
PACKAGES = sorted(path.name for path in DATA.glob("*pkg"))


def take(name: str) -> ImportedFile:
    return read(DATA / name, NOW)


def said(name: str) -> dict[str, Any]:
    """What Anki says of the collection in a package."""
    text = (DATA / f"{name.split('-')[0]}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def notes_by_text(taken: ImportedFile) -> dict[str, Note]:
    """Notes by the first text that they ask."""
    found = {}
    for deck in taken.decks:
        for note in deck.deck.notes:
            match note:
                case BasicNote():
                    found[note.prompt] = note
                case TermNote():
                    found[note.term] = note
                case ClozeNote():
                    found[note.extras.id] = note
                case OcclusionNote():
                    found[note.prompt] = note
    return found


def reviews(taken: ImportedFile) -> Iterator[tuple[ForeignDeck, PastReview]]:
    for deck in taken.decks:
        for review in deck.reviews:
            yield deck, review


def test_all_packages_are_here() -> None:
    assert len(PACKAGES) == 6


@pytest.mark.parametrize("kind", ["fsrs", "sm2"])
def test_both_formats_hold_the_same(kind: str) -> None:
    first, *others = [take(name) for name in PACKAGES if name.startswith(kind)]
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_answer_arrives_with_its_time_and_rating(name: str) -> None:
    theirs = [tuple(row) for card in said(name)["each card"] for row in card["answers"]]
    ours = [(r.ms, r.rating, r.taken) for _, r in reviews(take(name))]
    assert sorted(ours) == sorted(theirs)
    assert len(ours) == 59


@pytest.mark.parametrize("name", PACKAGES)
def test_answers_stay_with_their_card(name: str) -> None:
    taken = take(name)
    cards = {(deck.name, review.note, review.part, review.ms) for deck, review in reviews(taken)}
    for card in said(name)["each card"]:
        times = {row[0] for row in card["answers"]}
        own = {key[:3] for key in cards if key[3] in times}
        assert len(own) == bool(times)
        for deck, note, part in own:
            assert deck == card["deck"].replace("::", "/")
            assert note.split(" ")[0] == f"anki:{card['guid']}"
            is_both_ways = card["deck"].startswith("Languages")
            assert part == (card["ord"] if is_both_ways else part)


@pytest.mark.parametrize("name", PACKAGES)
def test_memories_are_those_of_anki(name: str) -> None:
    memories = [memory for deck in take(name).decks for memory in deck.memories]
    found = 0
    for card in said(name)["each card"]:
        times = {row[0] for row in card["answers"]}
        own = [memory for memory in memories if memory.ms in times]
        has_memory = card["type"] in (2, 3) and bool(times)
        assert len(own) == has_memory, card["front"]
        for memory in own:
            found += 1
            assert_memory(memory, card)
    assert found == len(memories) == 19


def assert_memory(memory: PastMemory, card: dict[str, Any]) -> None:
    assert (memory.interval, memory.reps, memory.lapses) == (
        card["interval"], card["reps"], card["lapses"]
    )  # fmt: skip
    if card["stability"] is None:
        # Without FSRS: what Anki makes of the same history when FSRS is switched on.
        [same] = [
            each
            for each in said("fsrs")["each card"]
            if each["front"] == card["front"] and each["ord"] == card["ord"]
        ]
        assert memory.stability == pytest.approx(same["stability"], rel=1e-3)
        assert memory.difficulty == pytest.approx(same["difficulty"], abs=2e-3)
    else:
        assert memory.stability == pytest.approx(card["stability"], abs=1e-4)
        assert memory.difficulty == pytest.approx(card["difficulty"], abs=1e-3)
    if card["due"]:
        assert day_to_date_text(memory.due_day) == card["due"]


@pytest.mark.parametrize("name", PACKAGES)
def test_answers_ignored_by_anki_are_ignored(name: str) -> None:
    taken = take(name)
    notes = notes_by_text(taken)
    reset = notes["state: reset"].extras.id
    crammed = notes["state: crammed"].extras.id
    ignored = [(r.note, r.rating) for _, r in reviews(taken) if r.cram]
    assert ignored == [(reset, 3), (reset, 3), (reset, 1), (crammed, 1)]


@pytest.mark.parametrize("name", PACKAGES)
def test_suspended_cards_stay_so(name: str) -> None:
    taken = take(name)
    notes = notes_by_text(taken)
    expected = {
        (notes["state: suspended"].extras.id, 0),
        (notes["state: suspended and new"].extras.id, 0),
        # The package lacks their pictures.
        (notes["Where is it?"].extras.id, 0),
        (notes["cell.png"].extras.id, 0),
    }
    assert {each for deck in taken.decks for each in deck.suspended} == expected
    flagged = {(notes["state: flagged"].extras.id, 0)}
    assert {each for deck in taken.decks for each in deck.flagged} == flagged


def without_id(note: Note) -> Note:
    from dataclasses import replace

    return replace(note, extras=replace(note.extras, id=""))


def test_texts() -> None:
    taken = take("fsrs-new.apkg")
    notes = notes_by_text(taken)
    assert without_id(notes["el perro"]) == TermNote(
        "el perro", "the dog", extras=Extras(tags=("animal", "noun"))
    )
    assert without_id(notes["azul"]) == TermNote("azul", "blue")
    assert without_id(notes["rojo"]) == BasicNote("rojo", "red")
    assert without_id(notes["to eat"]) == BasicNote("to eat", "comer", extras=Extras(typed=True))
    assert without_id(notes["gato"]) == BasicNote("gato", "cat", extras=Extras(tags=("leech",)))
    water = "What is **water** made of?\nWrite its formula."
    assert without_id(notes[water]) == BasicNote(water, "H₂O & nothing else")
    formula = "Solve $x^2 = 4$\nfor *x* < 0"
    assert without_id(notes[formula]) == BasicNote(formula, "- x = −2\n- x² = 4")
    heart, gold = (n for deck in taken.decks for n in deck.deck.notes if n.kind == Kind.CARDS)
    assert dict(gold.fields) == {
        "Name": "gold", "Symbol": "Au", "Number": "79", "Clue": "Think of the Latin word.",
        "Extra": "It does not rust.",
    }  # fmt: skip
    symbol, number = gold.faces()
    assert symbol[:2] == ("Symbol of gold?", ("Au",))
    assert symbol.extras.explanation == "Number 79\nIt does not rust."
    assert (symbol.extras.category, symbol.extras.hint) == ("Symbol", "Think of the Latin word.")
    assert number[:2] == ("gold (Au): which number?", ("79",))
    clozes = [without_id(note) for note in notes.values() if isinstance(note, ClozeNote)]
    assert clozes == [
        ClozeNote(
            (
                Gap("Newton", (), "a person", 1), " wrote the ", Gap("Principia"), "; ",
                Gap("he", number=1), " published it in ", Gap("1687", (), "year"), ".",
            ),
            extras=Extras(explanation="The full title is in *Latin*.", tags=("physics",)),
        ),
    ]  # fmt: skip
    assert [face[:2] for face in heart.faces()] == [
        ("[…], not three.", ("The heart has four chambers",)),
        ("The heart has […] chambers, not three.", ("four",)),
    ]


def test_history_goes_to_the_right_gaps() -> None:
    taken = take("fsrs-new.apkg")
    [science] = [deck for deck in taken.decks if deck.name == "Science"]
    notes = [note for note in science.deck.notes if isinstance(note, ClozeNote | CardsNote)]
    ids = {note.extras.id: number for number, note in enumerate(notes)}
    assert sorted((ids[r.note], r.part, r.rating) for r in science.reviews) == [
        (0, 0, 3), (0, 0, 3), (0, 0, 3), (0, 2, 1), (0, 2, 3), (0, 2, 3), (1, 1, 3), (1, 1, 3),
    ]  # fmt: skip


def test_cards_in_filtered_decks_return_home() -> None:
    decks = take("fsrs-old.colpkg").decks
    assert [(deck.name, deck.deck.title) for deck in decks] == [
        ("Languages/Spanish", "Spanish"),
        ("Science", "Science"),
        ("Science/Chemistry", "Chemistry"),
        ("States", "States"),
    ]
    assert "state: in a filtered deck" in {
        note.prompt for note in decks[3].deck.notes if isinstance(note, BasicNote)
    }


def test_everything_left_out_is_reported() -> None:
    taken = take("fsrs-new.apkg")
    assert taken.remarks == (
        "3 cards whose question lost its picture: Name this animal. → fox, cell.png → a cell, "
        "Where is it? → region 1; 2 of them are suspended, as they cannot be answered without it",
    )
    assert taken.left_out == (
        "3 images: cell.png, fox.jpg, map.png",
        "1 sound or video: gato.mp3",
        "the field Secret of 1 note of the type Element: no card shows it",
        "1 card in relearning: it is in review here, due when its step was",
        "1 buried card is no longer buried",
    )


def test_a_bare_collection(tmp_path: Path) -> None:
    package = next(name for name in PACKAGES if "collection.anki21" in names_in(name))
    bare = tmp_path / "collection.anki2"
    with zipfile.ZipFile(DATA / package) as archive:
        bare.write_bytes(archive.read("collection.anki21"))
    chosen, taken = read_file(bare)
    assert chosen.name == "anki"
    assert taken.decks[0].deck.notes == take(package).decks[0].deck.notes
    other = tmp_path / "x.db"
    other.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(QuizError, match="is a database"):
        read_file(other)
    other.with_suffix(".anki2").write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(QuizError, match=r"not an Anki collection|damaged"):
        read_file(other.with_suffix(".anki2"))


def names_in(package: str) -> list[str]:
    with zipfile.ZipFile(DATA / package) as archive:
        return archive.namelist()
