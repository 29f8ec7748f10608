"""What people study in Anki: siblings, formatting, formulas, pictures, sounds, occlusion."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from quiz.card import Kind
from quiz.decks.cards import make_cards
from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote, OcclusionNote, TermNote
from quiz.decks.kinds.occlusion import UNCOVERED, around
from quiz.decks.loader import load_text
from quiz.decks.note import Gap
from quiz.decks.writer import dump_deck
from quiz.formats.anki import package as anki_package
from quiz.formats.anki.export_collection import export_collection
from quiz.formats.anki.package import read, write
from quiz.formats.deck_names import safe_name
from quiz.formats.file_io import copying_media
from quiz.formats.interchange import ExportedDeck, InterchangeError, MediaFile
from quiz.grading.grade import grade_typed
from quiz.round.question import is_flashcard
from quiz.text.markdown import plain_text
from tests.formats.anki_packages import BACK, BASIC, NOW, note_type, only, package, taken
from tests.test_pictures import png, squeezed

PNG = png(2, 2, squeezed(14))


def shown(deck: Any) -> list[tuple[str, str]]:
    return [(card.prompt, card.answer) for card in make_cards(deck.deck, "d")]


def one(folder: Path, *values: str, css: str = "", **more: Any) -> tuple[str, str, str]:
    """Prompt, answer and explanation of the card of one note with Front and Back."""
    deck = only(taken(folder, note_type(BASIC, css=css), [values], **more))
    [card] = make_cards(deck.deck, "d")
    return card.prompt, card.answer, card.explanation


# ── siblings ────────────────────────────────────────────────────────────────────


def test_cards_of_one_note_stay_siblings(tmp_path: Path) -> None:
    kind = note_type(
        ("Chapter", "Word", "Meaning", "Empty"),
        (
            ("Read", "{{Chapter}}<br>{{Word}}", BACK + "{{Meaning}}"),
            ("Write", "{{Chapter}}<br>{{Meaning}}", BACK + "{{Word}}"),
            ("Never", "{{Empty}}", BACK + "{{Word}}"),
        ),
        "Both",
    )
    deck = only(
        taken(tmp_path, kind, [("1", "chien", "dog", ""), ("1", "chat", "cat", "")], ords=(0, 1))
    )
    assert [type(note) for note in deck.deck.notes] == [CardsNote, CardsNote]
    assert dict(deck.deck.notes[0].fields) == {"Chapter": "1", "Word": "chien", "Meaning": "dog"}
    cards = make_cards(deck.deck, "d")
    assert shown(deck) == [
        ("1\nchien", "dog"), ("1\ndog", "chien"), ("1\nchat", "cat"), ("1\ncat", "chat"),
    ]  # fmt: skip
    assert [card.category for card in cards] == ["Read", "Write", "Read", "Write"]
    assert len({card.note for card in cards}) == 2


def test_a_mirror_is_a_term(tmp_path: Path) -> None:
    kind = note_type(
        BASIC,
        (("Card 1", "{{Front}}", BACK + "{{Back}}"), ("Card 2", "{{Back}}", BACK + "{{Front}}")),
    )
    assert [type(n) for n in only(taken(tmp_path, kind, [("a", "b")])).deck.notes] == [TermNote]


def test_notes_of_one_type_are_one_kind(tmp_path: Path) -> None:
    kind = note_type(
        ("Word", "Meaning", "Plural"),
        (
            ("Read", "{{Word}}", BACK + "{{Meaning}}"),
            ("Write", "{{Meaning}}", BACK + "{{Word}}"),
            ("Plural", "{{#Plural}}{{Word}}, plural{{/Plural}}", BACK + "{{Plural}}"),
        ),
    )
    deck = only(taken(tmp_path, kind, [("ox", "Ochse", "oxen"), ("cow", "Kuh", "")]))
    assert {type(note) for note in deck.deck.notes} == {CardsNote}
    assert len({note.template for note in deck.deck.notes}) == 1
    assert [len(list(note.faces())) for note in deck.deck.notes] == [3, 2]


def test_a_type_with_a_hint_on_one_side_is_no_mirror(tmp_path: Path) -> None:
    kind = note_type(
        ("Kanji", "Meaning", "Story"),
        (
            ("Read", "{{Kanji}}", BACK + "{{Meaning}}"),
            ("Write", "{{Meaning}}<br>{{hint:Story}}", BACK + "{{Kanji}}"),
        ),
    )
    deck = only(taken(tmp_path, kind, [("水", "water", "A river"), ("火", "fire", "")]))
    assert [type(note) for note in deck.deck.notes] == [CardsNote, CardsNote]
    assert [card.hint for card in make_cards(deck.deck, "d")] == ["", "A river", "", ""]
    exported = [ExportedDeck("d", deck.deck, make_cards(deck.deck, "d"))]
    [made] = export_collection(exported, NOW).collection.types.values()
    assert "{{#Story}}<br><details>" in made.templates[1].front
    assert back_again(deck, tmp_path).deck.notes == deck.deck.notes


def test_what_both_cards_of_a_mirror_add_is_said_once(tmp_path: Path) -> None:
    kind = note_type(
        ("Word", "English", "Stress", "Example"),
        (
            ("1", "{{Word}}", BACK + "{{Stress}}<br>{{English}}<br>{{Example}}"),
            ("2", "{{English}}", BACK + "{{Word}}<br>{{Stress}}"),
        ),
    )
    [note] = only(taken(tmp_path, kind, [("voda", "water", "vodá", "pit' vodu")])).deck.notes
    assert (type(note), note.extras.explanation) == (TermNote, "vodá\npit' vodu")


def test_siblings_with_pictures_keep_them(tmp_path: Path) -> None:
    kind = note_type(
        ("Word", "Picture"),
        (
            ("See", "{{Picture}}<br>Who?", BACK + "{{Word}}"),
            ("Draw", "{{Word}}", BACK + "a picture<br>{{Picture}}"),
        ),
    )
    deck = only(taken(tmp_path, kind, [("fox", '<img src="fox.png">')], {"fox.png": PNG}))
    first, second = make_cards(deck.deck, "d")
    assert (first.prompt, first.answer, first.media.image) == ("Who?", "fox", "media/fox.png")
    assert second.answer == "![picture](media/fox.png)"
    assert first.note == second.note


# ── the answer ──────────────────────────────────────────────────────────────────

WORDS = ("Word", "Freq", "Reading", "Meaning")
MINING = "<div>{{Freq}}</div><div>{{Word}}</div><div>{{Reading}}</div><hr><div>{{Meaning}}</div>"


@pytest.mark.parametrize(
    ("fields", "back", "answer"),
    [
        (WORDS, MINING, "4"),
        (("Word", "Roman", "English"), BACK + "{{Roman}}<br>{{English}}", "3"),
        (("Wort", "Häufigkeit", "Bedeutung"), BACK + "{{Häufigkeit}}<br>{{Bedeutung}}", "3"),
        (("Mot", "Prononciation", "Traduction"), BACK + "{{Prononciation}}<br>{{Traduction}}", "3"),
        (("Слово", "Транскрипция", "Перевод"), BACK + "{{Транскрипция}}<br>{{Перевод}}", "3"),
        (("単語", "読み方", "意味"), BACK + "{{読み方}}<br>{{意味}}", "3"),
        (("单词", "拼音", "释义"), BACK + "{{拼音}} {{释义}}", "3"),
        (("Word", "EnglishAudio", "Meaning"), BACK + "{{EnglishAudio}}<br>{{Meaning}}", "3"),
        (("Front", "Back", "Extra"), BACK + "{{Back}}<br>{{Extra}}", "2"),
        (("Photo", "Name", "Latin"), BACK + "{{Name}}<br>{{Latin}}", "2"),
        (("Front", "One", "Two"), BACK + "{{One}}<br>{{Two}}", "2"),
        (("Word", "Pinyin"), BACK + "{{Pinyin}}", "2"),
        (("Sentence", "Word", "Sentence Translation"),
         BACK + "{{Word}}<br>{{Sentence Translation}}", "3"),
    ],
)  # fmt: skip
def test_the_answer_is_what_answers(
    tmp_path: Path, fields: tuple[str, ...], back: str, answer: str
) -> None:
    kind = note_type(fields, (("c", f"{{{{{fields[0]}}}}}", back),))
    values = [str(number) for number, _ in enumerate(fields, 1)]
    assert shown(only(taken(tmp_path, kind, [values]))) == [("1", answer)]


def test_the_name_of_the_card_may_say_what_it_asks(tmp_path: Path) -> None:
    back = BACK + "{{Reading}}<br>{{Meaning}}"
    kind = note_type(
        ("Kanji", "Reading", "Meaning"),
        (("Meaning", "{{Kanji}}", back), ("Reading", "{{Kanji}} ", back)),
    )
    assert shown(only(taken(tmp_path, kind, [("犬", "いぬ", "dog")]))) == [
        ("犬", "dog"), ("犬", "いぬ"),
    ]  # fmt: skip


def test_the_player_may_choose_the_answer(tmp_path: Path) -> None:
    kind = note_type(WORDS, (("c", "{{Word}}", MINING),))
    imported = taken(tmp_path, kind, [("犬", "812", "いぬ", "dog")], answer="reading")
    assert shown(only(imported)) == [("犬", "いぬ")]
    assert imported.previews[0].samples == (("犬", "いぬ"),)
    assert "the answer is Reading" in imported.previews[0].what
    with pytest.raises(InterchangeError, match="no field is called Meening; did you mean Meaning"):
        taken(tmp_path, kind, [("犬", "812", "いぬ", "dog")], answer="Meening")


def test_each_template_is_shown_with_two_cards(tmp_path: Path) -> None:
    kind = note_type(WORDS, (("c", "{{Word}}", MINING),), "Mining")
    imported = taken(tmp_path, kind, [(f"w{n}", "1", "r", f"m{n}") for n in range(5)])
    [preview] = imported.previews
    assert preview.what.startswith("Mining, c: the answer is Meaning")
    assert preview.samples == (("w0", "m0"), ("w1", "m1"))


# ── formatting ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("front", "back", "answer"),
    [
        ("2+2?<br>A. 3<br>B. 4", '2+2?<br><font color="#ccc">A. 3</font><br>'
         '<font color="#000">B. 4</font>', "B. 4"),
        ("3+3?<br>A. 6<br>B. 7", "3+3?<br><b>A. 6</b><br>B. 7", "A. 6"),
        ("q<br>x<br>y", 'q<br><span style="color:red">x</span><br>'
         '<span style="color: rgb(0,128,0)">y</span>', "y"),
        ("q<br>x<br>y", 'q<br>x<br><span style="background-color: yellow">y</span>', "y"),
        ("q<br>x<br>y", "q<br><s>x</s><br>y", "y"),
        ("q<br>x<br>y", 'q<br><span class="right">x</span><br>y', "x"),
        ("q<br>x<br>y", '<span class="right">x</span><br>y', "x"),
        ("q<br>x<br>y", "<s>x</s><br>y", "y"),
    ],
)  # fmt: skip
def test_formatting_that_carries_the_answer(
    tmp_path: Path, front: str, back: str, answer: str
) -> None:
    assert one(tmp_path, front, back, css=".right { color: green }")[1] == answer


def test_answers_that_only_repeat_the_question_are_reported(tmp_path: Path) -> None:
    imported = taken(tmp_path, note_type(BASIC), [("same", "same"), ("a", "b")])
    assert imported.left_out == ("1 card whose answer only repeats the question: same → same",)


@pytest.mark.parametrize(
    ("label", "css"),
    [
        ("<span class=lab>Use when</span>", ".lab{display:block}"),
        ("<b>Use when</b>", "b { display: block; }"),
        ("<span style='display:block'>Use when</span>", ""),
        ("<span class=lab>Use when</span>", ".lab { float: left; padding-right: 1em }"),
        ("<div class=lab>Use when</div>", ""),
    ],
)
def test_blocks_by_css_do_not_glue_words(tmp_path: Path, label: str, css: str) -> None:
    back = BACK + f"<div>{{{{Back}}}}</div><div>{label}{{{{More}}}}</div>"
    kind = note_type((*BASIC, "More"), (("c", "{{Front}}", back),), css=css)
    [card] = make_cards(only(taken(tmp_path, kind, [("q", "a", "you must")])).deck, "d")
    assert card.explanation.split() == ["Use", "when", "you", "must"]


@pytest.mark.parametrize(
    "back",
    [
        "<table><tr><td>Means</td><td>{{Back}}</td></tr><tr><td>Why</td><td>{{More}}</td></tr></table>",
        "<ul><li>{{Back}}</li><li>{{More}}</li></ul>",
        "<ol><li>{{Back}}</li><li>{{More}}</li></ol>",
        "<p>Means: {{Back}}</p><p>Why: {{More}}</p>",
        "<dl><dt>Means<dd>{{Back}}<dt>Why<dd>{{More}}</dl>",
    ],
)
def test_labels_are_no_part_of_the_answer(tmp_path: Path, back: str) -> None:
    kind = note_type((*BASIC, "More"), (("c", "{{Front}}", BACK + back),))
    [card] = make_cards(only(taken(tmp_path, kind, [("EC2", "a server", "root")])).deck, "d")
    assert card.answer == "a server"
    assert "root" in card.explanation


def test_only_decks_with_formatting_are_markdown(tmp_path: Path) -> None:
    plain = only(taken(tmp_path, note_type(BASIC), [("<b>a * b</b>", "<div>1. c</div>")]))
    assert (plain.deck.format, shown(plain)) == ("", [("a * b", "1. c")])
    rich = only(taken(tmp_path, note_type(BASIC), [("a *b*", "c <b>d</b>"), ("1. e", "$f$")]))
    assert (rich.deck.format, shown(rich)) == (
        "markdown", [(r"a \*b\*", "c **d**"), (r"1\. e", r"\$f\$")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (r"[$]\pi r^2[/$]", r"$\pi r^2$"),
        (r"[$$]\frac{a}{b}[/$$]", r"$$\frac{a}{b}$$"),
        (r"[latex]\[e^{i\pi}=-1\][/latex]", r"$$e^{i\pi}=-1$$"),
        (r"[latex]$x$ is \textbf{big}[/latex]", "$x$ is **big**"),
        (
            r"[latex]F\"ur $x$: gro\ss, \'{\i}, gar\c{c}on,\\'a'[/latex]",
            "Für $x$: groß, í, garçon,\n'a'",
        ),
        (r"[latex]A set is \emph{open} \& so on[/latex]", "A set is *open* & so on"),
        (
            r"[latex]Let\\ \begin{itemize}\item $a$ \item b\end{itemize}[/latex]",
            "Let\n\n- $a$\n- b",
        ),
        (
            r"[latex]\begin{pmatrix}1\\2\end{pmatrix}[/latex]",
            r"$$\begin{pmatrix}1\\2\end{pmatrix}$$",
        ),
        (r"\(x &lt; y\) or \[z\]", "$x < y$ or $$z$$"),
        (r"a \\(x\)", r"a \\$x$"),
        (r"<anki-mathjax>x^2</anki-mathjax>", "$x^2$"),
        ("[$]a<br>+ b[/$] costs $5", r"$a + b$ costs \$5"),
    ],
)
def test_formulas(tmp_path: Path, html: str, markdown: str) -> None:
    assert one(tmp_path, "q", html)[1] == markdown


def test_gaps_with_one_number_are_one_card(tmp_path: Path) -> None:
    kind = note_type(
        ("Text", "Extra"), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}"),), cloze=True
    )
    text = "The {{c1::heart::organ}} and the {{c1::lungs}} lie in the {{c2::thorax}}."
    deck = only(taken(tmp_path, kind, [(text, "")], ords=(0, 1)))
    assert shown(deck) == [
        ("The [organ …] and the […] lie in the thorax.", "heart, lungs"),
        ("The heart and the lungs lie in the […].", "thorax"),
    ]
    [note] = deck.deck.notes
    assert isinstance(note, ClozeNote)
    assert not any(card.hint for card in make_cards(deck.deck, "d"))


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("a <b>b {{c1::c}} d</b> e", ("a **b ", Gap("c"), " d** e")),
        ("<i>a {{c1::b <b>c</b>}}</i> d", ("*a* ", Gap("*b* ***c***"), " d")),
        ("<b>a {{c1::b</b> c::h}} d", ("**a** ", Gap("**b** c", (), "h"), " d")),
        ("a {{c1::b <b>c}} d</b> e", ("a ", Gap("b **c**"), " **d** e")),
    ],
)
def test_what_is_bold_across_the_edge_of_a_gap_stays_bold(
    tmp_path: Path, html: str, parts: tuple[str | Gap, ...]
) -> None:
    kind = note_type(("Text",), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), cloze=True)
    [note] = only(taken(tmp_path, kind, [(html,)])).deck.notes
    assert isinstance(note, ClozeNote)
    assert note.parts == parts


def test_gaps_in_formulas_are_formulas(tmp_path: Path) -> None:
    kind = note_type(("Text",), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), cloze=True)
    deck = only(taken(tmp_path, kind, [(r"\( a^2 + {{c1::b^2}} = c^2 \)",)]))
    assert shown(deck) == [("$a^2 +$ […] $= c^2$", "$b^2$")]


BESIDE = {
    r"x={{c1::2}}": ("x=[…]", "2", "x=2"),
    r"f({{c1::x}})+1": ("f([…])+1", "x", "f(x)+1"),
    r"un{{c1::do}}ing": ("un[…]ing", "do", "undoing"),
    r"\(x={{c1::2}}\)": ("x = […]", "2", "x = 2"),
    r"\({{c1::2}}-y\)": ("[…] −y", "2", "2 −y"),
    r"\(-{{c1::x}}\)": ("−[…]", "x", "−x"),
    r"{{c1::\(a\)}}5": ("[…] 5", "a", "a 5"),
    r"\(a\){{c1::5}}": ("a […]", "5", "a 5"),
    r"H<sub>{{c1::2}}</sub>O": ("H[…]O", "2", "H₂O"),
    r"e<sup>{{c1::2::a number}}+1</sup>": ("e[a number …]⁺¹", "2", "e²⁺¹"),
    r"<code>x={{c1::2}}+1</code>": ("x=[…]+1", "2", "x=2+1"),
    r"<code>x=</code>{{c1::<code>2</code>}}<code>+1</code>": ("x=[…]+1", "2", "x=2+1"),
    r"{{c1::<code>a</code>}}{{c2::<code>b</code>::h}}": ("[…]b", "a", "ab"),
    r"<code>f(<i>{{c1::x}}</i>)</code>": ("f([…])", "x", "f(x)"),
    r"<pre>def f():<br>  return {{c1::x}}+1</pre>": (
        "def f():\n  return […]+1", "x", "def f():\n  return x+1",
    ),
    r"<b>x={{c1::2}}</b>y": ("x=[…]y", "2", "x=2y"),
    r"a<b>{{c1::b}}=c</b>": ("a[…]=c", "b", "ab=c"),
    r"<b>{{c1::2}}</b>x and <i>y</i>": ("[…]x and y", "2", "2x and y"),
    r"<i>a</i>{{c1::<i>b</i>}}c": ("a[…]c", "b", "abc"),
    r"<b>x=</b>{{c1::<b>(2)</b>}}y": ("x=[…]y", "(2)", "x=(2)y"),
    r"{{c1::<b>a}}b{{c2::c</b>}}d": ("[…]bcd", "a", "abcd"),
}  # fmt: skip


@pytest.mark.parametrize("html", BESIDE)
def test_a_gap_without_spaces_around_is_read_and_written(tmp_path: Path, html: str) -> None:
    kind = note_type(("Text",), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), cloze=True)
    ords = tuple(range(html.count("{{")))
    deck = only(taken(tmp_path, kind, [(html,)], ords=ords))
    prompt, answer, filled = BESIDE[html]

    def said(text: str) -> str:
        return plain_text(text) if deck.deck.format else text

    (card, *_) = make_cards(deck.deck, "d")
    assert (said(card.prompt), said(card.filled)) == (prompt, filled)
    assert grade_typed(answer, card).correct
    write([ExportedDeck("d", deck.deck, make_cards(deck.deck, "d"))], tmp_path / "back.apkg", NOW)
    again = only(read(tmp_path / "back.apkg", NOW)).deck
    assert [card[4:6] for card in make_cards(again, "d")] == [
        card[4:6] for card in make_cards(deck.deck, "d")
    ]


# ── pictures and sounds ─────────────────────────────────────────────────────────


def test_pictures_and_sounds_come_along(tmp_path: Path) -> None:
    notes = [
        ('Who is <img src="a b.png">?', "a fox [sound:fox.mp3]"),
        ('<img src="a%20b.png">', 'x <img src="x.gif" alt="an x"><img src="y.gif">'),
        ("[sound:fox.mp3]", "fox"),
    ]
    media = {"a b.png": PNG, "fox.mp3": b"s", "x.gif": b"x", "y.gif": b"y", "unused.png": b"u"}
    deck = only(taken(tmp_path, note_type(BASIC), notes, media))
    first, second, third = make_cards(deck.deck, "d")
    assert (first.prompt, first.media.image) == ("Who is ?", "media/a-b.png")
    assert first.media.answer_audio == "media/fox.mp3"
    assert second.prompt == "![picture](media/a-b.png)"
    assert second.answer == "x ![an x](media/x.gif)![picture](media/y.gif)"
    assert (third.prompt, third.media.audio) == ("♪", "media/fox.mp3")
    assert set(deck.media) == {"media/a-b.png", "media/fox.mp3", "media/x.gif", "media/y.gif"}
    target = io.BytesIO()
    with copying_media() as copy_media:
        copy_media(deck.media["media/a-b.png"], target)
    assert target.getvalue() == PNG


def test_a_package_is_opened_once_for_all_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    open_package = anki_package.open_package

    def counted(path: Path) -> Any:
        opened.append(path)
        return open_package(path)

    media = {f"{n}.png": b"%d" % n for n in range(5)}
    notes = [(f'<img src="{name}">', f"picture {name}") for name in media]
    deck = only(taken(tmp_path, note_type(BASIC), notes, media))
    monkeypatch.setattr(anki_package, "open_package", counted)
    copied = []
    with copying_media() as copy_media:
        for file in deck.media.values():
            target = io.BytesIO()
            copy_media(file, target)
            copied.append(target.getvalue())
    assert sorted(copied) == sorted(media.values())
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("CON.png", "media/CON-file.png"),
        ("..png", "media/file.png"),
        ("a/../b.png", "media/a-..-b.png"),
        ("x" * 300 + ".png", "media/" + "x" * 80 + ".png"),
    ],
)
def test_names_of_files_are_safe(tmp_path: Path, name: str, path: str) -> None:
    deck = only(taken(tmp_path, note_type(BASIC), [(f'q <img src="{name}">', "a")], {name: PNG}))
    assert list(deck.media) == [path]


def test_files_of_other_types_stay_out(tmp_path: Path) -> None:
    imported = taken(tmp_path, note_type(BASIC), [('q <img src="x.exe">', "a")], {"x.exe": b"MZ"})
    assert only(imported).media == {}
    assert "1 file of another type: x.exe" in imported.left_out


def test_all_sounds_of_a_side_come_along_and_go_back(tmp_path: Path) -> None:
    notes = [("[sound:w.mp3]dog[sound:s.mp3]", "[sound:w.mp3][sound:a.mp3]Hund[sound:b.mp3]")]
    media = {f"{name}.mp3": name.encode() for name in "wsab"}
    deck = only(taken(tmp_path, note_type(BASIC), notes, media))
    [card] = make_cards(deck.deck, "d")
    assert card.media.audio == "media/w.mp3\nmedia/s.mp3"
    assert card.media.answer_audio == "media/a.mp3\nmedia/b.mp3"
    assert set(deck.media) == {f"media/{name}" for name in media}
    again = back_again(deck, tmp_path)
    assert (again.deck, set(again.media)) == (deck.deck, set(deck.media))


def test_an_answer_that_is_only_heard_is_a_flashcard(tmp_path: Path) -> None:
    notes = [("Say: dog", "[sound:w.mp3]"), ("q", "a")]
    deck = only(taken(tmp_path, note_type(BASIC), notes, {"w.mp3": b"ID3"}))
    said, other = make_cards(deck.deck, "d")
    assert (said.answer, said.media.answer_audio) == ("♪", "media/w.mp3")
    assert (is_flashcard(said), is_flashcard(other)) == (True, False)
    assert back_again(deck, tmp_path).deck == deck.deck


def test_a_question_that_was_only_a_picture_is_kept(tmp_path: Path) -> None:
    imported = taken(tmp_path, note_type(BASIC), [('<img src="fox.png">', "fox"), ("q", "a")])
    deck = only(imported)
    assert shown(deck) == [("fox.png", "fox"), ("q", "a")]
    assert deck.suspended == (("anki:guid0", 0),)
    assert imported.remarks[0].startswith("1 card whose question lost its picture: fox.png → fox;")


def test_pictures_that_cannot_be_shown_are_lost(tmp_path: Path) -> None:
    notes = [
        ('<img src="torn.png">', "a"),
        ("q", '<img src="wide.png">'),
        ("see", '<img src="x.svg">'),
    ]
    wide = png(30_000, 30_000, squeezed(9))
    files = {"torn.png": PNG[:-20], "wide.png": wide, "x.svg": b"<svg/>"}
    imported = taken(tmp_path, note_type(BASIC), notes, files)
    assert imported.remarks == (
        "1 card whose question lost its picture: torn.png → a; 1 of them is suspended, as it "
        "cannot be answered without it",
        "2 cards suspended, whose answer is a picture that cannot be shown: q → wide.png, "
        "see → x.svg",
    )
    assert "2 pictures that cannot be shown: torn.png, wide.png" in imported.left_out
    deck = only(imported)
    assert len(deck.suspended) == 3
    assert set(deck.media) == {"media/torn.png", "media/wide.png", "media/x.svg"}


def test_an_answer_that_is_written_like_a_picture_is_a_text(tmp_path: Path) -> None:
    deck = only(
        taken(tmp_path, note_type(BASIC), [("How does Markdown show a map?", "![](m.svg)")])
    )
    assert (deck.deck.notes[0].faces()[0].answers, deck.suspended) == (("![](m.svg)",), ())


def test_a_question_that_is_only_a_drawing_is_suspended(tmp_path: Path) -> None:
    questions = (
        '<img src="fox.svg">', '<img src="fox.svg" alt="a fox">', '<img src="fox.svg">Which?',
        '<img src="fox.svg"><img src="fox.png">', '<img src="data:image/png;base64,AAAA">',
    )  # fmt: skip
    files = {"fox.svg": b"<svg/>", "fox.png": PNG}
    imported = taken(
        tmp_path, note_type(BASIC), [(q, f"a{n}") for n, q in enumerate(questions)], files
    )
    deck = only(imported)
    assert imported.remarks[0] == (
        "5 cards whose question lost its picture: a fox → a1, Which? → a2, [picture] → a3, "
        "fox.svg → a0, an embedded image → a4; 2 of them are suspended, as they "
        "cannot be answered without it"
    )
    assert deck.suspended == (("anki:guid0", 0), ("anki:guid4", 0))
    assert set(deck.media) == {"media/fox.svg", "media/fox.png"}


def test_a_map_that_is_only_a_drawing_is_suspended(tmp_path: Path) -> None:
    kind = note_type(IO, cloze=True, occlusion=True)
    note = (SHAPES, '<img src="map.svg">', "", "", "")
    deck = only(taken(tmp_path, kind, [note], {"map.svg": b"<svg/>"}))
    assert deck.suspended == (("anki:guid0", 0), ("anki:guid0", 1))


def test_no_gap_is_left_where_a_picture_stood(tmp_path: Path) -> None:
    prompt = one(tmp_path, 'Is <img src="x.png"> a fox?', "yes", media={"x.png": PNG})[0]
    assert prompt == "Is a fox?"
    html = 'Animals<img src="x.png"><ul><li>a</li></ul>Plants'
    assert one(tmp_path, html, "yes", media={"x.png": PNG})[0] == "Animals\n\n- a\n\nPlants"
    html = '<div>a</div><div><img src="x.png"></div><div>b</div>'
    assert one(tmp_path, html, "yes", media={"x.png": PNG})[0] == "a\nb"


def test_questions_that_lost_their_picture_are_named(tmp_path: Path) -> None:
    notes = [(f'Which muscle?<br><img src="{n}.jpg">', n) for n in ("Biceps", "Soleus")]
    notes.append(('Who is she? Ada Lovelace <img src="ada.jpg">', "a mathematician"))
    imported = taken(tmp_path, note_type(BASIC), notes)
    assert imported.remarks[0] == (
        "3 cards whose question lost its picture: Which muscle? → Biceps, Which muscle? → Soleus, "
        "Who is she? Ada Lovelace → a mathematic…; 2 of them are suspended, as they "
        "cannot be answered without it"
    )
    assert only(imported).suspended == (("anki:guid0", 0), ("anki:guid1", 0))


# ── occlusion ───────────────────────────────────────────────────────────────────

IO = ("Occlusion", "Image", "Header", "Back Extra", "Comments")
SHAPES = (
    "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.1:oi=1}}<br>"
    "{{c2::image-occlusion:ellipse:left=.4:top=.1:rx=.1:ry=.2:oi=1}}<br>"
    "{{c2::image-occlusion:polygon:points=.5,.5 .6,.5 .6,.7:oi=1}}<br>"
)


def occlusion(folder: Path, media: dict[str, bytes]) -> Any:
    kind = note_type(
        IO, (("IO", "<script>anki.imageOcclusion.setup()</script>", "{{Image}}"),), cloze=True
    )
    note = (SHAPES, '<img src="heart.png">', "Heart", "Pumps.", "")
    return taken(folder, kind, [note], media, ords=(0, 1))


def test_image_occlusion_of_anki(tmp_path: Path) -> None:
    deck = only(occlusion(tmp_path, {"heart.png": PNG}))
    [note] = deck.deck.notes
    assert isinstance(note, OcclusionNote)
    assert (note.picture, note.prompt, note.hide) == ("media/heart.png", "Heart", "all")
    [box], [ellipse, polygon] = [region.boxes for region in note.regions]
    assert (box, polygon) == ((10, 10, 20, 10), (50, 50, 60, 50, 60, 70))
    assert around(ellipse) == (40, 10, 20, 40)
    corners = [*zip(ellipse[::2], ellipse[1::2], strict=True)]
    assert all(
        isclose((x / 10 - 5) ** 2 + (y / 20 - 1.5) ** 2, 1, abs_tol=0.01) for x, y in corners
    )
    assert note.extras.explanation == "Pumps."
    assert list(deck.media) == ["media/heart.png"]
    assert [card.kind for card in make_cards(deck.deck, "d")] == [Kind.OCCLUSION] * 2


def test_texts_drawn_on_pictures_are_named(tmp_path: Path) -> None:
    kind = note_type(IO, (("IO", "", "{{Image}}"),), cloze=True, occlusion=True)
    drawn = "{{c0::image-occlusion:text:left=.1:top=.1:text=Left:scale=1}}"
    note = (drawn + SHAPES, '<img src="heart.png">', "Heart", "", "")
    imported = taken(tmp_path, kind, [note], {"heart.png": PNG}, ords=(0, 1, 2))
    assert imported.left_out == (
        "1 card that hides a part of no image", "1 text drawn on a picture",
    )  # fmt: skip


def test_image_occlusion_without_its_picture(tmp_path: Path) -> None:
    imported = occlusion(tmp_path, {})
    assert "2 of them are suspended, as they cannot be answered without it" in imported.remarks[0]
    assert only(imported).suspended == (("anki:guid0", 0), ("anki:guid0", 1))


def test_a_polygon_goes_back_as_one(tmp_path: Path) -> None:
    back_again(only(occlusion(tmp_path, {"heart.png": PNG})), tmp_path)
    with zipfile.ZipFile(tmp_path / "back.apkg") as archive:
        database = archive.read("collection.anki2").decode("utf-8", "replace")
    place = "polygon:left=0.5:top=0.5:points=0.5,0.5 0.6,0.5 0.6,0.7:oi=1"
    assert f"{{{{c2::image-occlusion:{place}}}}}" in database


@pytest.mark.parametrize("points", ["", ".1,.1", ".1,.1 .2,.2", "-1,.1 -2,.2 -3,.5", "x,y"])
def test_polygons_without_any_space_are_no_regions(tmp_path: Path, points: str) -> None:
    kind = note_type(IO, (("IO", "", "{{Image}}"),), cloze=True, occlusion=True)
    shapes = f"{{{{c1::image-occlusion:polygon:points={points}}}}}{SHAPES.replace('c1', 'c3')}"
    note = (shapes, '<img src="heart.png">', "", "", "")
    imported = taken(tmp_path, kind, [note], {"heart.png": PNG}, ords=(0, 1, 2))
    assert imported.left_out == ("1 card that hides a part of no image",)


ADD_ON = (
    ("ID", "Header", "Image", "Question Mask", "Footer", "Remarks", "Answer Mask"),
    (("c", "{{Image}}{{Question Mask}}", "{{Image}}{{Answer Mask}}{{Remarks}}"),),
)


def test_a_mask_of_the_add_on_may_cover_all(tmp_path: Path) -> None:
    rest = "<rect x='1' y='2' width='3' height='4'/><ellipse cx='50' cy='50' rx='9' ry='9'/>"
    asked = "<rect class='qshape' x='9' y='9' width='20' height='20'/>"
    svg = f"<svg width='100' height='100'><g>{rest}{asked}</g></svg>".encode()
    note = ("1", "Brain", '<img src="b.png">', '<img src="q.svg">', "", "", "")
    deck = only(taken(tmp_path, note_type(*ADD_ON), [note], {"b.png": PNG, "q.svg": svg}))
    [occluded] = deck.deck.notes
    assert isinstance(occluded, OcclusionNote)
    assert occluded.hide == "all"
    assert [region.boxes for region in occluded.regions] == [((9, 9, 20, 20),)]
    assert occluded.covered[0] == (1, 2, 3, 4)
    assert len(occluded.covered) == 2
    back_again(deck, tmp_path)


@pytest.mark.parametrize(
    ("shape", "boxes"),
    [
        ('rect x="100" y="50" width="40" height="20"', (100, 50, 40, 20)),
        (
            'rect x="100" y="50" width="40" height="20" transform="rotate(90 100,50)"',
            (100, 50, 100, 90, 80, 90, 80, 50),
        ),
        (
            'rect x="100" y="50" width="40" height="20" transform="rotate(-180, 120, 60)"',
            (140, 70, 100, 70, 100, 50, 140, 50),
        ),
        ('rect x="-20" y="50" width="40" height="20"', (0, 50, 20, 20)),
        ('polygon points="1,1 9,1 9,9"', (1, 1, 9, 1, 9, 9)),
        ('rect x="500" y="50" width="40" height="20"', (0, 0, 100, 100)),
    ],
)
def test_shapes_of_the_add_on(tmp_path: Path, shape: str, boxes: tuple[float, ...]) -> None:
    svg = f'<svg width="400" height="200"><{shape} class="qshape"/></svg>'.encode()
    note = ("1", "Brain", '<img src="b.png">', '<img src="q.svg">', "", "", "")
    deck = only(taken(tmp_path, note_type(*ADD_ON), [note], {"b.png": PNG, "q.svg": svg}))
    [occluded] = deck.deck.notes
    assert isinstance(occluded, OcclusionNote)
    assert occluded.regions[0].boxes == (boxes,)
    [card] = make_cards(deck.deck, "d")
    assert card.answer == UNCOVERED


def test_image_occlusion_enhanced(tmp_path: Path) -> None:
    kind = note_type(*ADD_ON, "Image Occlusion Enhanced")
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><g>'
        b'<rect x="5" y="5" width="9" height="9" fill="#FFEBA2"/>'
        b'<rect class="qshape" x="100" y="50" width="40" height="20" fill="#FF7E7E"/></g></svg>'
    )
    note = ("1", "Brain", '<img src="b.png">', '<img src="q.svg">', "Label it", "Plate 1", "")
    deck = only(taken(tmp_path, kind, [note], {"b.png": PNG, "q.svg": svg}))
    [occluded] = deck.deck.notes
    assert isinstance(occluded, OcclusionNote)
    assert occluded.size == (400, 200)
    assert occluded.regions[0].boxes == ((100, 50, 40, 20),)
    assert (occluded.prompt, occluded.extras.explanation) == ("Brain\nLabel it", "Plate 1")
    assert list(deck.media) == ["media/b.png"]


# ── and back ────────────────────────────────────────────────────────────────────


def back_again(deck: Any, folder: Path) -> Any:
    """The deck after an export to a package and an import from it."""
    paths = {path: folder / path for path in deck.media}
    with copying_media() as copy_media:
        for path, file in deck.media.items():
            paths[path].parent.mkdir(exist_ok=True)
            with paths[path].open("wb") as target:
                copy_media(file, target)
    exported = ExportedDeck(
        "d", deck.deck, make_cards(deck.deck, "d"),
        media={path: MediaFile(str(place)) for path, place in paths.items()},
    )  # fmt: skip
    (folder / "back.apkg").unlink(missing_ok=True)
    write([exported], folder / "back.apkg", NOW)
    return only(read(folder / "back.apkg", NOW))


def test_a_card_that_lost_its_sound_is_named_and_suspended(tmp_path: Path) -> None:
    notes = [("[sound:gone.mp3]", "hound"), ("Say it [sound:gone.mp3]", "dog")]
    imported = taken(tmp_path, note_type(BASIC), notes)
    assert shown(only(imported)) == [("gone.mp3", "hound"), ("Say it", "dog")]
    assert only(imported).suspended == (("anki:guid0", 0),)
    assert imported.remarks[0].startswith(
        "1 card whose question lost its picture or sound: gone.mp3 → hound; 1 of them is suspended"
    )


def test_a_preview_says_where_pictures_are(tmp_path: Path) -> None:
    picture = '<img src="p.png">'
    notes = [(f"Which flag?<br>{picture}", "Peru"), ("Peru", picture)]
    (preview,) = taken(tmp_path, note_type(BASIC), notes, {"p.png": PNG}).previews
    assert preview.samples == (("Which flag? [picture]", "Peru"), ("Peru", "[picture]"))


def test_pictures_among_the_texts_of_siblings_survive_anki(tmp_path: Path) -> None:
    kind = note_type(
        ("Country", "Capital", "Flag"),
        (
            ("1", "Capital of {{Country}}?", BACK + "{{Capital}}<br>{{Flag}}"),
            ("2", "Whose is {{Flag}} this?", BACK + "{{Country}}"),
            ("3", "{{Capital}}<br>{{Flag}}", BACK + "{{Country}}"),
        ),
    )
    notes = [("Peru", "Lima", '<img src="p.png">')]
    deck = only(taken(tmp_path, kind, notes, {"p.png": PNG}))
    again = back_again(deck, tmp_path)
    assert again.deck.notes == deck.deck.notes
    assert [*again.media] == ["media/p.png"]
    assert "pictures" not in str(export_collection([ExportedDeck(
        "d", deck.deck, make_cards(deck.deck, "d"),
        media={path: MediaFile(path) for path in deck.media})], NOW).left_out)  # fmt: skip


@pytest.mark.parametrize(
    "notes",
    [
        [(r"\(x^2\) and \[y\]", "[$]z[/$]"), ("plain *", "a<br>b")],
        [("<ul><li>a</li><li>b <i>c</i></li></ul>", "<pre>x\n  y</pre>")],
        [("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "t")],
        [('Who? <img src="fox.png">', "fox [sound:fox.mp3]"), ('<img src="fox.png">', "f")],
        [("漢字(かんじ)", "kanji"), ("<ruby>漢<rt>かん</rt></ruby>", "k")],
        [("plain", "text"), (r"a \ b", "[x] &lt;b&gt; c")],
    ],
)
def test_what_is_shown_survives_anki(tmp_path: Path, notes: list[tuple[str, str]]) -> None:
    media = {"fox.png": PNG, "fox.mp3": b"sound"}
    deck = only(taken(tmp_path, note_type(BASIC), notes, media))
    again = back_again(deck, tmp_path)
    assert (again.deck.format, again.deck.notes) == (deck.deck.format, deck.deck.notes)
    assert set(again.media) == set(deck.media)
    with zipfile.ZipFile(tmp_path / "back.apkg") as archive:
        assert b"sound" in [archive.read(name) for name in archive.namelist()] or not deck.media


def test_siblings_and_occlusion_survive_anki(tmp_path: Path) -> None:
    kind = note_type(
        ("Chapter", "Word", "Meaning"),
        (
            ("Read", "{{Chapter}}<br>{{Word}}", BACK + "{{Meaning}}"),
            ("Write", "{{Chapter}}<br>{{Meaning}}", BACK + "{{Word}}"),
        ),
    )
    deck = only(taken(tmp_path, kind, [("1", "chien", "dog"), ("1", "chat", "c <b>a</b> t")]))
    assert back_again(deck, tmp_path).deck == deck.deck
    deck = only(occlusion(tmp_path, {"heart.png": PNG}))
    assert back_again(deck, tmp_path).deck.notes == deck.deck.notes
    kind = note_type(IO, (("IO", "", "{{Image}}"),), cloze=True, occlusion=True)
    note = (SHAPES, '<img src="heart.png">', "The <b>heart</b>", "<i>Pumps</i> blood.", "")
    deck = only(taken(tmp_path, kind, [note], {"heart.png": PNG}, ords=(0, 1)))
    assert back_again(deck, tmp_path).deck == deck.deck
    kind = note_type(
        ("Text", "More"), (("C", "{{cloze:Text}}", "{{cloze:Text}}<hr>{{More}}"),), cloze=True
    )
    nested = ("{{c1::big {{c2::<b>red</b>}} bus}} stops", "a <b>b</b> c")
    deck = only(taken(tmp_path, kind, [nested], ords=(0, 1)))
    assert back_again(deck, tmp_path).deck == deck.deck


def test_readings_stand_above_their_characters_in_anki(tmp_path: Path) -> None:
    deck = only(taken(tmp_path, note_type(BASIC), [("漢字(かんじ)", "kanji")]))
    back_again(deck, tmp_path)
    with zipfile.ZipFile(tmp_path / "back.apkg") as archive:
        database = archive.read("collection.anki2").decode("utf-8", "replace")
    assert "<ruby>漢字<rt>かんじ</rt></ruby>" in database


@pytest.mark.parametrize(
    ("name", "file", "folder"),
    [
        ("Languages::East Asia::Words", "languages/east-asia/words", "Languages::East Asia"),
        ("a::b", "a/b", ""),
        ("Alone", "alone", ""),
        ("Ä / b: c::d/e?", "ä-b-c/d-e", "Ä / b: c"),
    ],
)
def test_folders_keep_their_names(tmp_path: Path, name: str, file: str, folder: str) -> None:
    deck = only(read(package(tmp_path / "p.apkg", note_type(BASIC), [("q", "a")], deck=name), NOW))
    assert (safe_name(deck.name), deck.deck.folder) == (file, folder)
    (tmp_path / "p.apkg").unlink()
    exported = ExportedDeck(file, deck.deck, make_cards(deck.deck, file))
    collection = export_collection([exported], NOW).collection
    assert [each.name for each in collection.decks.values()] == [name]
    moved = ExportedDeck("elsewhere/words", deck.deck, exported.cards)
    collection = export_collection([moved], NOW).collection
    assert [each.name for each in collection.decks.values()] == [f"elsewhere::{deck.deck.title}"]


def test_a_package_of_several_decks(tmp_path: Path) -> None:
    decks = []
    for name in ("x/a", "x/b"):
        deck = only(read(package(tmp_path / "p.apkg", note_type(BASIC), [(name, "a")]), NOW)).deck
        decks.append(ExportedDeck(name, deck, make_cards(deck, name)))
    (tmp_path / "p.apkg").unlink()
    write(decks, tmp_path / "both.apkg", NOW)
    assert [shown(deck) for deck in read(tmp_path / "both.apkg", NOW).decks] == [
        [("x/a", "a")], [("x/b", "a")],
    ]  # fmt: skip
    assert BasicNote("x/a", "a") != BasicNote("x/b", "a")


def test_cards_of_one_note_that_ask_the_same_are_one_card(tmp_path: Path) -> None:
    kind = note_type(
        ("Word", "Reading", "Meaning"),
        [
            ("Read", "{{Word}}", BACK + "{{Meaning}}<br>{{Reading}}"),
            ("Hear", "{{Reading}}", BACK + "{{Meaning}}"),
            ("Write", "{{Meaning}}", BACK + "{{Word}}"),
        ],
    )
    imported = taken(tmp_path, kind, [("ねこ", "ねこ", "cat")])
    [note] = only(imported).deck.notes
    assert isinstance(note, CardsNote)
    assert [(card.prompt, card.answer) for card in note.cards()] == [
        ("ねこ", "cat"), ("cat", "ねこ"),
    ]  # fmt: skip
    assert imported.left_out == ("1 card asks just what its sibling asks; they are one card here",)


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        (r"[$]\R^n[/$]", "ℝⁿ"),
        (r"[latex]in $\Rn$[/latex]", "in ℝⁿ"),
        (r"[latex]\newcommand{\half}{\frac{1}{2}}$\half$[/latex]", "1/2"),
        (r"[$]x[/$]", "x"),
    ],
)
def test_commands_in_the_head_of_latex(tmp_path: Path, front: str, shown: str) -> None:
    head = r"""\documentclass[12pt]{article}
