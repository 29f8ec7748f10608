"""Folders of files, and subdecks as a tree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.factories import Run


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "My Vault"
    for name, text in {
        "one.md": "a::b\n",
        "birds/two.csv": "c,d\n",
        "birds/empty.md": "prose only\n",
        ".obsidian/hidden.csv": "e,f\n",
        "picture.bin": "g,h\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "link.csv").symlink_to(folder / "birds" / "two.csv")
    return folder


def test_a_folder_is_imported_as_a_tree(quiz: Run, vault: Path, home: Path) -> None:
    status, out, err = quiz("import", vault, "--yes")
    assert (status, err) == (0, "")
    assert f"{vault}: 2 files\n" in out
    assert "left out: birds/empty.md:1:1: no cards found" in out
    names = [str(p.relative_to(home / "decks")) for p in sorted((home / "decks").rglob("*.yaml"))]
    assert names == ["my-vault/birds/two.yaml", "my-vault/one.yaml"]
    assert quiz("import", vault, "--yes")[1].endswith("Nothing new to import.\n")


def test_a_folder_without_cards(quiz: Run, tmp_path: Path, home: Path) -> None:
    (tmp_path / "x").mkdir()
    assert "no file with cards" in quiz("import", tmp_path / "x", "--yes")[2]


def test_a_folder_of_crowdanki(quiz: Run, tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "Birds"
    folder.mkdir()
    model = {
        "crowdanki_uuid": "m", "name": "Basic",
        "flds": [{"name": name, "ord": n} for n, name in enumerate(("Front", "Back", "Latin"))],
        "tmpls": [{"name": "c", "qfmt": "{{Front}}", "afmt": "{{Back}}<br>{{Latin}}", "ord": 0}],
    }  # fmt: skip
    note = {"fields": ["Amsel", "blackbird", "Turdus"], "guid": "g", "note_model_uuid": "m"}
    deck = {"__type__": "Deck", "name": "Birds", "note_models": [model], "notes": [note]}
    (folder / "deck.json").write_text(json.dumps(deck))
    status, out, _ = quiz("import", folder, "--answer", "latin", "--dry-run")
    assert status == 0
    assert "Basic, c: the answer is Latin (with --answer also Back)" in out
    assert "Amsel → Turdus" in out
    assert quiz("import", folder, "--yes")[0] == 0
    assert "answer: blackbird" in (home / "decks" / "birds.yaml").read_text()


def test_a_choice_of_columns_counts_for_every_table_of_a_folder(
    quiz: Run, vault: Path, home: Path
) -> None:
    status, out, _ = quiz("import", vault, "--columns", "prompt=2,answer=1", "--yes")
    assert status == 0
    assert "left out: one.md: a file in the format obsidian has no columns" in out
    assert "prompt: d\n    answer: c" in (home / "decks/my-vault/birds/two.yaml").read_text()


def test_subdecks_stay_a_tree(quiz: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("#separator:tab\n#deck column:1\nA\t1\tx\nA::B\t2\ty\nA::C::D\t3\tz\n")
    quiz("import", path, "--yes")
    out = quiz("due", "--deck", "a")[1]
    assert [line.split()[-1] for line in out.splitlines()] == ["a", "a/b", "a/c/d"]
    assert quiz("export", "a", "--to", tmp_path / "out", "--format", "csv")[0] == 0
    written = sorted(
        str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.csv")
    )
    assert written == ["a.csv", "a/b.csv", "a/c/d.csv"]
