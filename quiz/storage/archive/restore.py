"""Restores an archive, joining it with the existing data."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from quiz.decks.known_card import KnownCard
from quiz.errors import QuizError
from quiz.files import create_file, forget_file, make_folder, read_bytes, replace_file
from quiz.formats.archives import ArchiveError, open_archive
from quiz.history.events import Event
from quiz.settings.load import FILE_NAME as SETTINGS
from quiz.settings.parse import parse_settings
from quiz.settings.settings import Settings
from quiz.storage.archive.archived_lines import read_cards, read_history
from quiz.storage.archive.backup import LIMITS
from quiz.storage.archive.deck_plans import DeckPlanner, DeckToRestore
from quiz.storage.archive.joining import DeckToJoin
from quiz.storage.archive.manifest import ArchivedPlayer, read_manifest, verified_content
from quiz.storage.archive.other_files import FileToRestore, file_to_restore
from quiz.storage.archive.people import People, PersonToRestore, add_people
from quiz.storage.archive.remembered_decks import RememberedDeck
from quiz.storage.log.backups import FOLDER
from quiz.storage.log.store import Store
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.questions import note_cards, note_players

BEFORE = "decks-before-restore"
"""The folder inside the backups folder with own decks from before the last join."""


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """The plan of a restore; nothing is done yet.

    joins: decks to join with own ones, card by card. people: the archive's players, the last one to
    play first. cards: known cards that are new or different here. settings: the file to write; None
    to keep the current settings. files: pictures, sounds and last imports that are not here.
    """

    path: Path
    made: int
    decks: tuple[DeckToRestore, ...]
    joins: tuple[DeckToJoin, ...]
    people: tuple[PersonToRestore, ...]
    cards: tuple[KnownCard, ...]
    settings: bytes | None
    settings_differ: bool
    files: tuple[FileToRestore, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is already here."""
        return not (
            any(deck.content is not None for deck in self.decks)
            or any(deck.content != deck.before for deck in self.joins)
            or not all(person.is_empty for person in self.people)
            or self.settings is not None
            or self.files
        )


def plan_restore(
    path: Path,
    store: Store,
    home: Path,
    decks: Path,
    now: int,
    *,
    settings: bool = False,
    wanted: str | None = None,
    beside: bool = False,
) -> RestorePlan:
    """Read a whole archive and compare it with the existing data.

    settings: whether the archive's settings replace changed settings here. wanted: the name that
    its only player has here. beside: whether to place differing decks next to the own ones instead
    of joining them.
    Raises QuizError if anything in the archive is invalid.
    """
    with open_archive(path, LIMITS) as archive:
        manifest = read_manifest(archive)
        planner = DeckPlanner(path, home, decks, beside=beside)
        histories: dict[ArchivedPlayer, list[Event]] = {each: [] for each in manifest.players}
        cards: list[KnownCard] = []
        archived: bytes | None = None
        files: list[FileToRestore] = []
        for entry in manifest.entries:
            match entry.what:
                case "deck":
                    planner.plan(entry.name, verified_content(archive, entry), entry.editions)
                case "history":
                    player = manifest.player_of(entry)
                    if player is None:
                        what = "the history of a player that the archive lacks"
                        raise ArchiveError(f"{path}: {entry.member}: {what}")
                    histories[player] += read_history(archive, entry, player, now)
                case "media" | "import":
                    verified_content(archive, entry)
                    if file := file_to_restore(entry, path, home, decks):
                        files.append(file)
                case "cards":
                    cards = list(read_cards(archive, entry))
                case _:
                    archived = verified_content(archive, entry)
    if wanted is not None and len(histories) != 1:
        names = ", ".join(player.name for player in histories) or "nobody"
        raise QuizError(f"--as needs an archive of one player; this one has {names}")
    people = People(store, wanted)
    differ = archived is not None and archived != _own_settings(home)
    taken = differ and (settings or _at_defaults(_own_settings(home)))
    return RestorePlan(
        path,
        manifest.made,
        tuple(planner.decks),
        tuple(planner.joins),
        tuple(people.plan(player, events) for player, events in histories.items()),
        tuple(new_cards(store.known_cards(), cards, planner.addresses)),
        archived if taken else None,
        differ and not taken,
        tuple(files),
    )


