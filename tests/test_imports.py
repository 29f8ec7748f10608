"""The direction of the imports: the core knows nothing of the shells."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "quiz"
CORE = (
    "decks", "facts", "memory", "grading", "scoring", "history", "round", "statistics", "optimize",
)  # fmt: skip
SHELLS = ("store", "library", "game", "plain", "tui", "cli", "paths")
IMPURE = {
    "textual", "rich", "sqlite3", "argparse", "platformdirs", "tomlkit", "tomllib", "os", "pathlib",
    "time", "subprocess", "tempfile", "shutil", "socket", "sys", "io", "logging", "asyncio",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", CORE)
def test_the_core_is_pure(package: str) -> None:
    found = files(package)
    assert found
    for path in found:
        for name in imported(path):
            top, _, rest = name.partition(".")
            assert top not in IMPURE, f"{path.name} imports {name}"
            if top == "quiz":
                assert rest.split(".")[0] not in SHELLS, f"{path.name} imports {name}"


def test_only_one_module_knows_the_memory_model() -> None:
    users = [p.name for p in ROOT.rglob("*.py") if "fsrs_rs_python" in imported(p)]
    assert users == ["fsrs_model.py"]


@pytest.mark.parametrize("package", ["store", "library", "game", "plain", "settings"])
def test_only_the_screen_knows_textual(package: str) -> None:
    for path in files(package):
        assert not any(name.split(".")[0] in ("textual", "rich") for name in imported(path))
        assert not any(name.startswith("quiz.tui") for name in imported(path))


def test_the_line_commands_do_not_load_textual(tmp_path: Path) -> None:
    code = (
        "import sys; from quiz.cli.main import run; "
        "assert run(['due']) == 0; assert run(['list']) == 0; "
        "assert run(['--plain', '--mode', 'quiz']) == 0; "
        "sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    )
    env = {"QUIZ_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, stdin=subprocess.DEVNULL, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
