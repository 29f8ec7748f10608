"""A short run of the fuzzer; `tests/benchmarks/fuzz` runs a million."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from tests.fuzz.check import check_deck
from tests.fuzz.mutations import corpus, mutated

CORPUS = corpus()


def test_the_corpus_is_valid() -> None:
    assert len(CORPUS) > 20
    for data in CORPUS:
        assert isinstance(load_deck(data, "x.yaml"), Deck), data
        assert check_deck(data, deep=True)


@pytest.mark.parametrize(
    "text",
    [
        "title: t\ncards:\n- cloze: |\n    {{2013\n    a\n",
        "title: t\ncards:\n- cloze: |\n    {{a|\n    }}\n",
        "title: t\ncards:\n- prompt: *" + "a" * 5000,
        "title: t\ncards:\n- prompt: &" + "a" * 5000 + " b\n  answer: c\n",
        "title: t\ncards:\n- cloze: '{{a|" + " " * 5000 + "}}'\n",
    ],
)
def test_fuzzer_findings_stay_fixed(text: str) -> None:
    assert not check_deck(text.encode(), deep=True)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_decks_break_no_law(seed: int) -> None:
    valid = 0
    for number in range(400):
        data = mutated(CORPUS, Random(f"test {seed}:{number}"))
        valid += check_deck(data, deep=number % 5 == 0)
    # Some must stay valid, or only YAML's syntax would be tested.
    assert 20 < valid < 380


@given(st.randoms(use_true_random=False))
def test_decks_mutated_by_hypothesis_break_no_law(random: Random) -> None:
    check_deck(mutated(CORPUS, random), deep=True)


def test_the_same_seed_makes_the_same_deck() -> None:
    assert mutated(CORPUS, Random("a")) == mutated(CORPUS, Random("a"))
    assert len({mutated(CORPUS, Random(str(n))) for n in range(50)}) > 40
