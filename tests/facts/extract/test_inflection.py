"""The verb forms that questions and statements need."""

from __future__ import annotations

import pytest

from quiz.facts.extract.inflection import base_form, do_support, past, third_person


@pytest.mark.parametrize(
    ("lemma", "told"),
    [
        ("open", "opened"),
        ("die", "died"),
        ("carry", "carried"),
        ("play", "played"),
        ("plan", "planned"),
        ("kill", "killed"),
        ("admit", "admitted"),
        ("visit", "visited"),
        ("fix", "fixed"),
        ("write", "wrote"),
        ("go", "went"),
    ],
)
def test_past_tense(lemma: str, told: str) -> None:
    assert past(lemma) == told


@pytest.mark.parametrize(
    ("lemma", "told"),
    [
        ("open", "opens"),
        ("carry", "carries"),
        ("reach", "reaches"),
        ("go", "goes"),
        ("have", "has"),
    ],
)
def test_third_person(lemma: str, told: str) -> None:
    assert third_person(lemma) == told


def test_do_asks_in_the_tense_of_the_verb() -> None:
    assert [do_support(tag) for tag in ("VBD", "VBZ", "VBP")] == ["did", "does", "do"]


@pytest.mark.parametrize(
    ("word", "tag", "parsed", "base"),
    [
        ("fined", "VBD", "fin", "fine"),
        ("rates", "VBZ", "rat", "rate"),
        ("planned", "VBD", "plan", "plan"),
        ("opened", "VBN", "open", "open"),
        ("won", "VBD", "win", "win"),
        ("kitted", "VBD", "kitte", "kit"),
    ],
)
def test_base_form_keeps_its_last_letter(word: str, tag: str, parsed: str, base: str) -> None:
    assert base_form(word, tag, parsed) == base
