"""Names for the pictures and sounds of other programs beside a deck."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import count

from quiz.formats.deck_names import DEVICES, numbered
from quiz.formats.interchange import MEDIA, MediaFile

PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "tif", "tiff", "ico", "avif")
_PICTURE_NAME = re.compile(rf"[\w][\w ./()+-]*\.(?:{'|'.join(PICTURES)})", re.IGNORECASE)
_NOT_SHOWN = (".svg", ".tif", ".tiff", ".ico")
SOUNDS = ("mp3", "ogg", "oga", "opus", "wav", "flac", "m4a", "aac", "3gp", "spx", "webm", "mp4")

LARGEST, LARGEST_TOTAL = 64 * 2**20, 2 * 2**30
"""The most bytes of one file and of all."""

_LONGEST = 80
_NOT_SAFE = re.compile(r"[^\w.-]+")


def is_picture_name(text: str) -> bool:
    """Whether a text is the name of a picture's file and nothing else."""
    return _PICTURE_NAME.fullmatch(text) is not None


def is_drawing(path: str) -> bool:
    """Whether a picture comes along, but cannot be shown in this game."""
    return path.lower().endswith(_NOT_SHOWN)


class MediaNames:
    """Chooses a safe and unique name beside the deck for each file that its cards use.

    fault: why a picture cannot be shown; "" if it can. unfit, too_large: the names of files that
    are left out. damaged: those of pictures that come along, but cannot be shown.
    """

    def __init__(
        self, files: Mapping[str, MediaFile], fault: Callable[[MediaFile], str] = lambda _: ""
    ) -> None:
        self._files = files
        self._fault = fault
        self._unseen: set[str] = set()
        self._paths: dict[str, str] = {}
        self._taken: set[str] = set()
        self._given: dict[str, MediaFile] = {}
        self._left = LARGEST_TOTAL
        self.unfit: dict[str, None] = {}
        self.too_large: dict[str, None] = {}
        self.damaged: dict[str, None] = {}

    def path(self, name: str) -> str:
        """The path of a file, see `MEDIA`; "" if there is none that the deck may have."""
        if name not in self._paths:
            self._paths[name] = self._chosen(name)
        return self._paths[name]

    def shows(self, path: str) -> bool:
        """Whether the picture at a path can be shown."""
        return not is_drawing(path) and path not in self._unseen

    def used(self, paths: Iterable[str]) -> dict[str, MediaFile]:
        """The files that got one of these paths."""
        return {path: self._given[path] for path in paths if path in self._given}

    def _chosen(self, name: str) -> str:
        if name not in self._files:
            known = unicodedata.normalize("NFC", name)
            return self.path(known) if known in self._files else ""
        if name.rpartition(".")[2].lower() not in (*PICTURES, *SOUNDS):
            self.unfit[name] = None
            return ""
        size = self._files[name].size
        if size > min(LARGEST, self._left):
            self.too_large[name] = None
            return ""
        self._left -= size
        path = MEDIA + free_name(name, self._taken)
        self._given[path] = self._files[name]
        is_seen = path.rpartition(".")[2].lower() in PICTURES and not is_drawing(path)
        if is_seen and self._fault(self._files[name]):
            self._unseen.add(path)
            self.damaged[name] = None
        return path


def free_name(name: str, taken: set[str]) -> str:
    """A name like this one that is safe on every system and not taken yet; it is taken then."""
    stem, _, suffix = safe_name(name).rpartition(".")
    names = (f"{numbered(stem, number)}.{suffix}" for number in count(1))
    found = next(each for each in names if each.casefold() not in taken)
    taken.add(found.casefold())
    return found


def safe_name(name: str) -> str:
    """A name like this one that is safe on every system."""
    stem, _, suffix = name.rpartition(".")
    stem = _NOT_SAFE.sub("-", unicodedata.normalize("NFC", stem)).strip(".-")[:_LONGEST] or "file"
    if stem.partition(".")[0].lower() in DEVICES:
        stem = f"{stem}-file"
    return f"{stem}.{_NOT_SAFE.sub('-', suffix)}"
