"""Syncs the player's own decks: says which changed here, and joins in what others changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from quiz.decks.cards import digest
from quiz.decks.editions import Editions
from quiz.errors import QuizError
from quiz.files import create_file, faults_of, make_folder, read_bytes
from quiz.formats.event_json import Fields
from quiz.formats.interchange import InterchangeError
from quiz.storage.archive.deck_plans import DeckPlanner, DeckToRestore, library_name, safe_place
from quiz.storage.archive.joining import DeckToJoin, join_line
from quiz.storage.archive.remembered_decks import (
    RememberedDeck,
    editions_fields,
    items_of,
    read_editions,
    take_down,
    whole_deck,
)
from quiz.storage.archive.restore import keep_copy, new_cards, remember, write_joined
from quiz.storage.library.find import FoundFile, find_decks
from quiz.storage.sync.deck_version import DeckVersion, keyed, read_version, write_version
from quiz.storage.sync.lines import Statement
from quiz.storage.sync.media import MEDIA, MediaSync, is_fresh
from quiz.storage.sync.notebook import Seen, stamp_after
from quiz.storage.sync.part import SyncPart
from quiz.storage.sync.place import LARGEST, SyncError, hash_of
from quiz.storage.sync.questions import note_cards

DECK = "deck"
_JOINING = "joining"


@dataclass
class DeckSync(SyncPart):
    """Syncs the decks of one data directory."""

    def __post_init__(self) -> None:
        self._folder = self.home / "decks"
        self._stored = self.shared.stored()
        self._faulty: dict[str, str] = {}
        self._unreadable: list[str] = []

    def run(self) -> None:
        """Say what changed here, take over what others changed, and say the result."""
        self._finish_joining()
        if not self._folder.is_dir():
            if not all(map(_is_gone, self._own().values())):
                self.report.waiting.append(f"your decks: {self._folder} is not there")
                return
            make_folder(self._folder)
        changed = self._say()
        taken = self._take()
        if taken:
            self._say()
        self.report.told = [*dict.fromkeys(self.report.told)]
        media = MediaSync(
            self.home, self.store, self.notebook, self.shared, self.report, self.progress, self.now
        )
        changed |= media.run(self._folder, self._found(), self._stored)
        self.shared.tell()
        if changed or taken:
            self.shared.tidy(self._needed())
        self.report.waiting += [f"{name}: {why}" for name, why in self._faulty.items()]

    # ── saying ──────────────────────────────────────────────────────────────────

    def _own(self) -> dict[str, Statement]:
        """What this device said last about each deck."""
        said = self.notebook.said(DECK)
        return {
            each.name: each
            for every in said.values()
            for each in every
            if each.device == self.notebook.device
        }

    def _found(self) -> dict[str, FoundFile]:
        found, problems = find_decks([self._folder])
        self._unreadable = [problem.path for problem in problems]
        return {Path(f.path).relative_to(self._folder).as_posix(): f for f in found if f.size >= 0}

    def _say(self) -> bool:
        """Say which own decks changed or were deleted; returns whether any were."""
        own, found = self._own(), self._found()
        changed = False
        for name, file in found.items():
            said = own.get(name)
            seen = self.notebook.seen(file.path)
            as_before = seen is not None and seen[:2] == (file.size, file.mtime)
            if as_before and said is not None and said.value.get("file") in self._stored:
                continue
            try:
                version = self._version(name, file)
                self._faulty[name] = "has faults; `quiz check`"
            except QuizError as error:
                version = None
                self._faulty[name] = str(error)
            if version is None:
                continue
            del self._faulty[name]
            stored = self._put(write_version(version))
            if said is None or said.value != {"file": stored}:
                self._tell(name, {"file": stored})
                self.report.told.append(f"{name}: passed on")
                changed = True
            mtime = -1 if is_fresh(file.mtime) else file.mtime
            self.notebook.set_seen(file.path, Seen(file.size, mtime, stored))
        for name in own.keys() - found.keys():
            path = self._folder / name
            away = os.path.lexists(path) or any(map(path.is_relative_to, self._unreadable))
            if not away and not _is_gone(own[name]):
                self._tell_gone(name, RememberedDeck(self.home, name).editions)
                self.report.told.append(f"{name}: deleted here, the others are told")
                changed = True
        return changed

    def _version(self, name: str, file: FoundFile) -> DeckVersion | None:
        """An own deck as it is now, which is remembered; None if it has faults."""
        if file.size > LARGEST // 2:
            return None
        data = read_bytes(Path(file.path))
        editions = take_down(self.home, name, data, token_hex(8))
        if editions is None:
            return None
        cards = keyed(self.store.known_cards(), library_name(name))
        return DeckVersion(name, data, editions, cards)

    def _put(self, data: bytes) -> str:
        stored = hash_of(data)
        if stored not in self._stored:
            self.shared.put(data)
            self._stored.add(stored)
        return stored

    def _tell(self, name: str, value: dict[str, Any]) -> None:
        every = self.notebook.said(DECK).get((DECK, name), [])
        stamp = stamp_after(every, self.now)
        self.notebook.say(Statement(self.notebook.device, DECK, name, stamp, value))

    def _tell_gone(self, name: str, editions: Editions) -> None:
        self._tell(name, {"gone": sorted(editions.seen)})

    def _needed(self) -> set[str]:
        """The hashes of the files that what any device said refers to: a device that is lost cannot
        store again what it left out because this one had stored it."""
        values = [
            said.value for every in self.notebook.said(DECK, MEDIA).values() for said in every
        ]
        files = [value.get("file") if isinstance(value, dict) else value for value in values]
        return {file for file in files if isinstance(file, str)}

    # ── taking over ─────────────────────────────────────────────────────────────

    def _take(self) -> bool:
        """Take over what others said about decks; returns whether anything was."""
        untaken = [s for every in self.notebook.said(DECK, untaken=True).values() for s in every]
        taken = False
        for number, said in enumerate(untaken):
            self.progress("Joining decks", number, len(untaken))
            try:
                why = self._take_one(said)
            except SyncError:
                raise
            except InterchangeError as error:
                why = error.message
            except (QuizError, OSError) as error:
                # Such as a name that is too long for this disk.
                why = str(error)
            if why:
                self.report.waiting.append(f"{said.name} from {said.device}: {why}")
                continue
            taken = True
            self.notebook.set_taken(said)
        self.progress("Joining decks", 1, 1)
        return taken

    def _take_one(self, said: Statement) -> str:
        """Take over what another device said about a deck; returns why that must wait, or ""."""
        path = safe_place(self._folder, said.name, Path(said.device))
        if path.exists() and (twin := self._twin(said.name, path)):
            return f"this disk does not tell its name from that of {twin}; rename one of the decks"
        match said.value:
            case {"gone": list(seen)}:
                return self._take_gone(said, path, frozenset(map(str, seen)))
            case {"file": str(stored)}:
                data = self.shared.find(stored)
            case _:
                raise InterchangeError("a newer version of quiz wrote it; update quiz")
        if data is None:
            return "has not arrived whole"
        version = read_version(data, said.name)
        deck = whole_deck(version.data)
        if deck is None:
            return "has faults there"
        if not path.exists():
            if self._was_deleted(version):
                return ""
            own = self._own().get(said.name)
            if own is not None and _is_gone(own):
                self.report.changes.append(
                    f"{said.name}: was deleted here, but changed on {said.device}; it is back"
                )
        elif whole_deck(read_bytes(path)) is None:
            return "your own file has faults"
        return self._join(said, version)

    def _twin(self, name: str, path: Path) -> str:
        """The own deck that the disk finds under this name although it is called otherwise, as
        disks that ignore capitals or accents' forms do; "" if there is none."""
        found = self._found()
        if name in found:
            return ""
        return next((other for other, file in found.items() if path.samefile(file.path)), "")

    def _was_deleted(self, version: DeckVersion) -> bool:
        """Whether a device deleted this deck after it had seen all that this version has."""
        every = self.notebook.said(DECK).get((DECK, version.name), [])
        gone = [set(map(str, each.value["gone"])) for each in every if _is_gone(each)]
        return any(all(names <= seen for names in version.editions.of.values()) for seen in gone)

    def _join(self, said: Statement, version: DeckVersion) -> str:
        # Both devices call what they make of the same two versions by the same name.
        own = self._own().get(said.name)
        pair = sorted((str(own.value.get("file")) if own else "", said.value["file"]))
        planner = DeckPlanner(
            Path(said.device), self.home, self._folder, edition=digest(" ".join(pair))
        )
        planner.plan(said.name, version.data, version.editions)
        known = self.store.known_cards()
        fresh = {card.key: card for card in new_cards(known, version.cards, planner.addresses)}
        # They come first: the game may read the deck as soon as it is written.
        self.store.save_known_cards({**{card.key: card for card in known}, **fresh}.values())
        for deck in planner.decks:
            if deck.content is not None:
                make_folder(deck.path.parent)
                self._write(deck, deck.path, deck.content, deck.editions)
                where = f" as {deck.path.name}" if deck.beside else ""
                self.report.changes.append(f"{said.name}: from {said.device}{where}")
        for join in planner.joins:
            note_cards(self.notebook, join)
            if join.content != join.before:
                self._write(join, join.path, join.content, join.editions)
                self.report.changes.append(join_line(join))
        remember(planner.decks, planner.joins, self.home)
        self.notebook.set_note(_JOINING, None)
        return ""

    def _write(
        self,
        deck: DeckToRestore | DeckToJoin,
        path: Path,
        content: bytes,
        editions: Editions | None,
    ) -> None:
        """Write a deck, so that a crash leaves either nothing or something to finish."""
        if editions is not None:
            made = [deck.name, hash_of(content), editions_fields(editions)]
            self.notebook.set_note(_JOINING, made)
        if isinstance(deck, DeckToJoin):
            write_joined(self.home, deck)
        else:
            create_file(path, content)

    def _finish_joining(self) -> None:
        """Remember what a deck and its editions are, if it was written just before a crash."""
        match self.notebook.note(_JOINING):
            case [str(name), str(written), dict(fields)]:
                path = self._folder.joinpath(*name.split("/"))
                data = read_bytes(path) if path.is_file() else b""
                if hash_of(data) == written:
                    editions = read_editions(Fields(fields, ""))
                    RememberedDeck(self.home, name).save(data, editions)
                self.notebook.set_note(_JOINING, None)

    def _take_gone(self, said: Statement, path: Path, seen: frozenset[str]) -> str:
        """Delete a deck that another device deleted, unless it has something new."""
        if not path.is_file():
            return ""
        data = read_bytes(path)
        deck = whole_deck(data)
        if deck is None:
            return "was deleted there; your own file has faults"
        remembered = RememberedDeck(self.home, said.name)
        name = token_hex(8)
        own = remembered.editions.taken_down(items_of(deck), name)
        if all(names <= seen for names in own.of.values()):
            keep_copy(self.home, said.name, data)
            with faults_of("delete", path):
                path.unlink()
            self._tell_gone(said.name, Editions(own.seen | seen))
            self.report.changes.append(
                f"{said.name}: deleted, as on {said.device}; a copy is in backups"
            )
            return ""
        # Everything counts as new, so that the whole deck comes back there.
        everything = Editions(own.seen | seen | {name}, dict.fromkeys(own.of, frozenset((name,))))
        remembered.save(data, everything)
        self.notebook.set_seen(str(path), Seen(-1, -1, ""))
        self.report.changes.append(
            f"{said.name}: was deleted on {said.device}, but changed here; it stays"
        )
        return ""


def _is_gone(said: Statement) -> bool:
    """Whether a device says that it deleted the deck."""
    return isinstance(said.value, dict) and isinstance(said.value.get("gone"), list)
