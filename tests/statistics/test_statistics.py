from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Kind
from quiz.history.events import NEW_CARD, Answer, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment, day_to_date_text
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.settings.settings import Settings
from quiz.statistics.activity import heat_map
from quiz.statistics.charts import (
    activity_words,
    bar,
    columns,
    days_in_a_row,
    due_now_text,
    forecast_words,
    heat_lines,
    month_line,
    percent,
    time_text,
)
from quiz.statistics.recall import Share
from tests.factories import EVENING, answer, card
from tests.scheduling.collection import Collection, statistics_of_collection
from tests.strategies import histories

DAY = 86_400_000
TODAY = Moment(EVENING).day(4)


def on_day(number: int, days: int, rating: Rating = Rating.GOOD, **more: object) -> Answer:
    right = rating is not Rating.AGAIN
    return answer(
        id=number,
        moment=Moment(EVENING + days * DAY),
        rating=rating,
        credit=1.0 if right else 0.0,
        **more,
    )


@given(st.dictionaries(st.integers(0, 500), st.integers(1, 99)), st.integers(0, 500))
def test_a_heat_map_holds_every_day_of_its_weeks(by_day: dict[int, int], today: int) -> None:
    heat = heat_map(by_day, today, 10)
    assert len(heat.weeks) == 10
    shown = [count for week in heat.weeks for count in week if count is not None]
    assert sum(shown) == sum(n for day, n in by_day.items() if heat.first <= day <= today)
    assert day_weekday(heat.first) == 0
    assert len(shown) == today - heat.first + 1
    assert heat.busiest == max(shown)
    assert all(0 <= heat.level(count) <= 4 for count in shown)
    assert all((heat.level(count) == 0) == (count == 0) for count in shown)
    lines = heat_lines(heat)
    assert [len(line) for line in lines] == [14] * 7


def day_weekday(day: int) -> int:
    from datetime import date

    return date.fromisoformat(day_to_date_text(day)).weekday()


def test_heat_levels() -> None:
    heat = heat_map({0: 1, 1: 50, 2: 99, 3: 100}, 3, 1)
    assert [heat.level(n) for n in (None, 0, 1, 33, 50, 99, 100)] == [0, 0, 1, 1, 2, 3, 4]
    assert heat_map({}, 3, 0).level(0) == 0


def test_a_share_of_nothing_is_unknown() -> None:
    assert Share().ratio is None
    assert Share(1, 4).ratio == 0.25


def test_free_guesses_are_left_out_of_every_share() -> None:
    guess = {"difficulty": NEW_CARD, "mode": Mode.QUIZ}
    log = [
        on_day(1, 0, Rating.AGAIN, **guess),
        on_day(2, 0, **guess),
        on_day(3, 0, Rating.AGAIN, kind=Kind.LIST),
    ]
    found = statistics_of_collection(
        Collection.of(log, Scheduler()), [card()], Settings(), Moment(EVENING)
    )
    assert (found.accuracy, found.guesses) == (Share(1, 2), 1)
    assert found.answers_text == "3 (1 free guess)"
    assert sum(share.whole for share in found.modes.values()) == 2
    assert sum(share.whole for share in found.kinds.values()) == 2


@pytest.mark.parametrize(
    ("due", "said"), [(8, "8 of today's 45 due now"), (45, "45 due now"), (46, "46 due now")]
)
def test_due_now_and_due_today(due: int, said: str) -> None:
    assert due_now_text(due, [45, 2]) == said


def test_statistics_in_words() -> None:
    assert activity_words({100: 3, 99: 5, 94: 7, 93: 1, 60: 2}, 100) == [
        "Answers today 3, in 7 days 15, in 30 days 16, in 365 days 18",
        "Most on 1970-04-05: 7",
    ]
    assert activity_words({}, 100) == ["Answers today 0, in 7 days 0, in 30 days 0, in 365 days 0"]
    assert forecast_words([1, 2, 0, 0, 0, 0, 0, 9], 100) == [
        "Due today 1, tomorrow 2, in 7 days 3, in 8 days 12",
        "Most on 1970-04-18: 9",
    ]
    assert forecast_words([0] * 30, 100) == [
        "Due today 0, tomorrow 0, in 7 days 0, in 30 days 0",
    ]


