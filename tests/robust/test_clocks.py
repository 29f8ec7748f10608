"""Clocks set back, travel, daylight saving time, leap days and the end of the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.history.events import Answer, Mode
from quiz.history.ids import IdMaker
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment, day_to_date_text
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.scoring.streak import day_streak
from quiz.settings.settings import Settings
from quiz.statistics.activity import heat_map
from quiz.statistics.charts import heat_lines
from tests.factories import answer, card
from tests.scheduling.collection import Collection, statistics_of_collection
from tests.scheduling.rules import build_queue, counts
from tests.scoring.rules import daily_goal, streak_of

EPOCH = date(1970, 1, 1)
YEAR_9999 = 253_402_300_799_000
"""The last millisecond but 999 that a date can name, 9999-12-31T23:59:59Z."""
ZONES = [
    name
    for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Almaty",
                 "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "UTC")
    if name in available_timezones()
]  # fmt: skip
if not ZONES:
    pytest.skip("no time zones are installed here", allow_module_level=True)


def moment(local: datetime, zone: str) -> Moment:
    """The system's clock at this wall-clock time in that zone."""
    aware = local.replace(tzinfo=ZoneInfo(zone))
    offset = aware.utcoffset()
    assert offset is not None
    return Moment(int(aware.timestamp() * 1000), round(offset.total_seconds() / 60))


def history(moments: list[Moment]) -> list[Answer]:
    """An answer at each moment, with the ids that the game would give them."""
    ids = IdMaker(Random(1))
    return [
        answer(
            id=ids.make(when.ms),
            moment=when,
            card=f"{number % 4:016x}",
            rating=Rating.GOOD if number % 3 else Rating.AGAIN,
        )
        for number, when in enumerate(moments)
    ]


def folded(moments: list[Moment], own: Settings | None = None) -> Collection:
    options = SchedulerOptions.from_settings(own or Settings())
    return Collection.of(history(moments), Scheduler(options))


CARDS = [card(key=f"{n:016x}", note=f"n{n}", prompt=f"p{n}") for n in range(5)]
years = st.integers(1975, 2035)
hours = st.integers(0, 23)


@given(st.sampled_from(ZONES), years, st.integers(1, 366), hours, st.integers(0, 59), hours)
def test_the_day_is_the_date_on_the_wall(
    zone: str, year: int, of_year: int, hour: int, minute: int, day_start: int
) -> None:
    """Whatever the offset: it is the wall clock's date, where days begin at their hour."""
    local = datetime(year, 1, 1, hour, minute) + timedelta(days=of_year - 1)
    when = moment(local, zone)
    if when.local().replace(tzinfo=None) != local:
        return  # An hour that daylight saving time skips.
    expected = (local - timedelta(hours=day_start)).date()
    assert when.day(day_start) == (expected - EPOCH).days
    assert day_to_date_text(when.day(day_start)) == expected.isoformat()


@given(st.sampled_from(ZONES), years, hours, st.integers(0, 11))
def test_streak_survives_daylight_saving_changes(
    zone: str, year: int, hour: int, day_start: int
) -> None:
    """An answer a day at the same hour by the wall clock, whichever day has 23 or 25 hours."""
    first = datetime(year, 1, 1, hour, 30)
    days = [first + timedelta(days=n) for n in range(366)]
    moments = [moment(local, zone) for local in days]
    if zone == "Pacific/Apia" and year == 2011:
        return  # This place skipped a whole day.
    found = {when.day(day_start) for when in moments}
    # An answer within the skipped hour may fall on the neighbouring day, but no other.
    assert len(found) >= 365
    if len(found) == 366:
        streak = streak_of(history(moments), moments[-1].day(day_start), day_start)
        assert (streak.current, streak.longest) == (366, 366)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("month", [3, 10, 11])
@pytest.mark.parametrize("hour", [1, 2, 3, 4, 23])
def test_reviews_fall_due_on_the_day_they_are_promised(zone: str, month: int, hour: int) -> None:
    """A card due in n days is due on the n-th day by the wall clock, though an hour is missing."""
    first = datetime(2026, month, 1, hour, 0)
    when = moment(first, zone)
    if when.day() != moment(first.replace(hour=12), zone).day() - (hour < 4):
        pytest.fail("the first day is no ordinary one")
    easy = answer(card=CARDS[0].key, moment=when, rating=Rating.EASY)
    collection = Collection.of([easy], Scheduler(SchedulerOptions(fuzz=False)))
    memory = collection.memory(CARDS[0].key)
    assert memory is not None
    due = first + timedelta(days=memory.interval)
    for days, expected in ((-1, False), (0, True)):
        now = moment(due.replace(hour=12) + timedelta(days=days - (hour < 4)), zone)
        queue = build_queue(CARDS, collection, now, Settings(), Mode.REVIEW, None, Random(1))
        assert [c.key for c in queue] == ([CARDS[0].key] if expected else [])


