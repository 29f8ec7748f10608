"""Cards in JSON and XML of other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.decks.kinds import BasicNote, ClozeNote, TrueFalseNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.errors import QuizError
from quiz.formats import json_format, xml_format
from quiz.formats.file_io import read_file
from quiz.formats.interchange import ImportedFile, InterchangeError


def read(value: Any, **wanted: str) -> ImportedFile:
    return json_format.read(json.dumps(value).encode(), "file", wanted)


def notes(taken: ImportedFile) -> list[Note]:
    return [note for deck in taken.decks for note in deck.deck.notes]


@pytest.mark.parametrize(
    "value",
    [
        [{"front": "a", "back": "b"}],
        {"cards": [{"Question": "a", "Answer": "b"}]},
        {"deck": {"name": "x", "cards": [{"term": "a", "definition": "b"}]}},
        {"a": "b"},
        [["a", "b"]],
        {"a": {"meaning": "b"}},
        {"a": ["b"]},
        [["Wort", "Bedeutung"], ["a", "b"]],
        {"course": {"units": [{"title": "1", "vocabulary": [{"fr": "a", "en": "b"}]}]}},
        [{"fields": {"Front": {"value": "a", "order": 0}, "Back": {"value": "b", "order": 1}}}],
        [{"hanzi": "a", "translations": {"English": "b"}}],
        {"question": "a", "answer": "b"},
        [{"foo": "a", "bar": "b"}],
    ],
)
def test_any_json_with_prompts_and_answers(value: Any) -> None:
    (note,) = notes(read(value))
    assert note == BasicNote("a", "b")


def test_other_fields_come_along() -> None:
    value = [
        {
            "id": 7,
            "front": "a",
            "back": "b",
            "tags": ["x", "y"],
            "level": 2,
            "example": "c",
            "z": None,
        },
        {"front": "only"},
        {"front": "{{c1::Rome}} is in Italy"},
    ]
    taken = read(value)
    assert notes(taken) == [
        BasicNote("a", "b", extras=Extras("7", explanation="c\n\nlevel: 2", tags=("x", "y"))),
        ClozeNote((Gap("Rome"), " is in Italy")),
    ]
    assert taken.left_out == ("1 entry without a prompt or an answer: number 2",)


@pytest.mark.parametrize(
    "value",
    [
        {"question": "q", "options": ["a", "b", "c"], "answer": 1},
        {"question": "q", "choices": ["a", "b", "c"], "answer": "B"},
        {"question": "q", "options": ["a", "b", "c"], "correct_answer": "b"},
        {"question": "q", "correctAnswer": "b", "incorrect_answers": ["a", "c"]},
        {"question": "q", "a": "a", "b": "b", "c": "c", "answer": "b"},
        {"question": "q", "optionA": "a", "optionB": "b", "optionC": "c", "correct": "B"},
        {"params": {"question": "q", "answers": [
            {"text": "a"}, {"text": "b", "correct": True}, {"text": "c"}]}},
        {"question": "q", "answers": [
            {"text": "a", "correct": False}, {"text": "b", "correct": True}, {"text": "c"}]},
    ],
)  # fmt: skip
def test_choices_of_quizzes(value: Any) -> None:
    assert notes(read({"results": [value]})) == [BasicNote("q", "b", (), ("a", "c"))]


def test_the_name_of_a_file_that_is_one_deck() -> None:
    taken = read({"title": "Birds", "cards": [{"front": "a", "back": "b"}]})
    assert [(deck.name, deck.deck.title) for deck in taken.decks] == [("file", "Birds")]


def test_several_answers_below_a_prompt() -> None:
    assert notes(read({"a": ["b", "c"], "d": "e"})) == [
        BasicNote("a", "b", ("c",)),
        BasicNote("d", "e"),
    ]


def test_several_lists_are_several_decks() -> None:
    taken = read({"de": [{"q": "a", "a": "b"}], "fr": [{"q": "c", "a": "d"}], "version": 3})
    assert [deck.name for deck in taken.decks] == ["file/de", "file/fr"]


def test_fields_can_be_chosen() -> None:
    value = [{"de": "Hund", "en": "dog", "fr": "chien"}]
    assert notes(read(value, prompt="fr", answer="de")) == [
        BasicNote("chien", "Hund", extras=Extras(explanation="en: dog"))
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[1, 2]", "no cards in this JSON"),
        (b'[{"a": 1}]', "no cards in this JSON"),
        (b"[" * 1_000_001, "more than 1,000,000 objects"),
        (b"[" + b"1," * 5_000_001 + b"1]", "5,000,000 values"),
        (b'[{"x":' * 90 + b"1" + b"}]" * 90, "no cards"),
    ],
)
def test_json_without_cards(data: bytes, said: str) -> None:
    with pytest.raises(InterchangeError, match=said):
        json_format.read(data, "x")


def crowdanki() -> dict[str, Any]:
    def model(key: str, name: str, fields: list[str], *cards: tuple[str, str]) -> dict[str, Any]:
        return {
            "__type__": "NoteModel", "crowdanki_uuid": key, "name": name, "type": int(key == "c"),
            "flds": [{"name": field, "ord": n} for n, field in enumerate(fields)],
            "tmpls": [
                {"name": f"Card {n}", "qfmt": front, "afmt": back, "ord": n}
                for n, (front, back) in enumerate(cards)
            ],
        }  # fmt: skip

    both = ("{{Front}}", "{{Back}}"), ("{{#Both}}{{Back}}{{/Both}}", "{{Front}}")
    return {
        "__type__": "Deck", "name": "Birds",
        "note_models": [
            model("b", "Basic (optional reversed card)", ["Front", "Back", "Both"], *both),
            model("c", "Cloze", ["Text"], ("{{cloze:Text}}", "{{cloze:Text}}")),
        ],
        "notes": [{"fields": ["Amsel", "blackbird", ""], "guid": "g1", "note_model_uuid": "b"}],
        "children": [{
            "__type__": "Deck", "name": "Water",
            "notes": [
                {"fields": ["Ente", "duck", "y"], "guid": "g2", "note_model_uuid": "b",
                 "tags": ["pond"]},
                {"fields": ["{{c1::Swans}} {{c2::swim}}"], "guid": "g3", "note_model_uuid": "c"},
            ],
        }],
    }  # fmt: skip


def test_crowdanki(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    value = crowdanki()
    value["notes"][0]["fields"][1] = 'blackbird <img src="a b.png"> <img src="none.png">'
    path.write_text(json.dumps(value))
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a b.png").write_bytes(b"png")
    chosen, taken = read_file(path)
    assert chosen.name == "crowdanki"
    assert [Path(file.place).name for file in taken.decks[0].media.values()] == ["a b.png"]
    assert [deck.name for deck in taken.decks] == ["Birds", "Birds/Water"]
    prompts = [face.prompt for note in notes(taken) for face in note.faces()]
    assert prompts == ["Amsel", "Ente", "duck", "[…] swim", "Swans […]"]
    assert [note.extras.tags for note in notes(taken)][1] == ("pond",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"__type__": "Deck", "name": "x"}', "without notes"),
        ('{"__type__": "Deck", "children": ' + '[{"children": ' * 60 + "[]" + "}]" * 60 + "}",
         "more than 50 decks"),
        ('{"__type__": "Deck", ', "not JSON"),
    ],
)  # fmt: skip
def test_crowdanki_that_is_damaged(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "deck.json"
    path.write_text(text)
    with pytest.raises(QuizError, match=said):
        read_file(path)


# ── XML ───────────────────────────────────────────────────────────────────────────


def xml(text: str) -> list[Note]:
    return notes(xml_format.read(text.encode(), "x"))


def test_html_within_the_text_of_an_element() -> None:
    assert xml("<c><front>a<br/>b</front><back>the <b>c</b> and <i>d</i></back></c>") == [
        BasicNote("a\nb", "the **c** and *d*")
    ]
    assert xml("<log><f>Hund</f><b>dog</b></log>") == [BasicNote("Hund", "dog")]
    assert xml("<log><f>Hund</f><m_1>dog</m_1><p_1>hʊnt</p_1></log>") == [
        BasicNote("Hund", "dog", extras=Extras(explanation="pronunciation: hʊnt"))
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"sport": {"q1": {"question": "q", "options": ["a", "b"], "answer": "b"}}},
        [{"question": "q", "options": ["a", "b"], "correctAnswers": ["b"]}],
        [{"question": "q", "answer_a": "a", "answer_b": "b", "correct_answer": "answer_b"}],
        [{"question": "q", "choices": [{"id": "x", "text": "a"}, {"id": "y", "text": "b"}],
          "answer": "y"}],
    ],
)  # fmt: skip
def test_right_options_are_named_in_many_ways(value: Any) -> None:
    assert notes(read(value)) == [BasicNote("q", "b", (), ("a",))]


def test_questions_of_moodle() -> None:
    taken = xml(
        """<quiz>
        <question type="multichoice"><name><text>Number 7</text></name>
        <questiontext format="html"><text>Capital of Chile?</text></questiontext>
        <generalfeedback><text>At the Mapocho.</text></generalfeedback>
        <penalty>0.3</penalty><single>true</single>
        <answer fraction="0"><text>Lima; in Peru</text><feedback><text>no</text></feedback></answer>
        <answer fraction="100"><text>Santiago</text><feedback><text>yes</text></feedback></answer>
        <answer fraction="-50"><text>Quito</text></answer></question>
        <question type="truefalse"><questiontext><text>Chile is long.</text></questiontext>
        <answer fraction="100"><text>true</text></answer>
        <answer fraction="0"><text>false</text></answer></question>
        <question type="numerical"><questiontext><text>Pi</text></questiontext>
        <answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer>
        <answer fraction="50"><text>3.1</text></answer></question>
        <question type="matching"><questiontext><text>Match</text></questiontext>
        <subquestion><text>Peru</text><answer><text>Lima</text></answer></subquestion></question>
        </quiz>"""
    )
    extras = Extras(explanation="At the Mapocho.")
    assert taken == [
        BasicNote("Capital of Chile?", "Santiago", (), ("Lima; in Peru", "Quito"), extras),
        TrueFalseNote("Chile is long.", True),
        BasicNote("Pi", "3.14", ("3.1",)),
        BasicNote("Peru", "Lima"),
    ]


def test_objects_named_by_their_words() -> None:
    taken = read(
        {"dag": {"meanings": ["day", "daytime"], "rank": 1}, "nat": {"meanings": ["night"]}}
    )
    assert notes(taken)[0] == BasicNote(
        "dag", "day", ("daytime",), extras=Extras(explanation="rank: 1")
    )
    groups = read({"animals": {"hund": "dog", "kat": "cat"}, "colours": {"rød": "red"}})
    assert [deck.name for deck in groups.decks] == ["file/animals", "file/colours"]


def test_xml() -> None:
    assert xml(
        '<?xml version="1.0"?><mnemosyne><category><name>All</name></category>'
        "<item id='1'><cat>Birds</cat><Q>Amsel &amp; co</Q><A>&lt;b&gt;bird&lt;/b&gt;</A></item>"
        "<item id='2'><Q>no answer</Q></item></mnemosyne>"
    ) == [BasicNote("Amsel & co", "bird", extras=Extras(category="Birds"))]
    assert xml(
        "<SuperMemoCollection><SuperMemoElement><ID>3</ID><Content><Question>a</Question>"
        "<Answer>b</Answer></Content></SuperMemoElement></SuperMemoCollection>"
    ) == [BasicNote("a", "b")]
    assert xml("<deck><card front='a' back='b'/><card front='d'><back>e</back></card></deck>") == [
        BasicNote("a", "b"),
        BasicNote("d", "e"),
    ]
    words = "<unit><w><german>a</german><english>b</english></w></unit>"
    assert xml(words) == [BasicNote("a", "b")]
    assert xml(
        "<mnemosyne><item><Q>&lt;latex&gt;x^2&lt;/latex&gt;</Q><A>&lt;$&gt;y&lt;/$&gt;</A></item>"
        "</mnemosyne>"
    ) == [BasicNote("$x^2$", "$y$")]
    assert xml(
        "<Lesson><Batch><Card><FrontSide><Text>a</Text></FrontSide><ReverseSide><Text>b</Text>"
        "</ReverseSide></Card></Batch></Lesson>"
    ) == [BasicNote("a", "b")]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("<a><b></a>", (1, 9), "mismatched tag"),
        ("", (1, 1), "no element found"),
        ("<a>\n<b/></a>", (1, 1), "no cards in this XML"),
        ('<!DOCTYPE a [<!ENTITY x "yyyy">]><a>&x;</a>', (1, 1), "a document type"),
        ("<a>" * 200, (1, 301), "more than 100 elements"),
    ],
)
def test_xml_that_is_refused(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(InterchangeError, match=said) as caught:
        xml_format.read(text.encode(), "x")
    assert (caught.value.line, caught.value.column) == place


def test_an_object_of_texts_holds_prompts_and_answers() -> None:
    assert notes(read({"hund": "dog", "katze": "cat"})) == [
        BasicNote("hund", "dog"), BasicNote("katze", "cat"),
    ]  # fmt: skip
    value = {"about": {"author": "me", "place": "here"}, "cards": [{"front": "a", "back": "b"}]}
    assert notes(read(value)) == [BasicNote("a", "b")]


@pytest.mark.parametrize(
    ("places", "answers"),
    [((0, 2), "ac"), ((1, 3), "ac"), ((1, 2), "bc"), (("1", "3"), "ac"), (([0, 2], 1), "ab")],
)
def test_places_of_right_options_count_from_0_or_1(places: Any, answers: str) -> None:
    options = ["a", "b", "c"]
    taken = read([{"question": str(n), "options": options, "answer": n} for n in places])
    assert "".join(note.answer for note in notes(taken)) == answers  # type: ignore[attr-defined]
    is_open = places == (1, 2)
    said = "the right options are counted from 0, so that 1 is the second one"
    assert taken.remarks == ((said,) if is_open else ())


def test_several_options_may_be_right() -> None:
    value = [{"question": "q", "options": ["a", "b", "c"], "correctAnswer": [0, 2]}]
    assert notes(read(value)) == [BasicNote("q", "a", ("c",), ("b",))]


def test_options_may_have_letters() -> None:
    value = [{"question": "q", "options": {"A": "x", "B": "y", "C": "z"}, "answer": "B"}]
    assert notes(read(value)) == [BasicNote("q", "y", (), ("x", "z"))]


def test_entities_are_read() -> None:
    value = [{"question": "Who wrote &quot;Faust&quot;?", "answer": "Goethe&#039;s pen"}]
    assert notes(read(value)) == [BasicNote('Who wrote "Faust"?', "Goethe's pen")]
    about = [{"question": "What is &amp; in HTML?", "answer": "&"}]
    assert notes(read(about)) == [BasicNote("What is &amp; in HTML?", "&")]


def test_json_with_an_object_a_line() -> None:
    taken = json_format.read(b'{"front": "a", "back": "b"}\n{"front": "c", "back": "d"}\n', "file")
    assert notes(taken) == [BasicNote("a", "b"), BasicNote("c", "d")]
    with pytest.raises(InterchangeError, match="not JSON"):
        json_format.read(b'{"front": "a"}\nno\n', "file")


def test_a_list_below_a_name_is_a_deck_with_that_title() -> None:
    cards = [{"front": "a", "back": "b"}]
    found = read({"unit-1": cards, "unit-2": cards})
    named = [(each.name, each.deck.title) for each in found.decks]
    assert named == [("file/unit-1", "Unit 1"), ("file/unit-2", "Unit 2")]


def test_lists_of_other_shapes() -> None:
    decks = {"decks": [{"name": name, "cards": [{"front": name, "back": "b"}]} for name in "xy"]}
    assert [(deck.name, deck.deck.title) for deck in read(decks).decks] == [
        ("file/x", "X"), ("file/y", "Y"),
    ]  # fmt: skip
    inner = [{"question": {"text": "q", "format": "plain"}, "answer": {"text": "a"}}]
    assert notes(read(inner)) == [BasicNote("q", "a")]
    words = [{"word": "dog", "translations": ["Hund", "Köter"]}]
    assert notes(read(words)) == [BasicNote("dog", "Hund", ("Köter",))]
    answers = [
        {"question": "q", "answers": ["a", "b"], "correct": 1},
        {"question": "r", "answers": ["c", "d"], "correct": 0},
    ]
    assert notes(read(answers)) == [
        BasicNote("q", "b", (), ("a",)),
        BasicNote("r", "c", (), ("d",)),
    ]
    assert notes(read([{"content": "front\n---\nback"}, {"content": "c\n---\nd"}]))[0] == BasicNote(
        "front", "back"
    )


def test_what_is_no_object_is_named() -> None:
    taken = read([{"front": "a", "back": "b"}, "stray", 5])
    assert taken.left_out == ("2 entries without fields: numbers 2, 3",)


def test_options_may_have_entities() -> None:
    value = [
        {"question": "&quot;x&quot;", "correct_answer": "a", "incorrect_answers": ["b &amp; c"]}
    ]
    assert notes(read(value)) == [BasicNote('"x"', "a", (), ("b & c",))]


def test_a_damaged_line_of_objects_costs_only_itself() -> None:
    lines = b'{"q": "one?", "a": "1"}\n{"q": "two?",\n{"q": "three?", "a": "3"}\n'
    taken = json_format.read(lines, "file")
    assert notes(taken) == [BasicNote("one?", "1"), BasicNote("three?", "3")]
    assert taken.left_out == ("1 entry without fields: number 2",)
