from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.cli.main import run


@pytest.fixture
def folder(home: Path) -> Path:
    decks = home / "decks" / "lang"
    decks.mkdir(parents=True)
    for name in ("es", "fr"):
        (decks / f"{name}.yaml").write_text(
            f"title: {name}\ncards:\n"
            + "".join(f"- {{prompt: {name}{n}, answer: a{n}}}\n" for n in range(4))
        )
    return decks


def test_a_folder_is_paused_and_resumed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deck", "lang", "--pause"]) == 0
    assert "Paused: yes  (its own)" in capsys.readouterr().out
    assert run(["due", "--deck", "lang"]) == 0
    nothing = "    0 due     0 new  lang/es, paused\n    0 due     0 new  lang/fr, paused\n"
    assert capsys.readouterr().out.startswith(nothing)
    assert run(["--plain", "--deck", "lang", "--mode", "learn"]) == 0
    assert "`quiz deck NAME --resume`" in capsys.readouterr().out
    assert run(["deck", "lang/fr", "--resume"]) == 0
    capsys.readouterr()
    assert run(["due", "--deck", "lang", "--total", "--json"]) == 0
    assert '"new": 4' in capsys.readouterr().out


def test_paused_deck_is_mentioned_everywhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["deck", "lang", "--pause", "--exam", "2999-01-01"]) == 0
    assert "Exam: 2999-01-01  (its own)\n" in capsys.readouterr().out
    assert run(["list"]) == 0
    assert "4 cards, 0 due, 4 new, 0 mastered, paused; " in capsys.readouterr().out
    assert run(["due"]) == 0
    assert re.search(r"^lang: exam in [0-9]+ days, paused$", capsys.readouterr().out, re.M)
    assert run(["deck", "lang/fr", "--resume"]) == 0
    assert run(["due"]) == 0
    assert re.search(r"^lang: exam in [0-9]+ days, 1 new a day$", capsys.readouterr().out, re.M)


def test_past_exam_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deck", "lang", "--exam", "2020-01-01"]) == 0
    assert "Exam: 2020-01-01, over  (its own)\n" in capsys.readouterr().out


def test_own_limits_and_retention(
    folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["deck", "lang", "--new-per-day", "3", "--retention", "0.8"]) == 0
    assert "[decks.lang]\nnew_per_day = 3\nretention = 0.8" in (home / "settings.toml").read_text()
    assert run(["deck", "lang/es"]) == 0
    assert "New cards a day: 3\n" in capsys.readouterr().out
    assert run(["deck", "lang", "--new-per-day", "default", "--retention", "default"]) == 0
    assert "\n[decks" not in (home / "settings.toml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lang", "--new-per-day", "many"], "expected a whole number from 0 to 9999, or default"),
        (["lang", "--new-per-day", ""], "expected a whole number from 0 to 9999, or default"),
        (["lnag"], "did you mean lang/"),
    ],
)
def test_faults_are_reported(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(["deck", *words]) == 2
    assert said in capsys.readouterr().err


def test_settings_table_without_deck_is_reported_at_start(
    folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "settings.toml").write_text('lives = 3\n[decks."lang/se"]\npaused = true\n')
    assert run(["due"]) == 0
    assert "settings.toml:2:1: no deck or folder is named lang/se; did you mean lang/es?" in (
        capsys.readouterr().err
    )


def test_a_folder_is_exported_deck_by_deck(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["export", "lang", "--to", str(out), "--format", "csv"]) == 0
    assert sorted(p.name for p in (out / "lang").iterdir()) == ["es.csv", "fr.csv"]
    assert run(["export", "lang", "--to", str(tmp_path / "x.csv")]) == 2
    assert "lang is a folder of 2 decks" in capsys.readouterr().err