def test_leap_day_counts_once() -> None:
    noons = [datetime(2024, 2, 27, 12) + timedelta(days=n) for n in range(4)]
    moments = [moment(noon, "Europe/Berlin") for noon in noons]
    assert streak_of(history(moments), moments[-1].day(), 4).current == 4
    found = statistics_of_collection(folded(moments), CARDS, Settings(), moments[-1]).to_json()
    assert list(found["answers_by_day"]) == [
        "2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01",
    ]  # fmt: skip


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.integers(0, 60))
def test_a_streak_counts_days_whatever_the_clock_said(days: list[int], today: int) -> None:
    """Answers of the future count as today's, so a clock set back ends no streak."""
    streak = day_streak(days, today)
    assert 0 <= streak.current <= streak.longest <= len(set(days))
    if max(days) >= today:
        assert streak.current >= 1
    assert day_streak([*days, today], today).current >= streak.current


@given(st.integers(-(10**9), 10**9), st.integers(1, 400))
def test_clock_set_back_during_streak(start: int, behind: int) -> None:
    """Ten days in a row, then the clock is set back: the streak goes on from what it shows."""
    days = [*range(start, start + 10), start + 9 - behind]
    # Exactly ten days back is the day before the first, which makes the streak longer.
    assert day_streak(days, start + 9).current == (11 if behind == 10 else 10)
    assert day_streak(days, start + 9 - behind).current >= 1


instants = st.one_of(
    st.integers(-(10**15), 10**15),
    st.integers(YEAR_9999 - 10 * MS_PER_DAY, YEAR_9999 + 10 * MS_PER_DAY),
    st.sampled_from([0, -1, 2**63 - 1, -(2**63), 10**18, YEAR_9999, -62_135_596_800_000]),
    st.integers(1_700_000_000_000, 1_700_000_000_000 + 90 * MS_PER_DAY),
)
any_moments = st.builds(Moment, instants, st.integers(-1560, 1560))


@given(st.lists(any_moments, min_size=1, max_size=12), any_moments, hours)
def test_no_clock_whatever_it_says_raises(
    moments: list[Moment], now: Moment, day_start: int
) -> None:
    """Ids, memories, queues, counts, statistics, forecast, charts, goal and dates: all saturate."""
    own = Settings(day_start_hour=day_start)
    collection = folded(moments, own)
    ids = [one.id for one in collection.answers]
    assert ids == sorted(set(ids))
    assert len(ids) == len(moments)
    for mode in Mode:
        queue = build_queue(CARDS, collection, now, own, mode, None, Random(1))
        assert len({c.key for c in queue}) == len(queue)
    counted = counts(CARDS, collection, now, own)
    assert 0 <= counted.due <= counted.total == len(CARDS)
    assert counted.unseen == len(CARDS) - len({one.card for one in collection.answers})
    found = statistics_of_collection(collection, CARDS, own, now)
    assert found.answers == len(moments)
    assert sum(found.by_day.values()) == len(moments)
    assert sum(found.forecast) <= len(collection.memories)
    assert found.to_json()["answers"] == len(moments)
    assert len(heat_lines(heat_map(found.by_day, found.today, 52))) == 7
    today = now.day(day_start)
    assert 0 <= daily_goal(collection.answers, today, 30, day_start).done <= len(moments)
    assert 0 <= streak_of(collection.answers, today, day_start).current <= len(moments)
    for memory in collection.memories.values():
        assert memory.stability > 0
        assert memory.interval >= 0
        assert 0.0 <= collection.scheduler.retrievability(memory, now) <= 1.0
        assert all(wait.text for wait in collection.scheduler.preview(memory, now, "s").values())
    for when in (*moments, now):
        assert 1 <= when.local().year <= 9999
        assert day_to_date_text(when.day(day_start))


@given(st.lists(any_moments, min_size=1, max_size=8))
def test_ids_rise_whatever_the_clock_does(moments: list[Moment]) -> None:
    ids = IdMaker(Random(1))
    made = [ids.make(when.ms) for when in moments]
    assert made == sorted(made)
    # Another game, or another day, goes on behind the last of them.
    assert IdMaker(Random(2), made[-1]).make(0) > made[-1]
