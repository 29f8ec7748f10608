"""Restores an archive, joining it with the existing data."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from quiz.decks.cards import note_address
from quiz.decks.editions import Editions
from quiz.decks.known_card import KnownCard
from quiz.errors import QuizError
from quiz.files import create_file, make_folder, read_bytes, replace_file
from quiz.formats.archives import ArchiveError, SafeArchive, open_archive
from quiz.formats.event_json import LARGEST, Fields, no_constant, read_event
from quiz.formats.interchange import InterchangeError
from quiz.history.events import Event
from quiz.history.ids import ms_of_id
from quiz.moment import MS_PER_DAY
from quiz.settings.load import FILE_NAME as SETTINGS
from quiz.settings.parse import parse_settings
from quiz.settings.settings import Settings
from quiz.storage.archive.backup import LIMITS
from quiz.storage.archive.joining import DeckToJoin, plan_join, theirs_editions
from quiz.storage.archive.manifest import (
    ArchivedPlayer,
    Entry,
    Manifest,
    read_manifest,
    verified_content,
)
from quiz.storage.archive.people import People, PersonToRestore, Same, add_people
from quiz.storage.archive.remembered_decks import RememberedDeck, items_of, whole_deck
from quiz.storage.library.find import SUFFIXES
from quiz.storage.log.backups import FOLDER
from quiz.storage.log.store import Store

BESIDE = "-restored"
"""Added to the name of a deck that is placed next to another one."""
BEFORE = "decks-before-restore"
"""The folder inside the backups folder with own decks from before the last join."""
_MOST_PARTS = 20
_LONGEST_PATH = 500
_NOT_ON_WINDOWS = frozenset('\\:*?"<>|')
_FUTURE = 366 * MS_PER_DAY
"""An event may be this far in the future, as clocks are sometimes wrong. Later ones are refused, as
they would put all following answers out of order."""


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


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """The plan of a restore; nothing is done yet.

    joins: decks to join with own ones, card by card. people: the archive's players, the last one to
    play first. cards: known cards that are new or different here. settings: the file to write; None
    to keep the current settings.
    """

    made: int
    decks: tuple[DeckToRestore, ...]
    joins: tuple[DeckToJoin, ...]
    people: tuple[PersonToRestore, ...]
    cards: tuple[KnownCard, ...]
    settings: bytes | None
    settings_differ: bool

    @property
    def is_empty(self) -> bool:
        """Whether everything is already here."""
        return not (
            any(deck.content is not None for deck in self.decks)
            or any(deck.content != deck.before for deck in self.joins)
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
    beside: bool = False,
) -> RestorePlan:
    """Read a whole archive and compare it with the existing data.

    settings: whether the archive's settings replace changed settings here. same, wanted: who its
    players are, see `People`. beside: whether to place differing decks next to the own ones instead
    of joining them.
    Raises QuizError if anything in the archive is invalid.
    """
    with open_archive(path, LIMITS) as archive:
        manifest = read_manifest(archive)
        planner = _Planner(archive, manifest, store, home, decks, now, beside=beside)
        own_settings = home / SETTINGS
        new_settings: bytes | None = None
        differ = False
        known: tuple[Entry, bytes] | None = None
        for entry in manifest.entries:
            data = verified_content(archive, entry)
            if entry.what == "deck":
                planner.deck(entry, data)
            elif entry.what == "history":
                planner.history(entry, data)
            elif entry.what == "cards":
                known = (entry, data)
            else:
                present = own_settings.read_bytes() if own_settings.is_file() else b""
                differ = data != present
                if differ and (settings or _at_defaults(present)):
                    new_settings = data
        if known is not None:
            planner.known(*known)
        if wanted is not None and len(planner.histories) != 1:
            names = ", ".join(packed.name for packed in planner.histories) or "nobody"
            raise QuizError(f"--as needs an archive of one player; this one has {names}")
        people = People(store, same, wanted)
        return RestorePlan(
            manifest.made,
            tuple(planner.decks),
            tuple(planner.joins),
            tuple(people.plan(packed, events) for packed, events in planner.histories.items()),
            tuple(planner.cards),
            new_settings,
            differ and new_settings is None,
        )


def carry_out_restore(plan: RestorePlan, store: Store, home: Path) -> None:
    """Write the decks, the history in one transaction, and the settings last. Raises QuizError.

    If the history cannot be written, the decks are rolled back. After a crash, restoring again
    continues.
    """
    written: list[Path] = []
    joined: list[DeckToJoin] = []
    try:
        for deck in plan.decks:
            if deck.content is not None:
                make_folder(deck.path.parent)
                create_file(deck.path, deck.content)
                written.append(deck.path)
        for join in plan.joins:
            if join.content != join.before:
                _join(home, join)
                joined.append(join)
        add_people(plan.people, store)
        events = [event for person in plan.people for event in person.events]
        if events:
            store.append(*events)
        if plan.cards:
            known = {card.key: card for card in (*store.known_cards(), *plan.cards)}
            store.save_known_cards(known.values())
    except BaseException:
        for join in joined:
            with contextlib.suppress(QuizError):
                replace_file(join.path, join.before)
        for path in reversed(written):
            with contextlib.suppress(OSError):
                path.unlink()
        raise
    if plan.settings is not None:
        _write_settings(home, plan.settings)
    remember(plan, home)


def remember(plan: RestorePlan, home: Path) -> None:
    """Remember the editions of each deck for the next join. Raises QuizError."""
    for deck in plan.decks:
        if deck.editions is not None:
            RememberedDeck(home, deck.name).save(deck.path.read_bytes(), deck.editions)
    for join in plan.joins:
        RememberedDeck(home, join.name).save(join.content, join.editions)


class _Planner:
    def __init__(
        self,
        archive: SafeArchive,
        manifest: Manifest,
        store: Store,
        home: Path,
        decks: Path,
        now: int,
        *,
        beside: bool,
    ) -> None:
        self.decks: list[DeckToRestore] = []
        self.joins: list[DeckToJoin] = []
        self.histories: dict[ArchivedPlayer, list[Event]] = {
            packed: [] for packed in manifest.players
        }
        self.cards: list[KnownCard] = []
        self._archive = archive
        self._manifest = manifest
        self._store = store
        self._home = home
        self._folder = decks
        self._beside = beside
        self._edition = token_hex(8)
        self._addresses: dict[str, set[str]] = {}
        self._latest = now + _FUTURE
        self._taken: set[Path] = set()

    def deck(self, entry: Entry, data: bytes) -> None:
        """Plan a deck: write it, join it with the own deck of that name, or place it next to it."""
        wanted = self._folder.joinpath(*self._parts(entry.name))
        if not os.path.lexists(wanted) and wanted not in self._taken:
            self._take_whole(entry, wanted, data, present=False)
        elif wanted in self._taken or not wanted.is_file():
            self._put_beside(entry, wanted, data)
        elif wanted.read_bytes() == data:
            self._take_whole(entry, wanted, data, present=True)
        else:
            join = None if self._beside else plan_join(
                self._home, entry.name, wanted, data, entry.editions, self._edition
            )  # fmt: skip
            if join is None:
                self._put_beside(entry, wanted, data)
                return
            self._taken.add(wanted)
            self._addresses[_library_name(entry.name)] = join.addresses
            self.joins.append(join)

    def _take_whole(self, entry: Entry, path: Path, data: bytes, *, present: bool) -> None:
        """Plan a deck that is not joined. present: whether the same file is already there."""
        self._taken.add(path)
        editions = None
        deck = whole_deck(data)
        if deck is not None:
            self._addresses[_library_name(entry.name)] = set(map(note_address, deck.notes))
            own = RememberedDeck(self._home, entry.name).editions
            if present:
                own = own.taken_down(items_of(deck), self._edition)
            other = theirs_editions(deck, data, entry.editions)
            editions = own.joined(other, items_of(deck), self._edition)
        content = None if present else data
        self.decks.append(DeckToRestore(entry.name, path, content, False, editions))

    def _put_beside(self, entry: Entry, wanted: Path, data: bytes) -> None:
        """Place it next to another file of that name, unless the folder already has a copy."""
        if self._is_in_folder(wanted, data):
            self.decks.append(DeckToRestore(entry.name, wanted, None, True))
            return
        path, number = wanted, 1
        while path in self._taken or os.path.lexists(path):
            suffix = f"{BESIDE}{f'-{number}' if number > 1 else ''}{wanted.suffix}"
            path, number = wanted.with_name(wanted.stem + suffix), number + 1
        self._taken.add(path)
        self.decks.append(DeckToRestore(entry.name, path, data, True))

    def _is_in_folder(self, wanted: Path, data: bytes) -> bool:
        if not wanted.parent.is_dir():
            return False
        root = wanted.stem.partition(BESIDE)[0]
        names = sorted(wanted.parent.glob(f"*{wanted.suffix}"))
        return any(
            path.stem.partition(BESIDE)[0] == root and path.is_file() and path.read_bytes() == data
            for path in names
        )

    def history(self, entry: Entry, data: bytes) -> None:
        """Read the events of a player."""
        packed = self._manifest.player_of(entry)
        if packed is None:
            raise self._error(f"{entry.member}: the history of a player that the archive lacks")
        for place, fields in self._lines(entry, data):
            try:
                event = read_event(fields)
            except InterchangeError as error:
                raise self._error(f"{place}: {error.message}") from error
            if event.player not in (packed.ids or (packed.name,)):
                raise self._error(f"{place}: an event of another player than {packed.name}")
            if ms_of_id(event.id) > self._latest:
                raise self._error(f"{place}: an event more than a year in the future")
            self.histories[packed].append(event)

    def known(self, entry: Entry, data: bytes) -> None:
        """Read the known cards, and plan those that are not known here.

        If a card is known here with another text, the joined deck decides which text applies.
        """
        there = {card.key: card for card in self._store.known_cards()}
        places = {(card.deck, card.note, card.content) for card in there.values()}
        for place, fields in self._lines(entry, data):
            card = self._card(place, fields)
            old = there.get(card.key)
            if old is None:
                if (card.deck, card.note, card.content) in places:
                    # The same card has another key here, which stays.
                    card = card._replace(place=-1)
                self.cards.append(card)
            elif card.content != old.content and self._continues(old, card):
                self.cards.append(card)
            there[card.key] = card

    def _continues(self, old: KnownCard, card: KnownCard) -> bool:
        """Whether the restored deck has the note of `card` and no longer that of `old`."""
        addresses = self._addresses.get(card.deck, set())
        return old.deck == card.deck and card.note in addresses and old.note not in addresses

    def _card(self, place: str, fields: Fields) -> KnownCard:
        try:
            # Archives of the first versions have no place.
            known = fields.get("place") is not None
            stood = fields.integer("place", -1, LARGEST) if known else -1
            key, deck, note, content = (
                fields.text(name) for name in ("key", "deck", "note", "content")
            )
        except InterchangeError as error:
            raise self._error(f"{place}: {error.message}") from error
        card = KnownCard(key, deck, note, content, stood)
        if not card.is_sound:
            raise self._error(f"{place}: 'content' is not the content of a card")
        return card

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
                raise self._error(f"{place}: not JSON ({error})") from error

    def _parts(self, name: str) -> list[str]:
        """The folders and file name of a deck below the own decks; ArchiveError for an unsafe
        path."""
        parts = name.split("/")
        allowed = len(parts) <= _MOST_PARTS and len(name) <= _LONGEST_PATH and name.isprintable()
        if not allowed or not name.endswith(SUFFIXES):
            raise self._error("a deck has an invalid file name; this archive is not safe")
        for part in parts:
            if not part.strip() or part.startswith(".") or part != part.rstrip(" ."):
                raise self._error("a deck's file name is an unsafe path; this archive is not safe")
            if os.name == "nt" and _NOT_ON_WINDOWS.intersection(part):
                raise self._error(f"the deck {name} has a name that Windows does not allow")
        return parts

    def _error(self, message: str) -> ArchiveError:
        return ArchiveError(f"{self._archive.path}: {message}")


def _library_name(name: str) -> str:
    return name.rpartition(".")[0]


def _join(home: Path, join: DeckToJoin) -> None:
    """Replace the own deck with the joined one, and keep a copy."""
    if read_bytes(join.path) != join.before:
        raise QuizError(f"{join.path} has changed in the meantime; restore again")
    copy = home.joinpath(FOLDER, BEFORE, *join.name.split("/"))
    make_folder(copy.parent)
    replace_file(copy, join.before)
    replace_file(join.path, join.content)


def _at_defaults(settings: bytes) -> bool:
    loaded = parse_settings(settings, SETTINGS)
    return not loaded.faults and loaded.settings == Settings()


def _write_settings(home: Path, data: bytes) -> None:
    path = home / SETTINGS
    if path.is_file() and not _at_defaults(before := read_bytes(path)):
        replace_file(home / "settings-before-restore.toml", before)
    replace_file(path, data)
