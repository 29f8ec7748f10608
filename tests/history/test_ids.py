from __future__ import annotations

import uuid
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.history.ids import IdMaker


@given(st.lists(st.integers(-(10**15), 10**16), min_size=1, max_size=60), st.integers())
def test_ids_rise_and_are_unique_whatever_the_clock_says(times: list[int], seed: int) -> None:
    maker = IdMaker(Random(seed))
    ids = [maker.make(ms) for ms in times]
    assert ids == sorted(set(ids))
    parsed = [uuid.UUID(text) for text in ids]
    assert all(one.version == 7 and one.variant == uuid.RFC_4122 for one in parsed)


def test_an_id_holds_its_instant() -> None:
    made = uuid.UUID(IdMaker(Random(1)).make(1_700_000_000_000))
    assert made.int >> 80 == 1_700_000_000_000


def test_ids_go_on_after_the_newest_of_the_log() -> None:
    last = IdMaker(Random(1)).make(5_000)
    maker = IdMaker(Random(2), last)
    assert maker.make(1) > last


def test_more_than_4096_ids_in_a_millisecond() -> None:
    maker = IdMaker(Random(1))
    ids = [maker.make(7) for _ in range(5_000)]
    assert ids == sorted(set(ids))


def test_two_machines_never_make_the_same_id() -> None:
    one, other = IdMaker(Random(1)), IdMaker(Random(2))
    assert not {one.make(n) for n in range(500)} & {other.make(n) for n in range(500)}
