"""Imports go one way: the core imports no shell."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Container
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "quiz"
ROOMS = (
    "text", "history", "grading", "decks", "settings", "scheduling", "scoring", "statistics",
    "round", "live", "facts", "formats", "storage", "game", "plain", "serve", "tui",
    "cli",
)  # fmt: skip
"""Each room may import those before it."""
PURE = (
    "text", "decks", "history", "scheduling", "grading", "scoring", "statistics", "round", "live",
    "facts", "formats",
)  # fmt: skip
ON_DISK = {
    "formats/file_io.py", "formats/archives.py", "formats/anki/package.py",
    "formats/anki/crowdanki.py",
    "formats/anki/sqlite_file.py", "formats/anki/read_collection.py",
    "formats/anki/write_collection.py", "formats/anki/zstandard.py",
}  # fmt: skip
"""What of a pure room opens files: the formats that are archives or databases."""
IMPURE = {
    "textual", "rich", "sqlite3", "argparse", "platformdirs", "tomlkit", "tomllib", "os", "pathlib",
    "time", "subprocess", "tempfile", "shutil", "socket", "sys", "io", "logging", "asyncio",
    "zipfile",
}  # fmt: skip


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def name_of(path: Path) -> str:
    """The name of the module in this file."""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def known_imports(path: Path, modules: Container[str]) -> set[str]:
    """Which of these modules a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in modules else node.module or "")
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name in modules}


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def test_every_room_is_in_the_order() -> None:
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_only_earlier_rooms(room: str) -> None:
    behind = ROOMS[ROOMS.index(room) + 1 :]
    for path in files(room):
        for name in imported(path):
            assert name.split(".")[1:2] not in [[other] for other in behind], f"{path}: {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_docstring_says_what_a_room_may_import(room: str) -> None:
    docstring = ast.get_docstring(tree(ROOT / room / "__init__.py")) or ""
    _, may_import, rule = docstring.partition("May import ")
    named = set(re.findall(r"`(\w+)`", rule))
    if rule.startswith(("every", "no")):
        named = set(ROOMS) - {room} - named if rule.startswith("every") else set()
    assert may_import
    assert named == set(ROOMS[: ROOMS.index(room)])


def test_files_outside_rooms_import_no_room() -> None:
    for path in sorted(ROOT.glob("*.py")):
        rooms = {name.split(".")[1] for name in imported(path) if name.count(".")} & set(ROOMS)
        assert not rooms or path.name == "__main__.py", f"{path.name} imports {rooms}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for types alone count as well."""
    modules = {name_of(path): path for path in ROOT.rglob("*.py")}
    imports = {name: known_imports(path, modules.keys()) - {name} for name, path in modules.items()}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")


def test_imports_inside_functions_are_few() -> None:
    """Only for what is seldom needed: an extra, a screen opened later, a history to fold.
    Everything else is imported at the top."""
    inside = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ROOT.rglob("*.py")
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(inside) <= 40, sorted(inside)


@pytest.mark.parametrize("room", PURE)
def test_the_core_is_pure(room: str) -> None:
    for path in files(room):
        if str(path.relative_to(ROOT)) not in ON_DISK:
            for name in imported(path):
                assert name.partition(".")[0] not in IMPURE, f"{path}: {name}"


@pytest.mark.parametrize(
    ("library", "module"),
    [
        ("spacy", "pipeline.py"),
        ("trafilatura", "web_page.py"),
        ("charset_normalizer", "encoding.py"),
    ],
)
def test_extras_are_imported_lazily_by_one_module(library: str, module: str) -> None:
    users = {p for p in ROOT.rglob("*.py") if library in {n.split(".")[0] for n in imported(p)}}
    assert {path.name for path in users} == {module}
    for path in users:
        top = tree(path).body
        names = [alias.name for node in top if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in top if isinstance(node, ast.ImportFrom)]
        assert library not in {name.split(".")[0] for name in names}


WITH_SERVER = {
    "live.py", "class_actions.py", "class_call.py", "class_decks.py", "class_figures.py",
    "class_members.py", "class_setup.py", "class_tables.py",
}  # fmt: skip
"""Of the commands, those whose code is loaded only with the extra `serve`."""


def test_only_the_room_of_the_browser_knows_its_extra() -> None:
    """What starts the game must not load a web server."""
    extra = {
        "starlette", "uvicorn", "jinja2", "markupsafe", "segno", "latex2mathml", "sqlalchemy",
        "psycopg",
    }  # fmt: skip
    for path in ROOT.rglob("*.py"):
        names = {name.split(".")[0] for name in imported(path)}
        room = path.relative_to(ROOT).parts[0]
        if path.name not in WITH_SERVER and room != "serve":
            assert not names & extra, path
            assert not any(name.startswith("quiz.serve") for name in imported(path)), path


def test_extraction_imports_facts_but_not_vice_versa() -> None:
    for path in (ROOT / "facts").glob("*.py"):
        assert not any(name.startswith("quiz.facts.extract") for name in imported(path))


def test_only_one_module_knows_the_memory_model() -> None:
    users = [p.name for p in ROOT.rglob("*.py") if "fsrs_rs_python" in imported(p)]
    assert users == ["fsrs_model.py"]


def test_only_the_screen_knows_textual() -> None:
    for path in ROOT.rglob("*.py"):
        if "tui" not in path.relative_to(ROOT).parts:
            assert "textual" not in {name.split(".")[0] for name in imported(path)}, path


def test_commands_do_not_load_textual(tmp_path: Path) -> None:
    code = (
        "import sys; from quiz.cli.main import run; "
        "assert run(['due']) == 0; assert run(['list']) == 0; "
        "assert run(['--plain', '--mode', 'quiz']) == 0; "
        "sys.exit(not {'textual', 'rich', 'spacy'}.isdisjoint(sys.modules))"
    )
    env = {"QUIZ_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, stdin=subprocess.DEVNULL, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_distractors_are_drawn_without_rapidfuzz() -> None:
    """Importing it would take a seventh of the time to the first question in plain mode."""
    code = (
        "import sys; from random import Random; "
        "from quiz.decks.cards import make_cards; from quiz.decks.loader import load_deck; "
        "from quiz.round.distractor_pool import DistractorPool; "
        "rivers = ('Danube', 'Rhine', 'Volga', 'Loire'); "
        "lines = ['{prompt: Which is %s?, answer: %s}' % (n, r) for n, r in enumerate(rivers)]; "
        "text = 'title: Rivers\\ncards: [' + ', '.join(lines) + ']'; "
        "cards = make_cards(load_deck(text.encode(), 'rivers.yaml'), 'rivers'); "
        "assert len(DistractorPool(cards).draw(cards[0], 3, Random(1))) == 3; "
        "sys.exit('rapidfuzz' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT.parent)}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
