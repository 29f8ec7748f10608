"""Examples of syncs between devices."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from quiz.errors import QuizError
from quiz.formats.event_json import event_fields
from quiz.history.events import Mark, MarkKind
from quiz.history.player import Player
from quiz.moment import Moment
from quiz.settings.load import load_settings
from quiz.settings.save import save_deck_options, save_search, save_setting
from quiz.storage.log.store import Store
from quiz.storage.parameters import load_parameters, save_parameters
from quiz.storage.sync import shared, shared_folder
from quiz.storage.sync.lines import (
    VERSION,
    Statement,
    _line,
    event_line,
    head_line,
    read_lines,
    statement_line,
)
from quiz.storage.sync.notebook import BusyError, Notebook
from quiz.storage.sync.personal import root_of
from quiz.storage.sync.place import SyncError
from quiz.storage.sync.status import status_of
from tests.factories import EVENING, answer, number_id
from tests.storage.sync.devices import ADA, Device, carry, exchange

DECK = "# mine\ntitle: Words\ncards:\n" + "".join(
    f"  - {{prompt: {word}, answer: {answer}}}\n"
    for word, answer in {"gato": "cat", "perro": "dog", "pez": "fish"}.items()
)
YEAR = 366 * 86_400_000


@pytest.fixture
def both(tmp_path: Path) -> tuple[Device, Device]:
    """A laptop and a phone."""
    return Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)


def lists(device: Device) -> list[Path]:
    """A device's own lists of lines."""
    return sorted((device.folder / device.name).glob("*.jsonl"))


# ── the log ──────────────────────────────────────────────────────────────────────