def new_cards(
    known: Iterable[KnownCard],
    archived: Iterable[KnownCard],
    addresses: Mapping[str, AbstractSet[str]],
) -> Iterator[KnownCard]:
    """The archive's cards that are not known here.

    If a card is known here with another text, the joined deck decides which text applies: its
    addresses, by name of deck.
    """
    there = {card.key: card for card in known}
    places = {(card.deck, card.note, card.content) for card in there.values()}
    for card in archived:
        old = there.get(card.key)
        there[card.key] = card
        if old is None and (card.deck, card.note, card.content) in places:
            # The same card has another key here, which stays.
            yield card._replace(place=-1)
        elif old is None or (
            card.content != old.content and _continues(old, card, addresses.get(card.deck, set()))
        ):
            yield card


def _continues(old: KnownCard, card: KnownCard, addresses: AbstractSet[str]) -> bool:
    """Whether a deck with these addresses has the note of `card` and no longer that of `old`; or
    both, as each side changed it: then the lesser one goes on, whichever side joins them."""
    if old.deck != card.deck or card.note not in addresses:
        return False
    return old.note not in addresses or card.note < old.note


def carry_out_restore(plan: RestorePlan, store: Store, home: Path) -> None:
    """Write the decks, the history in one transaction, and the settings last. Raises QuizError.

    What only the player can decide is noted, see `waiting_questions`. If the history cannot be
    written, the decks are rolled back. After a crash, restoring again continues.
    """
    cards = [join for join in plan.joins if join.joined.questions]
    namesakes = [(person.other, person.player) for person in plan.people if person.other]
    if cards or namesakes:
        with Notebook(home) as notebook:
            for join in cards:
                note_cards(notebook, join)
            for here, there in namesakes:
                note_players(notebook, here, there)
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
                write_joined(home, join)
                joined.append(join)
        if plan.files:
            with open_archive(plan.path, LIMITS) as archive:
                for file in plan.files:
                    make_folder(file.path.parent)
                    create_file(file.path, verified_content(archive, file.entry))
                    written.append(file.path)
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
            forget_file(path)
        raise
    if plan.settings is not None:
        _write_settings(home, plan.settings)
    remember(plan.decks, plan.joins, home)


def remember(decks: Iterable[DeckToRestore], joins: Iterable[DeckToJoin], home: Path) -> None:
    """Remember the editions of each deck for the next join. Raises QuizError."""
    for deck in decks:
        if deck.editions is not None:
            RememberedDeck(home, deck.name).save(deck.path.read_bytes(), deck.editions)
    for join in joins:
        RememberedDeck(home, join.name).save(join.content, join.editions)


def write_joined(home: Path, join: DeckToJoin) -> None:
    """Replace the own deck with the joined one, and keep a copy. Raises QuizError."""
    if read_bytes(join.path) != join.before:
        raise QuizError(f"{join.path} has changed in the meantime; try again")
    keep_copy(home, join.name, join.before)
    replace_file(join.path, join.content)


def keep_copy(home: Path, name: str, data: bytes, folder: str = BEFORE) -> None:
    """Keep an own deck as it is before it changes or goes. name: its path below the own decks.
    folder: in the backups. Raises QuizError."""
    copy = home.joinpath(FOLDER, folder, *name.split("/"))
    make_folder(copy.parent)
    replace_file(copy, data)


def _at_defaults(settings: bytes) -> bool:
    loaded = parse_settings(settings, SETTINGS)
    return not loaded.faults and loaded.settings == Settings()


def _own_settings(home: Path) -> bytes:
    path = home / SETTINGS
    return read_bytes(path) if path.is_file() else b""


def _write_settings(home: Path, data: bytes) -> None:
    if not _at_defaults(before := _own_settings(home)):
        replace_file(home / "settings-before-restore.toml", before)
    replace_file(home / SETTINGS, data)