\usepackage{amssymb,amsmath} \pagestyle{empty} \setlength{\parindent}{0in}
\newcommand{\R}{\mathbb{R}} % the reals
\newcommand{\Rn}{\R^n}
\begin{document}
"""
    kind = replace(note_type(BASIC), latex=head)
    [card] = make_cards(only(taken(tmp_path, kind, [(front, "a")])).deck, "d")
    assert plain_text(card.prompt) == shown


def test_a_picture_in_a_gap_is_its_answer(tmp_path: Path) -> None:
    kind = note_type(("Text",), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), cloze=True)
    text = '{{c1::<img src="fox.png">}} is a {{c2::fox}}'
    deck = only(taken(tmp_path, kind, [(text,)], {"fox.png": b"fox"}, ords=(0, 1))).deck
    fox = "![picture](media/fox.png)"
    assert [(card.prompt, card.answers) for card in make_cards(deck, "d")] == [
        ("[…] is a fox", (fox,)),
        (f"{fox} is a […]", ("fox",)),
    ]


def test_clozes_that_lost_their_picture_are_named(tmp_path: Path) -> None:
    kind = note_type(("Text",), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), cloze=True)
    imported = taken(tmp_path, kind, [('{{c1::Fox}}, as here <img src="fox.png">',)])
    assert imported.remarks == ("1 card whose question lost its picture: […], as here → Fox",)


def test_tags_that_a_card_shows_are_tags_and_no_text(tmp_path: Path) -> None:
    shown = "{{#Tags}}<p>Tags: {{clickable::Tags}}</p>{{/Tags}}"
    kind = note_type(BASIC, [("Card 1", "{{Front}}" + shown, BACK + "{{Back}}<div>{{Tags}}</div>")])
    path = package(tmp_path / "p.apkg", kind, [("q", "a")], tags=("one", "two::three"))
    [note] = only(read(path, NOW)).deck.notes
    assert note.plain() == [("q", "a")]
    assert (note.extras.explanation, note.extras.tags) == ("", ("one", "two::three"))


def test_a_preview_shows_formulas_as_the_game_does(tmp_path: Path) -> None:
    notes = [(r"\(x^2\)", r"\[\begin{align*}a&=b\end{align*}\]")]
    [preview] = taken(tmp_path, note_type(BASIC), notes).previews
    assert preview.samples == (("x²", "a = b"),)


def test_a_card_to_type_that_asks_like_its_sibling_is_one_with_it(tmp_path: Path) -> None:
    kind = note_type(
        ("Word", "Meaning"),
        [
            ("Read", "{{Word}}", BACK + "{{Meaning}}"),
            ("Write", "{{Meaning}}", BACK + "{{Word}}"),
            ("Type", "{{Meaning}}<br>{{type:Word}}", BACK + "{{Word}}"),
        ],
    )
    imported = taken(tmp_path, kind, [("hund", "dog"), ("kat", "cat")])
    assert shown(only(imported))[:2] == [("hund", "dog"), ("dog", "hund")]
    assert imported.left_out == (
        "2 cards ask just what their siblings ask; they are one card here",
    )
    assert load_text(dump_deck(only(imported).deck), "x.yaml").faults == ()


@pytest.mark.parametrize(
    ("rows", "answers"),
    [
        (
            [("Der Hund bellt.", "Hund", "dog"), ("Die Katze schläft.", "Katze", "cat")],
            ["dog", "cat"],
        ),
        ([("犬が好き。", "犬", "dog"), ("猫がいる。", "猫", "cat")], ["dog", "cat"]),
        ([("Wer bellt?", "Hund", "dog"), ("Wer schnurrt?", "Katze", "cat")], ["Hund", "Katze"]),
        ([("Singapur", "Singapur", "city"), ("Peru", "Lima", "land")], ["Singapur", "Lima"]),
    ],
)
def test_a_word_that_stands_in_its_sentence_does_not_answer_it(
    tmp_path: Path, rows: list[tuple[str, ...]], answers: list[str]
) -> None:
    kind = note_type(
        ("Sentence", "Target Word", "Definition"),
        [("Card 1", "{{Sentence}}", BACK + "{{Target Word}}<br>{{Definition}}")],
    )
    cards = shown(only(taken(tmp_path, kind, rows)))
    assert [answer for _, answer in cards] == answers
