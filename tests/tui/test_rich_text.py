"""Markdown on the screen: as rendered, within the width, in the theme's colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.card_text import attributes, wrapped
from quiz.tui.rich_text import markdown_lines
from tests.tui.driving import MakeGame, in_sight, right_keys

CODE = '```python\ndef f(x):\n    return "é" * x  # often\n```'
TABLE = "| City | People |\n|:-----|-------:|\n| Oslo | 700,000 |\n| Rome | 2,800,000 |"
MIXED = (
    f"# Head\n\nSome **bold** and *slanted* `code`, $x^2$ and ~~no~~.\n\n{CODE}\n\n{TABLE}\n\n"
    "> quoted\n\n1. one\n2. two\n   - deep\n\n$$\\frac{a}{b}$$\n\n---\n![a map](map.png)"
)


def lines(source: str, width: int = 60, style: str = "") -> list[str]:
    return [line.plain.rstrip() for line in markdown_lines(source, width, style)]


def styles(source: str, word: str, style: str = "") -> str:
    for line in markdown_lines(source, 60, style):
        at = line.plain.find(word)
        if at >= 0:
            return " ".join(str(s.style) for s in line.spans if s.start <= at < s.end)
    raise AssertionError(word)


def test_code_keeps_its_lines_and_indents_and_is_coloured_by_its_language() -> None:
    assert lines(CODE) == [" def f(x):", '     return "é" * x  # often']
    assert "$secondary" in styles(CODE, "def")
    assert "$success" in styles(CODE, '"')
    assert "$muted" in styles(CODE, "# often")
    assert "on $panel" in styles(CODE, "def")
    assert "$secondary" not in styles(CODE.replace("python", "nosuchlanguage"), "def")


def test_a_line_of_code_that_is_too_long_goes_on_below_a_mark() -> None:
    assert lines("```\nabcdefghij\nk\n```", 8) == [" abcd", " ↪ efgh", " ↪ ij", " k"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("total = price * number", [" total = price", " ↪ * number"]),
        ("    return weight(value)", ["     return", " ↪ weight(value)"]),
        ("print(first,second,third)", [" print(first,", " ↪ second,third)"]),
        ("library.shelf.book.page", [" library.shelf.", " ↪ book.page"]),
        ("abcdefghijklmnopqrstuvw", [" abcdefghijklmn", " ↪ opqrstuvw"]),
        ("'  漢字漢字漢字漢字'", [" '  漢字漢字漢", " ↪ 字漢字'"]),
    ],
)
def test_a_line_of_code_goes_on_below_at_a_space_or_a_sign(code: str, told: list[str]) -> None:
    assert lines(f"```\n{code}\n```", 18) == told


def test_a_table_has_columns_as_wide_as_their_widest_cell() -> None:
    assert lines(TABLE) == [
        "City │    People",
        "─────┼──────────",
        "Oslo │   700,000",
        "Rome │ 2,800,000",
    ]
    assert "bold" in styles(TABLE, "City")


def test_a_wide_table_wraps_within_its_cells() -> None:
    table = TABLE.replace("Oslo", "a long name of a city in the north")
    assert lines(table, 24)[2:4] == ["a long name  │   700,000", "of a city in │"]


def test_lists_quotes_and_formulas() -> None:
    assert lines("3. three\n4. four\n   * deep") == ["3. three", "4. four", "   • deep"]
    assert lines("> one\n>\n> two") == ["▌ one", "▌", "▌ two"]
    assert lines("$$\\frac{a}{b}$$") == ["  a", "  ─", "  b"]
    assert lines("so $x^2$ and $5 or $10") == ["so x² and $5 or $10"]
    assert lines("$\\newcommand{\\R}{\\mathbb{R}}\\R$ and $\\R^2$") == ["ℝ and ℝ²"]


def test_a_long_item_is_indented_below_its_mark() -> None:
    assert lines("- one two three", 9) == ["• one two", "  three"]


def test_a_formula_that_does_not_fit_goes_on_one_line() -> None:
    assert lines("$$\\frac{abcdefgh}{b} + \\frac{c}{d}$$", 10)[0].startswith("abcdefgh/b")


def test_bold_words_stand_out_in_a_bold_prompt() -> None:
    assert styles("a **word**", "word") == "bold"
    assert styles("a **word**", "word", "bold").split()[-1] == "$accent"


def test_html_is_text() -> None:
    assert lines("a <b>x</b>") == ["a <b>x</b>"]


def test_no_text_steers_the_terminal() -> None:
    text = "".join(
        lines("**a\x1b[31mb**\n\n```\n\x1b]52;c;x\x07\n```\n\n`\x9b`\n\n|\x1b|\n|-|\n|\x07|")
    )
    assert text.isprintable()


@given(
    st.integers(1, 90),
    st.sampled_from([MIXED, CODE, TABLE, "漢字(かんじ)" * 30, "العربية " * 30, "> " * 40 + "x"]),
)
def test_every_line_fits(width: int, source: str) -> None:
    # A table of two columns needs three cells between them, and a wide letter two cells.
    for line in markdown_lines(source, width):
        assert line.cell_length <= max(width, 9)


@given(st.text("*_`#>-+1.|$\\![]()<>&~: \n\tab漢", max_size=80), st.integers(1, 40))
def test_any_text_is_shown(source: str, width: int) -> None:
    for line in markdown_lines(source, width):
        assert "\n" not in line.plain


def test_options_keep_their_lines() -> None:
    text = "1. wash\n2. cut\n    cook"
    assert [line[0][0] for line in wrapped(text, 40, markdown=False)] == text.split("\n")
    marked = wrapped("```sh\nls\n  pwd\n```", 40, markdown=True)
    assert ["".join(part for part, _ in line).rstrip() for line in marked] == [" ls", "   pwd"]


def test_an_answered_option_has_no_colours_of_its_own() -> None:
    assert attributes("bold $accent italic on $panel") == "bold italic"


RICH = """\
title: Rich
format: markdown
cards:
  - prompt: "What **is** `x`?"
    answer: "`[0, 1]`"
    distractors: ["```\\nfor x in y:\\n    pass\\n```", "*slanted*"]
    explanation: "It has **two** parts:\\n\\n- a\\n- b"
  - prompt: "Put *them* in order"
    sequence: ["**one**", "`two`"]
  - prompt: Name them
    list: ["`for`", "*while*"]
