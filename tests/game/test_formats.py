from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.errors import QuizError
from quiz.formats import file_io as formats
from quiz.formats.interchange import ExportedDeck, ForeignDeck, ImportedFile, InterchangeError
from quiz.formats.registry import FORMATS, Format

DECK = Deck("x", (BasicNote("a", "b"),))
GIVEN = ExportedDeck("x", DECK, ())


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A format whose module works on files, as one with a database would."""
    module = ModuleType("tests.packed_format")

    def read(path: Path) -> ImportedFile:
        if path.read_bytes() == b"PK\x03\x04bad":
            raise InterchangeError("it is damaged")
        return ImportedFile((ForeignDeck(path.stem, DECK),))

    def write(given: Sequence[ExportedDeck], path: Path) -> tuple[str, ...]:
        [deck] = given
        if deck.name == "bad":
            raise InterchangeError("it has no room")
        path.write_bytes(deck.name.encode())
        return ("1 hint",)

    module.read = read  # type: ignore[attr-defined]
    module.write = write  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(formats.FILE_MODULES, "packed", module.__name__)
    known = Format("packed", "a test", (".pkd",), past=True, binary=True)
    monkeypatch.setitem(FORMATS, "packed", known)
    return module


def test_a_format_that_works_on_files(packed: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "deck.pkd"
    path.write_bytes(b"PK\x03\x04")
    chosen, taken = formats.read_file(path)
    assert (chosen.name, taken.decks[0].name) == ("packed", "deck")
    path.write_bytes(b"PK\x03\x04bad")
    with pytest.raises(QuizError, match=r"deck\.pkd: it is damaged"):
        formats.read_file(path)
    other = tmp_path / "other.pkd"
    assert formats.write_file(GIVEN, other, chosen) == (0, ("1 hint",))
    assert other.read_bytes() == b"x"
    with pytest.raises(QuizError, match="no room"):
        formats.write_file(ExportedDeck("bad", DECK, ()), other, chosen)


def test_files_that_cannot_be_read_or_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n")
    chosen = formats.read_file(path)[0]
    with pytest.raises(QuizError, match="cannot write"):
        formats.write_file(GIVEN, path, chosen)
    with pytest.raises(QuizError, match="cannot read"):
        formats.read_file(tmp_path)
    monkeypatch.setattr(formats, "MOST_BYTES", 3)
    with pytest.raises(QuizError, match="expected at most"):
        formats.read_file(path)
