"""How many typos are forgiven, and in which words none is."""

from __future__ import annotations

import pytest

from quiz.grading.typos import allowance, distance, forgivable


@pytest.mark.parametrize(
    ("length", "typos"),
    [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (14, 2), (15, 3), (1000, 3)],
)
def test_allowance_grows_with_length(length: int, typos: int) -> None:
    assert allowance(length) == typos


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("ab", "ba", 1), ("abc", "xbcd", 2), ("ca", "abc", 3), ("abcdef", "", 6)],
)
def test_distance_counts_swaps_of_neighbours_once(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits


@pytest.mark.parametrize(
    "block", ["ᄀ", "ㄱ", "⺀", "〆", "ぁ", "ァ", "㐀", "一", "ꀀ", "ꥠ", "가", "豈", "𠀀", "𰀀"]
)
def test_east_asian_character_is_never_a_typo(block: str) -> None:
    assert forgivable("abcdefgh", f"abcd{block}fgh", "ja") is None
    assert forgivable(f"abcd{block}fgh", "abcdefgh", "ja") is None
    assert forgivable(f"{block * 7}a", f"{block * 7}b", "ja") is None


@pytest.mark.parametrize(
    ("expected", "response", "typos"),
    [
        ("kazakhstan", "kazakh stan", 1),
        ("kazakhstan", "ka zakh stan", 2),
        ("kazakhstan", "kazak stan", None),
        ("abcdefg hijk", "abcdxfg hijx", 2),
        ("abc defghijkl", "abx defghijkl", None),
        ("astana", "satana", 1),
        ("astana", "bstana", None),
        ("विश्वविद्यालय", "विश्वविद्यालया", 1),
        ("north", "nort", 1),
        ("sixty", "sixth", None),
    ],
)
def test_slips(expected: str, response: str, typos: int | None) -> None:
    assert forgivable(expected, response, "en") == typos
