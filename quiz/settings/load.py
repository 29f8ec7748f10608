"""Reading what a player has set, at the start: mostly nothing, and then no TOML is looked into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.settings.model import LoadedSettings, Settings

if TYPE_CHECKING:
    from quiz.decks.faults import Fault

FILE_NAME = "settings.toml"
WEIGHTS_NAME = "parameters.toml"
DEFAULT = Path(__file__).with_name("default.toml")
"""What the file holds at first, every setting with its comment."""


def load_settings(path: Path) -> LoadedSettings:
    """Read the file; one that is missing is written with all defaults, each with its comment.

    Raises QuizError when the file cannot be read.
    """
    default = DEFAULT.read_bytes()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        write_whole(path, default.decode(), "the settings")
        return LoadedSettings(Settings())
    except OSError as error:
        raise QuizError(f"{path}: cannot read the settings: {error.strerror}") from error
    if data == default:
        return LoadedSettings(Settings())
    from quiz.settings.file import parse_settings

    return parse_settings(data, str(path))


def load_weights(path: Path, player: str) -> tuple[Sequence[float], Sequence[Fault]]:
    """The player's weights of the memory model, () for the default, and what is wrong in the file.

    Raises QuizError when the file cannot be read.
    """
    if not path.exists():
        return (), ()
    from quiz.storage.parameters import load_parameters

    loaded = load_parameters(path, player)
    return loaded.player.parameters, loaded.faults


def write_whole(path: Path, text: str, what: str) -> None:
    """Replace the file as a whole, so that a crash leaves either the old one or the new one.

    Raises QuizError, naming `what` it holds, when it cannot be written.
    """
    from quiz.files import replace_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text)
    except OSError as error:
        raise QuizError(f"{path}: cannot write {what}: {error.strerror}") from error
