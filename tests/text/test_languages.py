"""Which language a tag names."""

from __future__ import annotations

import pytest

from quiz.text.languages import primary


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("", "en"),
        ("en-GB", "en"),
        ("de_AT", "de"),
        ("zh-Hans-CN", "zh"),
        (" FR ", "fr"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("tlh", "tlh"),
    ],
)
def test_primary_language(tag: str, language: str) -> None:
    assert primary(tag) == language
