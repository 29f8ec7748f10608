from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest

from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.decks.note import Note
from quiz.errors import QuizError
from quiz.game import authoring

TEXT = """\
# my deck
title: Rivers   # of Europe

cards:
  # the longest
  - prompt: Which river is the longest of Europe?
    answer: Volga
  - {prompt: Which river flows through Vienna?, answer: Danube}   # compact
  # the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def notes(path: Path) -> tuple[Note, ...]:
    deck = load_deck(path.read_bytes(), str(path))
    assert isinstance(deck, Deck)
    return deck.notes


@pytest.fixture
def other(tmp_path: Path) -> Note:
    data = b"title: x\ncards:\n  - {prompt: Which river flows through Paris?, answer: Seine}\n"
    deck = load_deck(data, "x.yaml")
    assert isinstance(deck, Deck)
    return deck.notes[0]


def test_a_card_is_added_and_comments_stay(path: Path, other: Note) -> None:
    authoring.add_card(path, other)
    assert [note == other for note in notes(path)] == [False, False, True]
    text = path.read_text()
    assert all(line in text for line in TEXT.splitlines())


def test_a_card_is_replaced_and_comments_stay(path: Path, other: Note) -> None:
    before = notes(path)[0]
    authoring.change_card(path, before.extras.line, before, other)
    assert notes(path)[0] == other
    text = path.read_text()
    for line in ("# my deck", "title: Rivers   # of Europe", "# the longest", "# compact"):
        assert line in text


def test_a_card_is_deleted(path: Path) -> None:
    first, second = notes(path)
    authoring.delete_card(path, first.extras.line, first)
    assert notes(path) == (second,)
    assert "# the end" in path.read_text()


def test_a_byte_order_mark_and_the_mode_stay(path: Path, other: Note) -> None:
    path.write_bytes(BOM_UTF8 + path.read_bytes())
    path.chmod(0o640)
    authoring.add_card(path, other)
    assert path.read_bytes().startswith(BOM_UTF8)
    assert path.stat().st_mode & 0o777 == 0o640
    assert len(notes(path)) == 3


def test_symlink_to_deck_stays_a_symlink(path: Path, other: Note, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    authoring.add_card(link, other)
    assert link.is_symlink()
    assert len(notes(path)) == 3


def test_card_changed_elsewhere_is_not_overwritten(path: Path, other: Note) -> None:
    before = notes(path)[0]
    path.write_text(TEXT.replace("Volga", "the Volga"))
    now = path.read_bytes()
    with pytest.raises(QuizError, match="has changed"):
        authoring.change_card(path, before.extras.line, before, other)
    path.write_text("title: [")
    with pytest.raises(QuizError, match="has changed"):
        authoring.delete_card(path, before.extras.line, before)
    assert b"Volga" in now


@pytest.mark.parametrize("data", [b"\xff\xfe", b"title: x\n", b"title: [\n", b""])
def test_file_that_is_not_a_deck_is_left_alone(path: Path, other: Note, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(QuizError, match=r"rivers\.yaml"):
        authoring.add_card(path, other)
    assert path.read_bytes() == data


def test_files_that_cannot_be_read_or_written(
    path: Path, other: Note, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(QuizError, match="cannot read"):
        authoring.add_card(tmp_path / "gone.yaml", other)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(QuizError, match="cannot write: No space left"):
        authoring.add_card(path, other)
    assert path.read_text() == TEXT
    assert [entry.name for entry in tmp_path.iterdir()] == ["rivers.yaml"]


def test_a_new_deck_never_overwrites(tmp_path: Path, other: Note) -> None:
    path = tmp_path / "deep" / "new.yaml"
    authoring.new_deck(path, "New: deck", other)
    assert notes(path) == (other,)
    with pytest.raises(QuizError, match="already exists"):
        authoring.new_deck(path, "Again", other)
    with pytest.raises(QuizError, match="cannot make the folder"):
        authoring.new_deck(path / "below.yaml", "Again", other)
    with pytest.raises(QuizError, match="cannot write"):
        authoring.new_deck(tmp_path / ("x" * 300), "Again", other)
