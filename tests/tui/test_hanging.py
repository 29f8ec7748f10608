"""Texts after a mark, on as many lines as they need."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.style import Style
from textual.visual import RenderOptions

from quiz.tui.parted_text import HangingText, PartedText

words = st.lists(st.text("abc日ß", min_size=1, max_size=12), min_size=1, max_size=12)
OPTIONS = RenderOptions(lambda style: Style.parse(str(style)), RulesMap())


def hanging(lead: str, text: str | Content) -> PartedText:
    return PartedText(
        [HangingText(Content(lead), Content(text) if isinstance(text, str) else text)]
    )


@given(words, st.integers(4, 50))
def test_no_letter_is_lost_and_no_line_too_long(some: list[str], width: int) -> None:
    shown = hanging(" 7 ", Content(" ".join(some)))
    lines = [strip.text for strip in shown.render_strips(width + 3, None, Style(), OPTIONS)]
    assert lines[0].startswith(" 7 ")
    assert all(line.startswith("   ") for line in lines[1:])
    assert "".join(line[3:] for line in lines).replace(" ", "") == "".join(some)
    assert all(cell_len(line) <= width + 3 for line in lines)
    assert shown.get_height(RulesMap(), width + 3) == len(lines)


@given(words, st.integers(4, 50))
def test_styled_text_wraps_like_plain_text(some: list[str], width: int) -> None:
    text = " ".join(some)
    plain = hanging("✗ ", Content(text)).render_strips(width, None, Style(), OPTIONS)
    half = len(text) // 2
    styled = hanging("✗ ", Content.assemble(text[:half], (text[half:], "bold")))
    strips = styled.render_strips(width, None, Style(), OPTIONS)
    assert [strip.text for strip in strips] == [strip.text for strip in plain]
    bold = "".join(
        part.text for strip in strips for part in strip if part.style and part.style.bold
    )
    assert bold.replace(" ", "") == text[half:].replace(" ", "")


@given(words)
def test_fitting_text_stays_on_one_line(some: list[str]) -> None:
    text = " ".join(some)
    shown = hanging(" 7 · ", Content(text))
    wide = shown.get_optimal_width(RulesMap(), 400)
    assert wide == cell_len(text) + 5
    assert [line.plain for line in shown.fitted(wide).split()] == [f" 7 · {text}"]


def test_lines_are_limited_to_the_room() -> None:
    shown = hanging("1 ", Content("one two three"))
    assert len(shown.render_strips(7, 2, Style(), OPTIONS)) == 2
    assert len(shown.render_strips(7, None, Style(), OPTIONS)) == 3
