"""Examples of written files, and of what is reported as lost."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from quiz.card import Media
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.formats import notes_text_format, org_format
from quiz.formats.file_io import MODULES, text_in
from quiz.formats.interchange import ExportedDeck, MediaFile
from quiz.formats.markdown_html import markdown_to_html
from quiz.formats.registry import WRITTEN
from quiz.history.events import Mark, MarkKind
from quiz.moment import Moment
from tests.factories import EVENING, answer, number_id

FULL = Extras("id1", "city", "a hint", "because", "an atlas", ("tag one", "two"))
NOTES: tuple[Note, ...] = (
    BasicNote('a, "b"', "c", ("d",), ("e",), FULL),
    TermNote("chat", "cat"),
    ClozeNote((Gap("Paris", ("paname",), "city"), " is [big]")),
    ListNote("three", (("x", "X"), ("y",))),
    SequenceNote("order", ("1", "2")),
    TrueFalseNote("so", True),
)
DECK = Deck("My deck", NOTES, "about", "en", ("all",), "a book")


def write(name: str, deck: Deck = DECK, past: bool = False) -> tuple[str, tuple[str, ...]]:
    cards = make_cards(deck, "my/deck")
    given = ExportedDeck("my/deck", deck, cards)
    if past:
        key = cards[0].key
        mark = Mark(number_id(1), "ada", Moment(EVENING), key, MarkKind.SUSPEND)
        given = replace(
            given, answers={key: [answer(card=key)]}, marks={(key, MarkKind.SUSPEND): mark}
        )
    written = import_module(MODULES[name]).write(given)
    return written.data.decode(), written.left_out


MEDIA = Deck(
    "My deck",
    (BasicNote("Which flag?", "France", extras=Extras(media=Media("flag.png"))),
     BasicNote("![](map.png)", "Mali")),
    format="markdown",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(MODULES.keys() & WRITTEN.keys()))
def test_a_text_names_the_files_of_pictures_that_it_leaves_behind(name: str) -> None:
    media = {path: MediaFile(f"/decks/{path}") for path in ("flag.png", "map.png")}
    exported = ExportedDeck("my/deck", MEDIA, make_cards(MEDIA, "my/deck"), media=media)
    stay = "2 files of pictures and sounds: flag.png, map.png"
    assert stay in text_in(exported, WRITTEN[name]).left_out


@pytest.mark.parametrize("name", sorted(MODULES.keys() & WRITTEN.keys() - {"json", "yaml"}))
def test_a_format_without_a_place_for_a_picture_says_so(name: str) -> None:
    assert "1 picture or sound" in write(name, MEDIA)[1]


def test_csv() -> None:
    text, left_out = write("csv")
    assert text == (
        "kind,prompt,answer,accept,distractors,category,hint,explanation,source,tags,id\n"
        'basic,"a, ""b""",c,d,e,city,a hint,because,an atlas,"tag one\ntwo",id1\n'
        "term,chat,cat,,,,,,,,\n"
        "cloze,{{Paris|paname::city}} is [big],,,,,,,,,\n"
        'list,three,"x | X\ny",,,,,,,,\n'
        'sequence,order,"1\n2",,,,,,,,\n'
        "true-false,so,true,,,,,,,,\n"
    )
    assert left_out == (
        "the deck's title", "the deck's description", "the deck's language", "the deck's tags",
        "the deck's source",
    )  # fmt: skip
    assert write("csv", Deck("Deck", (BasicNote("a", "b"),)))[0] == "prompt,answer\na,b\n"
    broken = Deck("Deck", (SequenceNote("p", ("a\nb", "c")),))
    assert write("csv", broken)[1] == ("1 line break within a list",)


@pytest.mark.parametrize("name", [name for name in WRITTEN if name in MODULES])
def test_lost_title_is_reported(name: str) -> None:
    note = BasicNote("a", "b")
    held = name in ("json", "anki-text", "hashcards", "logseq", "org", "yaml")
    assert write(name, Deck("Geo", (note,)))[1] == (() if held else ("the deck's title",))
    # This title follows from the deck's name.
    assert write(name, Deck("Deck", (note,)))[1] == ()


