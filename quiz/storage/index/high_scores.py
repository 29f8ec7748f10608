"""The high-score table, from the rounds in the index."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.scoring.highscores import TABLE_LENGTH, HighScore
from quiz.scoring.points import RoundScore
from quiz.storage.index.database import Index


def high_scores(index: Index, players: Mapping[int, str]) -> dict[Mode, list[HighScore]]:
    """The best rounds of each mode, at most `TABLE_LENGTH`, best first; modes without any are left
    out.

    With equal points, the earlier round comes first. Rounds without points are left out, and so is
    all of Cram.

    players: ids by number in the index.
    """
    table: dict[Mode, list[HighScore]] = {}
    for mode in Mode:
        best: list[HighScore] = []
        for number, player in players.items():
            rows = index.rows(
                "SELECT round, deck, at, offset, points, combo, correct, answers, ms FROM rounds "
                "WHERE player = ? AND mode = ? AND points > 0 ORDER BY points DESC, round LIMIT ?",
                (number, mode.value, TABLE_LENGTH),
            )
            best.extend(
                HighScore(name, player, mode, deck, Moment(at, offset), RoundScore(*score))
                for name, deck, at, offset, *score in rows
            )
        if best:
            best.sort(key=lambda row: (-row.score.points, row.round))
            table[mode] = best[:TABLE_LENGTH]
    return table
