"""Levels, day streaks, goals, high scores, mastery."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Input, Mode
from quiz.moment import Moment
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.scoring.highscores import ranks
from quiz.scoring.level import RANKS, level_of, level_start
from quiz.scoring.mastery import Mastery
from quiz.scoring.streak import (
    DAYS_PER_FREEZE,
    MOST_FREEZES,
    DayStreak,
    day_streak,
)
from quiz.scoring.unlocks import OPENS, locked, opened
from quiz.settings.table import THEMES
from quiz.tui.app import QuizApp
from tests.factories import EVENING, answer
from tests.scoring.rules import daily_goal, streak_of

DAY = 86_400_000


@pytest.mark.parametrize(
    ("points", "number", "rank"),
    [
        (0, 1, "Insert Coin"),
        (499, 1, "Insert Coin"),
        (500, 2, "Player One"),
        (1_499, 2, "Player One"),
        (1_500, 3, "Player One"),
        (22_500, 10, "Streak Chaser"),
        (612_500, 50, "Arcade Legend"),
        (10**12, 63_246, "Arcade Legend"),
    ],
)
def test_levels(points: int, number: int, rank: str) -> None:
    level = level_of(points)
    assert (level.number, level.rank) == (number, rank)


def test_every_rank_starts_at_its_level() -> None:
    first = {1: "Insert Coin", 2: "Player One", 4: "Button Masher", 7: "Combo Starter"}
    first |= {10: "Streak Chaser", 14: "Bonus Hunter", 19: "Stage Clearer", 25: "Boss Beater"}
    first |= {32: "High Scorer", 40: "Cabinet Hero", 50: "Arcade Legend"}
    assert dict(RANKS) == first
    for number, rank in first.items():
        assert level_of(level_start(number)).rank == rank
        assert number == 1 or level_of(level_start(number) - 1).rank != rank


@given(st.integers(0, 10**15))
def test_a_level_holds_its_points(points: int) -> None:
    level = level_of(points)
    assert level.start <= points < level.end
    assert level.start == level_start(level.number)
    assert level.end == level_start(level.number + 1)
    assert 0.0 <= level.progress < 1.0
    assert level.progress * (level.end - level.start) == pytest.approx(points - level.start)
    assert level_of(points + 1).number >= level.number
    assert [first for first, _ in RANKS] == sorted(first for first, _ in RANKS)


@given(st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_a_day_streak_counts_back_from_today(days: set[int], today: int) -> None:
    past = {day for day in days if day <= today}
    streak = day_streak(past, today)
    frozen = set(streak.frozen)
    assert not frozen & {*past, today}
    start = today if today in past else today - 1
    alive = past | frozen
    row = {start - n for n in range(61) if set(range(start - n, start + 1)) <= alive}
    assert streak.current == len(row & past)
    runs = [{d + n for n in range(61) if set(range(d, d + n + 1)) <= alive} & past for d in past]
    assert streak.longest == max(map(len, runs), default=0)
    assert 0 <= streak.freezes <= MOST_FREEZES
    assert streak.freezes + len(frozen) <= len(past) // DAYS_PER_FREEZE
    assert (streak.until_freeze == 0) == (streak.freezes == MOST_FREEZES)


@given(st.sets(st.integers(0, 60), min_size=2))
def test_playing_on_never_shortens_the_longest_streak(days: set[int]) -> None:
    *before, last = sorted(days)
    streak = day_streak(before, before[-1])
    after = day_streak(days, last)
    assert after.longest >= streak.longest
    assert set(streak.frozen) <= set(after.frozen)


FIVE, TEN = range(1, 6), range(1, 11)


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], 9, DayStreak()),
        ([3, 4, 5, 8], 9, DayStreak(1, 3, 0, 1)),
        ([3, 4, 5, 8, 9], 9, DayStreak(2, 3, 1, 5)),
        ([3, 4], 9, DayStreak(0, 2, 0, 3)),
        # A clock that ran ahead counts for today.
        ([8, 12], 9, DayStreak(2, 2, 0, 3)),
        # A freeze earned, kept while today is not over, and used.
        (FIVE, 5, DayStreak(5, 5, 1, 5)),
        (FIVE, 6, DayStreak(5, 5, 1, 5)),
        (FIVE, 7, DayStreak(5, 5, 0, 5, (6,))),
        ([*FIVE, 7], 7, DayStreak(6, 6, 0, 4, (6,))),
        # One freeze does not cover two days, and is kept.
        (FIVE, 8, DayStreak(0, 5, 1, 5)),
        ([*FIVE, 8], 8, DayStreak(1, 5, 1, 4)),
        # Two cover two days in a row, and no more than two are held.
        ([*TEN, 13], 13, DayStreak(11, 11, 0, 4, (11, 12))),
        (range(1, 31), 30, DayStreak(30, 30, 2, 0)),
    ],
)
def test_streaks_and_freezes(days: Sequence[int], today: int, expected: DayStreak) -> None:
    assert day_streak(days, today) == expected


def test_days_begin_at_the_players_hour() -> None:
    late = answer(moment=Moment(EVENING + 4 * 3_600_000))  # 02:13 in the night
    evening = answer(id=2, moment=Moment(EVENING))
    today = Moment(EVENING).day(4)
    assert streak_of([late, evening], today, 4) == DayStreak(1, 1, 0, 4)
    assert streak_of([late, evening], today + 1, 0) == DayStreak(2, 2, 0, 3)
    assert daily_goal([late, evening], today, 2, 4).reached
    goal = daily_goal([late, evening], today, 2, 0)
    assert (goal.done, goal.share, goal.reached) == (1, 0.5, False)
    assert daily_goal([late, evening], today, 1, 4).share == 1.0


def test_equal_points_share_a_rank() -> None:
    assert ranks([9, 5, 5, 1]) == [1, 2, 2, 4]
    assert ranks([]) == []


def _right(question: Question) -> Response:
    answers = question.card.answers
    return answers if question.input in (Input.LIST, Input.SEQUENCE) else answers[0]


async def test_the_table_is_shown(make_game: Callable[..., Game]) -> None:
    game = make_game()
    play = play_mode(game, Mode.SURVIVAL)
    assert play.question is not None
    play.submit(None)
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        shown = pilot.app.screen.query("#scores Static")
        assert "No points yet" in str(shown.first().render())
        await pilot.press("escape")
        await pilot.pause()
        play = play_mode(game, Mode.BLITZ)
        while not game.points():
            assert play.question is not None
            play.submit(_right(play.question))
            play.next()
        await pilot.press("h")
        await pilot.pause()
        lines = [str(line.render()) for line in pilot.app.screen.query("#scores Static")]
        assert lines[0] == "BLITZ"
        assert "● " in lines[1]
        assert "ada" in lines[1]


def test_the_share_of_what_is_mastered() -> None:
    part = Mastery(1, 2, 3, 2)
    assert (part.total, part.share) == (8, 0.25)
    assert Mastery(0, 0, 0, 0).share == 0.0


def test_a_theme_opens_with_its_rank_and_the_one_in_use_stays_open() -> None:
    assert OPENS.keys() <= set(THEMES)
    assert set(OPENS.values()) <= dict(RANKS).keys()
    assert locked(1, "quiz-dark").keys() == OPENS.keys()
    assert locked(1, "quiz-paper").keys() == OPENS.keys() - {"quiz-paper"}
    assert locked(4, "quiz-dark")["quiz-forest"] == "level 7, Combo Starter"
    assert locked(4, "quiz-dark").keys() == {"quiz-forest", "quiz-paper", "quiz-ocean"}
    assert locked(99, "quiz-dark") == {}
    assert opened(1, 4) == ["quiz-neon", "quiz-amber"]
    assert opened(4, 4) == []