def test_cards_that_are_not_in_the_file_are_counted() -> None:
    two_gaps = ClozeNote(("x::y ", Gap("a"), " ", Gap("b")))
    deck = Deck("Deck", (BasicNote("a", "b"), two_gaps, BasicNote("p::q", "r")))
    given = ExportedDeck("deck", deck, make_cards(deck, "deck"))
    written = import_module(MODULES["obsidian"]).write(given)
    assert (len(given.cards), written.missing) == (4, 2)
    assert written.left_out == ("2 cards whose texts look like syntax of this format",)


def test_tsv() -> None:
    text, left_out = write("tsv")
    assert text == (
        '"a, ""b"""\tc\nchat\tcat\n[city …] is [big]\tParis\nthree\tx, y\norder\t1 → 2\nso\ttrue\n'
    )
    assert left_out[:3] == ("1 id", "1 category", "2 hints")
    assert "5 notes whose kind becomes prompt and answer" in left_out
    ambiguous = Deck("Deck", (BasicNote("term", "definition"), BasicNote("a\tb", "c")))
    assert write("tsv", ambiguous) == (
        "prompt\tanswer\nterm\tdefinition\na b\tc\n",
        ("1 card whose line breaks and tabs become spaces",),
    )


def test_anki_text() -> None:
    text, left_out = write("anki-text")
    assert text == (
        "#separator:tab\n#html:true\n#deck:my::My deck\n#guid column:1\n#notetype column:2\n"
        "#tags column:5\n"
        'id1\tBasic\t"a, ""b"""\tc\tall tag_one two\n'
        "\tBasic (and reversed card)\tchat\tcat\tall\n"
        "\tCloze\t{{c1::Paris::city}} is &#91;big]\t\tall\n"
        "\tBasic\tthree\tx, y\tall\n"
        "\tBasic\torder\t1 → 2\tall\n"
        "\tBasic\tso\ttrue\tall\n"
    )
    assert "1 tag whose spaces become '_'" in left_out
    assert "3 lists, sequences or statements that become prompt and answer" in left_out


def test_markdown_is_html_in_ankis_plain_text() -> None:
    notes = (
        BasicNote("**Flag** of `Peru`", "$x^2$"),
        ClozeNote(("In *", Gap("Paris"), "*, `a`.")),
    )
    text, left_out = write("anki-text", Deck("Deck", notes, format="markdown"))
    assert "Basic\t<strong>Flag</strong> of <code>Peru</code>\t\\(x^2\\)\t" in text.replace(
        "&nbsp;", " "
    )
    assert left_out == ()
    found = notes_text_format.read(text.encode(), "x").decks[0].deck
    assert (found.notes, found.format) == (notes, "markdown")


def test_hashcards() -> None:
    text, left_out = write("hashcards")
    assert text == (
        '---\nname = "My deck"\n---\n\n'
        'Q: a, "b"\nA: c\n\nQ: chat\nA: cat\n\nQ: cat\nA: chat\n\n'
        "C: [Paris] is \\[big\\]\n\nQ: three\nA: - x\n- y\n\nQ: order\nA: 1. 1\n2. 2\n\n"
        "Q: so\nA: true\n"
    )
    assert "5 cards that become question and answer" in left_out
    marks = Deck("x", (BasicNote("a\nQ: b", "c"), BasicNote("d", "e")))
    text, left_out = write("hashcards", marks)
    assert text.endswith("\n\nQ: d\nA: e\n")
    assert left_out == ("1 card whose text looks like syntax of this format",)


def test_obsidian() -> None:
    text, _ = write("obsidian")
    assert text == (
        '#flashcards\n\na, "b"::c\n\nchat:::cat\n\n==Paris==^[city] is [big]\n\n'
        "three\n?\n- x\n- y\n\norder\n?\n1. 1\n2. 2\n\nso::true\n"
    )
    assert "std::vector\n?\na class" in write("obsidian", Deck("x", (
        BasicNote("std::vector", "a class"),)))[0]  # fmt: skip


def test_org() -> None:
    text, left_out = write("org")
    assert text.startswith(
        "#+title: My deck\n\n* Card :two:drill:\n:PROPERTIES:\n:ID: id1\n:END:\n\n"
    ) or any("like syntax" in line for line in left_out)
    assert "[Paris||city] is" not in text
    assert "** Term\n\nchat\n\n** Definition\n\ncat\n" in text


