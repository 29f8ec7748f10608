"""Loads the settings at the start. An unchanged default file needs no TOML parser."""

from __future__ import annotations

from pathlib import Path

from quiz import paths
from quiz.files import make_folder, read_bytes, replace_file
from quiz.settings.default_file import default_text
from quiz.settings.settings import LoadedSettings, Settings

FILE_NAME = "settings.toml"


def settings_path() -> Path:
    """Where this machine's settings file is."""
    return paths.home() / FILE_NAME


def load_settings(path: Path) -> LoadedSettings:
    """Read the file; if it is missing, write it with the defaults.

    Raises QuizError if the file cannot be read or written.
    """
    default = default_text().encode()
    if not path.exists():
        make_folder(path.parent)
        replace_file(path, default)
        return LoadedSettings(Settings())
    data = read_bytes(path)
    if data == default:
        return LoadedSettings(Settings())
    from quiz.settings.parse import parse_settings

    return parse_settings(data, str(path))
