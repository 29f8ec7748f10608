"""The statistics of a player: of everything from the index, of some decks from their events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from quiz.card import Kind
from quiz.history.events import Answer, Mode
from quiz.moment import Moment
from quiz.scheduling.card_state import Tally, fold_card
from quiz.scoring.level import level_of
from quiz.scoring.mastery import Mastery
from quiz.scoring.round_fold import points_by_day
from quiz.scoring.streak import day_streak
from quiz.settings.settings import Settings
from quiz.statistics.recall import HARDEST, HardCard, Share
from quiz.statistics.summary import FORECAST_DAYS, MONTH_DAYS, Statistics
from quiz.storage.index.database import Index
from quiz.storage.index.ledger import Ledger
from quiz.storage.index.selection import Selection

Shares = Mapping[str, Mapping[str, int]]
"""For each kind of card or mode, the counts of `SHARE_FIELDS`."""

_Name = TypeVar("_Name", Kind, Mode)


def library_statistics(
    index: Index,
    ledger: Ledger,
    selection: Selection,
    settings: Settings,
    now: Moment,
    *,
    decks: Sequence[int] | None = None,
    since: int | None = None,
) -> Statistics:
    """The player's statistics.

    selection: from the same decks. decks: their numbers; None for all answers, also those to cards
    that are gone. since: the first day to count in the sums, shares and retention; None for all.
    Level, streak, calendar and hardest cards are of all time.
    """
    if decks is None:
        days: Mapping[int, Mapping[str, int]] = ledger.days()
        kinds: Shares = ledger.shares("kind", since)
        modes: Shares = ledger.shares("mode", since)
    else:
        tally = _tally_of(index, ledger, decks, settings.day_start_hour)
        days = tally.days
        kinds, modes = _counts(tally, "kind", since), _counts(tally, "mode", since)
    today = now.day(settings.day_start_hour)
    played = {day: counts for day, counts in sorted(days.items()) if counts["answers"]}
    chosen = [counts for day, counts in played.items() if since is None or day >= since]
    month = [counts for day, counts in played.items() if day > today - MONTH_DAYS]
    retained = _shares(Kind, kinds, "recalled", "tested")
    return Statistics(
        today=today,
        answers=sum(counts["answers"] for counts in chosen),
        correct=sum(counts["correct"] for counts in chosen),
        seconds=sum(counts["ms"] for counts in chosen) / 1000,
        level=level_of(sum(counts["points"] for counts in days.values())),
        streak=day_streak(played, today),
        by_day={day: counts["answers"] for day, counts in played.items()},
        points_by_day={day: counts["points"] for day, counts in played.items()},
        seconds_by_day={day: counts["ms"] / 1000 for day, counts in played.items()},
        retention=_retention(chosen),
        retention_month=_retention(month),
        target=settings.retention,
        forecast=selection.forecast(FORECAST_DAYS),
        hardest=hardest(index, ledger.player, decks),
        kinds=_shares(Kind, kinds, "right", "answers"),
        retained={kind: share for kind, share in retained.items() if share.whole},
        modes=_shares(Mode, modes, "right", "answers"),
        mastery={
            name: Mastery(
                counts.unseen,
                counts.learning,
                counts.total - counts.unseen - counts.suspended - counts.learning - counts.mastered,
                counts.mastered,
            )
            for name, counts in selection.counts().items()
        },
    )


def hardest(index: Index, player: int, decks: Sequence[int] | None = None) -> list[HardCard]:
    """The cards missed most: by lapses, then number of misses, then share of misses.

    decks: the numbers of the decks to look at; None for all of the library.
    """
    everywhere = "deck IS NOT NULL AND deck NOT IN left_out"
    where = everywhere if decks is None else _inside(decks)
    rows = index.rows(
        "SELECT card, missed, asked, ifnull(lapses, 0) FROM states "
        f"WHERE player = ? AND missed > 0 AND {where} "
        "ORDER BY ifnull(lapses, 0) DESC, missed DESC, asked, card LIMIT ?",
        (player, HARDEST),
    )
    return [HardCard(card, Share(missed, asked), lapses) for card, missed, asked, lapses in rows]


def _tally_of(index: Index, ledger: Ledger, decks: Sequence[int], day_start_hour: int) -> Tally:
    """The counts of all answers to the cards of these decks."""
    tally = Tally()
    answers: list[Answer] = []
    undone: list[Answer] = []
    for card in index.column(f"SELECT key FROM cards WHERE {_inside(decks)}"):
        found = ledger.events_of(card)
        fold_card(found.scheduled, found.marks, ledger.scheduler_of(card), tally)
        answers += found.answers
        undone += found.undone
    tally.add_points(points_by_day(answers, undone, day_start_hour))
    return tally


def _counts(tally: Tally, what: str, since: int | None) -> Shares:
    """As `Ledger.shares`."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (day, kind, name), counts in tally.shares.items():
        if kind == what and (since is None or day >= since):
            found[name].update(counts)
    return {name: counts for name, counts in found.items() if counts["answers"]}


def _inside(decks: Iterable[int]) -> str:
    return f"deck IN ({', '.join(map(str, decks))})"


def _retention(days: Sequence[Mapping[str, int]]) -> Share:
    return Share(
        sum(counts["recalled"] for counts in days), sum(counts["tested"] for counts in days)
    )


def _shares(names: Iterable[_Name], counts: Shares, part: str, whole: str) -> dict[_Name, Share]:
    return {
        name: Share(counts[name.value][part], counts[name.value][whole])
        for name in names
        if name.value in counts
    }
