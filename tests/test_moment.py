from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quiz.moment import MS_PER_DAY, Moment, day_to_date_text


def at(text: str, offset: int = 0) -> Moment:
    """The moment at which a clock with this offset shows the text."""
    local = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return Moment(int(local.timestamp() * 1000) - offset * 60_000, offset)


def test_day_starts_at_its_hour() -> None:
    assert at("2024-03-10T03:59").day(4) == at("2024-03-09T12:00").day(4)
    assert at("2024-03-10T04:00").day(4) == at("2024-03-09T12:00").day(4) + 1


def test_travel_keeps_answers_on_their_day() -> None:
    assert day_to_date_text(at("2024-03-10T23:00", 330).day(4)) == "2024-03-10"
    assert day_to_date_text(at("2024-03-10T23:00", -480).day(4)) == "2024-03-10"


@pytest.mark.parametrize(("before", "after"), [(60, 120), (120, 60)])
def test_daylight_saving_keeps_day_length(before: int, after: int) -> None:
    one = at("2024-03-30T12:00", before)
    other = at("2024-03-31T12:00", after)
    assert other.day(4) == one.day(4) + 1


def test_a_leap_day_is_a_day() -> None:
    days = [at(f"2024-{day}T12:00").day() for day in ("02-28", "02-29", "03-01")]
    assert days == [days[0], days[0] + 1, days[0] + 2]
    assert day_to_date_text(days[1]) == "2024-02-29"


def test_far_away_dates_saturate() -> None:
    far = Moment(10**18)
    assert far.local().year == 9999
    assert Moment(-(10**18)).local().year == 1
    assert day_to_date_text(far.day()) == "after 9999"
    assert day_to_date_text(-(10**9)) == "before 0001"
    assert far.later(MS_PER_DAY).day() == far.day() + 1
    assert Moment(0, 60).local().hour == 1
