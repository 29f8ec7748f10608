"""Packages from strangers: at worst, they give one clear error."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.anki import import_collection as anki_import
from quiz.formats.anki import package, sqlite_file, zstandard
from quiz.formats.anki.package import read
from quiz.formats.anki.wire import number_field, read_message, text_field
from quiz.formats.anki.zstandard import unpack, zstd
from quiz.formats.interchange import ImportedFile, InterchangeError
from quiz.moment import Moment
from tests.formats.past_deck import given_deck

DATA = Path(__file__).parent / "data"
NOW = Moment(1_796_000_000_000, 0)
NEW, OLD = DATA / "fsrs-new.apkg", DATA / "fsrs-old.apkg"

Pack = Callable[..., Path]


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Write a package with these members."""

    def write(members: dict[str, bytes]) -> Path:
        path = tmp_path / "made.apkg"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def change(tmp_path: Path, pack: Pack) -> Callable[..., Path]:
    """An older package whose database was changed by these statements."""

    def write(*statements: str) -> Path:
        file = tmp_path / "changed.db"
        file.write_bytes(unpacked(OLD)["collection.anki21"])
        with sqlite3.connect(file, isolation_level=None) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return pack({"collection.anki2": file.read_bytes()})

    return write


def error_of(path: Path) -> str:
    with pytest.raises((InterchangeError, QuizError)) as caught:
        read(path, NOW)
    message = getattr(caught.value, "message", str(caught.value))
    assert message.isprintable()
    return str(message)


# ── archives ────────────────────────────────────────────────────────────────────


def test_file_that_is_not_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(b"not a zip archive")
    assert "zip" in error_of(path)
    assert "cannot read" in error_of(tmp_path / "missing.apkg")


def test_an_archive_without_a_collection(pack: Pack) -> None:
    assert error_of(pack({"media": b"{}"})) == ("not an Anki package: it has no collection")


def test_names_that_lead_elsewhere(pack: Pack) -> None:
    assert "leads out" in error_of(pack({"../collection.anki2": b"", "collection.anki2": b""}))


def test_a_package_of_the_future(pack: Pack) -> None:
    assert "version 9" in error_of(pack({"meta": b"\x08\x09", "collection.anki99": b""}))
    assert "damaged (meta" in error_of(pack({"meta": b"\x08"}))


def test_a_zip_bomb(pack: Pack) -> None:
    assert "zip bomb" in error_of(pack({"collection.anki21": bytes(50_000_000)}))


def test_a_collection_that_is_too_big(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 100_000)
    assert "expected 100,000" in error_of(OLD)
    assert "zip bomb" in error_of(NEW)


# ── compression ─────────────────────────────────────────────────────────────────


def test_the_newer_format_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zstandard, "zstd", None)
    assert "pip install -e '.[anki]'" in error_of(NEW)
    assert len(read(OLD, NOW).decks) == 4


def test_bomb_without_declared_size() -> None:
    target = io.BytesIO()
    packed = zstd.compress(bytes(30_000_000))
    with pytest.raises(InterchangeError, match="zip bomb"):
        unpack(io.BytesIO(packed), target, 5_000_000)
    assert len(target.getvalue()) <= 5_000_000


def test_several_frames_are_one_text() -> None:
    target = io.BytesIO()
    unpack(io.BytesIO(zstd.compress(b"one ") + zstd.compress(b"two" * 10**6)), target, 10**8)
    assert target.getvalue() == b"one " + b"two" * 10**6


@pytest.mark.parametrize("cut", [0, 1, 10, 2_000, -1])
def test_compressed_data_that_is_cut_off(cut: int) -> None:
    packed = unpacked(NEW)["collection.anki21b"][:cut]
    with pytest.raises(InterchangeError, match="damaged"):
        unpack(io.BytesIO(packed), io.BytesIO(), 10**8)


def test_data_that_is_not_compressed(pack: Pack) -> None:
    assert "damaged" in error_of(pack({"collection.anki21b": b"plain text"}))


