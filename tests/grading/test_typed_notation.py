"""Typed answers to cards whose author uses Markdown or a notation."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.loader import load_deck
from quiz.grading.grade import OtherAnswers, grade_typed
from quiz.grading.lists import grade_list
from quiz.round.distractor_pool import DistractorPool
from quiz.round.question import is_typable
from quiz.text.shown import shown


def cards(text: str, head: str = "") -> list[Card]:
    deck = load_deck(f"title: t\n{head}cards:\n{text}".encode(), "t")
    assert isinstance(deck, Deck), deck
    return make_cards(deck, "t")


def card(answer: str, head: str = "", more: str = "") -> Card:
    return cards(f"  - prompt: p\n    answer: '{answer}'\n{more}", head)[0]


MARKDOWN = "format: markdown\n"


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("colour / color", ["color", "Colour", "colour / color", "colour/color"], ["col"]),
        ("(to) run", ["run", "to run", "(to) run"], ["ran to"]),
        ("cat(s)", ["cat", "cats", "cat(s)"], ["catch"]),
        ("bank (river)", ["bank", "the bank", "bank (river)", "bank, river"], ["river"]),
        ("a professor / a teacher", ["teacher", "the professor"], ["pupil"]),
        ("1/2", ["1/2", "0.5", "½"], ["1", "2"]),
        ("km/h", ["km/h"], ["km", "h"]),
        ("and/or", ["and/or"], ["and", "or"]),
        ("f(x)", ["f(x)"], ["x"]),
    ],
)
def test_a_literal_answer(answer: str, right: list[str], wrong: list[str]) -> None:
    asked = card(answer)
    assert [text for text in right if not grade_typed(text, asked).correct] == []
    assert [text for text in wrong if grade_typed(text, asked).correct] == []


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("`__init__`", ["__init__"], ["init", "`__init__`", "__Init__"]),
        ("`useradd -m`", ["useradd -m"], ["useradd -M", "useradd  -m", "useradd m"]),
        ("**Astana** *city*", ["Astana city", "astana  city"], ["Almaty"]),
        ("**colour** / color", ["color"], []),
        (r"$\alpha$", ["α", "alpha", r"\alpha", "Alpha"], ["beta"]),
        (r"$x^2$", ["x^2", "x²"], ["x^3", "y^2"]),
        (r"$\frac{1}{2}$", ["1/2", "0.5", r"\frac{1}{2}"], ["2"]),
        ("[Rome](rome.md)", ["Rome"], ["rome.md"]),
        ("$5 and $10", ["$5 and $10"], ["5 and 11"]),
    ],
)
def test_an_answer_in_markdown(answer: str, right: list[str], wrong: list[str]) -> None:
    asked = card(answer, MARKDOWN)
    assert [text for text in right if not grade_typed(text, asked).correct] == []
    assert [text for text in wrong if grade_typed(text, asked).correct] == []


def test_code_is_strict_unless_the_card_says_otherwise() -> None:
    assert card("`ls`", MARKDOWN).strict
    assert not card("`ls`").strict
    assert not card("the `ls`", MARKDOWN).strict
    assert not card("`ls`", MARKDOWN, "    strict: false\n").strict
    assert not card("`5`", MARKDOWN, "    tolerance: 5 %\n").strict
    (listed,) = cards("  - prompt: p\n    list: ['`ls`', '`cd`']\n", MARKDOWN)
    assert listed.strict


def test_code_may_have_distractors_that_differ_by_a_capital() -> None:
    asked = card("`-m`", MARKDOWN, "    distractors: ['`-M`', '`-d`']\n")
    assert asked.distractors == ("`-M`", "`-d`")


def test_the_feedback_names_the_reading_that_was_meant() -> None:
    grade = grade_typed("color", card("colour / color"))
    assert (grade.expected, grade.diff) == ("color", ())
    assert grade_typed("zzz", card("`ls`", MARKDOWN)).expected == "ls"


def test_strict_cards_take_a_notation_literally() -> None:
    asked = card("cat(s)", more="    strict: true\n")
    assert grade_typed("cat(s)", asked).correct
    assert not grade_typed("cats", asked).correct


def test_items_of_a_list_have_readings_too() -> None:
    (asked,) = cards(
        "  - prompt: p\n    list: ['**colour** / color', (to) run, '`ls`']\n", MARKDOWN
    )
    assert asked.answers == ("**colour** / color", "(to) run", "`ls`")
    assert grade_list(("color", "run", "ls"), asked).correct
    missed = grade_list(("run",), asked)
    assert missed.missing == ("colour / color", "ls")
    assert missed.expected == "colour / color, (to) run, ls"


def test_a_reading_of_the_answer_is_no_distractor() -> None:
    deck = cards(
        "  - {prompt: p1, answer: colour / color}\n"
        "  - {prompt: p2, answer: color}\n"
        "  - {prompt: p3, answer: hue(s)}\n"
        "  - {prompt: p4, answer: pastel}\n"
        "  - {prompt: p5, answer: (the) colour}\n"
    )
    pool = DistractorPool(deck)
    assert set(pool.draw(deck[0], 9, Random(1))) == {"hue(s)", "pastel"}


def test_an_author_tells_two_meanings_apart() -> None:
    asked = card("bank (river)", more="    distractors: [bank (money), bank, coast]\n")
    assert set(DistractorPool([asked]).draw(asked, 9, Random(1))) == {"bank (money)", "coast"}
    assert not grade_typed("bank (money)", asked).correct


def test_equal_prompts_with_other_pictures_ask_something_else() -> None:
    deck = cards(
        "  - {prompt: Which flag?, answer: Chad, image: a.png}\n"
        "  - {prompt: Which flag?, answer: Romania, image: b.png}\n"
        "  - {prompt: Which flag?, answer: Rumania, image: b.png}\n"
    )
    others = OtherAnswers.of(deck)
    assert not grade_typed("Romania", deck[0], others).correct
    assert grade_typed("Rumania", deck[1], others).correct
    assert set(DistractorPool(deck).draw(deck[1], 9, Random(1))) == {"Chad"}


def test_the_length_of_the_rendered_answer_decides_whether_it_is_typed() -> None:
    link = "[Rome](https://example.org/a/very/long/address/of/a/page)"
    assert is_typable(card(link, MARKDOWN))
    assert not is_typable(card(link))


def test_a_gap_in_code_is_strict() -> None:
    first, second = cards("  - cloze: 'Type `git {{commit}} -m` to {{save}}(now)'\n", MARKDOWN)
    assert (first.strict, second.strict) == (True, False)
    assert shown(second.prompt, markdown=True) == "Type git commit -m to […](now)"


def test_a_gap_in_a_formula_asks_for_a_formula() -> None:
    (asked,) = cards("  - cloze: 'So $E = {{mc^2|m c^2}}$'\n    distractors: [mc]\n", MARKDOWN)
    assert asked.answers == ("$mc^2$", "$m c^2$")
    assert asked.distractors == ("$mc$",)
    assert asked.accepted[0] == "mc²"
    for typed in ("mc^2", "mc²", "mc2"):
        assert grade_typed(typed, asked).correct
    assert shown(asked.prompt, markdown=True) == "So E = […]"


def test_a_hint_in_a_gap_is_no_link() -> None:
    (asked,) = cards("  - cloze: 'the {{bank::money}}(s) of the town'\n", MARKDOWN)
    assert shown(asked.prompt, markdown=True) == "the [money …](s) of the town"


PIECES = st.sampled_from(
    ["cat", "to", "run", "5", "km", "°C", "a", " ", " / ", "/", "(s)", "(to)", " (river)", "(", ")",
     "`", "*", "**", "$", "x^2", r"\alpha", "漢字", "(かんじ)", "-", "."]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=7).map("".join), st.booleans())
def test_whatever_is_accepted_is_right_when_typed(answer: str, markdown: bool) -> None:
    note = BasicNote("p", answer)
    (asked,) = make_cards(Deck("t", (note,), format="markdown" if markdown else ""), "t")
    for typed in asked.accepted:
        assert grade_typed(typed, asked).correct or not typed.strip()
