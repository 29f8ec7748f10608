"""The exchange with Anki itself, where the package `anki` is installed (extra `benchmarks`)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

CHECKS = Path(__file__).parents[1] / "benchmarks" / "interchange"


@pytest.mark.parametrize("check", ["anki_check.py", "anki_round.py"])
def test_anki_and_we_understand_each_other(check: str) -> None:
    pytest.importorskip("anki", reason="the package anki is not installed")
    done = subprocess.run(
        [sys.executable, str(CHECKS / check)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("all the same\n")
