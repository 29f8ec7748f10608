"""Tests of the places where a line of Chinese or Japanese ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._wrap import divide_line
from rich.cells import cell_len

from quiz.tui.east_asian_lines import between_words

divided = between_words(divide_line)


def lines(text: str, width: int) -> list[str]:
    ends = [0, *divided(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("今日(きょう)は休(やす)みです。", 16, ["今日(きょう)は", "休(やす)みです。"]),
        ("「学校（がっこう）」へ行(い)く", 14, ["「学校（がっこ", "う）」へ行(い)", "く"]),
        ("行きますが、今日は", 10, ["行きます", "が、今日は"]),
        ("「はい」と「いいえ」", 12, ["「はい」と", "「いいえ」"]),
        ("ちょっと待って", 4, ["ちょ", "っと", "待っ", "て"]),
        ("你好，世界。", 4, ["你", "好，", "世", "界。"]),
        ("a long line 学校 here", 12, ["a long line ", "学校 here"]),
        ("plain words only", 6, ["plain ", "words ", "only"]),
    ],
)
def test_lines_end_between_words(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text("漢字かなっ()「」、。a ー", max_size=60), st.integers(2, 30))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    found = lines(text, width)
    assert "".join(found) == text
    assert all(cell_len(line.rstrip()) <= width for line in found)
