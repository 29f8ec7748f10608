"""What the log has of a round beyond its memo: a process can end after it has written an answer to
the log, and before it writes the memo."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.game.game import Game
from quiz.history.effective_events import sift
from quiz.history.events import Answer


def logged(game: Game, round_id: str, known: Iterable[Answer]) -> list[Answer]:
    """The answers of a round in the log that count, but for those that are known, oldest first."""
    ids = {answer.id for answer in known}
    with game.store.reading() as reader:
        events = reader.events_of_round(game.player, round_id)
    return [answer for answer in sift(events).answers if answer.id not in ids]
