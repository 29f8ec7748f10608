"""The classes that this device has joined: their decks stand beside the player's own, and the
answers to these go to the server.

Each server has a folder in `classes`, which is a folder of decks like any other; its decks belong
to the teacher, and are replaced when the teacher publishes a new edition.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from quiz import paths
from quiz.clock import system_clock
from quiz.decks.cards import make_cards
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import kept_object, make_folder, replace_file
from quiz.history.events import Event, Rerate, Undo
from quiz.history.ids import is_uuid
from quiz.http_client import Client
from quiz.progress import Progress, silent
from quiz.storage.archive.other_files import MEDIA as SUFFIXES
from quiz.storage.archive.remembered_decks import whole_deck
from quiz.storage.log.heads import Heads
from quiz.storage.log.store import Store
from quiz.storage.sync.lines import event_line
from quiz.storage.sync.notebook import FILE_NAME, Notebook
from quiz.storage.sync.place import LARGEST, SyncError, hash_of
from quiz.storage.sync.report import Report
from quiz.storage.sync.shared import Shared
from quiz.storage.sync.shared_server import CLASSES, ENTER, JOIN, LEAVE, SYNC, SharedServer, strange
from quiz.storage.sync.target import client_of, device_name
from quiz.storage.sync.tokens import keep_token

_ABOUT = "server.json"
_SENT = "cards whose answers were sent"
_PART = re.compile(r"[^/\\:*?\"<>|\x00-\x1f.][^/\\:*?\"<>|\x00-\x1f]{0,199}")
"""A name in a path from a server: not hidden, and one that every file system takes."""


class Joined(NamedTuple):
    """A server with classes. folder: of its decks. player: who plays for them here."""

    folder: Path
    address: str
    player: str

    @property
    def client(self) -> Client:
        """Comes with the token of this device."""
        return client_of(self.address, self.folder)


class ClassThere(NamedTuple):
    """A class that was joined."""

    server: Joined
    id: str
    name: str


def servers(home: Path) -> list[Joined]:
    """The servers with classes that this device has joined."""
    found = []
    for path in sorted((home / paths.CLASSES).glob(f"*/{_ABOUT}")):
        match kept_object(path):
            case {"address": str(address), "player": str(player)}:
                found.append(Joined(path.parent, address, player))
    return found


def join_class(address: str, code: str, name: str, player: str, home: Path) -> tuple[str, str]:
    """Join the class with this code; returns the names of the class and of the player in it.

    name: how the player wants to be called. player: their id. Raises QuizError.
    """
    server = _server_at(address, player, home)
    value = {"code": code, "name": name, "device": device_name()}
    match server.client.send_json(SYNC, CLASSES, JOIN, value=value):
        case {"token": str(token), "name": str(called), "class": str(title)}:
            _keep(server, token)
            return one_line(title), one_line(called)
    raise strange(address)


def enter_classes(address: str, link: str, player: str, home: Path) -> str:
    """Make this one more device of the person whose link it is, with all their classes; returns
    their name. player: who plays for them here. Raises QuizError."""
    server = _server_at(address, player, home)
    value = {"link": link, "device": device_name()}
    # Without a token from before, which may be of another person.
    match Client(address).send_json(SYNC, CLASSES, ENTER, value=value):
        case {"token": str(token), "name": str(called)} if token:
            # What was noted is of that person, too.
            (server.folder / FILE_NAME).unlink(missing_ok=True)
            _keep(server, token)
            return one_line(called)
    raise strange(address)


def _server_at(address: str, player: str, home: Path) -> Joined:
    slug = re.sub("[^a-z0-9]+", "-", urlsplit(address).netloc.lower()).strip("-")
    return Joined(home / paths.CLASSES / slug, address, player)


def _keep(server: Joined, token: str) -> None:
    """Note that this device has joined. token: "" for the one it has."""
    make_folder(server.folder)
    if token:
        keep_token(server.folder, server.address, token)
    about = json.dumps({"address": server.address, "player": server.player}, indent=1)
    replace_file(server.folder / _ABOUT, about + "\n")


def classes_there(home: Path) -> list[ClassThere]:
    """All classes that were joined. Raises QuizError if a server cannot be reached."""
    return [
        ClassThere(server, each["id"], one_line(each["name"]))
        for server in servers(home)
        for each in _asked(server)[1]
    ]


def leave_class(each: ClassThere) -> None:
    """Leave a class, and remove its decks; progress stays. Raises QuizError."""
    each.server.client.send_json(SYNC, CLASSES, each.id, LEAVE, value={})
    _, left = _asked(each.server)
    if left:
        _bring_decks(each.server, left, Report())
    else:
        shutil.rmtree(each.server.folder, ignore_errors=True)


def sync_classes(home: Path, progress: Progress = silent) -> Report:
    """Fetch the decks of all classes, and exchange the answers to them. A server that cannot be
    reached, or that another game here is asking, is named in the report."""
    report = Report()
    for server in servers(home):
        progress("Asking for the decks of your classes", 0, 1)
        try:
            person, classes = _asked(server)
            _bring_decks(server, classes, report)
            _exchange(server, person, home, report)
        except QuizError as error:
            report.away.append(str(error))
    return report


def _asked(server: Joined) -> tuple[str, list[dict[str, Any]]]:
    """The id of the player on the server, and the classes there."""
    match server.client.get_json(SYNC, CLASSES):
        case {"person": str(person), "classes": list(classes)} if is_uuid(person):
            if all(map(_is_class, classes)):
                return person, classes
    raise strange(server.address)


def _is_class(each: Any) -> bool:
    match each:
        case {"id": str(), "name": str(), "decks": list(decks)}:
            return all(map(_is_deck, decks))
    return False


def _is_deck(deck: Any) -> bool:
    match deck:
        case {"name": str(), "path": str(path), "edition": int(), "files": dict(files)}:
            return (
                path.endswith(".yaml")
                and _is_safe(path)
                and all(
                    _is_safe(name) and name.lower().endswith(SUFFIXES) and isinstance(digest, str)
                    for name, digest in files.items()
                )
            )
    return False


def _is_safe(path: str) -> bool:
    """Whether a path from a server stays in its folder, and writes no hidden file."""
    return len(path) <= 300 and all(map(_PART.fullmatch, path.split("/")))


# ── decks ───────────────────────────────────────────────────────────────────────────


def _bring_decks(server: Joined, classes: list[dict[str, Any]], report: Report) -> None:
    """Have exactly the published decks in the folder, with their pictures and sounds."""
    wanted: set[str] = set()
    with Notebook(server.folder) as notebook:
        for each in classes:
            for deck in each["decks"]:
                wanted.add(deck["path"])
                wanted |= _bring_files(server, each["id"], deck)
                text = _newer(server, notebook, each["id"], deck)
                if text is not None:
                    _write(server.folder / deck["path"], text)
                    said = f"{one_line(deck['path'])}: from {one_line(each['name'])}"
                    report.changes.append(said)
    _remove_others(server.folder, wanted)


def _bring_files(server: Joined, class_id: str, deck: Mapping[str, Any]) -> set[str]:
    """Fetch the pictures and sounds of a deck that are not here; returns the paths of all."""
    below = PurePosixPath(deck["path"]).parent
    paths = {str(below / name): digest for name, digest in deck["files"].items()}
    for path, digest in paths.items():
        if _digest(server.folder / path) != digest:
            data = server.client.get(SYNC, CLASSES, class_id, "file", most=LARGEST, digest=digest)
            if hash_of(data) == digest:
                _write(server.folder / path, data)
    return set(paths)


def _newer(
    server: Joined, notebook: Notebook, class_id: str, deck: Mapping[str, Any]
) -> bytes | None:
    """The text of a deck, if this device does not have it; a file that was changed here counts."""
    note = f"edition of {deck['path']}"
    here = _digest(server.folder / deck["path"])
    if notebook.note(note) == [class_id, deck["edition"], here]:
        return None
    text = server.client.get(SYNC, CLASSES, class_id, "deck", name=deck["name"])
    if whole_deck(text) is None:
        raise SyncError(f"{server.address} sent no deck for {one_line(deck['path'])}")
    notebook.set_note(note, [class_id, deck["edition"], hash_of(text)])
    return None if here == hash_of(text) else text


def _write(path: Path, data: bytes) -> None:
    make_folder(path.parent)
    with suppress(OSError):
        path.chmod(0o644)
    replace_file(path, data)
    # It is the teacher's: the game offers no changes that the next edition would undo.
    path.chmod(0o444)


def _digest(path: Path) -> str:
    try:
        return hash_of(path.read_bytes())
    except OSError:
        return ""


def _remove_others(folder: Path, wanted: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        below = path.relative_to(folder).as_posix()
        with suppress(OSError):
            if path.is_dir():
                # Only if it is empty.
                path.rmdir()
            elif "/" in below and below not in wanted:
                path.unlink()


# ── answers ─────────────────────────────────────────────────────────────────────────


def _exchange(server: Joined, person: str, home: Path, report: Report) -> None:
    """Send the answers to the decks of the classes, and take in those from elsewhere."""
    with closing(Store.open(home)) as store, Notebook(server.folder) as notebook:
        player = store.person_of(server.player) or store.last_player().id
        shared = Shared(SharedServer(server.client), notebook)
        received: set[str] = set()
        for path, said, begin, _ in shared.news(system_clock().ms):
            events = [event._replace(player=player) for event in said.events]
            report.received += store.append(*events)
            received.update(event.id for event in events)
            notebook.set_list(path, said.device or "?", begin + said.done)
        own = set(store.ids_of(player))
        keys, before = _keys(server.folder), set(notebook.note(_SENT) or ())
        heads = notebook.heads()
        with store.reading() as reader:
            now = store.heads()
            # The answers to a deck that was not there before may be older.
            older = (e for e in reader.all_after(Heads()) if _card(e) in keys - before)
            newer = (e for e in reader.all_after(heads) if _is_for(e, keys & before))
            events_to_send = [
                event._replace(player=person)
                for events in ((older if keys - before else ()), newer)
                for event in events
                if event.player in own and event.id not in received
            ]
        shared.append(map(event_line, events_to_send))
        report.sent += len(events_to_send)
        with notebook.writing():
            notebook.set_heads(now)
            # A deck that is taken back and returns counts as new: what was answered meanwhile
            # goes along then.
            notebook.set_note(_SENT, sorted(keys))


def _keys(folder: Path) -> set[str]:
    """The keys of the cards of all decks in a folder."""
    return {key for path in sorted(folder.rglob("*.yaml")) for key in _keys_of(folder, path)}


def _keys_of(folder: Path, path: Path) -> Iterator[str]:
    deck = whole_deck(path.read_bytes())
    if deck is not None:
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield from (card.key for card in make_cards(deck, name))


def _card(event: Event) -> str:
    return "" if isinstance(event, Undo | Rerate) else event.card


def _is_for(event: Event, keys: set[str]) -> bool:
    """Whether an event concerns these cards; what takes back another one may."""
    return isinstance(event, Undo | Rerate) or event.card in keys
