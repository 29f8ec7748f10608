from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card, Kind
from quiz.decks.fields import fold
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.match import FEWEST_PAIRS, MISS_MS, PAIRS, Match, deal, pair, pairable
from tests.factories import card, number_id

CAPITALS = [
    card(
        key=f"k{number}",
        note=f"n{number}",
        prompt=f"Capital {number}?",
        answers=(f"City {number}",),
    )
    for number in range(8)
]


def tried(board: Match, prompt: Card, answer: Card, ms: int = 1_000) -> Match:
    number = len(board.tried) + 1
    return pair(board, prompt, answer, Moment(number), number_id(number), ms=ms, difficulty=5.0)


@given(st.randoms(use_true_random=False), st.lists(st.tuples(*[st.integers(0, 5)] * 2)))
def test_a_board_is_done_when_each_card_has_its_answer(
    random: Random, tries: list[tuple[int, int]]
) -> None:
    board = deal("b", "ada", CAPITALS[:PAIRS], random)
    assert set(board.prompts) == set(board.answers) == set(CAPITALS[:PAIRS])
    for prompt, answer in [*tries, *((n, n) for n in range(PAIRS))]:
        before = board
        board = tried(board, CAPITALS[prompt], CAPITALS[answer])
        assert before.matched <= board.matched
        assert len(board.tried) - len(before.tried) <= 1
    assert board.is_done
    assert board.score.correct == PAIRS
    assert board.score.ms == 1_000 * len(board.tried)
    assert tried(board, CAPITALS[0], CAPITALS[1]) is board


def test_what_a_pair_says_in_the_history() -> None:
    board = deal("b", "ada", CAPITALS[:3], Random(1))
    wrong = tried(board, CAPITALS[0], CAPITALS[1]).tried[-1]
    assert (wrong.card, wrong.response) == ("k0", "City 1")
    assert (wrong.credit, wrong.rating) == (0.0, Rating.AGAIN)
    right = tried(board, CAPITALS[0], CAPITALS[0]).tried[-1]
    assert (right.correct, right.rating) == (True, Rating.GOOD)


def test_a_wrong_try_halves_the_points_of_its_card() -> None:
    board = deal("b", "ada", CAPITALS[:3], Random(1))
    at_once = tried(board, CAPITALS[0], CAPITALS[0])
    later = tried(tried(board, CAPITALS[0], CAPITALS[1]), CAPITALS[0], CAPITALS[0])
    assert later.score.points == at_once.score.points // 2 > 0


@given(
    st.lists(
        st.builds(
            lambda number, deck, category, prompt, answer, kind: card(
                key=str(number),
                note=str(number // 2),
                deck=deck,
                category=category,
                prompt=prompt,
                answers=(answer,),
                kind=kind,
            ),
            st.integers(0, 30),
            st.sampled_from("de"),
            st.sampled_from(["", "city"]),
            st.sampled_from(["a?", "b?", "A?", "c?", "d?", "e?", "f?", "x" * 200]),
            st.sampled_from(["a", "b", "c", "d", "e", "B", "f", "two\nlines", "y" * 99]),
            st.sampled_from(Kind),
        ),
        unique_by=lambda one: one.key,
    )
)
def test_a_board_has_only_short_cards_that_differ(cards: list[Card]) -> None:
    found = pairable(cards)
    assert not found or FEWEST_PAIRS <= len(found) <= PAIRS
    assert all(len(one.answer) <= 40 and "\n" not in one.answer for one in found)
    assert not {Kind.LIST, Kind.SEQUENCE, Kind.TRUE_FALSE} & {one.kind for one in found}
    texts = [fold(text) for one in found for text in {fold(one.prompt), fold(one.answer)}]
    assert len(set(texts)) == len(texts)
    assert len({one.note for one in found}) == len(found)


def test_cards_of_one_category_are_dealt_together() -> None:
    others = [
        card(
            key=f"o{n}",
            note=f"o{n}",
            prompt=f"Year {n}?",
            answers=(str(1900 + n),),
            category="year",
        )
        for n in range(PAIRS)
    ]
    mixed = [one for both in zip(others, CAPITALS, strict=False) for one in both]
    assert pairable(mixed) == others
    assert pairable(mixed[:4]) == mixed[:4]
    assert pairable(CAPITALS[:2]) == []


def test_a_wrong_try_adds_to_the_time() -> None:
    board = deal("b", "ada", CAPITALS[:3], Random(1))
    missed = tried(tried(board, CAPITALS[0], CAPITALS[1]), CAPITALS[0], CAPITALS[0])
    assert (missed.misses, missed.score.ms, missed.ms) == (1, 2_000, 2_000 + MISS_MS)


def test_terms_stand_on_one_side_only() -> None:
    terms = [
        card(
            key=f"{number}{reverse}",
            note=f"n{number}{reverse}",
            kind=Kind.TERM,
            prompt=f"d{number}" if reverse else f"t{number}",
            answers=(f"t{number}" if reverse else f"d{number}",),
            direction="term" if reverse else "",
        )
        for number in range(12)
        for reverse in (False, True)
    ]
    found = pairable(terms)
    assert len(found) == PAIRS
    assert len({each.direction for each in found}) == 1
