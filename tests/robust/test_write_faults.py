"""Every write fails once, because the disk is full or broken, or the game is killed."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.cli import generate
from quiz.cli.target import put_in_place, save_text
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.loader import load_deck
from quiz.decks.note_extras import Extras
from quiz.errors import QuizError
from quiz.facts.fact import FactsFile
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_writer import dump_facts
from quiz.files import ExistsError, create_file
from quiz.formats.deck_merge import DeckMerge
from quiz.formats.file_io import copying_media
from quiz.formats.interchange import ForeignDeck
from quiz.game import importing
from quiz.game.authoring import add_card, change_card, delete_card, new_deck
from quiz.settings.load import load_settings
from quiz.settings.parse import parse_settings
from quiz.settings.save import save_setting
from quiz.storage.archive import restore
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.store_errors import StoreError
from tests.factories import answer, number_id
from tests.patience import PATIENCE
from tests.robust.faults import Killed, failing

ROOT = Path(__file__).parents[2]
FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")
DECK = "title: t # mine\ncards:\n- prompt: p\n  answer: a\n- prompt: q\n  answer: b\n"
NOTE = BasicNote("r", "c", (), (), Extras())


def note(deck: Path, index: int) -> BasicNote:
    loaded = load_deck(deck.read_bytes(), "x")
    assert isinstance(loaded, Deck)
    found = loaded.notes[index]
    assert isinstance(found, BasicNote)
    return found


def _save_setting(folder: Path) -> None:
    save_setting(folder / "settings.toml", "lives", 7)


def _add(folder: Path) -> None:
    add_card(folder / "deck.yaml", NOTE)


def _change(folder: Path) -> None:
    before = note(folder / "deck.yaml", 0)
    change_card(folder / "deck.yaml", before.extras.line, before, NOTE)


def _delete(folder: Path) -> None:
    before = note(folder / "deck.yaml", 1)
    delete_card(folder / "deck.yaml", before.extras.line, before)


def _new_deck(folder: Path) -> None:
    new_deck(folder / "new.yaml", "New", NOTE)


def _first_settings(folder: Path) -> None:
    load_settings(folder / "more" / "settings.toml")


def _new(folder: Path) -> None:
    from quiz.__main__ import main

    if main(["new", str(folder / "new.yaml")]):
        raise QuizError("told")


def _build(folder: Path) -> None:
    from quiz.__main__ import main

    facts = ROOT / "decks" / "facts" / "china-kazakhstan-2015.yaml"
    if main(["facts", "build", str(facts), "-o", str(folder / "deck.yaml"), "--force"]):
        raise QuizError("told")


def _facts() -> FactsFile:
    path = ROOT / "decks" / "facts" / "china-kazakhstan-2015.yaml"
    found = load_facts(path.read_bytes(), path.name)
    assert isinstance(found, FactsFile)
    return found


def _generate(folder: Path) -> None:
    generate._write(folder / "facts.yaml", _facts(), set(), None)


def _import_new(folder: Path) -> None:
    foreign, merging = ForeignDeck("new", Deck("t", (NOTE,))), DeckMerge((NOTE,), 0, 0)
    plan = importing.DeckPlan("new", folder / "more" / "new.yaml", foreign, merging, None, None)
    with copying_media() as copy_media:
        importing._write_deck(plan, DECK.encode(), copy_media, [])


def _restore_deck(folder: Path) -> None:
    create_file(folder / "new.yaml", DECK.encode())


def _restore_settings(folder: Path) -> None:
    restore._write_settings(folder, b"lives = 5\n")


ACTIONS = [
    *(_save_setting, _first_settings, _add, _change, _delete, _new_deck, _new, _build),
    *(_generate, _import_new, _restore_deck),
]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("error", [FULL, BROKEN, Killed()])
def test_each_write_leaves_the_old_or_the_new(
    tmp_path: Path, action: Callable[[Path], None], error: BaseException
) -> None:
    def fresh(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "deck.yaml").write_text(DECK)
        (folder / "settings.toml").write_text("# mine\nlives = 2\n")
        return folder

    done = fresh("done")
    before = contents(done)
    action(done)
    after = contents(done)
    assert before != after
    for number in range(1, 50):
        folder = fresh(str(number))
        with failing(number, error) as calls:
            try:
                action(folder)
            except (QuizError, Killed):
                failed = True
            else:
                failed = False
        found = contents(folder)
        if len(calls) < number:
            break
        assert failed or found == after, calls
        assert found in (before, after), calls
    assert number > 3
    assert found == after


@pytest.mark.parametrize("error", [FULL, BROKEN, Killed()])
def test_restored_settings_are_old_or_new_with_backup(tmp_path: Path, error: BaseException) -> None:
    for number in range(1, 50):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "settings.toml").write_text("lives = 2\n")
        with failing(number, error) as calls, contextlib.suppress(QuizError, Killed):
            _restore_settings(folder)
        found = (folder / "settings.toml").read_text()
        assert found in ("lives = 2\n", "lives = 5\n")
        kept = folder / "settings-before-restore.toml"
        if kept.exists() or found == "lives = 5\n":
            assert kept.read_text() == "lives = 2\n"
        if len(calls) < number:
            break
    assert number > 6
    assert found == "lives = 5\n"


@pytest.mark.parametrize("error", [FULL, BROKEN, Killed()])
def test_renewed_facts_are_the_old_or_the_new(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "facts.yaml"
    old = dump_facts(replace(_facts(), facts=_facts().facts[:2]))
    for number in range(1, 50):
        path.write_text(old, encoding="utf-8")
        with failing(number, error) as calls, contextlib.suppress(QuizError, Killed):
            generate._write(path, _facts(), set(), None)
        found = path.read_text(encoding="utf-8")
        loaded = load_facts(found.encode(), path.name)
        assert isinstance(loaded, FactsFile)
        assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
        if len(calls) < number:
            break
        # The last disk operation moves the new file into place.
        assert found == old
    assert number > 3
    assert found != old
    assert len(loaded.facts) == len(_facts().facts)


@pytest.mark.parametrize("error", [FULL, BROKEN, Killed()])
def test_an_exported_file_is_the_old_or_the_new(tmp_path: Path, error: BaseException) -> None:
    path, link = tmp_path / "words.csv", tmp_path / "link.csv"
    link.symlink_to(path)
    for number in range(1, 10):
        path.write_text("old")
        with failing(number, error) as calls, contextlib.suppress(QuizError, Killed):
            put_in_place(link, lambda new: new.write_text("new"))
        assert link.is_symlink()
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link.csv", "words.csv"]
        if len(calls) < number:
            break
        assert path.read_text() == "old"
    assert number > 2
    assert path.read_text() == "new"


def test_incomplete_write_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("old")

    def write(new: Path) -> None:
        new.write_text("ne")
        raise FULL

    with pytest.raises(QuizError, match="No space left"):
        put_in_place(path, write)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize(
    "write",
    [
        lambda path: save_text(path, "whole\n"),
        lambda path: put_in_place(path, lambda new: new.write_bytes(b"whole\n")),
    ],
    ids=["save_text", "put_in_place"],
)
def test_a_pipe_stays_a_pipe(tmp_path: Path, write: Callable[[Path], object]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        write(pipe)
        assert read.result(timeout=PATIENCE) == b"whole\n"
    assert pipe.is_fifo()


def test_a_new_file_is_never_written_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    create_file(path, "one")
    for links in (True, False):
        if not links:
            monkeypatch.setattr("quiz.files.os.link", _no_links)
        with pytest.raises(ExistsError):
            create_file(path, "two")
        create_file(tmp_path / f"b{links}", "three")
        assert (tmp_path / f"b{links}").read_text() == "three"
    assert path.read_text() == "one"
    assert len(list(tmp_path.iterdir())) == 3


def _no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


SAVING = """
import sys
from pathlib import Path
from quiz.settings.save import save_setting
path = Path(sys.argv[1])
while True:
    for lives in (1, 9):
        save_setting(path, "lives", lives)
        print("saved", flush=True)
