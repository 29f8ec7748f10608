from __future__ import annotations

import pytest

from quiz.text.direction import is_right_to_left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("القاهرة (Cairo) تقع على نهر النيل", True),
        ("ירושלים", True),
        ("1997: «עיר»", True),
        ("Cairo is القاهرة", False),
        ("Алматы", False),
        ("東京", False),
        ("1 + 1 = 2", False),
        ("", False),
    ],
)
def test_the_first_letter_decides(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected
