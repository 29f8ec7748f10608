"""Cards made from Anki's templates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import NO_MEDIA
from quiz.decks.note import Gap
from quiz.formats.anki.anki_collection import Template
from quiz.formats.anki.card_template import names_in, without_scripts
from quiz.formats.anki.faces import Face, Reader, cloze_face, face, one_picture
from quiz.formats.css import Styles
from quiz.formats.html import html_to_marked
from quiz.formats.marked import MARKDOWN, as_markdown, clean

BACK = "{{FrontSide}}<hr id=answer>{{Back}}"


def made(front: str, back: str = BACK, answer: str = "", css: str = "", **fields: str) -> Face:
    """The face without the field that answers; files have the same names in the package."""
    values = {"Front": "q", "Back": "a", **fields}
    reader = Reader(Styles(css), lambda name: "" if name.startswith("lost") else name)
    return face(Template("Card", front, back), values, reader, answer)._replace(asks_for="")


def test_front_and_back() -> None:
    assert made("{{Front}}") == Face("q", "a", "", "")


def test_more_sides_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.formats.anki.faces._MOST_KEPT", 0)
    found = made('{{Front}} <img src="lost.png">')
    assert found.lost == ("lost.png",)


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("{{Front}}", "{{Front}}<hr id='answer'>{{Back}}", Face("q", "a", "", "")),
        ("{{Front}}", "{{Front}}<br>{{Back}}", Face("q", "a", "", "")),
        ("Say {{Front}}!", "{{Front}}: {{Back}}", Face("Say q!", "a", "", "q: a")),
        ("{{Front}}", "{{Back}}<hr id=answer>", Face("q", "a", "", "")),
        (
            "{{Front}} {{type:Back}}",
            "{{Front}}<hr id=answer>{{type:Back}}",
            Face("q", "a", "", "", typed=True),
        ),
        ("{{Front}}", BACK + "<br>{{Extra}}", Face("q", "a", "", "more")),
        ("{{Front}}", BACK + " {{Extra}}", Face("q", "a", "", "more")),
        ("{{Front}}", BACK + " {{More}}", Face("q", "a many", "", "")),
        ("{{Front}}", BACK + "<div>See: {{More}}</div>", Face("q", "a", "", "See: many")),
        ("{{Front}}", "{{Front}} {{More}}<hr id=answer>{{Back}}", Face("q", "a", "", "q many")),
        ("{{Front}}<br>{{hint:Extra}}", BACK, Face("q", "a", "more", "")),
        ("{{Front}}", "{{FrontSide}}<hr id=answer><p>Answer:</p>{{Back}}", Face("q", "a", "", "")),
        ("{{#Front}}{{Back}}{{/Front}}", "<hr id=answer>{{Front}}", Face("a", "q", "", "")),
        ("{{^Front}}x{{/Front}}{{#None}}y{{/None}}{{Front}}", BACK, Face("q", "a", "", "")),
        ("{{#None}}{{#Front}}x{{/Front}}y{{/None}}{{Front}}", BACK, Face("q", "a", "", "")),
        ("{{#Front}}{{Front}}", BACK, Face("q", "a", "", "")),
        ("{{/Front}}{{Front}}{{!a comment}}", BACK, Face("q", "a", "", "")),
        ("{{{Front}}} {{unknown:Front}} {{Missing}}", BACK, Face("q q", "a", "", "")),
        ("{{=<% %>=}}<%Front%>", BACK, Face("q", "a", "", "")),
        ("{{tts en_US:Front}}{{Front}}", BACK, Face("q", "a", "", "")),
        ("{{furigana:Word}}", BACK, Face("あの漢字(かんじ)と文(ぶん)", "a", "", "")),
        ("{{kana:Word}}", BACK, Face("あのかんじとぶん", "a", "", "")),
        ("{{kanji:Word}}", BACK, Face("あの漢字と文", "a", "", "")),
        ("<img src='lost.png'>", BACK, Face("", "a", "", "", lost=("lost.png",))),
        ("<img src='x.png'>", BACK, Face(as_markdown("![picture](x.png)"), "a", "", "")),
        ("{{Front}}", "{{FrontSide}}<hr id=answer>{{None}}", Face("q", "", "", "")),
    ],
)  # fmt: skip
def test_templates(front: str, back: str, expected: Face) -> None:
    word = "あの 漢字[かんじ]と 文[ぶん]"
    assert made(front, back, Extra="more", More="many", Word=word, **{"None": "<br>"}) == expected


def test_a_field_of_several_lines_is_one_answer() -> None:
    one = made("{{Front}}", BACK + "<br>{{More}}", Back="a<br>b<div>c</div>", More="d<br>e")
    assert one.answer == "a\nb\nc"
    assert one.explanation == "d\ne"


def test_text_filter_drops_formatting() -> None:
    assert made("{{text:Front}}", Front="<b>q</b> &amp; <i>r</i>").prompt == "q & r"


def test_media_are_noted_once() -> None:
    reader = Reader()
    fields = {"Front": "q [sound:a.mp3]<img src='b.png'>", "Back": "a<img src='b.png'><svg></svg>"}
    one = face(Template("", "{{Front}}", BACK), fields, reader)
    assert (one.prompt, one.lost, one.media) == ("q", ("b.png",), NO_MEDIA)
    assert list(reader.missing) == ["b.png"]
    assert list(reader.sounds) == ["a.mp3"]
    assert list(reader.embedded) == ["svg"]


def test_a_cloze_takes_the_rest_of_both_sides_along() -> None:
    fields = {"Text": "x {{c1::y}}", "Head": "H", "Extra": "e", "Hint": "h"}
    front = "{{Head}}: {{cloze:Text}}{{hint:Hint}}"
    one = cloze_face(Template("", front, "{{Head}}: {{cloze:Text}}<br>{{Extra}}"), fields, Reader())
    assert one.texts[0].parts == ("H: x ", Gap("y"))
    assert (one.hint, one.explanation) == ("h", "e")


def test_a_card_shows_only_the_cloze_fields_in_which_it_has_a_gap() -> None:
    template = Template("", "{{T}}<br>{{cloze:A}}{{cloze:B}}{{cloze:C}}", "{{cloze:A}}")
    fields = {"T": "Poem", "A": "{{c1::roses}} …", "B": "roses {{c2::red}}", "C": "no gap"}
    found = cloze_face(template, fields, Reader())
    assert [(text.parts, text.numbers) for text in found.texts] == [
        (("Poem\n", Gap("roses"), " …no gap"), (1,)),
        (("Poem\nroses ", Gap("red"), "no gap"), (2,)),
    ]
    both = cloze_face(template, fields | {"B": "{{c1::a}} {{c2::b}}", "C": ""}, Reader())
    assert [(text.parts, text.numbers) for text in both.texts] == [
        (("Poem\n", Gap("roses", number=1), " …", Gap("a", number=1), " b"), (1, 1)),
        (("Poem\na ", Gap("b")), (2,)),
    ]


def test_no_empty_line_is_left_of_a_picture_at_an_end() -> None:
    shown = html_to_marked('<img src="a.png"><br><i>so</i>').text
    assert one_picture(shown)[0] == as_markdown("*so*")


def test_a_typed_cloze_alone_is_one() -> None:
    template = Template("", "{{type:cloze:Text}}", "{{type:cloze:Text}}")
    found = cloze_face(template, {"Text": "x {{c1::y}}"}, Reader())
    assert found.typed
    [text] = found.texts
    assert text.parts == ("x ", Gap("y"))


def test_scripts_and_styles_are_cut_out() -> None:
    assert without_scripts("a<script>x</script>b<STYLE>y</style>c<script>d") == "abc"
    assert without_scripts("plain") == "plain"


def test_names_are_found_behind_filters_and_conditions() -> None:
    template = "{{#A}}{{text:B}}{{/A}}{{^ C }}{{hint:type:D}}{{{E}}}"
    assert names_in(template) == set("ABCDE")


@given(
    st.lists(
        st.sampled_from(
            ["{{Front}}", "{{#Front}}", "{{^Back}}", "{{/Front}}", "{{/Back}}", "{{", "}}", "{",
             "<hr id=answer>", "<br>", "x", "{{type:Back}}", "{{hint:Back}}", "{{cloze:Front}}",
             "<script>", "</script>", "{{FrontSide}}", "{{furigana:Front}}", "[b]", "\n"]
        )
    ),
    st.text(max_size=20),
)  # fmt: skip
def test_any_template_is_rendered(pieces: list[str], value: str) -> None:
    half = len(pieces) // 2
    one = made("".join(pieces[:half]), "".join(pieces[half:]), Front=value)
    for text in (one.prompt, one.answer, one.explanation):
        assert clean(text) == MARKDOWN.sub(r"\1", text)
