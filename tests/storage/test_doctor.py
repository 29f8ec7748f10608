from __future__ import annotations

import io
import os
import re
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz.__main__ import main
from quiz.storage.doctor.findings import Sign
from quiz.storage.log.backups import list_backups, make_backup
from quiz.storage.log.finish_recovery import RECOVERED_NAME
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.verify import give_checksums
from tests.factories import EVENING, answer, names_of, plays
from tests.storage.damage import PAGE, event, execute, ids, overwrite, write_history

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def doctor(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `quiz doctor`; gives its exit status, the lines it printed and its errors."""

    def run(*arguments: str, reply: str = "") -> tuple[int, list[str], str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(reply))
        status = main(["doctor", *arguments])
        shown = capsys.readouterr()
        return status, shown.out.splitlines(), shown.err

    return run


def signs(lines: list[str], sign: Sign) -> list[str]:
    return [line[2:] for line in lines if line.startswith(sign.value + " ")]


def uuid7(number: int, ms: int = EVENING) -> str:
    text = f"{ms:012x}7{number:03x}8{number:015x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def good_history(home: Path) -> Path:
    store = Store.open(home)
    plays(store, "ada")
    store.append(*(answer(id=uuid7(number)) for number in range(1, 6)))
    store.close()
    return home / FILE_NAME


def test_new_home_has_no_findings(doctor: Run, home: Path) -> None:
    status, lines, err = doctor()
    assert (status, err) == (0, "")
    assert all(line.startswith("✓ ") for line in lines)
    assert not home.exists()


def test_all_in_order(doctor: Run, home: Path) -> None:
    path = good_history(home)
    make_backup(path, "automatic", datetime.now())
    before = path.read_bytes()
    status, lines, _ = doctor()
    assert status == 0
    for part in (
        "versions: quiz ",
        f"data directory: {home}, writable",
        "history: intact, 5 answers by 1 player",
        "backups: 1 intact",
        "settings: all at their defaults",
        "decks: 9 decks with ",
    ):
        assert any(line.startswith(part) for line in signs(lines, Sign.GOOD)), part
    assert len(signs(lines, Sign.GOOD)) == len(lines)
    assert path.read_bytes() == before
    assert "add --repair" in doctor("--yes")[2]
    again = doctor("--repair", "--yes")[1]
    assert [_without_space(line) for line in again] == [_without_space(line) for line in lines]


def _without_space(line: str) -> str:
    """The line without the free space, which anything on the machine may change meanwhile."""
    return re.sub(r"[\d,]+ MB free", "MB free", line)


def test_a_damaged_history_is_recovered_after_a_yes(doctor: Run, home: Path) -> None:
    path = write_history(home, 1, 400)
    make_backup(path, "automatic", datetime.now())
    overwrite(path, 0, bytes(PAGE))
    broken = path.read_bytes()
    status, lines, _ = doctor()
    assert status == 1
    assert signs(lines, Sign.BAD)[0].startswith("history: damaged (file is not a database)")
    assert lines[-1] == "`quiz doctor --repair` repairs what can be repaired."
    for reply in ("", "n\n", "\n", "maybe\n"):
        status, lines, _ = doctor("--repair", reply=reply)
        assert status == 1
        assert lines[-1] == "Nothing was changed."
        assert path.read_bytes() == broken
    status, lines, _ = doctor("--repair", reply="y\n")
    assert status == 0
    (aside,) = home.glob("history-damaged-*.db")
    (backup,) = (made for made in list_backups(home) if made.why == "automatic")
    assert (
        f"recovered 399 events: 399 from the backup of {backup.made:%Y-%m-%d %H:%M}; "
        f"the damaged file is now {aside}"
    ) in lines
    assert len(ids(path)) == 399
    assert aside.read_bytes() == broken
    assert any("1 damaged file set aside" in line for line in signs(doctor()[1], Sign.NOTE))


@pytest.mark.parametrize(
    ("events", "said"),
    [(0, "recovered 0 events: none could be read"), (2, "recovered 2 events: 2 from the damaged")],
)
def test_recovery_without_backup_names_its_source(
    doctor: Run, home: Path, events: int, said: str
) -> None:
    path = write_history(home, 1, 1 + events)
    with path.open("r+b") as file:
        # The count of free pages in the header: no page with answers is affected.
        file.seek(36)
        file.write(b"\x00\x00\x00\x09")
    status, lines, _ = doctor("--repair", "--yes")
    assert status == 0
    (aside,) = home.glob("history-damaged-*.db")
    (line,) = (line for line in lines if line.startswith("recovered"))
    assert line.startswith(said)
    assert line.endswith(f"; the damaged file is now {aside}")


def test_doctor_finds_damage_that_a_start_misses(doctor: Run, home: Path) -> None:
    path = write_history(home, 1, 3000)
    overwrite(path, 40 * PAGE, b"\xff" * 5 * PAGE)
    Store.open(home).close()
    assert doctor()[0] == 1
    assert doctor("--repair", "--yes")[0] == 0
    assert 2500 < len(ids(path)) < 3000


def test_an_index_that_lacks_rows_is_damage(doctor: Run, home: Path) -> None:
    path = write_history(home, 1, 300)
    broken = sqlite3.connect(path, isolation_level=None)
    broken.execute("PRAGMA writable_schema = ON")
    broken.execute(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema "
        "WHERE name = 'answers_by_round') WHERE name = 'answers_by_card'"
    )
    broken.close()
    assert doctor()[0] == 1
    assert doctor("--repair", "--yes")[0] == 0
    assert len(ids(path)) == 299


def test_a_trigger_that_keeps_answers_out_is_damage(doctor: Run, home: Path) -> None:
    path = good_history(home)
    trigger = "CREATE TRIGGER t BEFORE INSERT ON answers BEGIN SELECT raise(ABORT, 'no'); END"
    execute(path, trigger)
    status, lines, _ = doctor()
    assert status == 1
    assert "it has a trigger that no version of quiz makes" in signs(lines, Sign.BAD)[0]
    assert doctor("--repair", "--yes")[0] == 0
    store = Store.open(home)
    store.append(answer(id=uuid7(6)))
    store.close()
    assert len(ids(path)) == 6


def test_foreign_rows_are_set_aside(doctor: Run, home: Path) -> None:
    path = good_history(home)
    execute(path, "UPDATE answers SET mode = 'nonsense' WHERE number = 2")
    status, lines, _ = doctor()
    assert status == 1
    assert "1 row damaged (answers 2)" in signs(lines, Sign.BAD)[0]
    assert doctor("--repair", "--yes")[0] == 0
    assert len(ids(path)) == 4
    (aside,) = home.glob("history-damaged-*.db")
    assert len(ids(aside)) == 5


def test_players_without_a_name_in_the_list_are_added(doctor: Run, home: Path) -> None:
    good_history(home)
    execute(home / FILE_NAME, "DELETE FROM players")
    status, lines, _ = doctor()
    assert status == 0
    assert "answers by 1 player not in the list" in signs(lines, Sign.NOTE)[0]
    doctor("--repair", "--yes")
    assert names_of(Store.open(home)) == ["ada"]


def test_oddities_are_reported_and_kept(doctor: Run, home: Path) -> None:
    store = Store.open(home)
    plays(store, "ada")
    plays(store, "bob")
    far = 8_000_000_000_000
    store.append(
        answer(id=uuid7(1)),
        answer(id=uuid7(2, far), credit=7.0),
        answer(id="00000000-0000-0000-0000-000000000003"),
    )
    store.append(event(64))
    store._db.execute("UPDATE changes SET id = (SELECT min(id) FROM answers)")
    give_checksums(store._db)
    store.close()
    status, lines, _ = doctor()
    assert status == 0
    notes = " ".join(signs(lines, Sign.NOTE))
    for part in (
        "1 event with credit outside 0 to 1",
        "not a UUIDv7",
        "1 event from the future, up to 2223-",
        "1 change to answers that are not in the log",
        "1 id shared by more than one event",
        "backups: none yet",
    ):
        assert part in notes, part


def test_settings_and_decks_are_examined(doctor: Run, home: Path) -> None:
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "bad.yaml").write_text("title: x\ncards:\n  - promt: \x1b[31m\n")
    (home / "settings.toml").write_text("lives = 99\n")
    status, lines, _ = doctor()
    assert status == 1
    bad = signs(lines, Sign.BAD)
    assert any("settings.toml:1:1: lives is 99" in line for line in bad)
    assert any("bad.yaml:3:" in line for line in bad)
    assert "\x1b" not in "".join(lines)
    (home / "settings.toml").unlink()
    (home / "settings.toml").mkdir()
    assert any("cannot be read" in line for line in signs(doctor()[1], Sign.BAD))


def test_damaged_backups_index_and_leftovers_are_cleared_away(doctor: Run, home: Path) -> None:
    path = good_history(home)
    make_backup(path, "automatic", datetime.now())
    bad = make_backup(path, "automatic", datetime(2026, 1, 1)).path
    bad.write_bytes(b"no database at all" * 100)
    index = home / "index.db"
    index.write_bytes(b"no database at all" * 100)
    (home / "settings.tomlabc.new").write_text("")
    fresh = home / "decks" / ".fresh.new"
    fresh.parent.mkdir()
    fresh.write_text("")
    old = home / "decks" / ".old.new"
    old.write_text("")
    for file in (home / "settings.tomlabc.new", old):
        os.utime(file, (time.time() - 9999,) * 2)
    status, lines, _ = doctor()
    assert status == 1
    assert any("index: damaged" in line for line in signs(lines, Sign.BAD))
    assert any(bad.name in line for line in signs(lines, Sign.BAD))
    assert any("2 half-written files" in line for line in signs(lines, Sign.NOTE))
    status, lines, _ = doctor("--repair", "--yes")
    assert status == 0
    assert not index.exists()
    assert not bad.exists()
    assert not old.exists()
    assert fresh.exists()
    execute(index, "CREATE TABLE t (x)")
    assert "index: intact" in signs(doctor()[1], Sign.GOOD)


def test_unreachable_files_are_not_called_damaged(
    doctor: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = good_history(home)
    backup = make_backup(path, "automatic", datetime.now()).path
    (home / "index.db").mkdir()

    def fail(_: Path) -> str:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("quiz.storage.doctor.history_findings.damage_of", fail)
    for arguments in ((), ("--repair", "--yes")):
        status, lines, _ = doctor(*arguments)
        assert status == 1
        found = signs(lines, Sign.BAD)
        assert found[0] == (
            f"backups: {backup.name} cannot be examined: unable to open database file"
        )
        # SQLite's message about a folder depends on the system.
        assert found[1].startswith("index: cannot be examined: ")
        assert len(found) == 2
        assert "repair" not in "".join(lines)
    assert backup.exists()
    assert (home / "index.db").is_dir()


def test_missing_history_with_backups(doctor: Run, home: Path) -> None:
    path = good_history(home)
    make_backup(path, "automatic", datetime.now())
    path.unlink()
    status, lines, _ = doctor()
    assert status == 1
    assert signs(lines, Sign.BAD) == ["history: gone, but there are backups of it"]
    assert not path.exists()
    status, lines, _ = doctor("--repair", "--yes")
    assert status == 0
    assert any(line.startswith("recovered 5 events: 5 from the backup of") for line in lines)
    assert len(ids(path)) == 5


def test_damaged_backup_is_kept_while_needed(doctor: Run, home: Path) -> None:
    path = good_history(home)
    backup = make_backup(path, "automatic", datetime.now()).path
    overwrite(backup, 0, b"x" * 16)
    path.unlink()
    assert doctor("--repair", "--yes")[0] == 1
    assert len(ids(path)) == 5
    assert backup.exists()
    assert doctor("--repair", "--yes")[0] == 0
    assert not backup.exists()


@pytest.mark.parametrize("backup", [True, False])
def test_folder_in_place_of_history_is_set_aside(doctor: Run, home: Path, backup: bool) -> None:
    path = good_history(home)
    if backup:
        make_backup(path, "automatic", datetime.now())
    path.unlink()
    path.mkdir()
    (path / "mine.txt").touch()
    status, lines, _ = doctor()
    assert status == 1
    assert signs(lines, Sign.BAD) == ["history: damaged (it is not a file)"]
    assert doctor("--repair", "--yes")[0] == 0
    assert len(ids(path)) == (5 if backup else 0)
    assert [file.name for file in home.glob("history-damaged-*/*")] == ["mine.txt"]


def test_older_copy_is_merged_with_its_backup(doctor: Run, home: Path) -> None:
    path = good_history(home)
    older = path.read_bytes()
    store = Store.open(home)
    store.append(answer(id=uuid7(9)), answer(id=uuid7(10)))
    store.close()
    made = make_backup(path, "automatic", datetime.now()).made
    path.write_bytes(older)
    status, lines, _ = doctor()
    assert status == 0
    lacks = f"lacks 2 answers and changes that the backup of {made:%Y-%m-%d %H:%M} has"
    assert f"history: {path} {lacks}" in signs(lines, Sign.NOTE)
    assert "joined 2 answers and changes" in doctor("--repair", "--yes")[1]
    assert len(ids(path)) == 7
    assert not any("lacks" in line for line in doctor()[1])


def test_altered_row_is_restored_from_backup(doctor: Run, home: Path) -> None:
    path = good_history(home)
    make_backup(path, "automatic", datetime.now())
    store = Store.open(home)
    before = store.events("ada")
    store.close()
    execute(path, "UPDATE answers SET ms = ms + 64, response = CAST(x'50ff' AS TEXT)")
    status, lines, _ = doctor()
    assert status == 1
    assert "5 rows damaged (answers 1, answers 2, answers 3, …)" in signs(lines, Sign.BAD)[0]
    store = Store.open(home)
    assert store.events("ada") == []
    store.close()
    assert "recovered 5 events: 5 from the backup" in " ".join(doctor("--repair", "--yes")[1])
    assert Store.open(home).events("ada") == before


def test_repairing_a_row_takes_no_older_state_of_anything(doctor: Run, home: Path) -> None:
    path = good_history(home)
    make_backup(path, "automatic", datetime.now())
    store = Store.open(home)
    store.rename_player("ada", "Ada L.")
    store.save_known_cards([])
    store.close()
    execute(path, "UPDATE answers SET ms = ms + 64 WHERE number = 2")
    assert doctor("--repair", "--yes")[0] == 0
    store = Store.open(home)
    assert [player.name for player in store.players()] == ["Ada L."]
    assert len(store.events("ada")) == 5
    store.close()
    assert [made.name for made in home.glob("*-*-*") if made.suffix != ".db"] == []


def test_unrecoverable_row_is_not_reported_again(doctor: Run, home: Path) -> None:
    path = good_history(home)
    execute(path, "UPDATE answers SET ms = ms + 64 WHERE number = 2")
    assert "1 row is damaged everywhere" in " ".join(doctor("--repair", "--yes")[1])
    assert not any("lacks" in line for line in doctor()[1])


def test_starting_over_on_request_keeps_everything(doctor: Run, home: Path) -> None:
    path = good_history(home)
    backup = make_backup(path, "automatic", datetime.now()).path
    assert doctor("--start-anew", reply="n\n")[0] == 1
    assert len(ids(path)) == 5
    status, lines, _ = doctor("--start-anew", "--yes")
    assert status == 0
    (old,) = home.glob("history-old-*.db")
    (kept,) = (home / "backups").glob("before-*/*.db")
    assert str(old) in lines[-1]
    assert str(kept.parent) in lines[-1]
    assert (len(ids(path)), len(ids(old)), len(ids(kept))) == (0, 5, 5)
    assert kept.name == backup.name
    assert doctor()[0] == 0
    assert "pass one" in doctor("--start-anew", "--repair")[2]


def test_interrupted_recovery_is_finished(doctor: Run, home: Path) -> None:
    path = good_history(home)
    path.rename(home / RECOVERED_NAME)
    path.write_bytes(b"damaged")
    assert doctor()[0] == 0
    assert len(ids(path)) == 5


def test_someone_elses_file_is_not_touched(doctor: Run, home: Path) -> None:
    home.mkdir()
    execute(home / FILE_NAME, "CREATE TABLE t (x)")
    before = (home / FILE_NAME).read_bytes()
    status, lines, _ = doctor("--repair", "--yes")
    assert status == 1
    assert "not a history of quiz" in signs(lines, Sign.BAD)[0]
    assert (home / FILE_NAME).read_bytes() == before


def test_old_backup_is_noted_only_if_answers_followed(doctor: Run, home: Path) -> None:
    path = good_history(home)
    make_backup(path, "automatic", datetime(2020, 1, 1))
    assert any(line.startswith("backups: 1 intact") for line in signs(doctor()[1], Sign.GOOD))
    store = Store.open(home)
    store.append(answer(id=uuid7(9)))
    store.close()
    assert any("1 event since" in line for line in signs(doctor()[1], Sign.NOTE))


def test_full_or_forbidden_directory_is_reported(
    doctor: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(
            "quiz.storage.doctor.surroundings.shutil.disk_usage",
            lambda _: SimpleNamespace(free=5),
        )
        assert any("free some space" in line for line in signs(doctor()[1], Sign.NOTE))

    def refuse(_: int) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("quiz.storage.doctor.surroundings.os.fsync", refuse)
    status, lines, _ = doctor()
    assert status == 1
    assert "Read-only file system" in signs(lines, Sign.BAD)[0]


def test_progress_is_painted_and_wiped_on_a_terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good_history(home)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["doctor"]) == 0
    shown = capsys.readouterr()
    assert "Checking the history" in shown.err
    assert shown.err.endswith(" \r")
    assert "\r" not in shown.out
