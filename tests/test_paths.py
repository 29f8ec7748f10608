from __future__ import annotations

from pathlib import Path

import pytest

from quiz import paths


def test_the_environment_names_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HOME", "~/games")
    assert paths.home() == Path("~/games").expanduser()
    assert paths.own_decks() == Path("~/games/decks").expanduser()


def test_platform_names_the_home_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUIZ_HOME", raising=False)
    assert paths.home().name == "quiz"
    assert paths.home().is_absolute()


def test_an_installed_game_has_its_decks_inside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (paths.shipped_decks() / "welcome.yaml").is_file()
    package = tmp_path / "quiz"
    (package / "shipped").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.shipped_decks() == package / "shipped"
