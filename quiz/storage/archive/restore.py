"""Bringing an archive with everything back, joined with what is there already."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from quiz.decks.cards import note_address
from quiz.decks.editions import Editions
from quiz.decks.identity import KnownCard
from quiz.errors import QuizError
from quiz.files import create_file, make_folder, read_bytes, replace_file
from quiz.formats.archives import ArchiveError, SafeArchive, open_archive
from quiz.formats.event_json import LARGEST, Fields, no_constant, read_event
from quiz.formats.model import InterchangeError
from quiz.formats.past import id_ms
from quiz.history.events import Event
from quiz.moment import MS_PER_DAY
from quiz.settings.file import parse_settings
from quiz.settings.load import FILE_NAME as SETTINGS
from quiz.settings.model import Settings
from quiz.storage.archive.backup import LIMITS
from quiz.storage.archive.editions import Remembered, items_of, whole_deck
from quiz.storage.archive.joining import DeckToJoin, plan_join, theirs_editions
from quiz.storage.archive.manifest import Entry, Manifest, Packed, checked, read_manifest
from quiz.storage.archive.people import People, PersonToRestore, Same, add_people
from quiz.storage.library.find import SUFFIXES
from quiz.storage.log.backups import FOLDER
from quiz.storage.log.store import Store

BESIDE = "-restored"
"""Added to the name of a deck that is put beside another."""
BEFORE = "decks-before-restore"
"""The folder, in that of the backups, with own decks as they were before the last join."""
_MOST_PARTS = 20
_LONGEST_PATH = 500
_NOT_ON_WINDOWS = frozenset('\\:*?"<>|')
_FUTURE = 366 * MS_PER_DAY
"""An event may be ahead of the clock by so much, for clocks are sometimes wrong; further ahead it
would put every later answer out of order."""


@dataclass(frozen=True, slots=True)
class DeckToRestore:
    """A deck of the archive that is written as it is.

    path: where it will be; beside: whether that is another name, for there is another file of its
    own that it cannot be joined with. content: None when the same file is there already.
    editions: None when the deck has faults.
    """

    name: str
    path: Path
    content: bytes | None
    beside: bool
    editions: Editions | None = None


@dataclass(frozen=True, slots=True)
class Restoring:
    """All that a restore will do; nothing is done yet.

    joins: decks that are joined with own ones, card by card. people: the archive's players, the
    last to play first. cards: known cards that are not known here, or otherwise. settings: the
    file to be written, None when those that are there stay.
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
        """Whether everything is here already."""
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
) -> Restoring:
    """Read an archive as a whole and hold it against what is there.

    settings: whether those of the archive replace settings that are there and differ.
    same, wanted: who its players are, see `People`. beside: whether decks that differ are put
    beside the own ones instead of being joined with them.
    Raises QuizError when anything of the archive is not as it should be.
    """
    with open_archive(path, LIMITS) as archive:
        manifest = read_manifest(archive)
        planner = _Planner(archive, manifest, store, home, decks, now, beside=beside)
        own_settings = home / SETTINGS
        new_settings: bytes | None = None
        differ = False
        known: tuple[Entry, bytes] | None = None
        for entry in manifest.entries:
            data = checked(archive, entry)
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
        return Restoring(
            manifest.made,
            tuple(planner.decks),
            tuple(planner.joins),
            tuple(people.plan(packed, events) for packed, events in planner.histories.items()),
            tuple(planner.cards),
            new_settings,
            differ and new_settings is None,
        )


def carry_out_restore(plan: Restoring, store: Store, home: Path) -> None:
    """Write the decks, the history in one go, and the settings last. Raises QuizError.

    When the history cannot be written, the decks are as before again. Restoring again goes on
    where a crash left off.
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


def remember(plan: Restoring, home: Path) -> None:
    """Write down what of each deck was seen, for the next time. Raises QuizError."""
    for deck in plan.decks:
        if deck.editions is not None:
            Remembered(home, deck.name).save(deck.path.read_bytes(), deck.editions)
    for join in plan.joins:
        Remembered(home, join.name).save(join.content, join.editions)


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
        self.histories: dict[Packed, list[Event]] = {packed: [] for packed in manifest.players}
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
        """A deck comes to its place; it is joined with the own one there, or put beside it."""
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
        """A deck that is not joined with another. present: whether it is in its place already."""
        self._taken.add(path)
        editions = None
        deck = whole_deck(data)
        if deck is not None:
            self._addresses[_library_name(entry.name)] = set(map(note_address, deck.notes))
            own = Remembered(self._home, entry.name).editions
            if present:
                own = own.taken_down(items_of(deck), self._edition)
            other = theirs_editions(deck, data, entry.editions)
            editions = own.joined(other, items_of(deck), self._edition)
        content = None if present else data
        self.decks.append(DeckToRestore(entry.name, path, content, False, editions))

    def _put_beside(self, entry: Entry, wanted: Path, data: bytes) -> None:
        """Beside another file of that name, unless the same is in the folder already."""
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
        """The cards that were in the library there, and are not known here.

        A card that is known here with another text follows the text of its deck, once joined.
        """
        there = {card.key: card for card in self._store.known_cards()}
        places = {(card.deck, card.note, card.content) for card in there.values()}
        for place, fields in self._lines(entry, data):
            card = self._card(place, fields)
            old = there.get(card.key)
            if old is None:
                if (card.deck, card.note, card.content) in places:
                    # The same card, known by another key here, which stays.
                    card = replace(card, place=-1)
                self.cards.append(card)
            elif card.content != old.content and self._continues(old, card):
                self.cards.append(card)
            there[card.key] = card

    def _continues(self, old: KnownCard, card: KnownCard) -> bool:
        """Whether the deck as it will be has the note of `card` and no more that of `old`."""
        addresses = self._addresses.get(card.deck, set())
        return old.deck == card.deck and card.note in addresses and old.note not in addresses

    def _card(self, place: str, fields: Fields) -> KnownCard:
        try:
            # Archives of the first versions do not say the place.
            known = fields.get("place") is not None
            stood = fields.integer("place", -1, LARGEST) if known else -1
            key, deck, note, content = (
                fields.text(name) for name in ("key", "deck", "note", "content")
            )
        except InterchangeError as error:
            raise self._error(f"{place}: {error.message}") from error
        card = KnownCard(key, deck, note, content, stood)
        if not card.is_sound:
            raise self._error(f"{place}: 'content' is not what a card says")
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


def _library_name(name: str) -> str:
    return name.rpartition(".")[0]


def _join(home: Path, join: DeckToJoin) -> None:
    """Write the joined deck in place of the own one, of which a copy is kept."""
    if read_bytes(join.path) != join.before:
        raise QuizError(f"{join.path} has changed meanwhile; restore again")
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
