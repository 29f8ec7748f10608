"""Reading what a player has set, at the start: mostly nothing, and then no TOML is looked into."""

from __future__ import annotations

from pathlib import Path

from quiz.errors import QuizError
from quiz.settings.model import LoadedSettings, Settings

FILE_NAME = "settings.toml"
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
