"""The README and the pages it links to are true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from quiz.cli.main import COMMANDS, command_of, parser_of
from quiz.formats.file_io import FILE_MODULES, MODULES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / ".github" / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "decks" / "README.md",
    *sorted((ROOT / ".github").rglob("*.md")),
]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`(quiz [^`]+)`")


def commands() -> list[str]:
    """Every `quiz` command in a shell block."""
    found = []
    for page in PAGES:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            lines = (line.partition("#")[0].strip() for line in block.splitlines())
            found += [line for line in lines if line.startswith("quiz")]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("line", commands())
def test_every_example_is_a_command(line: str) -> None:
    name, words = command_of(shlex.split(line)[1:])
    parser_of(name).parse_args(words)


def test_every_command_and_option_that_is_named_exists() -> None:
    for page in PAGES:
        for line in INLINE.findall(page.read_text(encoding="utf-8")):
            name, _ = command_of(line.split()[1:])
            if name is not None:
                options = re.findall(r"(?<![\w-])--[a-z-]+", line)
                known = parser_of(name).format_help()
                for option in options:
                    assert option in known, line


def test_every_command_is_listed() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS.keys() - {"play"}:
        assert f"`quiz {name}" in text, name


def test_every_format_is_listed() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    for name in (*MODULES, *FILE_MODULES):
        assert f"| `{name}` |" in text, name


def test_the_readme_is_short_and_names_every_page() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 160
    for page in PAGES[1:]:
        assert str(page.relative_to(ROOT)) in text, page.name
