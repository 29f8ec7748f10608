"""Anki notes with options in fields of their own become cards with wrong answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from quiz.decks.cards import make_cards
from quiz.decks.kinds import BasicNote
from quiz.formats.anki.anki_collection import NoteType
from quiz.formats.anki.export_collection import export_collection
from quiz.formats.anki.package import read, write
from quiz.formats.interchange import ExportedDeck
from tests.formats.anki_packages import BACK, BASIC, NOW, note_type, only, taken
from tests.test_pictures import png, squeezed

PNG = png(2, 2, squeezed(14))

LETTERS = ("Question", "A", "B", "C", "D", "Answer", "Note")
FRONT = "{{Question}}<br>A) {{A}}<br>B) {{B}}<br>C) {{C}}<br>{{#D}}D) {{D}}{{/D}}"
QUIZ = note_type(LETTERS, [("Card 1", FRONT, f"{BACK}Answer: {{{{Answer}}}}<br>{{{{Note}}}}")])


def note_of(folder: Path, kind: NoteType, fields: Sequence[str]) -> Any:
    [note] = only(taken(folder, kind, [fields], {"p.png": PNG})).deck.notes
    return note


@pytest.mark.parametrize("said", ["B", "b", "2", "(B)", "B.", "Option B", "Lima", "B) Lima"])
def test_the_answer_names_an_option(tmp_path: Path, said: str) -> None:
    note = note_of(tmp_path, QUIZ, ["Capital of Peru?", "Quito", "Lima", "Oslo", "", said, "Coast"])
    assert (note.prompt, note.answer, note.distractors) == (
        "Capital of Peru?", "Lima", ("Quito", "Oslo"),
    )  # fmt: skip
    assert note.extras.explanation == "Coast"


@pytest.mark.parametrize("said", ["A, C", "1 3", "1 0 1 0", "AC"])
def test_several_options_are_right(tmp_path: Path, said: str) -> None:
    note = note_of(tmp_path, QUIZ, ["Primes?", "5", "4", "7", "9", said, ""])
    assert (note.answer, note.accept, note.distractors) == ("5", ("7",), ("4", "9"))


@pytest.mark.parametrize("said", ["none", "E", "D", "B or perhaps C", ""])
def test_what_names_no_option_is_no_choice(tmp_path: Path, said: str) -> None:
    decks = taken(tmp_path, QUIZ, [["Which?", "x", "y", "z", "", said, "n"]]).decks
    assert all(not note.distractors for deck in decks for note in deck.deck.notes)  # type: ignore[attr-defined]


def test_options_that_are_pictures_stay_in_the_question(tmp_path: Path) -> None:
    note = note_of(tmp_path, QUIZ, ["Which?", "x", '<img src="p.png">', "z", "", "A", ""])
    assert (note.answer, note.distractors) == ("A", ())
    assert "C) z" in note.prompt


def test_a_field_that_the_player_names_answers(tmp_path: Path) -> None:
    fields = [["Which?", "x", "y", "z", "", "A", "n"]]
    [note] = only(taken(tmp_path, QUIZ, fields, answer="Note")).deck.notes
    assert (note.answer, note.distractors) == ("n", ())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (("Frage", "Option 1", "Option 2", "Option 3", "Antwort"), ("x", "y", "z", "2")),
        (("Question", "1", "2", "3", "Correct answer"), ("x", "y", "z", "2")),
        (("Question", "Q_1", "Q_2", "Q_3", "Answers"), ("x", "y", "z", "0 1 0")),
        (("Question", "Distractor 1", "Answer", "Distractor 2"), ("x", "y", "z")),
    ],
)
def test_fields_have_many_names(
    tmp_path: Path, names: tuple[str, ...], values: tuple[str, ...]
) -> None:
    answer = next(name for name in names if name.startswith(("Answer", "Antwort", "Correct")))
    kind = note_type(names, [("Card 1", f"{{{{{names[0]}}}}}", f"{BACK}{{{{{answer}}}}}")])
    assert note_of(tmp_path, kind, ["Which?", *values]) == BasicNote(
        "Which?", "y", (), ("x", "z"), note_of(tmp_path, kind, ["Which?", *values]).extras
    )


@pytest.mark.parametrize(
    ("options", "said", "answer"),
    [
        ("A) x<br>B) y<br>C) z &lt; 1", "B", "y"),
        ("<div>a. x</div><div>b. y</div><div>c. z &lt; 1</div>", "b. y", "y"),
        ("<ol><li>x</li><li>y</li><li>z &lt; 1</li></ol>", "B", "y"),
        ("x<br>y<br>z &lt; 1", "B", "B"),
        ("A) x<br>C) y<br>B) z", "B", "B"),
        ("A) x", "A", "A"),
    ],
)
def test_options_may_stand_in_one_field(
    tmp_path: Path, options: str, said: str, answer: str
) -> None:
    front = "{{Question}}<br>{{Options}}"
    kind = note_type(("Question", "Options", "Answer"), [("C", front, BACK + "{{Answer}}")])
    note = note_of(tmp_path, kind, ["Which?", options, said])
    assert note.answer == answer
    if answer == "y":
        assert (note.prompt, note.distractors) == ("Which?", ("x", "z < 1"))


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("Which?<br>A) x<br>B) y", "B", ("Which?", "y", ("x",))),
        ("Which?<br>A) x<br>B) y", "(b)", ("Which?", "y", ("x",))),
        ("Which?<div>a. x</div><div>b. y</div>", "b.", ("Which?", "y", ("x",))),
        ("How many?<br>1. x<br>2. y", "2", ("How many?\n1. x\n2. y", "2", ())),
        ("Which?<br>A) x<br>B) y", "both", ("Which?\nA) x\nB) y", "both", ())),
        ("Which?<br>A) x<br>B) y<br>Why?", "B", ("Which?\nA) x\nB) y\nWhy?", "B", ())),
        ("Steps of B) y", "B", ("Steps of B) y", "B", ())),
    ],
)
def test_options_may_stand_below_the_question(
    tmp_path: Path, front: str, back: str, expected: tuple[object, ...]
) -> None:
    note = note_of(tmp_path, note_type(BASIC), [front, back])
    assert (note.prompt, note.answer, note.distractors) == expected


def test_the_kind_of_a_question_of_the_add_on_is_shown_nowhere(tmp_path: Path) -> None:
    kind = note_type(
        ("Question", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Answers"),
        [
            (
                "AllInOne",
                '{{Question}}<div class="hidden">{{Answers}}</div>',
                "{{Question}}<div>{{QType (0=kprim,1=mc,2=sc)}}</div><div>{{Answers}}</div>",
            )
        ],
        css=".hidden { display: none }",
    )
    note = note_of(tmp_path, kind, ["Which?", "2", "x", "y", "0 1"])
    assert (note.prompt, note.answer, note.extras.explanation) == ("Which?", "y", "")


def test_in_anki_the_question_shows_its_options_again(tmp_path: Path) -> None:
    deck = only(taken(tmp_path, QUIZ, [["Capital?", "Quito", "Lima", "Oslo", "", "B", ""]]))
    exported = [ExportedDeck("d", deck.deck, make_cards(deck.deck, "d"))]
    collection = export_collection(exported, NOW).collection
    [row] = collection.notes
    kind = collection.types[row.type]
    fields = dict(zip(kind.fields, row.fields, strict=True))
    assert row.guid == "guid0"
    assert "{{Options}}" in kind.templates[0].front
    shown = fields["Options"].replace("</div>", "").split("<div>")[1:]
    assert sorted(shown) == ["Lima", "Oslo", "Quito"]
    write(exported, tmp_path / "back.apkg", NOW)
    assert only(read(tmp_path / "back.apkg", NOW)).deck.notes == deck.deck.notes