def test_a_frame_that_wants_too_much_memory() -> None:
    window = zstd.CompressionParameter.window_log
    long_distance = zstd.CompressionParameter.enable_long_distance_matching
    packer = zstd.ZstdCompressor(options={window: 30, long_distance: 1})
    packed = packer.compress(b"a" * 1000) + packer.flush()
    with pytest.raises(InterchangeError, match="damaged"):
        unpack(io.BytesIO(packed), io.BytesIO(), 10**8)


# ── databases ───────────────────────────────────────────────────────────────────


def test_file_that_is_not_a_database(pack: Pack) -> None:
    assert "not from Anki" in error_of(pack({"collection.anki2": b"x" * 5_000}))
    assert "Anki" in error_of(pack({"collection.anki2": b""}))


@pytest.mark.parametrize("table", ["col", "notes", "cards", "revlog"])
def test_a_table_that_is_missing(change: Pack, table: str) -> None:
    assert f"no table {table}" in error_of(change(f"DROP TABLE {table}"))


def test_a_view_in_the_place_of_a_table(change: Pack) -> None:
    endless = (
        "CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i id, i guid, i mid, '' tags, '' flds FROM n"
    )
    assert "no table notes" in error_of(change("DROP TABLE notes", endless))


def test_a_virtual_table_in_the_place_of_a_table(change: Pack) -> None:
    virtual = (
        "CREATE VIRTUAL TABLE revlog USING fts5(id, cid, ease, ivl, lastIvl, factor, time, type)"
    )
    assert "no table revlog" in error_of(change("DROP TABLE revlog", virtual))


def test_columns_that_are_computed(change: Pack) -> None:
    big = (
        "CREATE TABLE revlog (id, cid, ease, ivl, lastIvl, factor, time, "
        "type AS (hex(zeroblob(10000000))))"
    )
    path = change("DROP TABLE revlog", big, "INSERT INTO revlog VALUES (1, 2, 3, 4, 5, 6, 7)")
    assert error_of(path)


def test_rows_that_hold_more_than_their_file(change: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    big = (
        "CREATE TABLE revlog (id, cid, ease, ivl, lastIvl, factor, time, "
        "type AS (cid || cid || cid || cid || cid || cid))"
    )
    path = change(
        "DROP TABLE revlog",
        big,
        "INSERT INTO revlog SELECT 1, hex(zeroblob(500000)), 3, 4, 5, 6, 7 FROM cards",
    )
    monkeypatch.setattr(sqlite_file, "_LONGEST_VALUE", 10**6 + 1)
    assert error_of(path)


def test_triggers_do_not_run(change: Pack) -> None:
    path = change(
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN SELECT load_extension('x'); END",
        "UPDATE notes SET mid = mid",
    )
    assert read(path, NOW) == read(OLD, NOW)


def test_a_table_without_a_column(change: Pack) -> None:
    assert "no such column" in error_of(change("ALTER TABLE notes RENAME COLUMN guid TO gone"))


def test_an_empty_collection(change: Pack) -> None:
    assert "col is empty" in error_of(change("DELETE FROM col"))
    taken = read(change("DELETE FROM notes"), NOW)
    assert taken == ImportedFile((), ())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE col SET models = '{'",
        "UPDATE col SET models = '[]'",
        "UPDATE col SET decks = '" + "[" * 50_000 + "'",
        "UPDATE col SET conf = NULL",
        "UPDATE col SET crt = -5",
        "UPDATE col SET crt = 9e18",
        "UPDATE col SET crt = 'x'",
    ],
)
def test_impossible_settings(change: Pack, statement: str) -> None:
    table = "CREATE TABLE c AS SELECT * FROM col"
    path = change(table, "DROP TABLE col", "ALTER TABLE c RENAME TO col", statement)
    assert error_of(path)


@pytest.mark.parametrize(
    ("statement", "damaged"),
    [
        ("UPDATE revlog SET ease = 'good' WHERE id IN (SELECT id FROM revlog LIMIT 3)", 3),
        ("UPDATE revlog SET cid = x'00ff' WHERE id IN (SELECT id FROM revlog LIMIT 2)", 2),
        ("UPDATE cards SET due = 1e300 WHERE id IN (SELECT id FROM cards LIMIT 1)", 1),
        ("UPDATE notes SET mid = 'x' WHERE id IN (SELECT id FROM notes LIMIT 1)", 1),
    ],
)
def test_rows_of_the_wrong_kind_are_counted(change: Pack, statement: str, damaged: int) -> None:
    rows = "row" if damaged == 1 else "rows"
    assert f"{damaged} damaged {rows} of the collection" in read(change(statement), NOW).left_out


