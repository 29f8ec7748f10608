"""Remembers the round that each player left early, until the end of the day, in one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from quiz.files import kept_object, make_folder, replace_file
from quiz.game.game import Game

FILE_NAME = "left.json"
NOTHING_LEFT = "no round that was left today can go on"
NO_CARDS_LEFT = "No cards of this round are left to ask."


class LeftRound(NamedTuple):
    """A round that was left early.

    id: of the round. day: when it was left. place: which mode it is, and how far the player was.
    until: when its time runs out, in milliseconds since 1970; None for never. play: as JSON, see
    `quiz.game.play_memo`.
    """

    id: str
    day: int
    place: str
    until: int | None
    play: dict[str, Any]


def left_by(game: Game) -> LeftRound | None:
    """The round that the player left last, if it can go on today."""
    left = _read(_path(game)).get(game.player)
    if left is None or left.day != game.day:
        return None
    return None if left.until is not None and left.until <= game.clock().ms else left


def keep_left(game: Game, left: LeftRound) -> None:
    """Remember the round that the player left, in place of an earlier one. Raises QuizError."""
    _write(game, {game.player: left})


def throw_away(game: Game) -> None:
    """Forget the round that the player left; its answers stay. Raises QuizError."""
    _write(game, {})


def _write(game: Game, left: dict[str, LeftRound]) -> None:
    path, today = _path(game), game.day
    others = {
        player: other
        for player, other in _read(path).items()
        if player != game.player and other.day == today
    }
    make_folder(path.parent)
    fields = {player: each._asdict() for player, each in (others | left).items()}
    replace_file(path, json.dumps(fields, ensure_ascii=False) + "\n")


def _read(path: Path) -> dict[str, LeftRound]:
    """The rounds by player; none from a file that cannot be read, which only costs an offer."""
    rounds = {}
    for player, fields in kept_object(path).items():
        match fields:
            case {
                "id": str(key),
                "day": int(day),
                "place": str(place),
                "until": int() | None as until,
                "play": dict(play),
            }:
                rounds[player] = LeftRound(key, day, place, until, play)
    return rounds


def _path(game: Game) -> Path:
    return game.store.path.parent / FILE_NAME