def test_answers_travel_both_ways(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    events = laptop.play(3) + phone.play(2)
    exchange(laptop, phone, times=2)
    assert laptop.log == phone.log == sorted(events)


def test_every_kind_of_event_travels_unchanged(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    (given,) = laptop.play()
    mark = Mark(number_id(9), ADA, Moment(EVENING, 60), "00000000000000c1", MarkKind.SUSPEND)
    with closing(Store.open(laptop.home)) as store:
        store.append(mark)
    exchange(laptop, phone, times=1)
    assert phone.log == [mark, given]


def test_nothing_new_writes_nothing(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.play(3)
    laptop.write(DECK)
    exchange(laptop, phone)
    before = {path: path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file()}
    report = laptop.sync()
    assert report.is_empty
    assert before == {p: p.read_bytes() for p in laptop.folder.rglob("*") if p.is_file()}


def test_a_device_writes_only_in_its_own_folder_and_only_at_the_end(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    laptop.play(3)
    laptop.sync()
    (before,) = [path.read_bytes() for path in lists(laptop)]
    carry(laptop, phone)
    phone.play(2)
    phone.sync()
    assert (phone.folder / laptop.name / lists(laptop)[0].name).read_bytes() == before
    laptop.play(1)
    laptop.sync()
    (after,) = [path.read_bytes() for path in lists(laptop)]
    assert after.startswith(before)
    assert after != before


def test_a_half_copied_file_is_read_up_to_its_last_whole_line_and_taken_up_later(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    events = laptop.play(3)
    laptop.sync()
    carry(laptop, phone, lambda path, data: data[:-10])
    assert phone.sync().received == 2
    assert phone.log == events[:2]
    assert phone.sync().received == 0
    carry(laptop, phone)
    assert phone.sync().received == 1
    assert phone.log == events


def test_a_file_with_a_hole_is_read_around_it_until_it_is_filled(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    events = laptop.play(3)
    laptop.sync()

    def with_hole(path: Path, data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        return b"".join([*lines[:-2], bytes(len(lines[-2]) - 1), b"\n", lines[-1]])

    carry(laptop, phone, with_hole)
    report = phone.sync()
    assert (report.received, report.held) == (2, 1)
    assert phone.log == [events[0], events[2]]
    carry(laptop, phone)
    assert phone.sync().held == 0
    assert phone.log == events


@pytest.mark.parametrize(
    "name", ["{} (phone's conflicted copy).jsonl", "{}.sync-conflict-20261130-120000-ABCDEFG.jsonl"]
)
def test_conflict_copies_of_a_list_are_read_like_others(
    both: tuple[Device, Device], name: str
) -> None:
    laptop, phone = both
    laptop.play(1)
    laptop.sync()
    extra = answer(id=number_id(77), player=ADA)
    (own,) = lists(laptop)
    copy = own.with_name(name.format(own.stem))
    copy.write_bytes(head_line(laptop.name) + event_line(extra))
    assert laptop.sync().received == 1
    assert extra in laptop.log
    carry(laptop, phone)
    phone.sync()
    assert phone.log == laptop.log


def test_a_conflict_copy_of_a_whole_folder_is_read_too(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    events = laptop.play(2)
    laptop.sync()
    copy = phone.folder / f"{laptop.name} (Conflicted copy 2026-11-30)"
    shutil.copytree(laptop.folder / laptop.name, copy)
    phone.sync()
    assert phone.log == events


def test_a_new_file_begins_when_one_is_full(
    both: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = both
    monkeypatch.setattr(shared, "FULL", 2_000)
    events = laptop.play(20)
    laptop.sync()
    assert len(lists(laptop)) > 3
    carry(laptop, phone)
    phone.sync()
    assert phone.log == events


def test_a_history_that_was_replaced_gets_back_what_it_lacks(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    events = laptop.play(2)
    laptop.sync()
    for path in laptop.home.glob("history.db*"):
        path.unlink()
    with closing(Store.open(laptop.home)) as store:
        store.add_player("Ada", ADA, 1)
    events += laptop.play(1)
    assert (laptop.sync().sent, laptop.log) == (1, events)
    exchange(laptop, phone, times=1)
    assert phone.log == events


def test_files_of_ours_that_are_gone_are_written_anew(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    events = laptop.play(2)
    laptop.write(DECK)
    exchange(laptop, phone)
    shutil.rmtree(laptop.folder / laptop.name)
    third = Device(laptop.home.parent.parent / "third", 3)
    exchange(laptop, third)
    assert third.log == events
    assert third.cards() == ["gato cat", "perro dog", "pez fish"]


def test_an_event_from_far_in_the_future_waits_and_is_not_lost() -> None:
    late = answer(id=number_id((EVENING + 2 * YEAR) << 80), player=ADA)
    data = head_line("phone-1") + event_line(late) + event_line(answer(player=ADA))
    now = read_lines(data, "", EVENING)
    assert [event.id for event in now.events] == [number_id(1)]
    assert (now.held, now.done) == (1, len(head_line("phone-1")))
    later = read_lines(data[now.done :], now.device, EVENING + 2 * YEAR)
    assert late in later.events


def test_lines_of_a_newer_version_wait_for_an_update() -> None:
    strange = _line({"what": "telepathy", "id": number_id(1)})
    found = read_lines(head_line("phone-1") + strange + event_line(answer()), "", EVENING)
    assert (found.held, len(found.events), found.done) == (1, 1, len(head_line("phone-1")))
    newer = _line({"what": "device", "version": VERSION + 1, "device": "phone-1"})
    found = read_lines(newer + event_line(answer()), "", EVENING)
    assert (found.events, found.done) == ([], 0)


@pytest.mark.parametrize(
    "text", [b"", b"\n", b"hello\n", b'{"what": "said"}\n', b"\xff\xfe\x00\n\n", b"[" * 99_999]
)
def test_other_files_are_left_alone(both: tuple[Device, Device], text: bytes) -> None:
    laptop, _ = both
    folder = laptop.folder / "notes"
    folder.mkdir()
    (folder / "diary.jsonl").write_bytes(text)
    (folder / "photo.png").write_bytes(text)
    (laptop.folder / "loose.jsonl").write_bytes(text)
    report = laptop.sync()
    assert report.received == 0
    assert report.foreign == (["notes/diary.jsonl"] if b"\n" in text else [])
    assert (folder / "diary.jsonl").read_bytes() == text


def test_forged_lines_hold_nothing_up(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    folder = laptop.folder / "x-1"
    folder.mkdir()
    fields = event_fields(answer(player=ADA))
    wrong = [
        fields | {"credit": 7},
        fields | {"id": "no"},
        fields | {"rating": 9},
        {"what": "said", "kind": "setting", "name": "x" * 5_000, "at": 1, "is": 1},
        {"what": "said", "kind": "setting", "name": "lives", "at": -1, "is": 1},
        {"what": "said", "kind": "setting", "name": "lives", "at": 1, "is": "many"},
        {"what": "said", "kind": "setting", "name": "theme", "at": 1, "is": "nord"},
        {"what": "said", "kind": "player", "name": "no id", "at": 1, "is": "Eve"},
        {"what": "said", "kind": "player", "name": number_id(3), "at": 1, "is": "\x1b[31m"},
        {"what": "said", "kind": "player", "name": number_id(4), "at": 1, "is": ["Eve"]},
        {"what": "said", "kind": "part of player", "name": ADA, "at": 1, "is": ["x"]},
        {"what": "said", "kind": "removed player", "name": ADA, "at": 1, "is": {}},
        {"what": "said", "kind": "weights", "name": ADA, "at": 1, "is": "heavy"},
        {"what": "said", "kind": "search", "name": "a\nb", "at": 1, "is": "x"},
        {"what": "said", "kind": "search", "name": "a", "at": 1, "is": "\ud800"},
        {"what": "said", "kind": "search", "name": "\ud800", "at": 1, "is": "x"},
        {"what": "said", "kind": "deck options", "name": "d", "at": 1, "is": {"paused": 3}},
        {"what": "said", "kind": "deck options", "name": "d", "at": 1, "is": [[]]},
        {"what": "said", "kind": "\ud800", "name": "d", "at": 1, "is": 1},
        {"what": "said", "kind": "deck", "name": "../../evil.yaml", "at": 1, "is": {"gone": []}},
        {"what": "said", "kind": "deck", "name": "d.yaml", "at": 1, "is": [1]},
        {"what": "said", "kind": "deck", "name": "d.yaml", "at": 2, "is": {"file": "../../x"}},
        {"what": "said", "kind": "media", "name": "../x.png", "at": 1, "is": "0"},
    ]
    forged = b"".join(
        b"%08x %s\n" % (crc32(text), text) for text in (json.dumps(w).encode() for w in wrong)
    )
    data = head_line("x-1") + forged + event_line(answer(player=ADA))
    (folder / "events-1.jsonl").write_bytes(data)
    report = laptop.sync()
    assert report.received == 1
    assert load_settings(laptop.home / "settings.toml").settings.lives == 3
    with closing(Store.open(laptop.home)) as store:
        assert [player.name for player in store.players()] == ["Ada"]
        assert [player.name for player in store.players()] == ["Ada"]
    assert not load_settings(laptop.home / "settings.toml").settings.searches
    assert not list(laptop.home.parent.rglob("evil*"))
    (folder / os.fsdecode(b"\xff.jsonl")).write_bytes(data)
    assert laptop.sync().received == 0


# ── the folder ───────────────────────────────────────────────────────────────────


def test_a_folder_that_is_not_there_loses_nothing(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.folder.rename(laptop.folder.with_name("away"))
    events = laptop.play(2)
    with pytest.raises(SyncError, match=r"shared is not there; everything is kept here"):
        laptop.sync()
    assert not laptop.folder.exists()
    laptop.folder.with_name("away").rename(laptop.folder)
    exchange(laptop, phone, times=1)
    assert phone.log == events


def test_an_empty_folder_may_be_one_that_is_not_mounted(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    laptop.play()
    laptop.sync()
    shutil.rmtree(laptop.folder)
    laptop.folder.mkdir()
    with pytest.raises(SyncError, match="is it mounted"):
        laptop.sync()
    assert list(laptop.folder.iterdir()) == []
    assert laptop.sync(anew=True).sent == 1


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "a folder that you can write to"),
        (errno.EROFS, "a folder that you can write to"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_folder_that_cannot_be_written_says_so_and_nothing_is_lost(
    both: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    laptop, phone = both
    events = laptop.play(3)
    load_settings(laptop.home / "settings.toml")

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(shared_folder.os, "fsync", refuse)
        with pytest.raises(SyncError, match=message):
            laptop.sync()
    exchange(laptop, phone, times=1)
    assert phone.log == events


def test_two_games_of_one_device_do_not_sync_at_once(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    with closing(Notebook(laptop.home)), pytest.raises(BusyError, match="another game here"):
        laptop.sync()


def test_a_copied_data_directory_becomes_a_device_of_its_own(
    both: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = both
    laptop.play()
    laptop.sync()
    name = laptop.name
    monkeypatch.setattr("platform.node", lambda: "Ada’s MacBook")
    assert laptop.name != name
    assert laptop.name.startswith("ada-s-macbook-")
    exchange(laptop, phone, times=1)
    assert phone.log == laptop.log


def test_two_copies_of_a_data_directory_on_machines_of_one_name_hear_each_other(
    both: tuple[Device, Device], tmp_path: Path
) -> None:
    """Whoever syncs first adds to the file that the other one calls its own, too."""
    laptop, phone = both
    laptop.write(DECK)
    laptop.play()
    laptop.sync()
    copy = Device(tmp_path / "copy", 9)
    shutil.rmtree(copy.home)
    shutil.copytree(laptop.home, copy.home)
    copy.folder = laptop.folder
    copy.play(2)
    copy.write(DECK, "more.yaml")
    copy.sync()
    laptop.play(3)
    laptop.sync()
    copy.sync()
    carry(laptop, phone)
    phone.sync()
    assert len(laptop.log) == 6
    assert laptop.log == copy.log == phone.log
    assert laptop.library == copy.library == phone.library


@pytest.mark.parametrize("name", ["a" * 300, "é" * 150, "a" * 245])
def test_a_deck_whose_name_is_too_long_for_a_disk_holds_up_nothing(
    both: tuple[Device, Device], name: str
) -> None:
    laptop, phone = both
    lines = [head_line("evil-1")]
    for number, value in enumerate(({"gone": []}, {"file": "0" * 64})):
        lines.append(statement_line(Statement("evil-1", "deck", f"{name}.yaml", number, value)))
    (laptop.folder / "evil-1").mkdir()
    (laptop.folder / "evil-1" / "events.jsonl").write_bytes(b"".join(lines))
    if len(name.encode()) < 250:
        laptop.write(DECK, f"{name}.yaml")
    laptop.write(DECK)
    assert "too long" in "".join(laptop.sync().waiting)
    carry(laptop, phone)
    phone.sync()
    assert phone.cards() == laptop.cards()


def test_a_file_that_cannot_be_read_now_holds_up_no_other(
    both: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    laptop, phone = both
    third = Device(tmp_path / "third", 3)
    for device in (laptop, third):
        device.play()
        device.sync()
        carry(device, phone)
    (locked,) = (phone.folder / laptop.name).glob("*.jsonl")
    opened = Path.open

    def refuse(path: Path, *rest: Any, **more: Any) -> Any:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        report = phone.sync()
    assert (report.received, report.held) == (1, 1)
    assert report.devices == [third.name]
    assert phone.sync().received == 1
    assert len(phone.log) == 2


def test_what_a_crash_left_half_written_goes(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    laptop.write(DECK)
    laptop.sync()
    half = laptop.folder / laptop.name / "files" / ".x1.new"
    half.write_bytes(b"half")
    laptop.edit("cat", "tomcat")
    laptop.sync()
    assert not half.exists()


def test_a_full_disk_and_damage_are_told_in_one_line(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    with pytest.raises(QuizError, match="the disk is full"), Notebook(laptop.home):
        raise full
    damage = sqlite3.DatabaseError("malformed")
    damage.sqlite_errorname = "SQLITE_CORRUPT"
    with pytest.raises(QuizError, match="begins anew"), Notebook(laptop.home):
        raise damage
    assert not (laptop.home / "sync.db").exists()
    laptop.sync()


def test_a_damaged_notebook_is_begun_anew(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    events = laptop.play(2)
    laptop.sync()
    assert laptop.name
    (laptop.home / "sync.db").write_bytes(b"nonsense" * 1_000)
    exchange(laptop, phone, times=1)
    assert phone.log == laptop.log == events


@pytest.mark.parametrize(
    "name",
    [
        "history (Ada's conflicted copy 2026-11-30).db",
        "history.sync-conflict-20261130-120000-ABCDEFG.db",
        "history (1).db",
    ],
)
def test_conflict_copies_of_the_history_are_joined(both: tuple[Device, Device], name: str) -> None:
    laptop, phone = both
    here, there = laptop.play(1), phone.play(2)
    shutil.copy(phone.home / "history.db", laptop.home / name)
    report = laptop.sync()
    assert report.changes[0] == f"{name}: 2 new joined; the copy is in backups"
    assert laptop.log == sorted([*here, *there])
    assert not (laptop.home / name).exists()
    assert len(list((laptop.home / "backups").glob("*conflict-copy.db"))) == 1


def test_a_damaged_copy_of_the_history_is_left_alone(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    laptop.play(1)
    copy = laptop.home / "history (1).db"
    copy.write_bytes(b"nonsense" * 999)
    assert "cannot be joined" in laptop.sync().changes[0]
    assert copy.exists()
    assert len(laptop.log) == 1


# ── decks ────────────────────────────────────────────────────────────────────────


def test_decks_travel_and_are_joined_card_by_card(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    assert phone.deck().read_text() == DECK
    laptop.edit("answer: cat", "answer: tomcat")
    phone.edit("  - {prompt: perro, answer: dog}\n", "  - {prompt: pan, answer: bread}\n")
    exchange(laptop, phone)
    assert laptop.cards() == phone.cards() == ["gato tomcat", "pan bread", "pez fish"]
    assert laptop.deck().read_text().startswith("# mine")


def test_progress_follows_a_card_to_a_device_that_never_saw_its_first_text(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    key = laptop.keys["words", "gatocat"]
    laptop.edit("prompt: gato", "prompt: el gato")
    assert laptop.keys["words", "el gatocat"] == key
    exchange(laptop, phone)
    assert phone.keys["words", "el gatocat"] == key


def test_a_card_changed_on_both_sides_keeps_both_texts_until_one_is_chosen(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    assert laptop.keys == phone.keys
    laptop.edit("answer: dog", "answer: hound")
    phone.edit("answer: dog", "answer: dogs")
    exchange(laptop, phone)
    assert laptop.cards() == phone.cards() == ["gato cat", "perro dogs", "perro hound", "pez fish"]
    assert status_of(phone.home, phone.folder).questions == 1
    (question,) = phone.questions
    phone.settle(question, question.mine.answer == "hound")
    exchange(phone, laptop)
    assert laptop.cards() == phone.cards() == ["gato cat", "perro hound", "pez fish"]
    assert status_of(phone.home, phone.folder).questions == 0
    assert laptop.keys == phone.keys


@pytest.mark.parametrize(
    ("old", "here", "there"), [("er: dog", "er: hound", "er: dogs"), ("perro", "can", "chucho")]
)
def test_two_devices_that_choose_different_texts_lose_neither(
    both: tuple[Device, Device], old: str, here: str, there: str
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    laptop.edit(old, here)
    phone.edit(old, there)
    mine = {device: device.cards() for device in both}
    for device in both:
        device.sync()
    carry(laptop, phone)
    carry(phone, laptop)
    for device in both:
        device.sync()
        (question,) = device.questions
        device.settle(question, True)
        assert device.cards() == mine[device]
    exchange(laptop, phone)
    assert laptop.cards() == phone.cards() == sorted({*mine[laptop], *mine[phone]})


@pytest.mark.parametrize("kept", ["hound", "dogs"])
def test_the_chosen_text_keeps_the_progress_of_the_card(
    both: tuple[Device, Device], kept: str
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    key = laptop.keys["words", "perrodog"]
    assert phone.keys["words", "perrodog"] == key
    laptop.edit("answer: dog", "answer: hound")
    phone.edit("answer: dog", "answer: dogs")
    laptop.sync()
    carry(laptop, phone)
    phone.sync()
    (question,) = phone.questions
    phone.settle(question, question.mine.answer == kept)
    exchange(phone, laptop)
    assert phone.cards() == laptop.cards() == ["gato cat", f"perro {kept}", "pez fish"]
    assert phone.keys["words", f"perro{kept}"] == laptop.keys["words", f"perro{kept}"] == key


def test_a_deck_deleted_here_and_unchanged_there_is_deleted(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    laptop.deck().unlink()
    laptop.sync()
    carry(laptop, phone)
    report = phone.sync()
    assert not phone.deck().exists()
    assert report.changes == [f"words.yaml: deleted, as on {laptop.name}; a copy is in backups"]
    kept = phone.home / "backups" / "decks-before-restore" / "words.yaml"
    assert kept.read_text() == DECK
    exchange(laptop, phone)
    assert laptop.library == phone.library == {}


def test_a_deck_deleted_here_and_changed_there_stays_and_comes_back(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    laptop.deck().unlink()
    phone.edit("answer: dog", "answer: hound")
    laptop.sync()
    carry(laptop, phone)
    assert f"words.yaml: was deleted on {laptop.name}, but changed here; it stays" in (
        phone.sync().changes
    )
    exchange(phone, laptop)
    assert laptop.cards() == phone.cards() == ["gato cat", "perro hound", "pez fish"]


def test_a_missing_folder_of_decks_deletes_nothing_elsewhere(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    laptop.decks.rename(laptop.decks.with_name("elsewhere"))
    assert "is not there" in laptop.sync().waiting[0]
    carry(laptop, phone)
    phone.sync()
    assert phone.deck().exists()


def test_decks_that_cannot_be_seen_now_are_not_deleted_elsewhere(
    both: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    laptop.write(DECK, "school/words.yaml")
    exchange(laptop, phone)
    laptop.deck().rename(laptop.home / "words.yaml")
    laptop.deck().symlink_to(laptop.home / "away" / "words.yaml")
    scandir = os.scandir

    def refuse(place: str) -> object:
        if str(place).endswith("school"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    with monkeypatch.context() as patched:
        patched.setattr("quiz.storage.library.find.os.scandir", refuse)
        laptop.sync()
    carry(laptop, phone)
    phone.sync()
    assert list(phone.library) == ["school/words.yaml", "words.yaml"]


def test_a_deck_with_faults_waits_until_it_is_mended(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    laptop.write(DECK + "  - {prompt: pan}\n")
    assert laptop.sync().waiting == ["words.yaml: has faults; `quiz check`"]
    carry(laptop, phone)
    phone.edit("answer: cat", "answer: tomcat")
    phone.sync()
    carry(phone, laptop)
    waiting = laptop.sync().waiting
    assert f"words.yaml from {phone.name}: your own file has faults" in waiting
    laptop.write(DECK + "  - {prompt: pan, answer: bread}\n")
    exchange(laptop, phone)
    assert laptop.cards() == phone.cards()
    assert laptop.cards() == ["gato tomcat", "pan bread", "perro dog", "pez fish"]


def test_a_deck_whose_file_has_not_arrived_waits(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(DECK)
    laptop.sync()
    carry(laptop, phone, lambda path, data: data if path.suffix else data[:-1])
    assert phone.sync().waiting == [f"words.yaml from {laptop.name}: has not arrived whole"]
    assert status_of(phone.home, phone.folder).decks == ["words.yaml"]
    carry(laptop, phone)
    assert phone.sync().waiting == []
    assert phone.deck().read_text() == DECK


@pytest.mark.parametrize(
    ("here", "there"), [("Words.yaml", "words.yaml"), ("cafe\u0301.yaml", "caf\u00e9.yaml")]
)
def test_two_decks_that_a_disk_takes_for_one_are_not_mixed_up(
    both: tuple[Device, Device], here: str, there: str
) -> None:
    laptop, phone = both
    laptop.write(DECK, here)
    phone.write(DECK.replace("gato", "perico"), there)
    # As on a disk that ignores capitals: both names lead to the laptop's one file.
    os.link(laptop.deck(here), laptop.deck(there))
    before = laptop.deck(here).read_bytes()
    phone.sync()
    carry(phone, laptop)
    (told,) = [line for line in laptop.sync().waiting if there in line]
    assert f"does not tell its name from that of {here}; rename one" in told
    assert laptop.deck(here).read_bytes() == before
    laptop.deck(there).unlink()
    exchange(laptop, phone)
    assert len(laptop.library) == len(phone.library) == 2
    assert laptop.library == phone.library


def test_a_renamed_deck_keeps_its_progress(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(DECK)
    exchange(laptop, phone)
    key = laptop.keys["words", "gatocat"]
    assert phone.keys["words", "gatocat"] == key
    laptop.deck().rename(laptop.deck("spanish.yaml"))
    assert laptop.keys["spanish", "gatocat"] == key
    exchange(laptop, phone)
    assert list(phone.library) == ["spanish.yaml"]
    assert phone.keys["spanish", "gatocat"] == key


def test_no_deck_is_written_through_a_link_out_of_the_decks(
    both: tuple[Device, Device], tmp_path: Path
) -> None:
    laptop, phone = both
    laptop.write(DECK, "school/words.yaml")
    (tmp_path / "private").mkdir()
    (phone.decks / "school").symlink_to(tmp_path / "private")
    laptop.sync()
    carry(laptop, phone)
    assert "is a link out of" in phone.sync().waiting[0]
    assert list((tmp_path / "private").iterdir()) == []
    # Nor is one deleted there.
    laptop.deck("school/words.yaml").unlink()
    (tmp_path / "private" / "words.yaml").write_text(DECK)
    laptop.sync()
    carry(laptop, phone)
    assert "is a link out of" in phone.sync().waiting[0]
    assert (tmp_path / "private" / "words.yaml").read_text() == DECK


# ── pictures and sounds ──────────────────────────────────────────────────────────

PICTURED = "title: W\ncards:\n  - {prompt: a, answer: b, image: pics/a.png}\n"


def test_pictures_travel_with_their_deck(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(PICTURED, "school/w.yaml")
    picture = laptop.decks / "school" / "pics" / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(b"one")
    exchange(laptop, phone)
    there = phone.decks / "school" / "pics" / "a.png"
    assert there.read_bytes() == b"one"
    there.write_bytes(b"another")
    exchange(phone, laptop)
    assert picture.read_bytes() == b"another"
    picture.unlink()
    exchange(laptop, phone)
    assert picture.read_bytes() == there.read_bytes() == b"another"


def test_a_picture_may_arrive_after_its_deck(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.write(PICTURED)
    picture = laptop.decks / "pics" / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(b"x" * 100)
    laptop.sync()
    carry(laptop, phone, lambda path, data: data if data != b"x" * 100 else data[:50])
    assert phone.sync().waiting == ["pics/a.png: has not arrived whole"]
    assert phone.deck().read_text() == PICTURED
    carry(laptop, phone)
    assert phone.sync().waiting == []
    assert (phone.decks / "pics" / "a.png").read_bytes() == b"x" * 100


@pytest.mark.parametrize("path", ["../a.png", "/etc/passwd", "other.yaml", ".ssh/a.png", "~/a"])
def test_no_picture_is_written_outside_or_over_a_deck(
    both: tuple[Device, Device], path: str
) -> None:
    laptop, phone = both
    laptop.write(PICTURED.replace("pics/a.png", path), "in/w.yaml")
    for place in (laptop.decks, laptop.decks / "in"):
        if not path.startswith(("/", "~")):
            (place / path).parent.mkdir(exist_ok=True)
            (place / path).write_bytes(b"title: W\ncards:\n  - {prompt: x, answer: y}\n")
    exchange(laptop, phone)
    found = {p.relative_to(phone.home).as_posix() for p in phone.home.rglob("*") if p.is_file()}
    assert not {name for name in found if name.endswith(("a.png", "passwd"))}


# ── players, weights and settings ────────────────────────────────────────────────


def settings_file(device: Device) -> Path:
    return device.home / "settings.toml"


def test_settings_for_learning_travel_and_those_of_the_machine_stay(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    save_setting(settings_file(laptop), "new_per_day", 30)
    save_setting(settings_file(laptop), "theme", "nord")
    save_setting(settings_file(laptop), "easy_days", ["sat"])
    save_search(settings_file(laptop), "hard", "is:leech")
    options = load_settings(settings_file(laptop)).settings.options_of("words")
    save_deck_options(settings_file(laptop), "words", options._replace(paused=True))
    exchange(laptop, phone)
    there = load_settings(settings_file(phone)).settings
    assert (there.new_per_day, there.easy_days, there.theme) == (30, ("sat",), "quiz-dark")
    assert there.searches == {"hard": "is:leech"}
    assert there.options_of("words").paused
    save_setting(settings_file(phone), "new_per_day", 20)
    save_search(settings_file(phone), "hard", "")
    exchange(phone, laptop)
    here = load_settings(settings_file(laptop)).settings
    assert (here.new_per_day, here.searches, here.theme) == (20, {}, "nord")


def test_the_newest_setting_holds_even_if_a_clock_is_wrong(
    both: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = both
    monkeypatch.setattr("time.time_ns", lambda: (EVENING + YEAR) * 1_000_000)
    save_setting(settings_file(laptop), "lives", 5)
    exchange(laptop, phone)
    monkeypatch.setattr("time.time_ns", lambda: EVENING * 1_000_000)
    save_setting(settings_file(phone), "lives", 7)
    exchange(phone, laptop)
    assert load_settings(settings_file(laptop)).settings.lives == 7


def test_a_device_that_joins_takes_over_what_the_others_agreed_on(
    both: tuple[Device, Device],
) -> None:
    laptop, phone = both
    save_setting(settings_file(laptop), "lives", 5)
    laptop.sync()
    save_setting(settings_file(phone), "lives", 9)
    save_setting(settings_file(phone), "daily_goal", 50)
    exchange(laptop, phone)
    for device in both:
        settings = load_settings(settings_file(device)).settings
        assert (settings.lives, settings.daily_goal) == (5, 50)


def test_faulty_settings_are_not_said(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    save_setting(settings_file(laptop), "lives", 5)
    exchange(laptop, phone)
    settings_file(laptop).write_text("lives = 'many'\n")
    assert "lives" in laptop.sync().waiting[0]
    carry(laptop, phone)
    phone.sync()
    assert load_settings(settings_file(phone)).settings.lives == 5


def test_weights_travel(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    from quiz.scheduling.scheduler import SchedulerOptions

    weights = tuple(SchedulerOptions().parameters)
    save_parameters(laptop.home / "parameters.toml", ADA, weights, "fitted", "Ada")
    exchange(laptop, phone)
    there = phone.home / "parameters.toml"
    assert load_parameters(there, ADA).parameters == weights
    assert f"from {laptop.name}" in there.read_text(encoding="utf-8")


class People:
    """The players of a device."""

    def __init__(self, device: Device) -> None:
        self.home = device.home

    def do(self, what: Callable[[Store], object]) -> None:
        with closing(Store.open(self.home)) as store:
            what(store)

    @property
    def names(self) -> list[str]:
        with closing(Store.open(self.home)) as store:
            return sorted(player.name for player in store.players())


def test_players_are_renamed_removed_and_joined_everywhere(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    here, there = map(People, both)
    bo, cy = number_id(0xB0), number_id(0xC1)
    here.do(lambda store: (store.add_player("Bo", bo), store.add_player("Cy", cy)))
    exchange(laptop, phone)
    assert there.names == ["Ada", "Bo", "Cy"]
    there.do(lambda store: (store.rename_player(bo, "Bob"), store.remove_player(cy)))
    exchange(phone, laptop)
    assert here.names == ["Ada", "Bob"]
    here.do(lambda store: (store.join_players(bo, ADA), store.bring_back_player(cy)))
    exchange(laptop, phone)
    assert there.names == ["Ada", "Cy"]
    there.do(lambda store: store.bring_back_player(bo))
    exchange(phone, laptop)
    assert here.names == ["Ada", "Bob", "Cy"]


def test_players_joined_crosswise_on_two_devices_become_one(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    here, there = map(People, both)
    bo = number_id(0xB0)
    here.do(lambda store: store.add_player("Bo", bo))
    exchange(laptop, phone)
    here.do(lambda store: store.join_players(bo, ADA))
    there.do(lambda store: store.join_players(ADA, bo))
    exchange(laptop, phone, times=4)
    assert here.names == there.names
    assert len(here.names) == 1


def test_root_of_chains_and_circles() -> None:
    assert root_of("a", {}) == "a"
    assert root_of("a", {"a": "b", "b": "c"}) == "c"
    assert root_of("c", {"a": "b", "b": "a", "c": "b"}) == "a"
    assert root_of("a", {"a": None}) == "a"


def namesake(device: Device, key: str) -> Player:
    """Another person of the name Ada, who plays on this device instead."""
    with closing(Store.open(device.home)) as store:
        store.rename_player(ADA, "Somebody")
        store.remove_player(ADA)
        player = store.add_player("Ada", key)
        store.append(answer(id=number_id(5), player=key))
    return player


@pytest.fixture
def strangers(tmp_path: Path) -> tuple[Device, Device]:
    """Two devices on each of which another Ada has played."""
    laptop, phone = Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)
    for path in phone.home.glob("history.db*"):
        path.unlink()
    with closing(Store.open(phone.home)) as store:
        store.add_player("Ada", number_id(0xADA), 1)
        store.append(answer(id=number_id(5), player=number_id(0xADA)))
    laptop.play(2)
    return laptop, phone


def test_equal_names_stay_two_people_until_somebody_says_they_are_one(
    strangers: tuple[Device, Device],
) -> None:
    laptop, phone = strangers
    here, there = map(People, strangers)
    exchange(laptop, phone)
    assert here.names == there.names == ["Ada", "Ada (2)"]
    assert laptop.sync().questions == 1
    assert status_of(laptop.home, laptop.folder).questions == 1
    (question,) = laptop.questions
    assert (question.here.name, question.there.name) == ("Ada", "Ada (2)")
    laptop.settle(question, True)
    exchange(laptop, phone)
    assert here.names == there.names == ["Ada"]
    with closing(Store.open(phone.home)) as store:
        (ada,) = store.players()
        assert len(store.events(ada.id)) == 3
    assert status_of(phone.home, phone.folder).questions == 0


def test_who_plays_goes_on_under_the_same_name_when_two_players_are_one(
    strangers: tuple[Device, Device],
) -> None:
    _, phone = strangers
    exchange(*strangers)
    with closing(Store.open(phone.home)) as store:
        store.add_player("Bo")
        store.choose_player(number_id(0xADA))
    (question,) = phone.questions
    phone.settle(question, True)
    with closing(Store.open(phone.home)) as store:
        # The Ada of the laptop has more answers.
        assert store.players()[0] == Player(ADA, "Ada")
        assert [player.name for player in store.players()] == ["Ada", "Bo"]


def test_equal_names_that_are_two_people_are_asked_about_once(
    strangers: tuple[Device, Device],
) -> None:
    laptop, phone = strangers
    exchange(laptop, phone)
    (question,) = laptop.questions
    laptop.settle(question, False)
    assert laptop.sync().questions == 0
    assert not laptop.questions
    assert People(laptop).names == ["Ada", "Ada (2)"]


def test_a_new_device_goes_on_as_the_only_player(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.play(2)
    for path in phone.home.glob("history.db*"):
        path.unlink()
    with closing(Store.open(phone.home)) as store:
        assert store.last_player().name == "player"
    exchange(laptop, phone)
    assert People(phone).names == ["Ada"]
    with closing(Store.open(phone.home)) as store:
        assert store.last_player().id == ADA
    assert People(laptop).names == ["Ada"]


# ── what is there ────────────────────────────────────────────────────────────────


def test_the_status_says_what_is_new_and_changes_nothing(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.play(2)
    laptop.write(DECK)
    laptop.sync()
    carry(laptop, phone)
    phone.play(1)
    status = status_of(phone.home, phone.folder)
    assert (status.incoming, status.outgoing, status.last) == (2, 1, 0)
    assert status.devices == [laptop.name]
    assert status.decks == ["words.yaml"]
    assert not phone.deck().exists()
    phone.sync()
    status = status_of(phone.home, phone.folder)
    assert (status.incoming, status.outgoing, status.decks) == (0, 0, [])
    assert status.last > 0


def test_the_files_are_json_with_checksums(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    laptop.play(1)
    laptop.sync()
    (path,) = lists(laptop)
    lines = [json.loads(line[9:]) for line in path.read_text().splitlines()]
    assert [line["what"] for line in lines] == ["device", "said", "answer"]


def test_a_notebook_that_cannot_be_opened_is_one_message(both: tuple[Device, Device]) -> None:
    laptop, _ = both
    (laptop.home / "sync.db").mkdir()
    with pytest.raises(QuizError, match=r"sync\.db"):
        laptop.sync()
    assert sqlite3.sqlite_version


# ── several places ───────────────────────────────────────────────────────────────


def test_a_folder_that_was_moved_is_known_again(both: tuple[Device, Device]) -> None:
    laptop, phone = both
    laptop.play(3)
    exchange(laptop, phone)
    before = lists(laptop)
    laptop.folder = laptop.folder.rename(laptop.folder.with_name("moved"))
    assert laptop.sync().is_empty
    assert [path.name for path in lists(laptop)] == [path.name for path in before]


def test_a_device_passes_on_from_one_folder_to_another(tmp_path: Path) -> None:
    laptop, bridge, phone = (Device(tmp_path / str(n), n) for n in range(3))
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    laptop.write(DECK)
    laptop.play(2)
    save_setting(laptop.home / "settings.toml", "new_per_day", 7)
    laptop.sync_at_once(one)
    bridge.sync_at_once(one)
    save_setting(phone.home / "settings.toml", "new_per_day", 3)
    phone.play(1)
    phone.sync_at_once(other)
    for _ in range(2):
        for device, place in ((bridge, other), (phone, other), (bridge, one), (laptop, one)):
            device.sync_at_once(place)
    assert laptop.log == bridge.log == phone.log
    assert len(laptop.log) == 3
    assert laptop.library == phone.library
    assert laptop.personal == bridge.personal == phone.personal
    for device, place in ((bridge, one), (bridge, other), (laptop, one), (phone, other)):
        assert device.sync_at_once(place).is_empty