def test_months_stand_below_the_weeks_in_which_they_begin() -> None:
    # 27 November 2023 was a Monday; its week has the first days of December.
    today = Moment(1_701_500_000_000).day(0)
    assert month_line(heat_map({}, today, 1), 2) == "Dec"
    assert month_line(heat_map({}, today, 5), 2) == "Nov     Dec"
    assert month_line(heat_map({}, today, 6), 1) == " Nov Dec"


def test_time_in_words() -> None:
    texts = [time_text(seconds) for seconds in (0, 29, 540, 3_600, 7_530)]
    assert texts == ["0 min", "0 min", "9 min", "1 h 0 min", "2 h 6 min"]


@given(st.lists(st.integers(0, 10**6), max_size=40), st.integers(1, 6))
def test_charts_fit(numbers: list[int], height: int) -> None:
    lines = columns(numbers, height)
    assert [len(line) for line in lines] == [len(numbers)] * height
    for index, number in enumerate(numbers):
        assert (lines[-1][index] == " ") == (number == 0)
        if number == max(numbers) > 0:
            assert lines[0][index] == "█"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "░░░░"), (0.0, "░░░░"), (0.5, "██░░"), (1.0, "████"), (7.0, "████"), (-1, "░░░░")],
)
def test_bars(share: float | None, shown: str) -> None:
    assert bar(share, 4) == shown


def test_percent() -> None:
    assert (percent(None), percent(0.126)) == ("–", "13%")


def test_days_in_a_row() -> None:
    assert [days_in_a_row(n) for n in (0, 1, 2)] == [
        "0 days in a row",
        "1 day in a row",
        "2 days in a row",
    ]


@given(histories(time_ordered=True))
def test_statistics_are_complete_and_plain(events: list[object]) -> None:
    collection = Collection.of(events, Scheduler())  # type: ignore[arg-type]
    cards = [card(key=f"card{n}", deck="even" if n % 2 == 0 else "odd") for n in range(4)]
    now = Moment(500 * DAY)
    every = statistics_of_collection(collection, cards, Settings(), now)
    assert every.answers == sum(every.by_day.values()) == len(collection.answers)
    assert every.correct == every.accuracy.part <= every.accuracy.whole <= every.answers
    assert every.accuracy.whole == sum(share.whole for share in every.kinds.values())
    assert every.level.points == sum(every.points_by_day.values())
    assert sum(every.forecast) <= len(collection.memories)
    shelved = collection.suspended - collection.memories.keys()
    assert sum(deck.total for deck in every.mastery.values()) == 4 - len(shelved)
    data = json.loads(json.dumps(every.to_json()))
    assert data["answers"] == every.answers
    even = statistics_of_collection(collection, cards, Settings(), now, ["even"])
    assert set(even.mastery) == {"even"}
    assert even.answers <= every.answers
    assert all(row.card in ("card0", "card2") for row in even.hardest)


@pytest.mark.parametrize(("longest", "seconds"), [(60, 60 + 9), (7200, 40 * 60 + 9)])
def test_card_left_open_is_not_study_time(longest: int, seconds: int) -> None:
    own = Settings(longest_answer_seconds=longest)
    left_open, at_once = on_day(1, 0, ms=40 * 60_000), on_day(2, 0, ms=9_000)
    scheduler = Scheduler(SchedulerOptions.from_settings(own))
    collection = Collection.of([left_open, at_once], scheduler)
    assert statistics_of_collection(collection, [card()], own, Moment(EVENING)).seconds == seconds
    assert collection.tally.days[TODAY]["ms"] == seconds * 1000
    assert [a.ms for a in collection.answers] == [40 * 60_000, 9_000], "the log keeps all of it"