def test_numbers_and_bytes_are_read_as_text(change: Pack) -> None:
    path = change("UPDATE notes SET flds = 5, tags = x'6162', guid = id, mid = CAST(mid AS TEXT)")
    assert isinstance(read(path, NOW), ImportedFile)


def test_equal_guids_stay_apart(change: Pack) -> None:
    taken = read(change("UPDATE notes SET guid = 'same'"), NOW)
    ids = [note.extras.id for deck in taken.decks for note in deck.deck.notes]
    assert len(set(ids)) == len(ids) == 28


def test_cards_without_a_note_a_type_or_a_template(change: Pack) -> None:
    none = read(change("UPDATE notes SET mid = 1"), NOW)
    assert (none.decks, none.left_out) == ((), ("28 notes of unknown types",))
    none = read(change("DELETE FROM cards"), NOW)
    assert (none.decks, none.left_out) == ((), ("28 notes without cards",))
    lost = read(change("UPDATE cards SET ord = 99"), NOW).left_out
    assert "5 cloze cards whose gap is no longer in the text" in lost
    assert "29 cards that their note types no longer make" in lost
    assert "59 answers to such cards" in lost


def test_unknown_decks_have_a_name(change: Pack) -> None:
    taken = read(change("UPDATE cards SET did = 77, odid = 0"), NOW)
    assert [(deck.name, deck.deck.title) for deck in taken.decks] == [("Anki", "Anki")]


def test_note_types_of_any_shape(change: Pack) -> None:
    types = {"1": {"id": 1, "flds": 5, "tmpls": [3, {"qfmt": 7, "ord": "x"}]}, "2": 5, "3": {}}
    path = change(f"UPDATE col SET models = '{json.dumps(types)}'", "UPDATE notes SET mid = 1")
    assert read(path, NOW).decks == ()
    many = {"1": {"id": 1, "tmpls": [{}] * 2_000}}
    assert "2,000 cards" in error_of(change(f"UPDATE col SET models = '{json.dumps(many)}'"))
    long = {"1": {"id": 1, "tmpls": [{"qfmt": "x" * 1_000_001}]}}
    assert "longer" in error_of(change(f"UPDATE col SET models = '{json.dumps(long)}'"))


def test_templates_that_blow_a_field_up(change: Pack) -> None:
    repeated = "{{Front}}" * 50_000
    templates = [{"qfmt": repeated, "afmt": "{{Back}}", "ord": 0, "name": "x"}]
    fields = [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}]
    types = {"1": {"id": 1, "flds": fields, "tmpls": templates}}
    path = change(
        f"UPDATE col SET models = '{json.dumps(types)}'",
        f"UPDATE notes SET mid = 1, flds = '{'x' * 1_000}' || char(31) || 'y'",
    )
    assert "far longer than its note" in error_of(path)


def test_more_text_than_any_deck_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_import, "MOST_TEXT", 100)
    assert error_of(OLD) == "the cards have more than 100 characters"


def test_days_without_creation_offset(change: Pack) -> None:
    """Then it is the player's own: a creation at 23:30 UTC lies on the next day in Almaty."""
    path = change("UPDATE col SET conf = '{}', crt = crt / 86400 * 86400 + 84600")
    due = [
        sorted(memory.due_day for deck in read(path, now).decks for memory in deck.memories)
        for now in (NOW, Moment(NOW.ms, 300))
    ]
    assert due[1][-5:] == [day + 1 for day in due[0][-5:]]


def test_the_newer_schema_with_damaged_settings(tmp_path: Path, pack: Pack) -> None:
    file = tmp_path / "new.db"
    file.write_bytes(newer())
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        connection.execute("UPDATE decks SET kind = x'ff'")
        connection.execute("UPDATE notetypes SET config = x'0a' WHERE name = 'Basic'")
        connection.execute("UPDATE templates SET config = x'0a05' WHERE name = 'Cloze'")
        connection.execute("UPDATE config SET val = x'ff' WHERE key = 'creationOffset'")
    connection.close()
    taken = read(pack({"collection.anki2": file.read_bytes()}), NOW)
    [deck] = taken.decks
    assert deck.name == "Anki"
    assert len(deck.deck.notes) == 7


