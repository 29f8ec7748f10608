from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.decks.known_card import KnownCard
from quiz.history.events import Answer
from quiz.storage.log.pages import PageFile
from quiz.storage.log.salvage import salvage
from quiz.storage.log.store import FILE_NAME, Store
from tests.storage.damage import PAGE, event, overwrite, write_history
from tests.strategies import histories

FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
FEWER = settings(FEW, max_examples=12)
"""For what reads a file of 1,500 events each time."""


def without_long_texts(events: dict[str, object]) -> dict[str, object]:
    """The events without long texts: those have pages of their own, which may be lost alone."""
    return {
        key: e._replace(response="") if isinstance(e, Answer) and len(e.response) > 1000 else e
        for key, e in events.items()
    }


def found(path: Path) -> dict[str, object]:
    return {event.id: event for batch in salvage(path) for event in batch.events}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_history(tmp_path_factory.mktemp("home"), 1, 1500)


@pytest.fixture
def file(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path))


def test_a_whole_file_gives_every_event_as_it_was(file: Path) -> None:
    expected = {event(number).id: event(number) for number in range(1, 1500)}
    assert found(file) == expected
    longest = max(len(e.response) for e in expected.values() if isinstance(e, Answer))
    assert longest > 2 * PAGE


@FEW
@given(histories())
def test_whatever_was_appended_is_salvaged(
    tmp_path_factory: pytest.TempPathFactory, events: list[object]
) -> None:
    home = tmp_path_factory.mktemp("home")
    store = Store.open(home)
    store.append(*events)
    # The events are only in the log so far: both are read.
    assert found(home / FILE_NAME) == {e.id: e for e in events}
    store.close()
    assert found(home / FILE_NAME) == {e.id: e for e in events}


@FEWER
@given(st.integers(0, 2**32))
def test_destroyed_page_loses_only_its_rows(whole: Path, seed: int) -> None:
    chance = Random(seed)
    file = whole.with_name("copy.db")
    shutil.copy(whole, file)
    before = without_long_texts(found(file))
    pages = file.stat().st_size // PAGE
    page = chance.randrange(pages)
    overwrite(file, page * PAGE, chance.choice((bytes(PAGE), chance.randbytes(PAGE))))
    left = without_long_texts(found(file))
    assert left.items() <= before.items()
    # The longest response takes dozens of pages; most rows share a page with thirty others.
    assert len(before) - len(left) <= 60


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.999])
def test_missing_end_loses_only_its_rows(file: Path, share: float) -> None:
    before = found(file)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    left = found(file)
    assert left.items() <= before.items()
    assert len(left) >= share * 0.5 * len(before) - 60


def test_destroyed_header_loses_nothing(file: Path) -> None:
    before = found(file)
    overwrite(file, 0, b"nonsense" * 12)
    assert found(file) == before


def test_pages_of_any_size_are_read(tmp_path: Path) -> None:
    for size in (512, 1024, 65536):
        home = tmp_path / str(size)
        home.mkdir()
        first = sqlite3.connect(home / FILE_NAME)
        first.execute(f"PRAGMA page_size = {size}")
        first.execute("VACUUM")
        first.close()
        path = write_history(home, 1, 200)
        assert sqlite3.connect(path).execute("PRAGMA page_size").fetchone() == (size,)
        assert len(found(path)) == 199


def test_known_cards_are_salvaged(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    cards = [KnownCard(f"{n:016x}", f"deck {n}", "=note", "x" * (n * 40)) for n in range(300)]
    store.save_known_cards(cards)
    store.close()
    path = tmp_path / FILE_NAME
    rows = {card for batch in salvage(path) for card in batch.cards}
    assert rows == {(c.key, c.deck, c.note, c.content, c.place) for c in cards}


@given(st.binary(max_size=3 * 512), st.binary(max_size=3 * 560), st.booleans())
def test_any_bytes_give_rows_or_none(data: bytes, log: bytes, header: bool) -> None:
    if header:
        data = b"SQLite format 3\0" + b"\2\0" + data
        log = b"\x37\x7f\x06\x82" + log
    pages = PageFile(memoryview(data), memoryview(log))
    assert len([None for _ in pages.rows()]) <= pages.pages


@FEWER
@given(st.integers(0, 2**32))
def test_flipped_bytes_never_raise(whole: Path, seed: int) -> None:
    chance = Random(seed)
    data = bytearray(whole.read_bytes())
    for _ in range(chance.choice((1, 20, 4000))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    file = whole.with_name("flipped.db")
    file.write_bytes(data)
    assert found(file) is not None
