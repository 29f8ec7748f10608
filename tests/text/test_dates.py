"""Reading dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.grading.grade import grade_typed
from quiz.text.dates import PartialDate, read_date
from tests.grading.cards import basic

DAY = PartialDate(2015, 5, 7)


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("7 May 2015", "en", [DAY]),
        ("on the 7th of May, 2015.", "en", [DAY]),
        ("2015 May 7", "en", [DAY]),
        ("MAY 7TH 2015", "en", [DAY]),
        ("Thu 7 May 2015", "en", [DAY]),
        ("7-May-2015", "en", [DAY]),
        ("2015/5/7", "en", [DAY]),
        ("2015.05.07", "en", [DAY]),
        ("07.05.2015", "en", [DAY]),
        ("07/05/2015", "en", [DAY, PartialDate(2015, 7, 5)]),
        ("13/05/2015", "en", [PartialDate(2015, 5, 13)]),
        ("05-13-2015", "en", [PartialDate(2015, 5, 13)]),
        ("7.5.15", "en", [DAY, PartialDate(1915, 5, 7)]),
        ("5/2015", "en", [PartialDate(2015, 5)]),
        ("2015-05", "en", [PartialDate(2015, 5)]),
        ("May, 2015", "en", [PartialDate(2015, 5)]),
        ("2015", "en", [PartialDate(2015)]),
        ("in the year 2015", "en", [PartialDate(2015)]),
        ("9 May", "en", [PartialDate(None, 5, 9)]),
        ("29 February", "en", [PartialDate(None, 2, 29)]),
        ("May", "en", [PartialDate(None, 5)]),
        ("7. märz 2015", "de", [PartialDate(2015, 3, 7)]),
        ("1er août 1914", "fr-CA", [PartialDate(1914, 8, 1)]),
        ("7 de mayo del 2015", "es", [DAY]),
        ("7 maggio 2015", "it", [DAY]),
        ("7 мамыр 2015", "kk", [DAY]),
        ("7 мая 2015 года", "ru", [DAY]),
        ("май 2015", "ru", [PartialDate(2015, 5)]),
        ("2015年5月7日", "ja", [DAY]),
        ("5月7日", "ja", [PartialDate(None, 5, 7)]),
        ("2015年", "zh", [PartialDate(2015)]),
        ("2015年7日", "zh", []),
        ("29 February 2015", "en", []),
        ("31/04/2015", "en", []),
        ("2015-13-01", "en", []),
        ("0 May 2015", "en", []),
        ("9/5", "en", []),
        ("10", "en", []),
        ("3.5", "en", []),
        ("999", "en", []),
        ("3000", "en", []),
        ("7 2015", "en", []),
        ("7 7 May", "en", []),
        ("May June 2015", "en", []),
        ("2014 2015", "en", []),
        ("sun", "en", []),
        ("1000", "en", [PartialDate(1000)]),
        ("2999", "en", [PartialDate(2999)]),
        ("0999", "en", []),
        ("2015 X", "en", []),
        ("2015-05-07.", "en", [DAY]),
        ("7 May 2015", "ru", [DAY]),
        ("7日", "ja", [PartialDate(None, None, 7)]),
        ("31日", "ja", [PartialDate(None, None, 31)]),
        ("32日", "ja", []),
        ("the " * 14 + "2015", "en", [PartialDate(2015)]),
        ("the " * 15 + "2015", "en", []),
        ("early May 2015", "en", []),
        ("7 мая 2015", "en", []),
        ("", "en", []),
        ("7 May 2015" + " " * 5 + "x" * 60, "en", []),
    ],
)
def test_readings(text: str, language: str, dates: list[PartialDate]) -> None:
    assert read_date(text, language) == frozenset(dates)


def test_holds() -> None:
    month = PartialDate(2015, 5)
    assert month.holds(DAY)
    assert month.holds(month)
    assert not DAY.holds(month)
    assert not PartialDate(None, 5, 8).holds(DAY)


DATES = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))


@given(DATES)
def test_all_notations_are_the_same_answer(date: datetime.date) -> None:
    name = "January February March April May June July August September October November December"
    month = name.split()[date.month - 1]
    notations = [
        date.isoformat(),
        f"{date.day} {month} {date.year:04}",
        f"{month} {date.day}, {date.year:04}",
        f"{month[:3].upper()} {date.day} {date.year:04}",
        f"{date.day}.{date.month}.{date.year:04}",
        f"{date.day:02}/{date.month:02}/{date.year:04}",
        f"{date.month}/{date.day}/{date.year:04}",
    ]
    for answer in notations[:5]:
        for response in notations:
            assert grade_typed(response, basic(answer)).correct
        later = date + datetime.timedelta(days=1) if date.day < 28 else date.replace(day=1)
        assert not grade_typed(later.isoformat(), basic(answer)).correct
        assert not grade_typed(f"{month} {date.year:04}", basic(answer)).correct


@given(st.text("0123456789 /.-年月日amy,th", max_size=16))
def test_total_and_real(text: str) -> None:
    for date in read_date(text):
        if date.year and date.month and date.day:
            datetime.date(date.year, date.month, date.day)
