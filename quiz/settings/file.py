"""The settings file: commented TOML that a player may edit by hand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quiz.decks.faults import Fault
from quiz.errors import QuizError
from quiz.files import replace_file
from quiz.settings.model import Settings
from quiz.settings.table import BY_NAME, TABLE, Setting, Value

FILE_NAME = "settings.toml"
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings, and what is wrong in their file; a wrong value leaves the default."""

    settings: Settings
    faults: tuple[Fault, ...] = ()


def load_settings(path: Path) -> LoadedSettings:
    """Read the file; one that is missing is written with all defaults, each with its comment.

    Raises QuizError when the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        _write(path, default_text())
        return LoadedSettings(Settings())
    except OSError as error:
        raise QuizError(f"{path}: cannot read the settings: {error.strerror}") from error
    return parse_settings(data, str(path))


def parse_settings(data: bytes, file: str) -> LoadedSettings:
    """The settings in this text; never raises."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault(file, line, 1, "not UTF-8 text; expected a TOML file saved as UTF-8")
        return LoadedSettings(Settings(), (fault,))
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        what = _PLACE.sub("", str(error)).strip() or "too deeply nested"
        message = f"not TOML ({what}); expected lines like: daily_goal = 30"
        return LoadedSettings(Settings(), (Fault(file, line, column, message),))
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in table.items():
        line, column = _place(text, name)
        setting = BY_NAME.get(name)
        if setting is None:
            import difflib

            near = difflib.get_close_matches(name, BY_NAME, 1)
            hint = f"did you mean {near[0]}?" if near else "expected a name from the comments"
            faults.append(Fault(file, line, column, f"unknown setting {name}; {hint}"))
            continue
        try:
            values[name] = setting.accept(value)
        except ValueError as error:
            faults.append(Fault(file, line, column, f"{name} is {value!r}; {error}"))
    return LoadedSettings(replace(Settings(), **values), tuple(sorted(faults)))


def save_setting(path: Path, name: str, value: Value) -> Settings:
    """Write one setting, keeping everything else in the file, and return all settings.

    Raises ValueError when the value is wrong, QuizError when the file is no TOML or cannot be
    written; the file is left as it was then.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    accepted = BY_NAME[name].accept(value)
    load_settings(path)
    text = path.read_text(encoding="utf-8-sig")
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise QuizError(f"{path} is no TOML, mend it first: {error}") from error
    document[name] = list(accepted) if isinstance(accepted, tuple) else accepted
    changed = tomlkit.dumps(document)
    _write(path, changed)
    return parse_settings(changed.encode(), str(path)).settings


def default_text() -> str:
    """A settings file with every setting at its default, explained by a comment."""
    lines = ["# Settings of quiz. Change a value, save, and start the game again.", ""]
    section = ""
    for setting in TABLE:
        if setting.section != section:
            section = setting.section
            lines += [f"# ── {section} " + "─" * (60 - len(section)), ""]
        lines += [f"# {setting.help}", f"# {setting.expected.capitalize()}."]
        lines += [f"{setting.name} = {_toml(setting)}", ""]
    return "\n".join(lines)


def _toml(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _place(text: str, name: str) -> tuple[int, int]:
    """Line and column of a key at the top level; the first line when it is written oddly."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().removeprefix("[").lstrip("\"'")
        if bare.startswith(name):
            return number, line.index(name) + 1
    return 1, 1


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text)
    except OSError as error:
        raise QuizError(f"{path}: cannot write the settings: {error.strerror}") from error
