"""A short run of the monkey; `tests.benchmarks.soak.monkey` does a hundred thousand actions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.robust.monkey import MonkeyError, session

ACTIONS = 60


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session sets these for its app."""
    for name in ("QUIZ_HOME", "EDITOR", "VISUAL"):
        monkeypatch.setenv(name, "")


@pytest.mark.parametrize("number", range(6))
async def test_random_keys_do_not_crash_the_game(number: int, tmp_path: Path) -> None:
    assert 0 < await session(2026, number, ACTIONS, tmp_path) <= ACTIONS + 6


async def test_crash_report_lists_the_keys_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def falls(_: object) -> None:
        raise KeyError(0)

    monkeypatch.setattr("quiz.tui.base_app.BaseApp.action_help", falls)
    monkeypatch.setattr("tests.robust.monkey.KEYS", ("f1",))
    with pytest.raises(MonkeyError, match=r"seed 7, session 1, after \d+ actions: KeyError: 0\n"):
        await session(7, 1, 200, tmp_path)
