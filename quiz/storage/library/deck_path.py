"""Where a deck of a given name is written, so that the game finds it there."""

from __future__ import annotations

import os
from pathlib import Path

from quiz import paths
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.shell_word import shell_word
from quiz.storage.library.find import LEFT_OUT, SUFFIXES


def deck_file(path: Path) -> Path:
    """The path with the suffix of a deck, which is added if it is missing. ValueError if the path
    has no name."""
    return path if path.suffix in SUFFIXES else path.with_name(path.name + SUFFIXES[0])


def deck_path(name: str) -> Path:
    """The file of a deck with this name, or at this path.

    Raises QuizError if the name is not a valid file, or if the decks folder would not be searched
    for it.
    """
    try:
        path = deck_file(Path(name).expanduser())
    except (RuntimeError, ValueError) as error:
        raise QuizError(f"{name}: expected the name of a deck or the path of a file") from error
    if name.endswith(("/", os.sep)):
        raise _is_folder(name)
    here = ("./", "../", f".{os.sep}", f"..{os.sep}")
    if Path(name).suffix in SUFFIXES or path.is_absolute() or name.startswith(here):
        return path
    _check_found(path)
    return paths.own_decks() / path


def new_deck_path(text: str) -> Path:
    """Where to write a deck whose name, or path, somebody typed. Raises QuizError like `deck_path`,
    and for an empty name or a folder."""
    name = text.strip()
    if not name or "\0" in name:
        raise QuizError("a deck needs a name")
    path, given = deck_path(name), Path(name).expanduser()
    # Among the own decks, a deck and a folder may have the same name.
    if path.parent == given.parent and given.is_dir():
        raise _is_folder(name)
    return path


def is_own(path: Path) -> bool:
    """Whether a deck is among the player's own, where the game finds it by itself."""
    return path.resolve().is_relative_to(paths.own_decks().resolve())


def written(path: Path) -> list[str]:
    """The lines that tell where a deck was written, and how to play it if the game does not find it
    by itself."""
    lines = [f"Wrote {one_line(str(path))}"]
    if not is_own(path):
        lines.append(f"It is outside your decks; `quiz {shell_word(str(path))}` plays it.")
    return lines


def _is_folder(name: str) -> QuizError:
    inside = f"{name.rstrip(f'/{os.sep}')}/my-deck"
    return QuizError(f"{name} is a folder, expected a deck in it, such as {inside}")


def _check_found(path: Path) -> None:
    hidden = next((part for part in path.parts if part.startswith(".")), None)
    if hidden is not None:
        raise QuizError(f"{path}: names that start with a dot are not searched for decks")
    left_out = next((part for part in path.parts[:-1] if part in LEFT_OUT), None)
    if left_out is not None:
        raise QuizError(f"{path}: folders named {left_out} are not searched for decks")
