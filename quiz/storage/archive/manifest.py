"""The table of contents of an archive, with checksums."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from quiz import __version__
from quiz.decks.editions import Editions
from quiz.formats.archives import ArchiveError, SafeArchive
from quiz.formats.event_json import LARGEST, Fields, read_object
from quiz.formats.interchange import InterchangeError
from quiz.storage.archive.remembered_decks import editions_fields, read_editions

NAME = "manifest.json"
FORMAT = 3
"""Format 1 identified players by name only, format 2 had no pictures, sounds and imports."""
_MOST_BYTES = 32 * 2**20
_DIGEST = re.compile("[0-9a-f]{64}")
_PLAYER = re.compile(r"[\w.-]{1,64}")
_WHAT = re.compile("deck|media|import|history|cards|settings")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the archive.

    member: its name in the archive. what: deck, media, import, history, cards or settings. name:
    the path of a deck, picture or sound below the folder of own decks, or of what an import
    brought, or the id of a history's player (in format 1 the name), else "". size: bytes.
    digest: SHA-256. editions: of a deck without faults; older archives have none.
    """

    member: str
    what: str
    name: str
    size: int
    digest: str
    editions: Editions | None = None

    @classmethod
    def of(
        cls, member: str, what: str, name: str, data: bytes, editions: Editions | None = None
    ) -> Entry:
        """The entry of a file with this content."""
        return cls(member, what, name, len(data), sha256(data).hexdigest(), editions)


@dataclass(frozen=True, slots=True)
class ArchivedPlayer:
    """A player. ids: their ids in events, the player's own first; () in format 1.
    names: the names of players joined to them, in the order of their ids; if unknown, the player's
    own name."""

    name: str
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def name_of(self, key: str) -> str:
        """The name that belongs to one of these ids."""
        return dict(zip(self.ids[1:], self.names, strict=False)).get(key, self.name)


@dataclass(frozen=True, slots=True)
class Manifest:
    """made: milliseconds since 1970. players: the last one to play first."""

    made: int
    players: tuple[ArchivedPlayer, ...]
    entries: tuple[Entry, ...]

    def player_of(self, entry: Entry) -> ArchivedPlayer | None:
        """The player whose history this is; None if the manifest does not list them."""
        for packed in self.players:
            if entry.name == (packed.ids[0] if packed.ids else packed.name):
                return packed
        return None


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    value: dict[str, Any] = {
        "quiz": "archive",
        "version": FORMAT,
        "program": __version__,
        "made": manifest.made,
        "players": [
            {"name": each.name, "ids": list(each.ids), "names": list(each.names)}
            for each in manifest.players
        ],
        "files": [
            {
                "member": entry.member,
                "what": entry.what,
                "name": entry.name,
                "size": entry.size,
                "sha256": entry.digest,
            }
            | ({"editions": editions_fields(entry.editions)} if entry.editions else {})
            for entry in manifest.entries
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_manifest(archive: SafeArchive) -> Manifest:
    """Read the manifest. Raises ArchiveError unless it lists exactly the files in the archive."""
    if NAME not in archive:
        raise ArchiveError(
            f"{archive.path}: not an archive of `quiz export --all`: it has no {NAME}"
        )
    try:
        manifest = _read(read_object(archive.read(NAME, _MOST_BYTES)))
    except InterchangeError as error:
        raise ArchiveError(f"{archive.path}: {NAME}: {error.message}") from error
    named = [entry.member for entry in manifest.entries]
    if sorted([NAME, *named]) != sorted(member.name for member in archive.members):
        raise ArchiveError(f"{archive.path}: its files do not match those listed in {NAME}")
    return manifest


def verified_content(archive: SafeArchive, entry: Entry) -> bytes:
    """The content of a file. Raises ArchiveError unless it matches the manifest."""
    data = archive.read(entry.member, entry.size)
    if len(data) != entry.size or sha256(data).hexdigest() != entry.digest:
        raise ArchiveError(f"{archive.path}: {entry.member} is damaged: its checksum is wrong")
    return data


def _read(head: Fields) -> Manifest:
    if head.get("quiz") != "archive":
        raise InterchangeError('expected {"quiz": "archive", …}')
    version = head.version(FORMAT)
    entries = []
    for number, value in enumerate(head.items("files")):
        file = Fields(value, f"files[{number}]")
        entries.append(
            Entry(
                file.text("member"),
                file.match("what", _WHAT, "deck, media, import, history, cards or settings"),
                file.text("name", optional=True),
                file.integer("size", 0, LARGEST),
                file.match("sha256", _DIGEST, "a SHA-256 in hexadecimal digits"),
                _editions(file.get("editions"), f"files[{number}].editions"),
            )
        )
    return Manifest(
        head.integer("made", 0, LARGEST), tuple(_players(head, version)), tuple(entries)
    )


def _players(head: Fields, version: int) -> Iterator[ArchivedPlayer]:
    if version == 1:
        yield from map(ArchivedPlayer, head.texts("players"))
        return
    for number, value in enumerate(head.items("players")):
        player = Fields(value, f"players[{number}]")
        ids = player.texts("ids", 1)
        if not all(map(_PLAYER.fullmatch, ids)):
            raise player.wrong("ids", "ids of players")
        yield ArchivedPlayer(player.text("name"), ids, player.texts("names"))


def _editions(value: Any, place: str) -> Editions | None:
    return None if value is None else read_editions(Fields(value, place))