def test_org_has_explanations_below_notes_unless_they_look_like_syntax() -> None:
    because = Extras(explanation="It is the capital.", tags=("geo",))
    odd = Extras(explanation="* a heading :drill:")
    deck = Deck("Deck", (
        BasicNote("p", "a", extras=because),
        ListNote("three", (("x",), ("y",)), extras=because),
        TermNote("chat", "cat", extras=odd),
    ))  # fmt: skip
    text, left_out = write("org", deck)
    found = org_format.read(text.encode(), "deck").decks[0].deck.notes
    assert found == (
        BasicNote("p", "a", extras=because),
        BasicNote("three", "- x\n- y", extras=because),
        TermNote("chat", "cat"),
    )
    assert left_out == ("1 card that becomes question and answer", "1 explanation")


@pytest.mark.parametrize("name", [name for name in WRITTEN if name in MODULES and name != "json"])
def test_lost_history_is_reported(name: str) -> None:
    left_out = write(name, past=True)[1]
    assert "the history (1 answer)" in left_out
    assert "that 1 card is suspended" in left_out


def test_gaps_that_are_asked_together_are_so_again_or_counted() -> None:
    parts = (Gap("a", number=1), " and ", Gap("b", hint="h", number=1), " or ", Gap("c"))
    deck = Deck("x", (ClozeNote(parts),))
    assert "==a==[^1] and ==b==^[h][^1] or ==c==" in write("obsidian", deck)[0]
    lost = "2 gaps that are asked together with others"
    assert lost in write("hashcards", deck)[1]
    assert lost in write("org", deck)[1]
    odd = ClozeNote((Gap("[a]", number=1), " ", Gap("b]", number=1)))
    exported = ExportedDeck("x", Deck("x", (odd,)), make_cards(Deck("x", (odd,)), "x"))
    assert org_format.write(exported).missing == 1


MARKED = {
    "**bold**, *slanted*, ~~gone~~": "*bold*, /slanted/, +gone+",
    "in**side** and **Note:**": "in\u200b*side* and *Note:*",
    "`x_1` and `a~b`": "~x_1~ and =a~b=",
    "$x^2$ and $5": r"\(x^2\) and $5",
    "[the *page*](https://example.org/a)": "[[https://example.org/a][the /page/]]",
    "![a fox](rich.media/a%20b.png)": "[[file:rich.media/a b.png][a fox]]",
    "text\n\n```python\n* x\n```": "text\n\n#+begin_src python\n,* x\n#+end_src",
    "```\nx\n```": "#+begin_example\nx\n#+end_example",
    "- one\n- **two**\n  - three": "- one\n- *two*\n  - three",
    "1. one\n2. two": "1. one\n2. two",
    "| a | b |\n|---|---|\n| 1 | $x$ |": "| a | b |\n|---+---|\n| 1 | \\(x\\) |",
    "> so": "#+begin_quote\nso\n#+end_quote",
    "$$\n\\frac{1}{2}\n$$": r"\[\frac{1}{2}\]",
    "a\nb": "a\nb",
    r"\*no stars\* and \_x\_, a\_b": "*\u200bno stars* and _\u200bx_, a_b",
    "at /usr/bin/ or": "at /\u200busr/bin/ or",
}


@pytest.mark.parametrize("markdown", MARKED)
def test_org_has_the_formatting_of_markdown_both_ways(markdown: str) -> None:
    deck = Deck(
        "D", (BasicNote(markdown, "a", extras=Extras(explanation=markdown)),), format="markdown"
    )
    text, left_out = write("org", deck)
    org = MARKED[markdown]
    assert text == (
        f"#+title: D\n\n* Card :drill:\n\n{org}\n\n** Answer\n\na\n\n** Notes\n\n{org}\n"
    )
    assert left_out == ()
    (note,) = org_format.read(text.encode(), "d").decks[0].deck.notes
    assert isinstance(note, BasicNote)
    for found in (note.prompt, note.extras.explanation):
        assert markdown_to_html(found) == markdown_to_html(markdown)


def test_org_keeps_what_is_bold_over_a_gap() -> None:
    parts = ("The **big ", Gap("cat", (), "an animal"), "** eats ", Gap("`x`"), ".")
    deck = Deck("D", (ClozeNote(parts),), format="markdown")
    text, left_out = write("org", deck)
    assert "\nThe *big [cat||an animal]* eats [~x~].\n" in text
    assert left_out == ()
    assert org_format.read(text.encode(), "d").decks[0].deck.notes == deck.notes