"""


@pytest.fixture
def rich_game(make_game: MakeGame, decks: Path) -> Game:
    (decks / "rich.yaml").write_text(RICH, encoding="utf-8")
    game: Game = make_game(own=Settings(animations=False, answer_with="choice"))
    return game


async def test_a_question_with_its_options_and_feedback_is_rendered(rich_game: Game) -> None:
    card = next(card for card in rich_game.cards_of(["rich"]) if card.kind is Kind.BASIC)
    play = play_cards(rich_game, Mode.CRAM, [card])
    app = QuizApp(rich_game, play)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        asked = in_sight(app)
        assert "What is x?" in asked
        assert "for x in y:" in asked
        assert "    pass" in asked
        assert not {"`", "*"} & set(asked)
        await pilot.press(*right_keys(play))
        told = in_sight(app)
        assert "It has two parts:" in told
        assert "• b" in told
        assert "`" not in told


@pytest.mark.parametrize("kind", [Kind.SEQUENCE, Kind.LIST])
async def test_the_other_kinds_are_rendered_too(rich_game: Game, kind: Kind) -> None:
    card = next(card for card in rich_game.cards_of(["rich"]) if card.kind is kind)
    play = play_cards(rich_game, Mode.CRAM, [card])
    app = QuizApp(rich_game, play)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        before = in_sight(app)
        await pilot.press("f2")
        for text in (before, in_sight(app)):
            assert not {"`", "*"} & set(text)
        assert all(
            word in in_sight(app)
            for word in ("one two" if kind is Kind.SEQUENCE else "for while").split()
        )


def test_paragraphs_stand_on_the_side_where_they_begin_but_lists_do_not() -> None:
    source = "ירושלים **עיר**\n\nJerusalem\n\n- עיר"
    sided = [line.plain for line in markdown_lines(source, 20, sided=True)]
    assert sided == ["         ירושלים עיר", "", "Jerusalem", "", "• עיר"]
    assert [line.strip() for line in sided] == lines(source)
