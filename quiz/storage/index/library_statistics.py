"""The statistics of `quiz.statistics.summary`, from the index and without reading the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from quiz.card import Card, Kind
from quiz.history.effective_events import BY_ID
from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.scoring.level import level_of
from quiz.scoring.mastery import Mastery
from quiz.scoring.streak import day_streak_of_days
from quiz.settings.settings import Settings
from quiz.statistics.forecast import FORECAST_DAYS
from quiz.statistics.recall import HARDEST, HardCard, Share
from quiz.statistics.summary import MONTH_DAYS, Statistics, statistics
from quiz.storage.index.database import Index
from quiz.storage.index.ledger import Ledger
from quiz.storage.index.selection import Selection


def statistics_of_all(
    index: Index,
    ledger: Ledger,
    selection: Selection,
    settings: Settings,
    now: Moment,
    since: int | None = None,
) -> Statistics:
    """The statistics of all the player's answers; since: see `statistics`."""
    today = now.day(settings.day_start_hour)
    days = ledger.days()
    month = [counts for day, counts in days.items() if day > today - MONTH_DAYS]
    kinds, modes = ledger.shares("kind", since), ledger.shares("mode", since)
    played = {day: counts for day, counts in days.items() if counts["answers"]}
    chosen = [counts for day, counts in days.items() if since is None or day >= since]

    def retention(counted: Sequence[dict[str, int]]) -> Share:
        return Share(
            sum(counts["recalled"] for counts in counted),
            sum(counts["tested"] for counts in counted),
        )

    return Statistics(
        today=today,
        answers=sum(counts["answers"] for counts in chosen),
        correct=sum(counts["correct"] for counts in chosen),
        seconds=sum(counts["ms"] for counts in chosen) / 1000,
        level=level_of(sum(counts["points"] for counts in days.values())),
        streak=day_streak_of_days(played, today),
        by_day={day: counts["answers"] for day, counts in played.items()},
        points_by_day={day: counts["points"] for day, counts in played.items()},
        seconds_by_day={day: counts["ms"] / 1000 for day, counts in played.items()},
        retention=retention(chosen),
        retention_month=retention(month),
        target=settings.retention,
        forecast=selection.forecast(FORECAST_DAYS),
        hardest=hardest(index, ledger.player),
        kinds=_shares(Kind, kinds, "right", "answers"),
        retained={
            kind: share
            for kind, share in _shares(Kind, kinds, "recalled", "tested").items()
            if share.whole
        },
        modes=_shares(Mode, modes, "right", "answers"),
        mastery={
            name: Mastery(
                counts.unseen,
                counts.learning,
                counts.total - counts.unseen - counts.learning - counts.mastered,
                counts.mastered,
            )
            for name, counts in selection.counts().items()
        },
    )


def statistics_of_decks(
    ledger: Ledger,
    cards: Sequence[Card],
    settings: Settings,
    now: Moment,
    since: int | None = None,
) -> Statistics:
    """The statistics of some decks, from the answers to their cards; since: see `statistics`."""
    events = [ledger.events_of(card.key) for card in cards]
    answers = sorted((answer for found in events for answer in found.answers), key=BY_ID)
    undone = [answer for found in events for answer in found.undone]
    memories = {card.key: memory for card in cards if (memory := ledger.memory(card.key))}
    return statistics(answers, memories, cards, settings, now, ledger.suspended, undone, since)


_Name = TypeVar("_Name", Kind, Mode)


def _shares(
    names: Iterable[_Name], counts: Mapping[str, Mapping[str, int]], part: str, whole: str
) -> dict[_Name, Share]:
    return {
        name: Share(counts[name.value][part], counts[name.value][whole])
        for name in names
        if name.value in counts
    }


def hardest(index: Index, player: int) -> list[HardCard]:
    """The cards missed most, as `quiz.statistics.recall.hardest_cards` finds them."""
    rows = index.rows(
        "SELECT card, missed, asked, ifnull(lapses, 0) FROM states "
        "WHERE player = ? AND missed > 0 "
        "ORDER BY ifnull(lapses, 0) DESC, missed DESC, asked, card LIMIT ?",
        (player, HARDEST),
    )
    return [HardCard(card, Share(missed, asked), lapses) for card, missed, asked, lapses in rows]
