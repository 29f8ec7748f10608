"""Plans where the decks of an archive go: to a new file, into an own deck, or next to it."""

from __future__ import annotations

import os
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from secrets import token_hex

from quiz.decks.cards import note_address
from quiz.decks.editions import Editions
from quiz.formats.archives import ArchiveError
from quiz.formats.deck_names import numbered
from quiz.storage.archive.joining import DeckToJoin, plan_join, theirs_editions
from quiz.storage.archive.remembered_decks import RememberedDeck, items_of, whole_deck
from quiz.storage.library.find import SUFFIXES

BESIDE = "-restored"
"""Added to the name of a deck that is placed next to another one."""
_MOST_PARTS = 20
_LONGEST_PATH = 500
_LONGEST_PART = 240
"""Bytes of a file's name; disks take 255, and its copies have a little more."""
_NOT_ON_WINDOWS = frozenset('\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class DeckToRestore:
    """A deck from the archive that is written unchanged.

    path: where to write it. beside: whether under a new name, because there is a file with its own
    name that it cannot be joined with. content: None if the same file is already there.
    editions: None if the deck has faults.
    """

    name: str
    path: Path
    content: bytes | None
    beside: bool
    editions: Editions | None = None


@dataclass
class DeckPlanner:
    """Plans the decks of one archive, one after another.

    archive: its path, for errors. home: the data directory. folder: of the own decks. beside:
    whether to place differing decks next to the own ones instead of joining them. edition: the
    name of what joining makes; by default a random one.
    """

    archive: Path
    home: Path
    folder: Path
    _: KW_ONLY
    beside: bool = False
    edition: str = field(default_factory=lambda: token_hex(8))

    def __post_init__(self) -> None:
        self.decks: list[DeckToRestore] = []
        self.joins: list[DeckToJoin] = []
        self.addresses: dict[str, set[str]] = {}
        """The addresses of the notes of each planned deck, by its name in the library."""
        self._taken: set[Path] = set()

    def plan(self, name: str, data: bytes, theirs: Editions | None) -> None:
        """Plan a deck: write it, join it with the own deck of that name, or place it next to it.
        theirs: its editions, see `plan_join`. Raises ArchiveError, see `safe_place`."""
        wanted = safe_place(self.folder, name, self.archive)
        if not os.path.lexists(wanted) and wanted not in self._taken:
            self._take_whole(name, wanted, data, theirs, present=False)
        elif wanted in self._taken or not wanted.is_file():
            self._put_beside(name, wanted, data)
        elif wanted.read_bytes() == data:
            self._take_whole(name, wanted, data, theirs, present=True)
        else:
            join = None if self.beside else plan_join(
                self.home, name, wanted, data, theirs, self.edition
            )  # fmt: skip
            if join is None:
                self._put_beside(name, wanted, data)
                return
            self._taken.add(wanted)
            self.addresses[library_name(name)] = join.addresses
            self.joins.append(join)

    def _take_whole(
        self, name: str, path: Path, data: bytes, theirs: Editions | None, *, present: bool
    ) -> None:
        """Plan a deck that is not joined. present: whether the same file is already there."""
        self._taken.add(path)
        editions = None
        deck = whole_deck(data)
        if deck is not None:
            self.addresses[library_name(name)] = set(map(note_address, deck.notes))
            own = RememberedDeck(self.home, name).editions
            if present:
                own = own.taken_down(items_of(deck), self.edition)
            other = theirs_editions(deck, data, theirs)
            editions = own.joined(other, items_of(deck), self.edition)
        content = None if present else data
        self.decks.append(DeckToRestore(name, path, content, False, editions))

    def _put_beside(self, name: str, wanted: Path, data: bytes) -> None:
        """Place it next to another file of that name, unless the folder already has a copy."""
        if self._is_in_folder(wanted, data):
            self.decks.append(DeckToRestore(name, wanted, None, True))
            return
        path, number = wanted, 1
        while path in self._taken or os.path.lexists(path):
            beside = f"{wanted.stem}{numbered(BESIDE, number)}{wanted.suffix}"
            path, number = wanted.with_name(beside), number + 1
        self._taken.add(path)
        self.decks.append(DeckToRestore(name, path, data, True))

    def _is_in_folder(self, wanted: Path, data: bytes) -> bool:
        if not wanted.parent.is_dir():
            return False
        root = wanted.stem.partition(BESIDE)[0]
        names = sorted(wanted.parent.glob(f"*{wanted.suffix}"))
        return any(
            path.stem.partition(BESIDE)[0] == root and path.is_file() and path.read_bytes() == data
            for path in names
        )


def safe_place(root: Path, name: str, source: Path, suffixes: tuple[str, ...] = SUFFIXES) -> Path:
    """Where a file from elsewhere belongs, below `root`. source: where the name comes from. Raises
    ArchiveError for an unsafe name, and if a link leads out of `root`."""
    place = root.joinpath(*safe_parts(name, source, suffixes))
    if not Path(os.path.realpath(place.parent)).is_relative_to(os.path.realpath(root)):
        raise ArchiveError(f"{source}: {place.parent} is a link out of {root}")
    return place


def safe_parts(name: str, source: Path, suffixes: tuple[str, ...] = SUFFIXES) -> list[str]:
    """The folders and file name of a deck, or of a file with another suffix, below their folder.
    source: where the name comes from. Raises ArchiveError for an unsafe path."""

    def error(message: str) -> ArchiveError:
        return ArchiveError(f"{source}: {message}")

    parts = name.split("/")
    allowed = len(parts) <= _MOST_PARTS and len(name) <= _LONGEST_PATH and name.isprintable()
    if not allowed or not name.lower().endswith(suffixes):
        raise error("a deck has an invalid file name; this archive is not safe")
    for part in parts:
        if not part.strip() or part.startswith(".") or part != part.rstrip(" ."):
            raise error("a deck's file name is an unsafe path; this archive is not safe")
        if len(part.encode()) > _LONGEST_PART:
            raise error(f"the name {part[:20]}… is too long for a file")
        if os.name == "nt" and _NOT_ON_WINDOWS.intersection(part):
            raise error(f"the deck {name} has a name that Windows does not allow")
    return parts


def library_name(name: str) -> str:
    """The name in the library of an own deck with this path."""
    return name.rpartition(".")[0]
