from __future__ import annotations

import contextlib
import io
import random
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.archives import ArchiveError, Limits, open_archive

SMALL = Limits(members=5, total=3_000_000, single=2_000_000, ratio=100, directory=10_000)


def make(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], stored: bool = False) -> Path:
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data, method)
    return path


def read_all(path: Path, limits: Limits) -> None:
    with open_archive(path, limits) as archive:
        for member in archive.members:
            assert len(archive.read(member.name)) == member.size


def fault(path: Path, limits: Limits = SMALL) -> str:
    with pytest.raises(QuizError) as caught:
        read_all(path, limits)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert message.isprintable()
    return message


def test_intact_is_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("folder/", b""), ("folder/a b.txt", b"text"), ("ä", b""))
    with open_archive(path, SMALL) as archive:
        assert [(m.name, m.size) for m in archive.members] == [("folder/a b.txt", 4), ("ä", 0)]
        assert archive.read("folder/a b.txt") == b"text"
        target = io.BytesIO()
        archive.copy("folder/a b.txt", target)
        assert target.getvalue() == b"text"
        assert "ä" in archive
        with pytest.raises(ArchiveError, match="has 4 bytes, expected 3"):
            archive.read("folder/a b.txt", 3)
        with pytest.raises(KeyError):
            archive.read("gone")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../up", "leads out"),
        ("a/../../up", "leads out"),
        ("/root", "starts with '/'"),
        ("C:/windows", "colon"),
        ("a\\b", "backslash"),
        ("a\x1b[31mb", "control characters"),
    ],
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str, said: str) -> None:
    assert said in fault(make(tmp_path / "a.zip", (name, b"x")))


def test_links_and_devices(tmp_path: Path) -> None:
    for kind in (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO):
        info = zipfile.ZipInfo("link")
        info.external_attr = (kind | 0o777) << 16
        assert "link or a device" in fault(make(tmp_path / "a.zip", (info, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_given_twice(tmp_path: Path) -> None:
    assert "twice" in fault(make(tmp_path / "a.zip", ("a", b"1"), ("a", b"2")))
    assert "twice" in fault(make(tmp_path / "b.zip", ("a", b"1"), ("A", b"2")))


def test_bombs(tmp_path: Path) -> None:
    zeros = bytes(1_900_000)
    assert "zip bomb" in fault(make(tmp_path / "ratio.zip", ("a", zeros)))
    noise = random.Random(1).randbytes(1_900_000)
    assert "unpacks to 3,800,000" in fault(make(tmp_path / "t.zip", ("a", noise), ("b", noise)))
    assert "has 2,100,000 bytes" in fault(make(tmp_path / "s.zip", ("a", bytes(2_100_000))))
    many = [(str(number), b"") for number in range(6)]
    assert "6 files, expected at most 5" in fault(make(tmp_path / "m.zip", *many))
    long = [("x" * 60_000, b"")]
    assert "expected at most 5" in fault(make(tmp_path / "d.zip", *long))


def test_a_long_list_of_members_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_536):
            archive.writestr(f"{number:x}", b"")
    data = path.read_bytes()
    assert "65,536 files, expected at most 5" in fault(path)
    locator = data.rindex(b"PK\x06\x07")
    path.write_bytes(data[: locator + 8] + b"\xff" * 8 + data[locator + 16 :])
    assert "not a complete zip archive" in fault(path)


def test_archive_with_false_sizes(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("a", b"x" * 5_000))
    data = bytearray(path.read_bytes())
    small = (50).to_bytes(4, "little")
    big = (5_000).to_bytes(4, "little")
    while (at := data.find(big)) >= 0:
        data[at : at + 4] = small
    path.write_bytes(data)
    assert "'a' is" in fault(path)
    large = make(tmp_path / "b.zip", ("a", b"x" * 50), stored=False)
    data = bytearray(large.read_bytes())
    while (at := data.find(small)) >= 0:
        data[at : at + 4] = (900).to_bytes(4, "little")
    large.write_bytes(data)
    assert "'a' is" in fault(large)


def test_damage(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("a", random.Random(2).randbytes(5_000)))
    whole = path.read_bytes()
    path.write_bytes(whole[:2_000] + bytes([whole[2_000] ^ 1]) + whole[2_001:])
    assert "damaged" in fault(path)
    path.write_bytes(whole[:4_000])
    assert "not a complete zip archive" in fault(path)
    path.write_bytes(b"")
    assert "not a complete zip archive" in fault(path)
    assert "cannot read" in fault(tmp_path / "gone.zip")


def test_encrypted_and_odd_packing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("a", b"text"))
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in fault(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"text")
    assert "unknown compression method" in fault(path)


@given(st.data())
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    make(path, ("a", b"some text"), ("b", bytes(300)))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(0, len(content))) :]
    path.write_bytes(content + data.draw(st.binary(max_size=30)))
    with contextlib.suppress(QuizError):
        read_all(path, SMALL)
