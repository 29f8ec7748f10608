"""Imports decks of other programs into the player's own decks, with their history."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from quiz import paths
from quiz.card import Card, Kind
from quiz.clock import system_offset
from quiz.decks.deck import Deck
from quiz.decks.deck_text import add_notes, edit_deck, edited
from quiz.decks.join import Conflict, version
from quiz.decks.loader import load_deck
from quiz.decks.note import Note
from quiz.decks.reader import MAX_BYTES
from quiz.decks.writer import as_read, dump_deck
from quiz.errors import QuizError
from quiz.files import create_file, make_folder, read_bytes, replace_file
from quiz.formats.deck_merge import DeckMerge, merge, shares_notes, sound_notes, tidy_head
from quiz.formats.deck_names import numbered, safe_name, title_of
from quiz.formats.deck_update import DeckUpdate, updated
from quiz.formats.echoes import without_echoes, without_known
from quiz.formats.file_io import CopyMedia, copying_media
from quiz.formats.interchange import ForeignDeck, ImportedFile, MediaFile, Preview
from quiz.formats.moved_notes import at_home
from quiz.formats.past_events import past_events
from quiz.game.game import Game
from quiz.game.media_files import beside, copy, to_copy
from quiz.history.events import Answer, Event, Mark, MarkKind, Placement
from quiz.progress import Progress, silent
from quiz.storage.archive.restore import keep_copy
from quiz.storage.index.deck_reader import digest_of
from quiz.storage.library.last_imports import last_import, remember_import
from quiz.storage.library.scan import deck_at
from quiz.wording import counted

BEFORE = "decks-before-import"
"""The folder inside the backups folder with own decks from before the last update."""


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """One imported deck and its destination.

    name: of the file below the own decks, without suffix. before: current content of the file; None
    if it does not exist. changed: new content of an existing file; None if nothing is added. media:
    pictures and sounds to copy. remembered: what to keep for a later update of an existing file.
    update: the author's corrections, if they are wanted.
    """

    name: str
    path: Path
    foreign: ForeignDeck
    merging: DeckMerge
    before: bytes | None
    changed: bytes | None
    media: Mapping[Path, MediaFile] = field(default_factory=dict)
    remembered: Deck | None = None
    update: DeckUpdate | None = None

    @property
    def new_cards(self) -> Counter[Kind]:
        """How many cards of each kind the new notes make."""
        return Counter(note.kind for note in self.merging.new for _ in note.faces())

    @property
    def corrected(self) -> int:
        """The number of own notes that change."""
        return len(self.update.result.changed) if self.update else 0

    def settled(self, conflict: Conflict, *, mine: bool) -> DeckPlan:
        """The plan with the player's or the author's text of a card that both changed."""
        assert self.update is not None
        assert self.before is not None
        update = self.update.settled(conflict, mine=mine)
        return replace(self, update=update, changed=_updated(self.path, self.before, update))

    @property
    def after(self) -> bytes | None:
        """The new content; None if nothing is added. Raises QuizError if that is too large."""
        deck = self.made
        if deck is None:
            return self.changed
        content = dump_deck(deck).encode()
        _check_size(self.path, content)
        return content

    @property
    def made(self) -> Deck | None:
        """The deck of a new file; None if there is none."""
        if self.before is not None or not self.merging.new:
            return None
        head = tidy_head(self.foreign.deck, self.foreign.name)
        return replace(head, notes=self.merging.new)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The plan of an import; nothing is done yet. left_out: what is not imported. remarks: see
    `ImportedFile`."""

    decks: tuple[DeckPlan, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    previews: tuple[Preview, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there are no cards, corrections and history to import."""
        return not any(
            deck.merging.new or deck.corrected or deck.foreign.has_past for deck in self.decks
        )


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. files: each file written, and the number of cards added to it.

    answers, memories, suspended, flagged: numbers of new events in the history. corrected: number
        of notes that the author corrected.
    without_card: number of entries for missing cards. impossible: entries in the future or before
        1970.
    """

    files: tuple[tuple[Path, int], ...]
    answers: int
    memories: int
    suspended: int
    flagged: int
    without_card: int
    impossible: int
    corrected: int = 0


def plan_import(
    game: Game,
    imported: ImportedFile,
    deck: str = "",
    *,
    with_past: bool = True,
    update: bool = False,
) -> ImportPlan:
    """Compare an imported file with the player's own decks, and plan the import.

    deck: the deck to put everything into; "" to use the other program's deck names. An existing
    deck that shares no note with the import is left alone, unless it is named here. update: whether
    the author's corrections change own notes, too.
    Raises QuizError if an existing deck has faults, or a deck would become too large.
    """
    several = len(imported.decks) > 1
    planner = _Planner(game, deck, several, update=update)
    plans = []
    decks, moved = at_home(imported.decks, planner.homes if several and not deck else {})
    remarks = imported.remarks
    if moved:
        stays = "it stays where it is" if moved == 1 else "they stay where they are"
        remarks += (f"{counted(moved, 'note')} in another deck there than here; {stays}",)
    for foreign in decks:
        if not with_past:
            foreign = replace(foreign, reviews=(), memories=(), suspended=(), flagged=(), kept=())
        plans.append(planner.plan(foreign))
    return ImportPlan(tuple(plans), imported.left_out, remarks, imported.previews)


class _Place(NamedTuple):
    """Where an imported deck goes.

    name, path: of the file. foreign: the deck with its pictures and sounds beside it. before,
    present: the content of the file and the deck in it; None if it does not exist.
    """

    name: str
    path: Path
    foreign: ForeignDeck
    before: bytes | None
    present: Deck | None


class _Planner:
    def __init__(self, game: Game, deck: str, several: bool, *, update: bool) -> None:
        self._game = game
        self._update = update
        self._deck = deck
        self._several = several
        self._planned: set[Path] = set()
        root = paths.own_decks().resolve()
        self._own = {
            loaded.path.resolve(): name
            for name, loaded in game.decks.items()
            if loaded.path.resolve().is_relative_to(root)
        }

    @property
    def homes(self) -> dict[str, str]:
        """The own decks of all notes with ids, by these ids."""
        return {
            note.extras.id: self._own[file]
            for file, notes in self._notes_with_ids.items()
            for note in notes
        }

    def plan(self, foreign: ForeignDeck) -> DeckPlan:
        if self._deck and not self._several:
            # The author's title and folder are those of another place.
            head = replace(foreign.deck, title=title_of(self._deck), folder="")
            foreign = replace(foreign, deck=head)
        name, path, foreign, before, present = self._place(foreign)
        self._planned.add(path)
        with_ids = any(note.extras.id for note in foreign.deck.notes)
        elsewhere = self._elsewhere(path) if with_ids and not self._deck else ()
        merging = merge(
            foreign,
            present.notes if present else (),
            elsewhere,
            format_=present.format if present else None,
        )
        last = None
        if present is not None and (self._update or merging.new):
            last = last_import(paths.home(), name, present.format)
        content = None
        updating = None
        if self._update and present is not None and before is not None:
            templates = {template.name: template for template in present.templates}
            rules = {"strict": present.strict, "markdown": present.markdown}
            sound, _ = sound_notes(list(merging.given), templates, **rules)
            updating = updated(last, present.notes, sound)
            merging = replace(merging, new=updating.result.added, differ=0)
            content = _updated(path, before, updating)
        elif merging.new:
            if last is not None and present is not None:
                merging = _without_corrections(merging, last, present)
            if before is not None and merging.new:
                content = _edited(path, before, partial(add_notes, notes=merging.new))
        if content is not None:
            _check_size(path, content)
        remembered = None
        if present is not None and (content is not None or updating is not None):
            remembered = _remembered(present, merging, last or (), update=self._update)
        changed = [new for _, new in updating.result.changed] if updating else []
        media = to_copy((*merging.new, *changed), foreign.media, path)
        return DeckPlan(name, path, foreign, merging, before, content, media, remembered, updating)

    def _place(self, foreign: ForeignDeck) -> _Place:
        """Where the deck goes: the deck that is named or has a note of it, or else a new one.

        If there is no deck of that name, the author or the player may have renamed it.
        """
        if self._deck and self._deck in self._own.values() and not self._several:
            return _place_at(self._deck, self._game.decks[self._deck].path, foreign)
        wanted = foreign.name
        if self._deck:
            wanted = f"{self._deck}/{foreign.name}" if self._several else self._deck
        elif not _path(safe_name(wanted)).exists() and (name := self._renamed(foreign.deck)):
            place = _place_at(name, self._game.decks[name].path, foreign)
            if place.path not in self._planned:
                return place
        number = 1
        while True:
            name = numbered(safe_name(wanted), number)
            path = _path(name)
            if path not in self._planned:
                place = _place_at(name, path, foreign)
                named = self._deck and number == 1
                if (
                    place.present is None
                    or named
                    or shares_notes(place.foreign.deck, place.present.notes)
                    or (self._update and last_import(paths.home(), name, "") is not None)
                ):
                    return place
            number += 1

    def _elsewhere(self, path: Path) -> list[Note]:
        """The notes with ids in all other own decks."""
        here = path.resolve()
        others = (notes for file, notes in self._notes_with_ids.items() if file != here)
        return [note for notes in others for note in notes]

    @cached_property
    def _notes_with_ids(self) -> dict[Path, list[Note]]:
        return {
            file: [note for note in self._read(name) if note.extras.id]
            for file, name in self._own.items()
        }

    def _renamed(self, foreign: Deck) -> str:
        """The own deck with more than half of these notes, by their ids; "" if there is none."""
        ids = {note.extras.id for note in foreign.notes} - {""}
        for file, notes in self._notes_with_ids.items() if ids else ():
            if 2 * len(ids.intersection(note.extras.id for note in notes)) > len(ids):
                return self._own[file]
        return ""

    def _read(self, name: str) -> Sequence[Note]:
        try:
            return deck_at(self._game.decks[name].path).notes
        except QuizError:
            # The file was just damaged, so its content is unknown.
            return ()


def carry_out(
    game: Game,
    plan: ImportPlan,
    progress: Progress = silent,
    offset_at: Callable[[int], int] = system_offset,
) -> ImportResult:
    """Write the decks, then the history: everything or, if anything fails, nothing.

    The history comes second because cards only get their keys when the library reads the decks.
    After a crash in between, the decks have no history, and importing again adds it.
    Raises QuizError. Afterwards, the game knows the new decks; the next start folds in the new
    history.
    """
    total = len(plan.decks) * 2 + 1
    written: list[tuple[Path, bytes | None]] = []
    files: list[tuple[Path, int]] = []
    known: dict[str, Deck] = {}
    try:
        with copying_media() as copy_media:
            for number, deck in enumerate(plan.decks):
                after = deck.after
                if after is not None:
                    if (made := deck.made) is not None:
                        known[digest_of(after)] = as_read(made, after.decode())
                    _write_deck(deck, after, copy_media, written)
                    files.append((deck.path, deck.new_cards.total()))
                progress("Importing", number + 1, total)
        game.refresh(known)
        known.clear()
        finder = _Finder(game)
        events: dict[str, Event] = {}
        without_card = impossible = 0
        now = game.clock()
        for number, deck in enumerate(plan.decks):
            if deck.foreign.has_past:
                past = past_events(deck.foreign, finder.of(deck), game.player, now, offset_at)
                events.update((event.id, event) for event in past.events)
                without_card += past.without_card
                impossible += past.impossible
            progress("Importing", len(plan.decks) + number + 1, total)
        if events:
            log = game.store.events(game.player)
            if log:
                unknown = without_known(events.values(), log)
                events = {event.id: event for event in without_echoes(unknown, game.collection)}
            game.store.append(*events.values())
        for deck in plan.decks:
            if deck.before is None and deck.merging.new:
                remember_import(paths.home(), deck.name, read_bytes(deck.path))
            elif deck.remembered is not None:
                content = dump_deck(deck.remembered).encode()
                remember_import(paths.home(), deck.name, content)
        progress("Importing", total, total)
    except BaseException:
        _take_back(written)
        raise
    kinds = kinds_of(events.values())
    return ImportResult(
        tuple(files),
        kinds[Answer],
        kinds[Placement],
        kinds[MarkKind.SUSPEND],
        kinds[MarkKind.FLAG],
        without_card,
        impossible,
        sum(deck.corrected for deck in plan.decks),
    )


def kinds_of(events: Iterable[Event]) -> Counter[type[Event] | MarkKind]:
    """Counts events by type, and marks by kind."""
    return Counter(event.kind if isinstance(event, Mark) else type(event) for event in events)


class _Finder:
    """Finds the cards that continue the history of imported notes."""

    def __init__(self, game: Game) -> None:
        self._game = game
        self._names = {loaded.path.resolve(): name for name, loaded in game.decks.items()}
        self._cards: dict[str, dict[str, list[Card]]] = {}

    def of(self, deck: DeckPlan) -> Callable[[str, int], Card | None]:
        """A finder for the notes of one imported deck, by their addresses in the import."""
        here = self._by_note(self._names.get(deck.path.resolve(), ""))

        def find(note: str, part: int) -> Card | None:
            address = deck.merging.addresses.get(note, note)
            cards = here.get(address) or self._elsewhere.get(address) or []
            return cards[part] if 0 <= part < len(cards) else None

        return find

    @cached_property
    def _elsewhere(self) -> dict[str, list[Card]]:
        """The cards of all own decks; only read if one is missing."""
        root = paths.own_decks().resolve()
        found: dict[str, list[Card]] = {}
        for path, name in self._names.items():
            if path.is_relative_to(root):
                found |= self._by_note(name)
        return found

    def _by_note(self, name: str) -> dict[str, list[Card]]:
        if name not in self._cards:
            found = defaultdict(list)
            for card in self._game.cards_of([name]):
                found[card.note].append(card)
            self._cards[name] = dict(found)
        return self._cards[name]


def _place_at(name: str, path: Path, foreign: ForeignDeck) -> _Place:
    before = _bytes(path)
    present = _deck(path, before)
    return _Place(name, path, beside(foreign, path), before, present)


def _deck(path: Path, before: bytes | None) -> Deck | None:
    """The deck that a file holds; None for a new file."""
    if before is None:
        return None
    loaded = load_deck(before, str(path))
    if isinstance(loaded, list):
        raise QuizError(f"{loaded[0]}; fix that first, or name another deck with --deck")
    return loaded


def _path(name: str) -> Path:
    path = paths.own_decks() / f"{name}.yaml"
    other = path.with_suffix(".yml")
    return other if other.exists() and not path.exists() else path


def _bytes(path: Path) -> bytes | None:
    return read_bytes(path) if path.exists() else None


def _edited(path: Path, before: bytes, edit: Callable[[str], str]) -> bytes:
    """The content of a deck's file after an edit of its text. Raises QuizError if it cannot be
    edited, or would have faults then."""
    after = edited(before, path, edit)
    loaded = load_deck(after, str(path))
    if isinstance(loaded, list):
        raise QuizError(f"{loaded[0]}; nothing was imported")
    return after


def _updated(path: Path, before: bytes, update: DeckUpdate) -> bytes | None:
    """The content of a deck's file with the author's corrections; None if there are none."""
    result = update.result
    if not result.changed and not result.added:
        return None
    changed: dict[int, Note | None] = {old.extras.line: new for old, new in result.changed}
    return _edited(path, before, lambda text: edit_deck(text, changed, result.added))


def _without_corrections(merging: DeckMerge, last: Sequence[Note], present: Deck) -> DeckMerge:
    """Without notes that are corrections of present ones; they would stand there twice."""
    result = updated(last, present.notes, merging.given).result
    added = {version(note) for note in result.added}
    new = tuple(note for note in merging.new if version(note) in added)
    corrected = len(merging.new) - len(new)
    return replace(
        merging, new=new, known=merging.known + corrected, differ=merging.differ + corrected
    )


def _remembered(present: Deck, merging: DeckMerge, last: Sequence[Note], *, update: bool) -> Deck:
    """What the player now has of the author's: with an update everything, else only what is new or
    as in the file, so that a later update still brings the rest."""
    notes = merging.given
    if not update:
        here = {version(note) for note in (*present.notes, *merging.new)}
        notes = tuple(note for note in notes if version(note) in here)
    kept = {version(note): note for note in notes}
    if not update:
        known = {note.extras.id for note in notes} - {""}
        kept |= {version(note): note for note in last if note.extras.id not in known}
    return replace(present, notes=tuple(kept.values()))


def _check_size(path: Path, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        size, limit = len(data) / 2**20, MAX_BYTES // 2**20
        raise QuizError(
            f"{path} would have {size:.0f} MB, but a deck may have at most {limit} MB; import the "
            "file in parts"
        )


def _write_deck(
    deck: DeckPlan, after: bytes, copy_media: CopyMedia, written: list[tuple[Path, bytes | None]]
) -> None:
    """Write a deck with its pictures and sounds. written: receives each file, and what it held."""
    if _bytes(deck.path) != deck.before:
        raise QuizError(f"{deck.path} has changed in the meantime; import again")
    if deck.corrected and deck.before is not None:
        keep_copy(paths.home(), f"{deck.name}.yaml", deck.before, BEFORE)
    for place, file in deck.media.items():
        copy(place, file, copy_media)
        written.append((place, None))
    written.append((deck.path, deck.before))
    if deck.before is not None:
        replace_file(deck.path, after)
    else:
        make_folder(deck.path.parent)
        create_file(deck.path, after)


def _take_back(written: list[tuple[Path, bytes | None]]) -> None:
    for path, before in reversed(written):
        with contextlib.suppress(OSError, QuizError):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, before)
