"""Tells sounds from other files by their content."""

from __future__ import annotations

from pathlib import Path

from quiz.errors import QuizError

_SOUNDS = {
    b"ID3": "mp3", b"RIFF": "wav", b"OggS": "ogg", b"fLaC": "flac", b"\x1aE\xdf\xa3": "webm",
    b"FORM": "aiff",
}  # fmt: skip
"""How their files begin."""


class SoundError(QuizError):
    """Why a sound cannot be played."""


def format_of_sound(path: Path) -> str:
    """The format of the sound in a file; SoundError if it is none."""
    try:
        with path.open("rb") as file:
            kind = kind_of_sound(file.read(16))
    except OSError as error:
        raise SoundError(f"the file {path.name} cannot be opened: {error.strerror}") from error
    if not kind:
        raise SoundError(f"the file {path.name} is no sound; expected MP3, Ogg, FLAC, WAV or M4A")
    return kind


def kind_of_sound(head: bytes) -> str:
    """The format of a sound by the first bytes of its file; "" for anything else, such as a
    playlist, which would have a player fetch other files."""
    for start, kind in _SOUNDS.items():
        if head.startswith(start):
            return kind if kind != "wav" or head[8:12] == b"WAVE" else ""
    if head[4:8] == b"ftyp":
        return "m4a"
    return "mp3" if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 else ""
