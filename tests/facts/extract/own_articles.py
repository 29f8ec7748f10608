"""The articles of the benchmark, which are ours."""

from __future__ import annotations

from pathlib import Path

from quiz.facts.extract.article import Article
from quiz.facts.extract.sources import read_article

FOLDER = Path(__file__).parents[2] / "benchmarks" / "generate"
PATHS = sorted(path for path in FOLDER.glob("*/*.*") if path.suffix in (".txt", ".md", ".html"))
assert PATHS, f"no articles in {FOLDER}"


def read(path: Path) -> Article:
    return read_article(path.read_bytes(), str(path))
