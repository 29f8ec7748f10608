"""Syncs the pictures and sounds of the player's own decks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from quiz.files import make_folder, read_bytes, replace_file
from quiz.formats.rich_notes import files_of
from quiz.storage.archive.other_files import MEDIA as SUFFIXES
from quiz.storage.archive.remembered_decks import whole_deck
from quiz.storage.archive.restore import keep_copy
from quiz.storage.index.deck_reader import UNSURE_NS
from quiz.storage.library.find import FoundFile
from quiz.storage.library.media import media_place
from quiz.storage.sync.agreement import agree
from quiz.storage.sync.lines import Statement
from quiz.storage.sync.notebook import Seen
from quiz.storage.sync.part import SyncPart
from quiz.storage.sync.place import LARGEST, hash_of
from quiz.wording import counted

MEDIA = "media"


class MediaSync(SyncPart):
    """Syncs the pictures and sounds of one data directory."""

    def run(self, folder: Path, decks: Mapping[str, FoundFile], stored: set[str]) -> bool:
        """Say which files that these decks name are new here, and fetch what others have; returns
        whether anything was said. folder: of the own decks. stored: the hashes of what any device
        has put into the shared folder."""
        self._folder = folder.resolve()
        self._seen: dict[str, Seen] = {}
        every = self.notebook.said(MEDIA)
        before = self.notebook.here(MEDIA)
        names = sorted({name for file in decks.values() for name in self._names(file)})
        lines: list[Statement] = []
        new = 0
        for number, name in enumerate(names):
            self.progress("Copying pictures and sounds", number, len(names))
            place = self._folder / name
            own = self._digest(place)
            if own == "":
                continue
            subject = (MEDIA, name)
            old = before.get(subject)
            said = every.get(subject, [])
            found = agree(self.notebook.device, subject, own or old, old, said, self.now)
            if isinstance(found.value, str) and found.value != own:
                data = self.shared.find(found.value)
                if data is None:
                    self.report.waiting.append(f"{name}: has not arrived whole")
                    continue
                new += self._write(place, name, data)
            elif own is not None and own not in stored:
                stored.add(self.shared.put(read_bytes(place)))
            if found.said is not None:
                lines.append(found.said)
        self.progress("Copying pictures and sounds", 1, 1)
        if new:
            self.report.changes.append(counted(new, "picture or sound", "pictures and sounds"))
        with self.notebook.writing():
            for path, seen in self._seen.items():
                self.notebook.set_seen(path, seen)
            for each in lines:
                self.notebook.say(each, each.value)
        return bool(lines)

    def _write(self, place: Path, name: str, data: bytes) -> bool:
        if place.resolve() != place:
            return False
        if place.is_file():
            keep_copy(self.home, name, read_bytes(place))
        make_folder(place.parent)
        replace_file(place, data)
        return True

    def _names(self, file: FoundFile) -> list[str]:
        """The paths below the own decks of what a deck names; read from it only if it changed."""
        noted = self.notebook.note(f"media of {file.path}")
        stand = [file.size, file.mtime]
        if noted and noted[0] == stand and not is_fresh(file.mtime):
            return list(noted[1])
        path = Path(file.path)
        deck = whole_deck(read_bytes(path))
        paths = {media for note in deck.notes for media in files_of(note)} if deck else set()
        places = [media_place(path, media) for media in sorted(paths)]
        names = [self._name(place) for place in places if isinstance(place, Path)]
        self.notebook.set_note(f"media of {file.path}", [stand, [n for n in names if n]])
        return [name for name in names if name]

    def _name(self, place: Path) -> str:
        """The path below the own decks; "" if it is not there, hidden, or not named like a picture
        or sound, as then it must not be written."""
        if not place.is_relative_to(self._folder) or not place.name.lower().endswith(SUFFIXES):
            return ""
        parts = place.relative_to(self._folder).parts
        return "" if any(part.startswith(".") for part in parts) else "/".join(parts)

    def _digest(self, place: Path) -> str | None:
        """The hash of a file here; None if there is none, "" if it cannot travel."""
        if not place.exists():
            return None
        status = place.stat()
        if not place.is_file() or status.st_size > LARGEST:
            return ""
        seen = self.notebook.seen(str(place))
        if seen is not None and seen[:2] == (status.st_size, status.st_mtime_ns):
            return seen.digest
        digest = hash_of(read_bytes(place))
        mtime = -1 if is_fresh(status.st_mtime_ns) else status.st_mtime_ns
        self._seen[str(place)] = Seen(status.st_size, mtime, digest)
        return digest


def is_fresh(mtime: int) -> bool:
    """Whether a file changed so recently that it may change again without a new time. mtime:
    nanoseconds."""
    return time.time_ns() - mtime < UNSURE_NS
