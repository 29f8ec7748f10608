"""The articles that we wrote ourselves, which generating is tested and measured on."""

from __future__ import annotations

from pathlib import Path

from quiz.facts.extract.article import Article
from quiz.facts.extract.sources import read_article

PATHS = sorted((Path(__file__).parents[2] / "benchmarks" / "generate" / "own").iterdir())


def read(path: Path) -> Article:
    return read_article(path.read_bytes(), path.name)
