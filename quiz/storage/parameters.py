"""The file of fitted weights: TOML with comments and a table for each player."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quiz.decks.faults import Fault
from quiz.files import read_bytes, replace_file
from quiz.history.player import Player
from quiz.scheduling.parameter_bounds import checked_parameters
from quiz.settings.toml import open_document, read_toml
from quiz.settings.toml_places import place_of

_HEADER = """\
# Each player's weights for the memory model, FSRS-6: 21 numbers, or [] for the defaults.
# `quiz optimize` writes them; `quiz optimize --undo` restores `previous`. Tables are named after
# the player's id, because names can change; `quiz players --ids` shows the ids.
"""


FILE_NAME = "parameters.toml"


class PlayerParameters(NamedTuple):
    """One player's entry in the file. parameters: the weights; () for the default. previous: those
    before, for undo; None if there were none. faults: in the entry; invalid weights are not
    used."""

    parameters: tuple[float, ...] = ()
    previous: tuple[float, ...] | None = None
    faults: tuple[Fault, ...] = ()


def load_parameters(path: Path, player: str) -> PlayerParameters:
    """This player's weights; the default if there is no file. Raises QuizError if the file cannot
    be read."""
    if not path.exists():
        return PlayerParameters()
    return parse_parameters(read_bytes(path), str(path), player)


def parse_parameters(data: bytes, file: str, player: str) -> PlayerParameters:
    """This player's weights in this text; never raises."""
    read = read_toml(data, file, f"expected a table like: [{_quoted(player)}]")
    if isinstance(read, Fault):
        return PlayerParameters(faults=(read,))
    text, players = read
    table = players.get(player, {})
    faults: list[Fault] = []

    def fault(name: str, message: str) -> None:
        faults.append(Fault(file, *place_of(text, (player, name)), message))

    if not isinstance(table, dict):
        fault("", f"not a table; expected a line like [{_quoted(player)}] and weights below it")
        table = {}

    def weights(name: str) -> tuple[float, ...] | None:
        value: Any = table.get(name)
        if value is None or value == []:
            return None if value is None else ()
        try:
            if not isinstance(value, list):
                raise ValueError("not weights of FSRS-6: expected a list of 21 numbers")
            return checked_parameters(value)
        except ValueError as error:
            fault(name, f"{name} are {error}")
            return None

    parameters, previous = weights("parameters"), weights("previous")
    return PlayerParameters(parameters or (), previous, tuple(sorted(faults)))


def save_parameters(
    path: Path, player: str, parameters: Sequence[float], note: str, name: str = ""
) -> None:
    """Set the player's weights, () for the default, and keep the previous ones for undo.

    player: the id. note, name: where the weights come from, and the player's name, for people who
    read the file.

    The rest of the file stays. Raises QuizError if the file is not TOML or cannot be written; then
    it stays unchanged.
    """
    before = load_parameters(path, player)
    document = open_document(path, _HEADER)
    document[player] = {
        **({"name": name} if name else {}),
        "parameters": list(parameters),
        "previous": list(before.parameters),
        "note": note,
    }
    replace_file(path, document.as_string())


def move_to_ids(path: Path, players: Iterable[Player]) -> None:
    """Rename tables that an older version named after players to the players' ids.

    Raises QuizError if the file cannot be read or written. A file that is not TOML stays unchanged;
    a missing one is not created.
    """
    if not path.exists():
        return
    read = read_toml(read_bytes(path), str(path), "expected tables of weights")
    if isinstance(read, Fault):
        return
    old = [each for each in players if each.name in read[1] and each.id not in read[1]]
    if not old:
        return
    document = open_document(path, _HEADER)
    for player in old:
        table = document.pop(player.name)
        table["name"] = player.name
        document[player.id] = table
    replace_file(path, document.as_string())


def _quoted(player: str) -> str:
    escaped = player.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
