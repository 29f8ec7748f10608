"""Anki's cloze texts to ours and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.cloze_text import shown_text
from quiz.decks.kinds import CardsNote
from quiz.decks.note import Gap
from quiz.decks.note_extras import Extras
from quiz.formats.anki.anki_collection import Template
from quiz.formats.anki.cloze_gaps import ClozeText, cloze_note, format_gaps, mark_gaps, parse_gaps
from quiz.formats.anki.faces import Reader, cloze_face
from quiz.formats.html import html_to_text
from quiz.formats.markdown_html import markdown_to_html
from quiz.formats.marked import clean


def parsed(html: str) -> list[ClozeText]:
    return parse_gaps(html_to_text(mark_gaps(clean(html))))


def test_gaps_keep_their_numbers_and_hints() -> None:
    assert parsed("a {{c2::<b>two</b>::a hint}} b {{c1::one}}") == [
        ClozeText(("a ", Gap("two", (), "a hint"), " b ", Gap("one")), (2, 1))
    ]


def test_spaces_at_the_edge_of_a_gap_are_text() -> None:
    assert parsed("a{{c1:: b }}c") == [ClozeText(("a ", Gap("b"), " c"), (1,))]


def test_a_gap_of_several_numbers_becomes_a_text_for_each() -> None:
    assert parsed("{{c1,3::both}} {{c3::one}}") == [
        ClozeText((Gap("both"), " one"), (1,)),
        ClozeText((Gap("both", number=3), " ", Gap("one", number=3)), (3, 3)),
    ]


def test_gaps_within_gaps_become_a_text_for_each_number() -> None:
    outer, inner = parsed("x {{c1::a {{c2::b::hint}} c::outer}} y")
    assert outer == ClozeText(("x ", Gap("a b c", (), "outer"), " y"), (1,))
    assert inner == ClozeText(("x a ", Gap("b", (), "hint"), " c y"), (2,))
    [one] = parsed("{{c1::a {{c1::b}}}} c")
    assert one == ClozeText((Gap("a b"), " c"), (1,))


def test_gaps_within_gaps_are_siblings_in_one_note() -> None:
    texts = parsed("{{c2::big {{c1::red::colour}} bus}} stops")
    note, numbers = cloze_note(texts, Extras("n", hint="h"))
    assert isinstance(note, CardsNote)
    assert numbers == [1, 2]
    assert [(face.prompt, face.answers) for face in note.faces()] == [
        ("big [colour …] bus stops", ("red",)),
        ("[…] stops", ("big red bus",)),
    ]
    assert note.extras == Extras("n", hint="h")


@pytest.mark.parametrize(
    ("filters", "prompt", "answer"),
    [
        ("furigana:cloze", "[…]を[…]む", "漢字(かんじ), 読(よ)"),
        ("kana:cloze", "[…]を[…]む", "かんじ, よ"),
        ("kanji:cloze", "[…]を[…]む", "漢字, 読"),
    ],
)
def test_readings_in_gaps(filters: str, prompt: str, answer: str) -> None:
    fields = {"Text": "{{c1::漢字[かんじ]}}を {{c1::読[よ]}}む"}
    side = f"{{{{{filters}:Text}}}}"
    one = cloze_face(Template("Cloze", side, side), fields, Reader())
    note, _ = cloze_note(one.texts, Extras())
    [face] = note.faces()
    assert face[:2] == (prompt, (answer,))


@pytest.mark.parametrize(
    ("parts", "html"),
    [
        (("$a +$", Gap("$b$"), "$= c$"), r"\(a +{{c1::b}}= c\)"),
        ((Gap("$a$", (), "h"), "$+$", Gap("$b$")), r"\({{c1::a::h}}+{{c2::b}}\)"),
        ((Gap("$a$"), Gap("$b$")), r"{{c1::\(a\)}}{{c2::\(b\)}}"),
        (("$a$ or ", Gap("$b$")), r"\(a\) or {{c1::\(b\)}}"),
        (("$a =$ ", Gap("$b$"), " $- c$"), r"\(a = {{c1::b}} - c\)"),
        (("$a$ ", Gap("$b$")), r"\(a\) {{c1::\(b\)}}"),
    ],
)
def test_formulas_around_gaps_are_one_formula_in_anki(
    parts: tuple[str | Gap, ...], html: str
) -> None:
    assert format_gaps(parts, lambda text: markdown_to_html(text, str)) == html


def test_a_gap_in_a_formula_stands_apart_from_an_operator() -> None:
    fields = {"Text": r"\(2 {{c1::a}} = {{c2::b}} + c\)"}
    one = cloze_face(Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"), fields, Reader())
    note, _ = cloze_note(one.texts, Extras())
    assert [clean(face.prompt) for face in note.faces()] == [
        "$2$[…] $=$ $b$ $+ c$",
        "$2$$a$ $=$ […] $+ c$",
    ]


def test_the_number_0_makes_no_gap() -> None:
    [text] = parsed("{{c0::a}} {{c1::b}}")
    assert text == ClozeText(("a ", Gap("b")), (1,))


@pytest.mark.parametrize(
    "html",
    [
        "no gap",
        "{{c1::open",
        "closed}}",
        "{{c::x}}",
        "{{x::y}}",
        "a :: b",
        "{{c1::<img src=x>}}",
        "",
    ],
)
def test_text_like_a_gap_stays_text(html: str) -> None:
    assert parsed(html) == []


def test_text_around_broken_gaps_is_kept() -> None:
    [text] = parsed("{{c2::shut}} a::b }}")
    assert shown_text(text.parts) == "shut a::b }}"
    [text] = parsed("{{c1::never {{c2::shut}} closed::x")
    assert shown_text(text.parts) == "{{c1::never shut closed::x"


def test_lines_in_a_gap_stay() -> None:
    assert parsed("{{c1::a<br>b}}")[0].parts == (Gap("a\nb"),)


def test_a_formula_may_hold_single_braces() -> None:
    [text] = parsed(r"\({{c1::\frac{1}{2} }}\)")
    assert text.parts == ("\\(", Gap("\\frac{1}{2}"), " \\)")


_texts = st.text("ab :{}&<[c1]|\\\n", min_size=1, max_size=12).map(str.strip).filter(bool)
_gaps = st.builds(Gap, _texts.map(lambda t: " ".join(t.split())), st.just(()), _texts.map(
    lambda t: " ".join(t.split())
) | st.just(""))  # fmt: skip


@given(st.lists(st.tuples(_texts, _gaps), min_size=1, max_size=4))
def test_our_gaps_survive(pairs: list[tuple[str, Gap]]) -> None:
    parts = tuple(part for pair in pairs for part in pair)
    [text] = parsed(format_gaps(parts))
    assert text.parts == parts
    assert text.numbers == tuple(range(1, len(pairs) + 1))


def test_three_backticks_of_plain_text_are_no_block_of_code() -> None:
    assert format_gaps(("in ", Gap("```a\nb"), " is")) == "in {{c1::```a<br>b}} is"


@given(st.text("c12,:{} \n\ufdd2\ufdd3\ufdd4\ufdd5<b>", max_size=60))
def test_any_text_is_read_and_nothing_is_lost(html: str) -> None:
    for text in parsed(html):
        assert text.parts
        assert len(text.numbers) == sum(isinstance(part, Gap) for part in text.parts)
