"""Bringing an archive with everything back, beside what is there already."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.archive.backup import LIMITS
from quiz.archive.manifest import Entry, Manifest, Packed, checked, read_manifest
from quiz.archive.people import People, PersonToRestore, Same, add_people
from quiz.archive.reading import ArchiveError, SafeArchive, open_archive
from quiz.decks.identity import KnownCard
from quiz.errors import QuizError
from quiz.files import create_file, replace_file
from quiz.game.authoring import make_folder
from quiz.history.events import Event
from quiz.interchange.event_json import LARGEST, Fields, no_constant, read_event
from quiz.interchange.model import InterchangeError
from quiz.interchange.past import id_ms
from quiz.library.find import SUFFIXES
from quiz.moment import MS_PER_DAY
from quiz.settings.file import parse_settings
from quiz.settings.load import FILE_NAME as SETTINGS
from quiz.settings.model import Settings
from quiz.store.store import Store

_MOST_PARTS = 20
_LONGEST_PATH = 500
_LEAST_FIELDS = 3
"""Behind its part number, a known card says its kind, prompt and answers."""
_NOT_ON_WINDOWS = frozenset('\\:*?"<>|')
_FUTURE = 366 * MS_PER_DAY
"""An event may be ahead of the clock by so much, for clocks are sometimes wrong; further ahead it
would put every later answer out of order."""


@dataclass(frozen=True, slots=True)
class DeckToRestore:
    """A deck of the archive. path: where it will be; beside: whether that is another name, for
    there is another file of its own; None as content: the same file is there already."""

    name: str
    path: Path
    content: bytes | None
    beside: bool


@dataclass(frozen=True, slots=True)
class Restoring:
    """All that a restore will do; nothing is done yet.

    people: the archive's players, the last to play first. cards: known cards that are not known
    here. settings: the file to be written, None when those that are there stay.
    """

    made: int
    decks: tuple[DeckToRestore, ...]
    people: tuple[PersonToRestore, ...]
    cards: tuple[KnownCard, ...]
    settings: bytes | None
    settings_differ: bool

    @property
    def is_empty(self) -> bool:
        """Whether everything is here already."""
        return not (
            any(deck.content is not None for deck in self.decks)
            or not all(person.is_empty for person in self.people)
            or self.settings is not None
        )


def plan_restore(
    path: Path,
    store: Store,
    home: Path,
    decks: Path,
    now: int,
    *,
    settings: bool = False,
    same: Same = lambda player, name: False,
    wanted: str | None = None,
) -> Restoring:
    """Read an archive as a whole and hold it against what is there.

    settings: whether those of the archive replace settings that are there and differ.
    same, wanted: who its players are, see `People`.
    Raises QuizError when anything of the archive is not as it should be.
    """
    with open_archive(path, LIMITS) as archive:
        manifest = read_manifest(archive)
        planner = _Planner(archive, manifest, store, decks, now)
        own_settings = home / SETTINGS
        new_settings: bytes | None = None
        differ = False
        for entry in manifest.entries:
            data = checked(archive, entry)
            if entry.what == "deck":
                planner.deck(entry, data)
            elif entry.what == "history":
                planner.history(entry, data)
            elif entry.what == "cards":
                planner.known(entry, data)
            else:
                present = own_settings.read_bytes() if own_settings.is_file() else b""
                differ = data != present
                if differ and (settings or _at_defaults(present)):
                    new_settings = data
        if wanted is not None and len(planner.histories) != 1:
            names = ", ".join(packed.name for packed in planner.histories) or "nobody"
            raise QuizError(f"--as needs an archive of one player; this one has {names}")
        people = People(store, same, wanted)
        return Restoring(
            manifest.made,
            tuple(planner.decks),
            tuple(people.plan(packed, events) for packed, events in planner.histories.items()),
            tuple(planner.cards),
            new_settings,
            differ and new_settings is None,
        )


def carry_out_restore(plan: Restoring, store: Store, home: Path) -> None:
    """Write the decks, the history in one go, and the settings last. Raises QuizError.

    When the history cannot be written, the decks are taken away again. Restoring again goes on
    where a crash left off.
    """
    written: list[Path] = []
    try:
        for deck in plan.decks:
            if deck.content is not None:
                make_folder(deck.path.parent)
                _write(deck.path, deck.content)
                written.append(deck.path)
        add_people(plan.people, store)
        events = [event for person in plan.people for event in person.events]
        if events:
            store.append(*events)
        if plan.cards:
            store.save_known_cards([*store.known_cards(), *plan.cards])
    except BaseException:
        for path in reversed(written):
            with contextlib.suppress(OSError):
                path.unlink()
        raise
    if plan.settings is not None:
        _write_settings(home, plan.settings)


class _Planner:
    def __init__(
        self, archive: SafeArchive, manifest: Manifest, store: Store, decks: Path, now: int
    ) -> None:
        self.decks: list[DeckToRestore] = []
        self.histories: dict[Packed, list[Event]] = {packed: [] for packed in manifest.players}
        self.cards: list[KnownCard] = []
        self._archive = archive
        self._manifest = manifest
        self._store = store
        self._folder = decks
        self._latest = now + _FUTURE
        self._taken: set[Path] = set()

    def deck(self, entry: Entry, data: bytes) -> None:
        """Where a deck will be: in its place, or beside another file of that name."""
        wanted = self._folder.joinpath(*self._parts(entry.name))
        path, number = wanted, 1
        while path in self._taken or os.path.lexists(path):
            if path not in self._taken and path.is_file() and path.read_bytes() == data:
                self._taken.add(path)
                self.decks.append(DeckToRestore(entry.name, path, None, path != wanted))
                return
            suffix = f"-restored{f'-{number}' if number > 1 else ''}{wanted.suffix}"
            path, number = wanted.with_name(wanted.stem + suffix), number + 1
        self._taken.add(path)
        self.decks.append(DeckToRestore(entry.name, path, data, path != wanted))

    def history(self, entry: Entry, data: bytes) -> None:
        """The events of a player."""
        packed = self._manifest.player_of(entry)
        if packed is None:
            raise self._error(f"{entry.member}: the history of nobody that the archive names")
        for place, fields in self._lines(entry, data):
            try:
                event = read_event(fields)
            except InterchangeError as error:
                raise self._error(f"{place}: {error.message}") from error
            if event.player not in (packed.ids or (packed.name,)):
                raise self._error(f"{place}: an event of another player than {packed.name}")
            if id_ms(event.id) > self._latest:
                raise self._error(f"{place}: an event more than a year in the future")
            self.histories[packed].append(event)

    def known(self, entry: Entry, data: bytes) -> None:
        """The cards that were in the library there, and are not known here."""
        there = {card.key for card in self._store.known_cards()}
        for place, fields in self._lines(entry, data):
            try:
                # Archives of the first versions do not say the place.
                known = fields.get("place") is not None
                stood = fields.integer("place", -1, LARGEST) if known else -1
                key, deck, note, content = (
                    fields.text(name) for name in ("key", "deck", "note", "content")
                )
                card = KnownCard(key, deck, note, content, stood)
            except InterchangeError as error:
                raise self._error(f"{place}: {error.message}") from error
            part, *rest = card.content.split("\x1f")
            if len(rest) < _LEAST_FIELDS or not (part.isascii() and part.isdecimal()):
                raise self._error(f"{place}: 'content' is not what a card says")
            if card.key not in there:
                there.add(card.key)
                self.cards.append(card)

    def _lines(self, entry: Entry, data: bytes) -> Iterator[tuple[str, Fields]]:
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line:
                continue
            place = f"{entry.member}:{number}"
            try:
                yield place, Fields(json.loads(line, parse_constant=no_constant), "")
            except InterchangeError as error:
                raise self._error(f"{place}: {error.message}") from error
            except (ValueError, RecursionError) as error:
                raise self._error(f"{place}: no JSON ({error})") from error

    def _parts(self, name: str) -> list[str]:
        """The folders and the file of a deck below the own decks; ArchiveError at any other."""
        parts = name.split("/")
        allowed = len(parts) <= _MOST_PARTS and len(name) <= _LONGEST_PATH and name.isprintable()
        if not allowed or not name.endswith(SUFFIXES):
            raise self._error("the name of a deck is none; this archive is not safe")
        for part in parts:
            if not part.strip() or part.startswith(".") or part != part.rstrip(" ."):
                raise self._error("the name of a deck leads elsewhere; this archive is not safe")
            if os.name == "nt" and _NOT_ON_WINDOWS.intersection(part):
                raise self._error(f"the deck {name} has a name that Windows does not allow")
        return parts

    def _error(self, message: str) -> ArchiveError:
        return ArchiveError(f"{self._archive.path}: {message}")


def _at_defaults(settings: bytes) -> bool:
    loaded = parse_settings(settings, SETTINGS)
    return not loaded.faults and loaded.settings == Settings()


def _write_settings(home: Path, data: bytes) -> None:
    path = home / SETTINGS
    try:
        if path.is_file() and not _at_defaults(path.read_bytes()):
            replace_file(home / "settings-before-restore.toml", path.read_bytes())
        replace_file(path, data)
    except OSError as error:
        raise QuizError(f"{path}: cannot write: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    try:
        create_file(path, data)
    except OSError as error:
        raise QuizError(f"{path}: cannot write: {error.strerror}") from error
