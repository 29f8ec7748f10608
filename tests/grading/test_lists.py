"""Lists in any order, and one text split into its items."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.grading.lists import grade_list, split_list
from quiz.text.normalise import Forms, forms
from tests.grading.cards import listing

BALTIC = listing(("Estonia",), ("Latvia", "Lettland"), ("Lithuania",))


@pytest.mark.parametrize(
    ("responses", "credit", "missing", "extra"),
    [
        (["Estonia", "Latvia", "Lithuania"], 1, (), ()),
        (["lithuania", "LETTLAND", "the Estonia"], 1, (), ()),
        (["Lithuani", "Lattvia", "Estonia"], 1, (), ()),
        (["Latvia", "Lettland", "Estonia", "Lithuania"], 1, (), ()),
        (["Latvia", "latvia", "Latvia."], 1 / 3, ("Estonia", "Lithuania"), ()),
        (["Latvia", "Estonia"], 2 / 3, ("Lithuania",), ()),
        (["Latvia", "Estonia", "Poland"], 2 / 3, ("Lithuania",), ("Poland",)),
        (["Latvia", "Estonia", "Poland", "Norway"], 1 / 3, ("Lithuania",), ("Poland", "Norway")),
        (["Latvia", "Estonia", "Lithuania", "Poland"], 2 / 3, (), ("Poland",)),
        (["Poland", "Norway", "Sweden", "Finland"], 0, BALTIC.answers, None),
        (["", "  "], 0, BALTIC.answers, ()),
        ([], 0, BALTIC.answers, ()),
    ],
)
def test_credit(
    responses: list[str], credit: float, missing: tuple[str, ...], extra: tuple[str, ...] | None
) -> None:
    grade = grade_list(responses, BALTIC)
    assert grade.credit == pytest.approx(credit)
    assert grade.missing == missing
    assert grade.extra == (tuple(responses) if extra is None else extra)
    assert grade.correct == (credit == 1)
    assert grade.nearly == (0.5 <= credit < 1)
    assert grade.expected == "Estonia, Latvia, Lithuania"


def test_assignment_is_the_best_one() -> None:
    card = listing(("Georgia", "Tbilisi"), ("Georgia", "Atlanta"), ("Yerevan",))
    assert grade_list(["Georgia", "Tbilisi"], card).missing == ("Yerevan",)
    assert grade_list(["Georgia", "Atlanta"], card).missing == ("Yerevan",)
    assert grade_list(["Atlanta", "Tbilisi"], card).missing == ("Yerevan",)


def test_response_equally_near_two_items_matches_neither() -> None:
    card = listing(("Austria",), ("Austrik",))
    assert grade_list(["Austrix"], card).extra == ("Austrix",)
    assert grade_list(["Austrik"], card).missing == ("Austria",)


def test_items_of_numbers_are_exact() -> None:
    assert grade_list(["1914", "1919"], listing(("1914",), ("1918",))).credit == 0.5


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Estonia, Latvia, Lithuania", ("Estonia", "Latvia", "Lithuania")),
        ("Estonia, Latvia, and Lithuania", ("Estonia", "Latvia", "Lithuania")),
        ("Estonia and Latvia & Lithuania", ("Estonia", "Latvia", "Lithuania")),
        ("Estonia;Latvia\nLithuania", ("Estonia", "Latvia", "Lithuania")),
        ("Estonia、Latvia，Lithuania", ("Estonia", "Latvia", "Lithuania")),
        ("Estonia,,  ,Latvia,", ("Estonia", "Latvia")),
        ("Finland", ("Finland",)),
        ("", ()),
        (" \n , ", ()),
        ("Portland", ("Portland",)),
    ],
)
def test_split(text: str, parts: tuple[str, ...]) -> None:
    assert split_list(text, BALTIC) == parts


def test_split_keeps_items_with_separators() -> None:
    card = listing(("Trinidad and Tobago",), ("Washington, D.C.",), ("Bosnia & Herzegovina",))
    text = "washington, d.c. and Trinidad and Tobaggo, Bosnia and Herzegovina and Peru"
    parts = ("washington, d.c.", "Trinidad and Tobaggo", "Bosnia and Herzegovina", "Peru")
    assert split_list(text, card) == parts
    assert grade_list(parts[:3], card).correct


def test_split_knows_the_languages_and() -> None:
    card = listing(("Эстония",), ("Латвия",), language="ru")
    assert split_list("Эстония и Латвия", card) == ("Эстония", "Латвия")
    card = listing(("Estland",), ("Lettland",), language="de-AT")
    assert split_list("Estland und Lettland", card) == ("Estland", "Lettland")


ITEMS = st.lists(
    st.text("abcdefgh", min_size=2, max_size=8), min_size=2, max_size=5, unique=True
).map(lambda names: listing(*[(name,) for name in names]))


@given(ITEMS, st.data())
def test_order_does_not_matter(card: Card, data: st.DataObject) -> None:
    pool = st.one_of(st.sampled_from(card.answers), st.text("abcdefgh", max_size=8))
    responses = data.draw(st.lists(pool, max_size=7))
    shuffled = data.draw(st.permutations(responses))
    one, other = grade_list(responses, card), grade_list(shuffled, card)
    assert one.credit == other.credit
    assert 0.0 <= one.credit <= 1.0
    assert one.correct == (one.credit == 1.0)
    assert len(one.missing) == len(other.missing)
    assert set(one.extra) == set(other.extra)
    assert grade_list([*responses, *responses], card) == one


@given(ITEMS, st.data())
def test_all_items_are_right_and_fewer_give_their_share(card: Card, data: st.DataObject) -> None:
    order = data.draw(st.permutations(card.answers))
    assert grade_list(order, card).correct
    assert split_list("; ".join(order), card) == tuple(order)
    count = data.draw(st.integers(0, len(order)))
    assert grade_list(order[:count], card).credit == count / len(order)


NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


@given(
    st.lists(st.lists(NAMES, min_size=1, max_size=3, unique=True), min_size=2, max_size=4),
    st.lists(st.sampled_from(["a", "b", "c", "d", "e", "x"]), max_size=6),
)
def test_as_many_items_as_possible_are_matched(
    names: list[list[str]], responses: list[str]
) -> None:
    """Items may share names; the best assignment is found here by trying all."""
    card = listing(*map(tuple, names))
    tried = sorted(set(responses))
    width = max(len(tried), len(names))
    padded = [*tried, *[""] * (width - len(tried))]
    best = max(
        sum(response in item for response, item in zip(order, names, strict=False))
        for order in permutations(padded)
    )
    grade = grade_list(responses, card)
    assert len(names) - len(grade.missing) == best
    assert set(grade.extra) == set(tried) - {name for item in names for name in item}
    surplus = max(0, best + len(grade.extra) - len(names))
    assert grade.credit == max(0, best - surplus) / len(names)


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("Francia e Italia y Suiza", "es", ("Francia", "Italia", "Suiza")),
        ("Estonia and Latvia", "pl", ("Estonia", "Latvia")),
        ("Estonia AND Latvia", "en", ("Estonia", "Latvia")),
    ],
)
def test_words_that_join(text: str, language: str, parts: tuple[str, ...]) -> None:
    assert split_list(text, listing(("one",), ("two",), language=language)) == parts


def test_split_keeps_short_items_and_joins_six_parts() -> None:
    short = listing(("R & B",), ("jazz",))
    assert split_list("R & B, jazz", short) == ("R & B", "jazz")
    for count, kept in ((6, 1), (7, 7)):
        item = ", ".join(f"part {n}" for n in range(count))
        assert len(split_list(item, listing((item,), ("other",)))) == kept


def test_half_of_the_items_is_nearly_right() -> None:
    card = listing(("red",), ("green",), ("blue",), ("black",))
    assert grade_list(["red", "blue"], card).nearly


def test_items_and_responses_are_of_the_cards_language() -> None:
    card = listing(("die Äpfel",), ("l'eau",), language="de")
    assert split_list("Aepfel und l'eau", card) == ("Aepfel", "l'eau")
    assert grade_list(["Aepfel", "die l'eau"], card).correct
    assert grade_list(["Äpfel", "der Äpfel"], card).extra == ()
    weekdays = listing(("Thursday",), ("Saturday",), language="en")
    assert grade_list(["Tuesday"], weekdays).extra == ("Tuesday",)


def test_overlong_lists_score_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str, language: str) -> Forms:
        read.append(text)
        return forms(text, language)

    monkeypatch.setattr("quiz.grading.lists.forms", counted)
    flood = [f"country {number}" for number in range(5000)]
    assert grade_list([*BALTIC.answers, *flood], BALTIC).credit == 0
    assert not grade_list(["x" * 100_000], BALTIC).correct
    for unit in ("a,", "and ", " ", ", ", "\n"):
        assert grade_list(split_list(unit * 50_000, BALTIC), BALTIC).credit == 0
    assert len(read) < 10_000
    assert max(map(len, read)) <= 1000


def test_only_start_of_long_response_is_read() -> None:
    assert grade_list(["Estonia" + " " * 993], BALTIC).credit == 1 / 3
    assert grade_list(["Estonia" + " " * 992 + "!a"], BALTIC).extra == ()
    assert grade_list(["Estonia" + " " * 992 + "a!"], BALTIC).extra == ("Estonia a",)
