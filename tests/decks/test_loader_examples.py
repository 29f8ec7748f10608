from __future__ import annotations

import pytest

from quiz.card import Kind
from quiz.decks.cards import make_cards
from quiz.decks.cloze_text import format_cloze, parse_cloze
from quiz.decks.deck import Deck
from quiz.decks.deck_text import EditError, add_notes, replace_note
from quiz.decks.kinds import BasicNote, TrueFalseNote
from quiz.decks.loader import load_deck
from quiz.decks.note import Gap
from quiz.decks.starter_deck import starter_deck


def faults(text: str | bytes) -> list[str]:
    result = load_deck(text if isinstance(text, bytes) else text.encode(), "d.yaml")
    assert isinstance(result, list), result
    return [str(fault) for fault in result]


@pytest.mark.parametrize(
    "scalar",
    ["no", "~", "1e3", "0123", "2013-09-01", "1:30", "null", "0x1F", "yes", ".5", "=", "<<"],
)
def test_scalars_keep_the_authors_text(scalar: str) -> None:
    deck = load_deck(f"title: T\ncards:\n- prompt: p\n  answer: {scalar}\n".encode(), "d")
    assert isinstance(deck, Deck)
    assert isinstance(deck.notes[0], BasicNote)
    assert deck.notes[0].answer == scalar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "d.yaml:1:1: the file is empty"),
        ("- a\n", "d.yaml:1:1: found"),
        ("title: T\ncards:\n- promt: p\n  answer: a\n", "did you mean 'prompt'"),
        ("title: T\ncards:\n- Question: p\n  answer: a\n", "did you mean 'prompt'"),
        ("title: T\ncards:\n- prompt: p\n  back: a\n", "did you mean 'answer'"),
        ("title: T\ncards:\n- prompt: p\n  answer: a\n  choices: [b]\n", "'distractors'"),
        (
            "title: T\ntitle: U\ncards:\n- prompt: p\n  answer: a\n",
            "d.yaml:2:1: 'title' is given twice",
        ),
        ("title: T\n", "'cards' is missing"),
        ("cards:\n- prompt: p\n  answer: a\n", "'title' is missing"),
        ("title: T\ncards: []\n", "empty list"),
        ("title: T\ncards:\n- prompt: p\n", "'answer' is missing"),
        ("title: T\ncards:\n- prompt: p\n  answer: [a]\n", "answer"),
        ("title: T\ncards:\n- cloze: nothing\n", "without a gap"),
        ("title: T\ncards:\n- cloze: a {{b\n", "never closed"),
        ("title: T\ncards:\n- prompt: p\n  list: [a]\n", "two or more"),
        ("title: T\ncards:\n- prompt: p\n  sequence: [a, A]\n", "repeated"),
        ("title: T\ncards:\n- statement: s\n  answer: perhaps\n", "true or false"),
        (
            "title: T\ncards:\n- {prompt: p, answer: a, id: x}\n- {prompt: q, answer: b, id: x}\n",
            "id 'x'",
        ),
        ("title: T\ncards:\n- {prompt: p, answer: a}\n- {prompt: p, answer: a}\n", "same card"),
        ("title: T\ncards: [{prompt: p, answer: a}, {prompt: p, answer: a}]\n", "same card"),
        (
            "title: T\ncards: [{prompt: p, answer: a, id: x}, {prompt: q, answer: b, id: x}]\n",
            "d.yaml:2:67: the card on line 2 already has the id 'x'",
        ),
        ("title: T\ncards:\n- {prompt: p, answer: a, id: '#x'}\n", "an id starts with '#'"),
        ("title: T\n? [a]\n: b\ncards:\n- {prompt: p, answer: a}\n", "a key is a list"),
        ("title: T\ncards:\n- {prompt: p, answer: a, ? [k] : v}\n", "a key is a list"),
        ("title: T\ncards:\n- {cloze: ''}\n", "'cloze' is empty"),
        ("title: T\ncards:\n- {prompt: p, list: [a, []]}\n", "an item without names"),
        ("title: T\ncards:\n- {prompt: p, list: [a, [b, A]]}\n", "'a' is listed twice"),
        ("title: T\ncards:\n- {prompt: p, answer: a, distractors: [b, B]}\n", "given twice"),
        ("title: T\ncards:\n- {sequence: [a, b]}\n", "'prompt' is missing next to 'sequence'"),
        ("title: T\ncards:\n- {list: [a, b]}\n", "'prompt' is missing next to 'list'"),
        ("title: T\ncards:\n- {definition: d}\n", "'term' is missing"),
        ("title: T\ncards:\n- {cloze: '{{a}}', accept: [b]}\n", "write {{answer|other"),
        ("title: T\ncards:\n- {prompt: p, list: [a, b], accept: [c]}\n", "inner list"),
        ("title: T\ncards:\n- {prompt: p, answer: a, truth: b}\n", "expected one of prompt"),
        ("title: T\ncards:\n- {prompt: p, answer: a, term: b}\n", "'term' does not fit a card"),
        ("title: T\ncards:\n- {prompt: p, answer: {a: b}}\n", "'answer' is a mapping"),
        ('title: T\ncards:\n- {prompt: p, answer: "a\\x07"}\n', "control character U+0007"),
        ("title: T\nlanguage: '?'\ncards:\n- {prompt: p, answer: a}\n", "not a language tag"),
        ("title: T\ncards:\n- cloze: '{{a}} {{'\n", "never closed"),
        ("title: T\ncards:\n- cloze: '{{a|}}'\n", "an empty answer"),
        (
            "title: T\ncards:\n- cloze: '{{c0::Oslo}} is in {{c2::Norway}}.'\n",
            "'c0::' numbers a gap, expected c1:: to c500::",
        ),
        ("title: T\ncards:\n- cloze: '{{a {{b}}'\n", "inside a gap"),
        ("title: T\ncards:\n- prompt: p\n  answer: a\n  distractors: [A]\n", "distractor"),
        ("title: T\ncards:\n-\tprompt: p\n", "tab"),
        ("title T\ncards:\n- {prompt: p, answer: a}\n", "d.yaml:1:1: expected ':' after a key"),
        ("# c\n\ntitle T\ncards: []\n", "d.yaml:3:1: expected ':' after a key"),
        ("title: T\ncards:\n  - prompt p\n    answer: a\n", "d.yaml:3:5: expected ':' after"),
        ("title: T\ncards:\n- prompt: p\n  answer\n  hint: h\n", "d.yaml:4:3: expected ':' after"),
        (
            "title: T\ncards:\n- prompt: p\n  answer: one\n    two\n    note: three\n",
            "d.yaml:6:9: a ': ' is not expected here",
        ),
        (
            'title: T\ncards:\n- prompt: "p\n  answer: a\n- prompt: q\n  answer: b\n',
            "d.yaml:3:11: a quote is opened but never closed",
        ),
        (
            'title: T\ncards:\n- prompt: "p\n  answer: "@a"\n- prompt: q\n  answer: b\n',
            "d.yaml:3:11: the quote opened here is not closed on its line",
        ),
        (
            "title: T\ncards:\n- prompt: p\n  answer: 'a\n  hint: 'h'\n",
            "d.yaml:4:11: the quote opened here is not closed on its line",
        ),
        (
            "title: T\ncards:\n- cloze: {{Lima}} is a city\n",
            "d.yaml:3:10: a text starts with '{', which YAML reads as data: put",
        ),
        (
            "title: T\ncards:\n- prompt: p\n  accept:\n    - [a] or b\n",
            "d.yaml:5:7: a text starts with '[', which YAML reads as data: put",
        ),
        (
            'title: T\ncards:\n- prompt: "p" or q\n  answer: [a]\n',
            "d.yaml:3:15: expected the next key here",
        ),
        (
            "title: T\ncards:\n\u00a0\u00a0- prompt: p\n",
            "d.yaml:3:1: the character before '- prompt' looks like a space",
        ),
        ("title: &x T\ncards:\n- prompt: *x\n  answer: a\n", "d.yaml:1:8"),
        ("title: T\n---\ntitle: U\n", "d.yaml:2"),
        (b"\xff\xfet\x00", "UTF-16"),
        (b"title: \xe9\n", "d.yaml:1:8: byte 0xe9 is not UTF-8"),
        (b"title: \x00\n", "control character"),
    ],
)
def test_fault_gives_position_and_message(text: str | bytes, expected: str) -> None:
    assert any(expected in fault for fault in faults(text)), faults(text)


