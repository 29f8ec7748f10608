"""Reading what a player has set, at the start: mostly nothing, and then no TOML is looked into."""

from __future__ import annotations

from pathlib import Path

from quiz.files import make_folder, read_bytes, replace_file
from quiz.settings.model import LoadedSettings, Settings

FILE_NAME = "settings.toml"
DEFAULT = Path(__file__).with_name("default.toml")
"""What the file holds at first, every setting with its comment."""


def load_settings(path: Path) -> LoadedSettings:
    """Read the file; one that is missing is written with all defaults, each with its comment.

    Raises QuizError when the file cannot be read.
    """
    default = DEFAULT.read_bytes()
    if not path.exists():
        make_folder(path.parent)
        replace_file(path, default)
        return LoadedSettings(Settings())
    data = read_bytes(path)
    if data == default:
        return LoadedSettings(Settings())
    from quiz.settings.file import parse_settings

    return parse_settings(data, str(path))
