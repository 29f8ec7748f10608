"""Writes one archive with a whole data directory: decks, histories, settings."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from secrets import token_hex
from zlib import compress

from quiz.decks.known_card import KnownCard
from quiz.files import faults_of, read_bytes
from quiz.formats.archives import Limits, open_archive
from quiz.formats.event_json import event_fields
from quiz.history.events import Event
from quiz.history.player import Player
from quiz.settings.load import FILE_NAME as SETTINGS
from quiz.storage.archive.manifest import (
    NAME,
    ArchivedPlayer,
    Entry,
    Manifest,
    read_manifest,
    verified_content,
    write_manifest,
)
from quiz.storage.archive.other_files import files_below, other_files
from quiz.storage.archive.remembered_decks import take_down
from quiz.storage.library.find import SUFFIXES
from quiz.storage.log.store import Store

LIMITS = Limits(total=4 * 2**30, single=2**30, ratio=200)
_DAY = (1980, 1, 1, 0, 0, 0)
_CAREFUL = LIMITS.ratio // 2


def write_backup(path: Path, store: Store, home: Path, decks: Path, made: int) -> Manifest:
    """Write everything to a new archive, and read it back to verify it.

    home: data directory, with the settings. decks: the folder of the player's own decks. made:
    milliseconds since 1970. Raises QuizError.
    """
    players = [_packed(store, player) for player in store.players()]
    edition = token_hex(8)
    entries: list[Entry] = []
    with faults_of("write", path), zipfile.ZipFile(path, "x") as archive:
        for member, what, name, data in _files(store, home, decks, players):
            editions = take_down(home, name, data, edition) if what == "deck" else None
            info = zipfile.ZipInfo(member, _DAY)
            packed = len(compress(data, 1)) * _CAREFUL > len(data)
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(info, data)
            entries.append(Entry.of(member, what, name, data, editions))
        manifest = Manifest(made, tuple(players), tuple(entries))
        archive.writestr(zipfile.ZipInfo(NAME, _DAY), write_manifest(manifest))
    with open_archive(path, LIMITS) as written:
        for entry in read_manifest(written).entries:
            verified_content(written, entry)
    return manifest


def _packed(store: Store, player: Player) -> ArchivedPlayer:
    ids = store.ids_of(player.id)
    return ArchivedPlayer(player.name, tuple(ids), tuple(store.name_of(key) for key in ids[1:]))


def _files(
    store: Store, home: Path, decks: Path, players: list[ArchivedPlayer]
) -> Iterator[tuple[str, str, str, bytes]]:
    """For each file: its name in the archive, what it is, its own name, and its content."""
    for number, path in enumerate(files_below(decks, SUFFIXES), 1):
        name = path.relative_to(decks).as_posix()
        yield f"decks/{number:05}{path.suffix}", "deck", name, read_bytes(path)
    for member, what, name, path in other_files(home, decks):
        yield member, what, name, read_bytes(path)
    for number, player in enumerate(players, 1):
        key = player.ids[0]
        yield f"history/{number:03}.jsonl", "history", key, history(store.events(key))
    yield "history/cards.jsonl", "cards", "", known_cards(store.known_cards())
    settings = home / SETTINGS
    if settings.is_file():
        yield SETTINGS, "settings", "", read_bytes(settings)


def history(events: Iterable[Event]) -> bytes:
    """Events as JSON lines."""
    return _lines(event_fields(event) for event in events)


def known_cards(cards: Iterable[KnownCard]) -> bytes:
    """Known cards as JSON lines."""
    return _lines(card._asdict() for card in cards)


def _lines(values: Iterable[dict[str, object]]) -> bytes:
    texts = (json.dumps(value, ensure_ascii=False, allow_nan=False) for value in values)
    return "".join(f"{text}\n" for text in texts).encode("utf-8", "replace")
