from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.display import one_line, printable, without_steering

STEERING = {"Cc", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(), max_size=200))
def test_control_characters_are_removed(text: str) -> None:
    shown = printable(text)
    assert not [c for c in shown if unicodedata.category(c) in STEERING and c not in "\n\t"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(shown) == shown
    left = without_steering(text)
    assert printable(left) == left == without_steering(left)
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(st.sampled_from("aä日本語🙂 [b]é\n"), max_size=50))
def test_ordinary_text_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\x7fb", "a␡b"),
        ("a\x9bb", "a\ufffdb"),
        ("abc\u202edef", "abc\ufffddef"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a␍b"),
        ("e" + "\u0301" * 500, "e" + "\u0301" * 8),
    ],
)
def test_unsafe_characters_become_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_one_line_joins_lines_and_tabs() -> None:
    assert one_line(" a \n\t  b\u00a0 c ") == "a b c"


def test_one_line_keeps_spaces_between_words() -> None:
    assert one_line(" git  add\n  .") == "git  add ."
