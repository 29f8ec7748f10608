"""Undoes the player's last action."""

from __future__ import annotations

from typing import NamedTuple

from quiz.game.game import Game
from quiz.history.events import MarkKind, Undo


class Step(NamedTuple):
    """An action on one or more cards that can be undone.

    ids: of its events. card: the key of the card, or of one of them. kind: of the mark; None for an
    answer.
    """

    ids: tuple[str, ...]
    card: str
    kind: MarkKind | None = None


def latest_step(game: Game) -> Step | None:
    """The player's last action on one or more cards; None if there is none."""
    answer = game.collection.latest_answer()
    with game.store.reading() as reader:
        mark = reader.latest_mark(game.player)
        if mark is not None and (answer is None or mark.id > answer.id):
            together = reader.marks_with(game.player, mark)
            return Step(tuple(m.id for m in together), mark.card, mark.kind)
    return None if answer is None else Step((answer.id,), answer.card)


def undo_last(game: Game) -> bool:
    """Undo `latest_step`; False if there is none."""
    latest = latest_step(game)
    if latest is None:
        return False
    now = game.clock()
    game.record(*(Undo(game.new_id(now), game.player, now, target) for target in latest.ids))
    return True
