"""A short run over damaged histories; `tests/benchmarks/fuzz/histories` runs hundreds."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.histories import STATEMENTS, check_home, damage, execute, write_home


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole") / "home"
    write_home(home)
    return home


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "home"))


def test_a_whole_history_breaks_no_law(copy: Path) -> None:
    assert check_home(copy) == []


@pytest.mark.parametrize("number", range(5))
def test_a_damaged_history_breaks_no_law(copy: Path, number: int) -> None:
    done = damage(copy, Random(f"test {number}"))
    assert check_home(copy) == [], done


@pytest.mark.parametrize(
    "statement",
    [
        STATEMENTS[0],
        "UPDATE cards SET content = CAST(x'ff' AS TEXT)",
        "UPDATE answers SET id = 'zz' WHERE number = (SELECT max(number) FROM answers)",
        "ALTER TABLE answers RENAME COLUMN mode TO mood",
        "PRAGMA user_version = 2",
        "PRAGMA application_id = 0",
    ],
)
def test_fuzzer_findings_stay_fixed(copy: Path, statement: str) -> None:
    execute(copy / "history.db", statement)
    assert check_home(copy) == []


def test_schema_that_is_not_text_is_damage(copy: Path) -> None:
    for name in ("history.db", "index.db"):
        path = copy / name
        path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE TABL\xff", 1))
    (copy / "history.db-wal").unlink()
    assert check_home(copy) == []


def test_the_same_seed_does_the_same_damage(whole: Path, tmp_path: Path) -> None:
    homes = [Path(shutil.copytree(whole, tmp_path / name)) for name in "ab"]
    done = [damage(home, Random(5)) for home in homes]
    assert done[0] == done[1]