def test_all_faults_of_a_file_are_reported() -> None:
    text = "titel: T\ncards:\n- prompt: p\n- answer: a\n- cloze: c\n"
    assert len(faults(text)) >= 4


def test_an_alias_bomb_is_a_fault() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert faults(bomb)


def test_byte_order_mark_and_crlf_do_no_harm() -> None:
    text = "\ufefftitle: T\r\ncards:\r\n- prompt: p\r\n  answer: a\r\n"
    assert isinstance(load_deck(text.encode(), "d"), Deck)


def test_a_huge_file_is_a_fault_and_quick() -> None:
    assert "MB" in faults(b" " * (33 * 1024 * 1024))[0]


def test_the_starter_deck_shows_every_kind() -> None:
    deck = load_deck(starter_deck("A: title # with [signs]").encode(), "d")
    assert isinstance(deck, Deck)
    assert deck.title == "A: title # with [signs]"
    # An occlusion needs a picture beside the deck.
    assert {card.kind for card in make_cards(deck, "d")} == set(Kind) - {Kind.OCCLUSION}


def test_editing_keeps_comments_within_the_card() -> None:
    text = (
        "title: T  # name\ncards:\n  # first\n  - prompt: p  # why\n    # the answer\n"
        "    answer: a\n    hint: h  # kept\n\n  - prompt: q\n    answer: b\n"
    )
    deck = load_deck(text.encode(), "d")
    assert isinstance(deck, Deck)
    changed = replace_note(text, 4, BasicNote("p", "c"))
    assert changed == (
        "title: T  # name\ncards:\n  # first\n  - prompt: p  # why\n    # the answer\n"
        "    answer: c  # kept\n\n  - prompt: q\n    answer: b\n"
    )