def test_an_endless_query_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_FEWEST_STEPS", 0)
    monkeypatch.setattr(sqlite_file, "_STEPS_PER_BYTE", 0)
    monkeypatch.setattr(sqlite_file, "_STEPS", 10)
    assert "interrupted" in error_of(OLD)


# ── messages of Protocol Buffers ────────────────────────────────────────────────


def test_messages() -> None:
    fields = read_message(b"\x08\x96\x01\x12\x02hi\x1d\x01\x02\x03\x04\x21" + bytes(8))
    assert fields == {1: 150, 2: b"hi", 3: b"\x01\x02\x03\x04", 4: bytes(8)}
    assert (number_field(fields, 1), number_field(fields, 2), number_field(fields, 9)) == (
        150,
        0,
        0,
    )
    assert (text_field(fields, 2), text_field(fields, 1), text_field(fields, 9)) == ("hi", "", "")


@pytest.mark.parametrize("data", [b"\x08", b"\x12\x05hi", b"\x0b", b"\x08" + b"\xff" * 12])
def test_broken_messages(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^a |wire"):
        read_message(data)


# ── anything ────────────────────────────────────────────────────────────────────

_patches = st.lists(
    st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8
)


def _patched(data: bytes, patches: list[tuple[int, bytes]]) -> bytes:
    changed = bytearray(data)
    for place, content in patches:
        place %= len(changed)
        changed[place : place + len(content)] = content
    return bytes(changed)


def _read_or_error(path: Path) -> None:
    try:
        taken = read(path, NOW)
    except (InterchangeError, QuizError):
        return
    assert isinstance(taken, ImportedFile)


@cache
def small() -> bytes:
    """The database of a small package, in which a change is likely to matter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.apkg"
        package.write([given_deck(NOW)], path, NOW)
        return unpacked(path)["collection.anki2"]


@cache
def newer() -> bytes:
    """The database of a package in the newer format."""
    target = io.BytesIO()
    unpack(io.BytesIO(unpacked(NEW)["collection.anki21b"]), target, 10**8)
    return target.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_patches, st.sampled_from([OLD, NEW]))
def test_changed_archives(tmp_path: Path, patches: list[tuple[int, bytes]], source: Path) -> None:
    path = tmp_path / "changed.apkg"
    path.write_bytes(_patched(source.read_bytes(), patches))
    _read_or_error(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_patches)
def test_changed_databases(tmp_path: Path, pack: Pack, patches: list[tuple[int, bytes]]) -> None:
    _read_or_error(pack({"collection.anki2": _patched(small(), patches)}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_patches)
def test_changed_compressed_databases(pack: Pack, patches: list[tuple[int, bytes]]) -> None:
    packed = zstd.compress(_patched(newer(), patches))
    _read_or_error(pack({"meta": b"\x08\x03", "collection.anki21b": packed}))


_values = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.binary(max_size=6),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6), st.sampled_from([0, 1, 2, -1]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(
    st.tuples(
        st.sampled_from(
            ["notes.guid", "notes.mid", "notes.tags", "notes.flds", "cards.nid", "cards.did",
             "cards.ord", "cards.type", "cards.queue", "cards.due", "cards.ivl", "cards.factor",
             "cards.reps", "cards.lapses", "cards.odue", "cards.odid", "cards.data", "revlog.cid",
             "revlog.ease", "revlog.time", "revlog.type", "revlog.factor", "col.crt", "col.conf",
             "col.models", "col.decks"]
        ),
        _values,
    ), min_size=1, max_size=4,
))  # fmt: skip
def test_any_values_in_any_columns(
    tmp_path: Path, pack: Pack, changes: list[tuple[str, Any]]
) -> None:
    file = tmp_path / "values.db"
    file.write_bytes(small())
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for place, value in changes:
            table, column = place.split(".")
            connection.execute(
                f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid % 2 = 1",
                (value if value is not None else "",),
            )
    connection.close()
    _read_or_error(pack({"collection.anki2": file.read_bytes()}))
