"""What all devices share, as one of them sees it: what is new there, and what it says itself."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from secrets import token_hex

from quiz.storage.sync.lines import Reading, head_line, read_lines, statement_line
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.place import DIGEST, FULL, LARGEST, Place, SyncError, hash_of

AGAIN = "-again"
"""After the id of this device, for what it seems to have said itself but does not remember."""


class Shared:
    """A folder or server as the device with this notebook sees it.

    anew: whether the place may be empty though this device has written to one.
    Raises SyncError if it cannot be reached, or is empty though this device has written to it.
    """

    def __init__(self, place: Place, notebook: Notebook, *, anew: bool = False) -> None:
        self._place = place
        self._notebook = notebook
        self.foreign: list[str] = []
        """Files that are none of ours, and were left alone."""
        self._lists = place.lists()
        if str(place) not in notebook.places():
            self._recognize(notebook.places())
        notebook.come_to(str(place))
        may_be_away = not anew and not place.only_grows
        if notebook.lists(own=True) and not self._lists and may_be_away:
            raise SyncError(
                f"{place} is empty, expected the files of your devices; is it mounted? "
                f"`quiz sync --set {place}` starts anew"
            )
        if not self._has_all():
            # Our files are gone, or an older copy of a server came back, which may lack what others
            # told us: say everything once more.
            notebook.forget_place()

    def _recognize(self, places: Iterable[str]) -> None:
        """Go on with what is known of a folder that was moved, or of a server with a new name."""
        for known in places:
            self._notebook.come_to(known)
            if self._notebook.lists(own=True) and self._has_all():
                self._notebook.move_place(str(self._place))
                return

    def _has_all(self) -> bool:
        """Whether all that this device has written to the place is there and, where nothing may
        vanish, all that it has read."""
        known = self._notebook.lists(own=True)
        if self._place.only_grows:
            known |= self._notebook.lists(own=False)
        return all(self._lists.get(path, -1) >= done for path, (_, done) in known.items())

    # ── what the others said ────────────────────────────────────────────────────

    def news(self, now: int) -> Iterator[tuple[str, Reading, int, int]]:
        """Each file of others that has something new, and what: its path, what it says, where that
        begins, and the number of bytes that are left in all files."""
        own = {
            path: (self._notebook.device, done)
            for path, (_, done) in self._notebook.lists(own=True).items()
        }
        known = self._notebook.lists(own=False)
        new: list[tuple[str, str, int, int]] = []
        for path, size in self._lists.items():
            # A copy of this device may have added to a file of ours.
            device, done = known.get(path) or own.get(path, ("", 0))
            if size < done:
                # It was replaced: read it again.
                device, done = "", 0
            if size > done:
                new.append((path, device, done, size))
        left = sum(size - done for *_, done, size in new)
        for path, device, done, size in new:
            if size > LARGEST:
                self.foreign.append(path)
                continue
            data = self._place.read(path, done, size)
            if data is None:
                yield path, Reading(device, held=1), done, left
                continue
            found = read_lines(data, device, now)
            if not found.device and b"\n" in data:
                self.foreign.append(path)
            elif found.device == self._notebook.device:
                # A copy of a file of ours, or one from before a crash.
                found.device += AGAIN
                found.statements = [s._replace(device=found.device) for s in found.statements]
            yield path, found, done, left
            left -= size - done

    # ── what this device says ───────────────────────────────────────────────────

    def append(self, lines: Iterable[bytes]) -> None:
        """Add lines to the own files; the notebook knows of each file only once they are durable.
        Raises SyncError."""
        waiting: list[bytes] = []
        size = 0
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size >= FULL:
                self._write(b"".join(waiting))
                waiting, size = [], 0
        if waiting:
            self._write(b"".join(waiting))

    def tell(self) -> None:
        """Add all statements of this device that it has not told here. Raises SyncError."""
        said = self._notebook.untold()
        self.append(map(statement_line, said))
        with self._notebook.writing():
            self._notebook.set_told(said)

    def _write(self, data: bytes) -> None:
        for path, (_, done) in self._notebook.lists(own=True).items():
            # It must be as we left it: a copy of this device, or a crash, may have added to it.
            if done < FULL and self._place.append(path, done, data):
                break
        else:
            stamp = time.strftime("%Y%m%d", time.gmtime())
            path, done = f"{self._notebook.device}/events-{stamp}-{token_hex(4)}.jsonl", 0
            data = head_line(self._notebook.device) + data
            if not self._place.append(path, done, data):
                raise SyncError(f"{self._place}: {path} is there already. Nothing is lost")
        self._notebook.set_list(path, "", done + len(data))

    # ── decks, pictures and sounds ──────────────────────────────────────────────

    def stored(self) -> set[str]:
        """The hashes of all files that some device has put here, whole or not."""
        return self._place.stored()

    def find(self, digest: str) -> bytes | None:
        """The content with this hash; None if it has not arrived whole."""
        return self._place.find(digest) if DIGEST.fullmatch(digest) else None

    def put(self, data: bytes) -> str:
        """Store a content among the own files; returns its hash. Raises SyncError."""
        digest = hash_of(data)
        self._place.put(self._notebook.device, digest, data)
        return digest

    def tidy(self, needed: Iterable[str]) -> None:
        """Delete own files of decks, pictures and sounds that nothing of ours needs any more."""
        self._place.tidy(self._notebook.device, needed)