@pytest.mark.parametrize(
    "text",
    ["title: T\ncards: [{prompt: p, answer: a}]\n", "nothing", "title: T\ncards: 3\n", "a: ["],
)
def test_uneditable_is_reported(text: str) -> None:
    with pytest.raises(EditError):
        add_notes(text, [TrueFalseNote("s", True)])


def test_a_flow_card_is_rewritten_as_a_block() -> None:
    text = "title: T\ncards:\n  - {prompt: p, answer: a} # c\n"
    changed = replace_note(text, 3, BasicNote("p", "b", ("x",)))
    deck = load_deck(changed.encode(), "d")
    assert isinstance(deck, Deck)
    assert deck.notes == (BasicNote("p", "b", ("x",)),)
    assert changed.endswith("# c\n")


def test_missing_note_cannot_be_replaced() -> None:
    with pytest.raises(EditError, match="has changed"):
        replace_note("title: T\ncards:\n- prompt: p\n  answer: a\n", 9, BasicNote("p", "b"))


def test_number_of_reported_faults_is_limited() -> None:
    found = faults("title: T\ncards:\n" + "- prompt: p\n" * 500)
    assert len(found) == 201
    assert "more faults may follow" in found[-1]


@pytest.mark.parametrize(
    ("text", "answers", "hint", "before"),
    [
        ("a {{b|c::h}} d", ("b", "c"), "h", "a "),
        ("{{b::h: i::j|k}}", ("b",), "h: i::j|k", None),
        (r"\{{x {{b\|c\:\}}}}", ("b|c:}",), "", "{{x "),
        ("{{{b}}", ("b",), "", "{"),
        ("a {{c2::b|c::h}} d", ("b", "c"), "h", "a "),
        (r"\\{{b}}", ("b",), "", "\\"),
        (r"the rook on {{\c1::a square}}", ("c1",), "a square", "the rook on "),
        ("the rook on {{c1}}", ("c1",), "", "the rook on "),
        (r"{{x \cdot y}}", (r"x \cdot y",), "", None),
        ("{{`std::cout`|`cout`::C++}}", ("`std::cout`", "`cout`"), "C++", None),
        (r"{{`grep 'a\|b' | wc`}}", (r"`grep 'a\|b' | wc`",), "", None),
        ("{{`{{ x }}`::Jinja}}", ("`{{ x }}`",), "Jinja", None),
        ("{{`` a`|`b ``}}", ("`` a`|`b ``",), "", None),
        ("{{$P(A|B)$|$P$}}", ("$P(A|B)$", "$P$"), "", None),
        (r"{{$\{1\}$::set}}", (r"$\{1\}$",), "set", None),
        (r"{{$\frac{a}{b_{c}}$}}", (r"$\frac{a}{b_{c}}$",), "", None),
        ("{{US$|A$}} or {{$5|$6}}", ("US$", "A$"), "", None),
        ("{{O`ahu|Oahu}}, {{Hawai`i}}", ("O`ahu", "Oahu"), "", None),
        (r"{{\`a|b\`::c}}", ("`a", "b`"), "c", None),
    ],
)
def test_gaps(text: str, answers: tuple[str, ...], hint: str, before: str | None) -> None:
    parts = parse_cloze(text)
    gap = next(part for part in parts if isinstance(part, Gap))
    assert (gap.answer, *gap.accept) == answers
    assert gap.hint == hint
    assert parts[0] == (before or gap)
    assert parse_cloze(format_cloze(parts)) == parts
