"""A missing extra gives one line, with the command that installs it here."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from quiz import extras
from quiz.__main__ import main
from quiz.errors import QuizError
from quiz.extras import how_to_add, how_to_install, needs_extra, requirements

TEXT = "The president of the country visited the house on 3 February 1987. It was in the capital.\n"
FILES = {
    "a.txt": TEXT,
    "windows.txt": f"{TEXT}It was a café.\n",
    "a.md": f"# A title\n\n{TEXT}",
    "a.html": f"<html><body><article><p>{TEXT * 5}</p></article></body></html>",
}


def hide(monkeypatch: pytest.MonkeyPatch, library: str, users: Iterable[str] = ()) -> None:
    """Make a library look uninstalled, even to modules that already imported it."""
    for name in list(sys.modules):
        if name.partition(".")[0] in users:
            monkeypatch.delitem(sys.modules, name)
        elif name.partition(".")[0] == library:
            monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, library, None)


@pytest.mark.parametrize(
    ("library", "users", "file"),
    [
        ("spacy", (), "a.txt"),
        ("trafilatura", (), "a.html"),
        ("lxml", ("trafilatura",), "a.html"),
        ("justext", ("trafilatura",), "a.html"),
        ("charset_normalizer", (), "windows.txt"),
    ],
)
def test_each_part_of_the_extra_is_guarded(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    library: str,
    users: tuple[str, ...],
    file: str,
) -> None:
    hide(monkeypatch, library, users)
    path = tmp_path / file
    path.write_text(FILES[file], encoding="cp1252")
    assert main(["generate", str(path)]) == 2
    err = capsys.readouterr().err
    assert f"quiz generate needs the extra generate ({library} is not installed): " in err
    assert how_to_add("generate") in err


def test_part_that_does_not_load_is_reported() -> None:
    with (
        pytest.raises(QuizError, match=r"\(numpy does not load: too old\)"),
        needs_extra("generate", "quiz generate"),
    ):
        raise ImportError("too old", name="numpy.core")


def test_own_import_error_is_not_a_missing_extra() -> None:
    with pytest.raises(ImportError), needs_extra("generate", "quiz generate"):
        raise ModuleNotFoundError("x", name="quiz.nothing")


def test_the_advice_is_right_for_each_way_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "python")
    assert how_to_add("anki") == "pip install -e '.[anki]' in the game's folder"
    monkeypatch.setenv("UV", "uv")
    assert how_to_add("anki") == "uv run --extra anki play.py"
    monkeypatch.delenv("UV")
    monkeypatch.setattr(extras, "_is_source_tree", lambda: False)
    monkeypatch.setattr(extras, "requirements", lambda extra: ["one>=1", "two"])
    assert how_to_add("anki") == '"python" -m pip install "one>=1" "two"'
    (tmp_path / "uv-receipt.toml").touch()
    assert how_to_add("anki") == f'uv pip install --python "{tmp_path}" "one>=1" "two"'
    (tmp_path / "pipx_metadata.json").touch()
    assert how_to_add("anki") == 'pipx inject quizdeck "one>=1" "two"'
    assert how_to_install(["model==1"]) == 'pipx inject quizdeck "model==1"'


def test_extra_packages_match_the_project() -> None:
    names = {package.partition("<")[0].partition(">")[0] for package in requirements("generate")}
    assert {"spacy", "trafilatura"} <= names
    assert requirements("nothing") == []
