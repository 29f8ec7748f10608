"""Texts in Markdown: what they say, and what is in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.text.escaping import escape_markdown
from quiz.text.markdown import escaped, looks_like_markdown, pictures, plain_text, render
from quiz.text.rendered import is_plain
from quiz.text.shown import readable, rendered, shown
from tests.factories import card as make_card

SIGNS = st.text(r"ab 1.)-+>#=*_`[]()<&$!|~\{}" "\n", max_size=30)
TEXTS = st.one_of(SIGNS, st.text(max_size=30))


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("`__init__`", "__init__"),
        ("**a** *b* ~~c~~ d", "a b c d"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        (r"\*a\* costs \$5", "*a* costs $5"),
        ("a\nb  \nc\\\nd", "a\nb\nc\nd"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("# Head\ntext", "Head\n\ntext"),
        ("- a\n- b\n  - c\n- d", "- a\n- b\n  - c\n- d"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> said\n> so", "> said\n> so"),
        ("```py\ndef f():\n    return 1\n\n\nf()\n```", "def f():\n    return 1\n\n\nf()"),
        ("| a | b |\n|---|---|\n| 1 | **2** |", "a | b\n1 | 2"),
        ("| a | b |\n|---|---|\n| | 2 |", "a | b\n | 2"),
        ("see [here](http://a.b) or <http://c.d>", "see here or http://c.d"),
        ("![a *map*](m.png) of it", "a map of it"),
        ("x < y &lt; z", "x < y < z"),
        ("<b>bold</b><script>x</script>", "<b>bold</b><script>x</script>"),
        ("1986. A year\n", "1986. A year"),
    ],
)
def test_the_rendered_text(source: str, plain: str) -> None:
    assert plain_text(source) == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("$5 and $10", "$5 and $10"),
        ("$20,000 and $30,000", "$20,000 and $30,000"),
        ("$20,000 and$30,000", "$20,000 and$30,000"),
        ("5$ and 6$", "5$ and 6$"),
        ("$ 5 $", "$ 5 $"),
        (r"\$5 to 10$", "$5 to 10$"),
        ("`$x$`", "$x$"),
        ("$x^2$ and 2$y$", "x² and 2y"),
        ("$a_b$ and $c_d$ *e*", "a_b and c_d e"),
        (r"$$\frac12$$ is $$x$$", "1/2 is x"),
        ("$$\n\\frac12\n+ 1\n$$", "1/2 + 1"),
        (r"$\newcommand{\R}{\mathbb{R}}\R$ and $\R^n$", "ℝ and ℝⁿ"),
    ],
)
def test_dollars_by_the_rules_of_pandoc(source: str, plain: str) -> None:
    assert plain_text(source) == plain


def test_a_formula_can_be_typed_as_it_is_written() -> None:
    assert render(r"$\alpha^2$ **x**").typed == r"\alpha^2 x"
    assert render("**x**").typed == ""


def test_pictures_in_order() -> None:
    text = "![a map](maps/my%20map.png)\n\n- x ![](<b c.png> 'title') `![no](x.png)`"
    assert pictures(text) == (("maps/my map.png", "a map"), ("b c.png", ""))
    assert pictures("no picture! [x](y)") == ()


@pytest.mark.parametrize(
    ("source", "is_code"),
    [("`ls -l`", True), ("```sh\nls\n```", True), ("~~~\nx\n~~~", True), ("`a` or `b`", False),
     ("a `b`", False), ("ls", False), ("- `a`", False)],
)  # fmt: skip
def test_what_is_nothing_but_code(source: str, is_code: bool) -> None:
    assert render(source).is_code == is_code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a **b**", "**bold** text"),
        ("use `x`", "`code`"),
        ("is $x^2$ even", "a $formula$"),
        ("![x](y.png)", "an ![image](path)"),
        ("| a |\n|---|\n| b |", "a table"),
        ("$5 and $10, 2 * 3 * 4, a_b_c, [1] and (2), # 3, - x", ""),
        ("*args and **kwargs", ""),
        ("<http://a.b>", ""),
    ],
)
def test_literal_text_that_was_meant_as_markdown(text: str, found: str) -> None:
    assert looks_like_markdown(text) == found


def test_a_literal_text_says_what_is_typed() -> None:
    assert shown("**a** ", markdown=False) == "**a** "
    assert shown("**a** ", markdown=True) == "a"


@given(TEXTS)
def test_plain_texts_need_no_parser(text: str) -> None:
    if is_plain(text):
        assert rendered(text, markdown=True).plain.strip() == plain_text(f"{text}\n").strip()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0\nBecause of it.", True),
        ("a\n- b", False),
        ("a\n1. b", False),
        ("a\n===", False),
        ("a  \nb", False),
        ("a\n  b", False),
        ("a\n\nb", False),
        ("a\n", False),
        ("\na", False),
        ("a\n**b**", False),
        ("A […] of [the town …].", True),
        ("[…](a)", False),
        ("[…]: a", False),
    ],
)
def test_one_paragraph_without_signs_needs_no_parser(text: str, plain: bool) -> None:
    assert is_plain(text) is plain


def _words(text: str) -> str:
    # Markdown drops spaces at the ends of lines, and empty lines beyond the first.
    lines = (line.strip() for line in re.split("\r\n|\r|\n", text.replace("\0", "\ufffd")))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


@given(TEXTS)
@example("[![x](y)>")
@example("__0__")
@example("a|b\n-:")
@example(" \t- code")
@example("[a]: b")
def test_an_escaped_text_says_just_that_text(text: str) -> None:
    assert _words(plain_text(escaped(text))) == _words(text)
    assert _words(plain_text(escape_markdown(text))) == _words(text)


@given(TEXTS, TEXTS)
@example("[a](b)", "](c)")
@example("~", "~ *")
def test_escaped_texts_around_a_gap_say_just_these_texts(before: str, after: str) -> None:
    before, after = " ".join(before.split()), " ".join(after.split())
    text = f"{escape_markdown(before)} […] {escape_markdown(after)}"
    assert _words(plain_text(text)) == _words(f"{before} […] {after}")


@given(TEXTS)
def test_any_text_can_be_rendered(text: str) -> None:
    render(text)
    pictures(text)
    looks_like_markdown(text)


@pytest.mark.parametrize("sign", ["*", "[", "> ", "- ", "`", "$", "![", "<", "\\", "|", "_a"])
def test_hostile_nesting_costs_little(sign: str) -> None:
    assert plain_text(sign * 5_000) is not None


def test_emphasis_in_emphasis_is_read_however_deep() -> None:
    assert plain_text("~~a " * 2_000 + "b~~ " * 2_000) == "a " * 2_000 + "b " * 1_999 + "b"


def test_the_items_of_a_list_follow_each_other_on_one_line() -> None:
    for text in ("- Helium\n- Neon", "1. Helium\n2. Neon"):
        read = readable(make_card(prompt=f"Name:\n\n{text}", answers=(text,), markdown=True))
        assert read.answer == "Helium, Neon"
        assert read.prompt.startswith("Name:\n")
    year = make_card(answers=("1986. A year",), markdown=True)
    assert readable(year).answer == "1986. A year"
