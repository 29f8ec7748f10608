from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz.storage.library import scan
from quiz.storage.library.find import find_decks
from quiz.storage.library.scan import Library

DECK = "title: {}\ncards:\n  - {{prompt: a, answer: b}}\n"


def write(path: Path, title: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DECK.format(title))
    return path


def test_decks_are_named_by_their_folders(tmp_path: Path) -> None:
    write(tmp_path / "b.yaml")
    write(tmp_path / "a.yml")
    write(tmp_path / "school" / "history.yaml")
    write(tmp_path / "facts" / "left-out.yaml")
    write(tmp_path / ".hidden" / "left-out.yaml")
    write(tmp_path / ".hidden.yaml")
    (tmp_path / "README.md").write_text("no deck")
    library = Library.load([tmp_path, tmp_path / "gone"])
    assert list(library.decks) == ["a", "b", "school/history"]
    assert library.faults == []


def test_a_file_is_a_root_too_and_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "one.yaml")
    library = Library.load([tmp_path, path, tmp_path])
    assert list(library.decks) == ["one"]
    (tmp_path / "link.yaml").symlink_to(path)
    assert len(Library.load([tmp_path]).decks) == 1


def test_decks_of_the_same_name_are_all_there(tmp_path: Path) -> None:
    for root in ("x", "y", "deep/y", "other/y"):
        write(tmp_path / root / "same.yaml", root)
    roots = [tmp_path / root for root in ("x", "y", "deep/y", "other/y")]
    library = Library.load(roots)
    assert list(library.decks) == ["same", "y/same", "y/same-2", "y/same-3"]
    assert [loaded.deck.title for loaded in library.decks.values()] == [
        "x",
        "y",
        "deep/y",
        "other/y",
    ]


def test_non_deck_file_is_a_fault_and_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "good.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    os.mkfifo(tmp_path / "pipe.yaml")
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(scan.MAX_BYTES + 1)
    unreadable = write(tmp_path / "unreadable.yaml")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == unreadable:
            raise OSError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    library = Library.load([tmp_path])
    assert list(library.decks) == ["good"]
    said = {Path(fault.file).name: fault.message for fault in library.faults}
    assert "does not exist" in said["dangling.yaml"]
    assert "is a folder" in said["folder.yaml"]
    assert "larger than" in said["large.yaml"]
    assert "not a regular file" in said["pipe.yaml"]
    assert "Permission denied" in said["unreadable.yaml"]


def test_a_folder_that_cannot_be_listed_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("os.scandir", refuse)
    library = Library.load([tmp_path])
    assert [fault.message for fault in library.faults] == [
        "cannot list the folder: Permission denied"
    ]


def test_dangling_link_as_root_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nowhere")
    library = Library.load([tmp_path / "a.yaml"])
    assert [fault.message for fault in library.faults] == ["does not exist"]
    before = find_decks([tmp_path / "a.yaml"])
    assert before == find_decks([tmp_path / "a.yaml"])
    write(tmp_path / "nowhere")
    assert before != find_decks([tmp_path / "a.yaml"])
