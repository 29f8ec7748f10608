"""Taking back what the player did last."""

from __future__ import annotations

from typing import NamedTuple

from quiz.game.game import Game
from quiz.history.events import MarkKind, Undo


class Step(NamedTuple):
    """Something that a player did to a card, or to several at once, which can be taken back.

    ids: of its events. card: the key of the card, or of one. kind: of a mark, None for an answer.
    """

    ids: tuple[str, ...]
    card: str
    kind: MarkKind | None = None


def latest_step(game: Game) -> Step | None:
    """The latest thing that the player did to a card, or to several at once; None when there
    is nothing."""
    answer = game.collection.latest_answer()
    with game.store.reading() as reader:
        mark = reader.latest_mark(game.player)
        if mark is not None and (answer is None or mark.id > answer[0]):
            together = reader.marks_with(game.player, mark)
            return Step(tuple(m.id for m in together), mark.card, mark.kind)
    return None if answer is None else Step((answer[0],), answer[1])


def undo_last(game: Game) -> bool:
    """Take back `latest_step`; False when there is none."""
    latest = latest_step(game)
    if latest is None:
        return False
    now = game.clock()
    game.record(*(Undo(game.new_id(now), game.player, now, target) for target in latest.ids))
    return True
