"""Cards for the tests of grading."""

from __future__ import annotations

from quiz.card import Card, Kind


def basic(
    answer: str,
    *accept: str,
    language: str = "",
    distractors: tuple[str, ...] = (),
) -> Card:
    return Card(
        key="k",
        note="n",
        deck="d",
        kind=Kind.BASIC,
        prompt="?",
        answers=(answer, *accept),
        distractors=distractors,
        language=language,
    )


def listing(*items: tuple[str, ...], language: str = "") -> Card:
    return Card(
        key="k",
        note="n",
        deck="d",
        kind=Kind.LIST,
        prompt="?",
        answers=tuple(names[0] for names in items),
        items=items,
        language=language,
    )


def sequence(*steps: str) -> Card:
    return Card(key="k", note="n", deck="d", kind=Kind.SEQUENCE, prompt="?", answers=steps)


def statement(truth: bool) -> Card:
    answers = ("true" if truth else "false",)
    return Card(key="k", note="n", deck="d", kind=Kind.TRUE_FALSE, prompt="?", answers=answers)