"""


def test_settings_survive_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    chance = random.Random(6)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE, cwd=ROOT
        ) as game:
            assert game.stdout is not None
            for _ in range(chance.randint(1, 20)):
                assert game.stdout.readline() == b"saved\n"
            # Now it saves once more.
            os.kill(game.pid, signal.SIGKILL)
        found = parse_settings(path.read_bytes(), "s")
        assert not found.faults
        assert found.settings.lives in (1, 9)


def whole(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {key for (key,) in connection.execute("SELECT id FROM answers")}
    finally:
        connection.close()


@pytest.mark.parametrize("free", range(12))
def test_disk_full_after_any_number_of_pages(tmp_path: Path, free: int) -> None:
    store = Store.open(tmp_path)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + free}")
    acknowledged: list[str] = []
    refused: list[str] = []
    for number in range(1, 200):
        try:
            store.append(answer(id=number, response="x" * (number * 37 % 3000)))
        except StoreError as error:
            refused.append(str(error))
        else:
            acknowledged.append(number_id(number))
    assert refused
    assert all("disk is full" in said for said in refused)
    assert [event.id for event in store.events("ada")] == acknowledged
    store._db.execute("PRAGMA max_page_count = 100000")
    store.append(answer(id=999))
    store.close()
    assert whole(tmp_path / FILE_NAME) == {*acknowledged, number_id(999)}


STARVED = """
import resource, sys
from pathlib import Path
from quiz.errors import QuizError
from quiz.storage.log.store import Store
from tests.factories import answer
home, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    store = Store.open(home)
    for number in range(1, 400):
        store.append(answer(id=number, response="x" * (number * 37 % 3000)))
        print(number, flush=True)
    store.close()
except QuizError as error:
    print(error, file=sys.stderr, flush=True)
    sys.exit(2)
"""


@pytest.mark.parametrize("limit", [0, 100, 4096, 5000, 20_000, 40_000, 70_001, 150_000, 333_333])
def test_disk_full_after_any_number_of_bytes(tmp_path: Path, limit: int) -> None:
    """The limit strikes in the log, in the file at a checkpoint, or while the tables are made."""
    pytest.importorskip("resource")
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", STARVED, str(tmp_path), str(limit)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    acknowledged = {number_id(int(line)) for line in done.stdout.split()}
    store = Store.open(tmp_path)
    assert {event.id for event in store.events("ada")} >= acknowledged
    store.append(answer(id=999))
    store.close()
    assert whole(tmp_path / FILE_NAME) >= {*acknowledged, number_id(999)}
