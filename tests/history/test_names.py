from __future__ import annotations

import unicodedata

import pytest

from quiz.errors import QuizError
from quiz.history.player import LONGEST_NAME, free_name, name_key, tidy_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada  Lovelace ", "Ada Lovelace"),
        (unicodedata.normalize("NFD", "Zoé"), "Zoé"),
        ("李  雷", "李 雷"),
        ("李\u3000雷", "李 雷"),
        ("Ada\u00a0B", "Ada B"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("Ada 👩\u200d💻", "Ada 👩\u200d💻"),
        ("\u202bعلی\u202c\u200f", "علی"),
    ],
)
def test_a_name_has_one_normal_form(typed: str, name: str) -> None:
    assert tidy_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "  ", "x" * 41, "a\nb", "a\tb", "a\x1b[31m", "a\u202eb", "\ufe0f", "\u200d"]
)
def test_invalid_name_is_rejected(typed: str) -> None:
    with pytest.raises(QuizError, match="name"):
        tidy_name(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "ada"),
        ("Ada Lovelace", "ada   lovelace"),
        ("ÉVA", unicodedata.normalize("NFD", "éva")),
        ("Strauß", "STRAUSS"),
        ("Ada", "Ａｄａ"),
        ("❤", "❤\ufe0f"),
        ("علی\u200cرضا", "علیرضا"),
        ("李\u3000雷", "李 雷"),
    ],
)
def test_names_that_look_alike_are_equal(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_equal_names_get_numbers() -> None:
    assert free_name("Ada", ["Bo"]) == "Ada"
    assert free_name("Ada", ["ada", "Bo"]) == "Ada (2)"
    assert free_name("Ada", ["Ada", "Ada (2)"]) == "Ada (3)"
    longest = "x" * LONGEST_NAME
    assert free_name(longest, [longest]) == "x" * (LONGEST_NAME - 4) + " (2)"
