from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.facts.extract.calendar import Tense, When, find_dates, month_of, read_full_date

DAY = date(2016, 5, 23)  # a Monday
_days = st.dates(date(1900, 1, 1), date(2090, 1, 1))


def read(text: str, day: date | None = DAY, tense: Tense = "past") -> list[str]:
    return [str(found.when) for found in find_dates(text, day, lambda _: tense)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 12 May 2019", ["12 May 2019"]),
        ("on May 12, 2019 and on Jan. 3, 2020", ["12 May 2019", "3 January 2020"]),
        ("2013-09-01", ["1 September 2013"]),
        ("in October 2014", ["October 2014"]),
        ("in October of 2014", ["October 2014"]),
        ("on Friday, 13 May, and on Tuesday, May 10", ["13 May 2016", "10 May 2016"]),
        ("Lom Today said", []),
        ("in 1998", ["1998"]),
        ("in the 1990s", ["the 1990s"]),
        ("on Monday", ["23 May 2016"]),
        ("on Tuesday", ["17 May 2016"]),
        ("last Saturday", ["21 May 2016"]),
        ("last Sunday", ["15 May 2016"]),
        ("last Monday", ["16 May 2016"]),
        ("(50 U.S.C. 1805 note)", []),
        ("this March", ["March 2016"]),
        ("in March", ["March 2016"]),
        ("in June", ["June 2015"]),
        ("last November", ["November 2015"]),
        ("last May", ["May 2015"]),
        ("next January", ["January 2017"]),
        ("in April this year", ["April 2016"]),
        ("in April last year", ["April 2015"]),
        ("on May 9", ["9 May 2016"]),
        ("on 18 June", ["18 June 2015"]),
        ("This year marks", ["2016"]),
        ("last year", ["2015"]),
        ("next month", ["June 2016"]),
        ("last month", ["April 2016"]),
        ("yesterday", ["22 May 2016"]),
        ("three years ago", ["2013"]),
        ("One hundred years ago today", ["23 May 1916"]),
        ("on the 3rd of March 1921", ["3 March 1921"]),
        ("on 3–5 June 2015", []),
        ("from 3 to 5 June 2015", []),
        ("on June 3-5, 2015", []),
        ("from June 3 to June 5, 2015", []),
        ("between 3 April and 5 June 2015", []),
        ("in 2014–15 and in 2011-2013", []),
        ("in 2014 – 15", []),
        ("Ann Lee (1950–2010)", ["1950", "2010"]),
        ("3 June 2014 – 5 June 2015", ["3 June 2014", "5 June 2015"]),
        ("on June 3 and 5 July 2015", ["3 June 2015", "5 July 2015"]),
        ("2013-09-01 to 2014-10-02", ["1 September 2013", "2 October 2014"]),
        ("on 30 February 2012", []),
        ("in 1920, and again that year", ["1920", "1920"]),
        ("in May 1920, and in June the same year", ["May 1920", "June 1920"]),
        ("that year", []),
        ("in the summer", []),
        ("1,200 people in 2 hours", []),
        ("2000 people", []),
        ("at 1230 GMT", []),
        ("may 3 people", []),
        ("many years ago", []),
        ("more than a year ago", []),
        ("nearly two years ago", []),
        ("thirty years ago", []),
        ("on Mondays", []),
        ("Black Monday and Super Tuesday", []),
        ("Monday's vote", []),
        ("Monday night’s vote", []),
        ("last year’s vote", []),
        ("three thousand years ago", []),
    ],
)
def test_expressions(text: str, dates: list[str]) -> None:
    assert read(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on Monday", ["23 May 2016"]),
        ("next Monday", ["30 May 2016"]),
        ("on Tuesday", ["24 May 2016"]),
        ("in June", ["June 2016"]),
        ("in May", ["May 2016"]),
        ("in March", ["March 2017"]),
        ("on May 25", ["25 May 2016"]),
        ("on May 9", ["9 May 2017"]),
        ("from May 18 through June 9", ["18 May 2016", "9 June 2016"]),
    ],
)
def test_future_dates(text: str, dates: list[str]) -> None:
    assert read(text, tense="future") == dates


def test_only_full_dates_are_read_without_date_line() -> None:
    assert read("on Monday, this March, last year, in 1998, on 3 May 2001", None) == [
        "1998",
        "3 May 2001",
    ]


@given(_days)
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    text = f"{day.day} {day:%B} {day.year}"
    assert read_full_date(text) == read_full_date(day.isoformat()) == day
    assert str(When(day.year, day.month, day.day)) == text
    assert str(month_of(day)) == f"{day:%B} {day.year}"


@given(_days, st.integers(0, 6), st.sampled_from(get_args(Tense)))
def test_a_weekday_is_the_nearest_one(day: date, weekday: int, tense: Tense) -> None:
    name = f"{date(2024, 1, 1) + timedelta(weekday):%A}"
    (found,) = find_dates(f"on {name}", day, lambda _: tense)
    there = date(found.when.year, found.when.month, found.when.day)
    assert there.weekday() == weekday
    shift = (there - day).days
    assert {"past": -7 < shift <= 0, "present": 0 <= shift < 7, "future": 0 <= shift < 7}[tense]


@given(_days, st.sampled_from(["January", "May", "December"]))
def test_a_month_lies_within_a_year(day: date, month: str) -> None:
    (past,) = find_dates(f"in {month}", day)
    (near,) = find_dates(f"in {month}", day, lambda _: "present")
    (future,) = find_dates(f"in {month}", day, lambda _: "future")
    here = day.year * 12 + day.month
    assert 0 <= here - (past.when.year * 12 + past.when.month) < 12
    assert abs(near.when.year * 12 + near.when.month - here) <= 6
    assert 0 <= future.when.year * 12 + future.when.month - here < 12


@given(st.text(max_size=80), _days)
def test_any_text_gives_dates_in_their_places(text: str, day: date) -> None:
    last = 0
    for found in find_dates(text, day):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        assert found.when.phrase.endswith(str(found.when))
