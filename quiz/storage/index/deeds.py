"""The figures of `quiz.scoring.achievements` and the challenges played, from the index."""

from __future__ import annotations

from quiz.history.ids import ms_of_id
from quiz.history.kinds import Mode
from quiz.moment import Moment
from quiz.scoring.achievements import DECK_CARDS, PERFECT_ANSWERS, Deeds, returns
from quiz.scoring.streak import DayStreak
from quiz.scoring.week import full_weeks
from quiz.storage.index.database import Index
from quiz.storage.index.ledger import Ledger

Challenges = dict[int, tuple[int, int, int]]
"""For each day on which a challenge began: its answers, those fully correct, and its points."""

_SUMS = ("answers", "recalled", "month", "half_year", "mastered", "comebacks", "tamed")


def deeds_of(index: Index, ledger: Ledger, streak: DayStreak, challenges: int) -> Deeds:
    """All figures of a player. streak: the player's. challenges: days on which one was finished."""
    player = (ledger.player,)
    sums = index.row(
        f"SELECT {', '.join(f'ifnull(sum({name}), 0)' for name in _SUMS)} FROM days "
        "WHERE player = ?",
        player,
    )
    rounds = index.row(
        "SELECT ifnull(max(typed), 0), ifnull(max(combo), 0), "
        f"ifnull(sum(answers >= {PERFECT_ANSWERS} AND correct = answers), 0), "
        "ifnull(max(iif(mode = 'blitz', correct, 0)), 0), "
        "ifnull(max(iif(mode = 'survival', correct, 0)), 0) "
        "FROM rounds WHERE player = ? AND points > 0",
        player,
    )
    deck = index.value(
        "SELECT max(100 * t.overcome / f.cards) FROM tallies t JOIN files f ON f.number = t.deck "
        f"WHERE t.player = ? AND f.cards >= {DECK_CARDS} AND f.number NOT IN left_out",
        player,
    )
    assert sums is not None
    assert rounds is not None
    typed, combo, perfect, blitz, survival = rounds
    days = ledger.days_played()
    modes = ledger.shares("mode")
    return Deeds(
        **dict(zip(_SUMS, sums, strict=True)),
        days=len(days),
        streak=streak.longest,
        weeks=full_weeks(days),
        returns=returns(days),
        deck=deck or 0,
        typed=typed,
        combo=combo,
        perfect=perfect,
        blitz=blitz,
        survival=survival,
        mistakes=modes.get(Mode.MISTAKES, {"right": 0})["right"],
        modes=len(modes),
        challenges=challenges,
    )


def day_begun(name: str, offset: int, day_start_hour: int) -> int:
    """The day on which a round began. offset: of the player's clock, in minutes."""
    return Moment(ms_of_id(name), offset).day(day_start_hour)


def challenges_by_day(index: Index, player: int, day_start_hour: int) -> Challenges:
    """The challenges that the player has played."""
    days: Challenges = {}
    for name, offset, *counts in index.rows(
        "SELECT round, offset, answers, correct, points FROM rounds WHERE player = ? AND mode = ?",
        (player, Mode.CHALLENGE.value),
    ):
        day = day_begun(name, offset, day_start_hour)
        answers, correct, points = (
            before + count for before, count in zip(days.get(day, (0, 0, 0)), counts, strict=True)
        )
        days[day] = answers, correct, points
    return days
