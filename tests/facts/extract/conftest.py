from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from quiz.facts.extract.article import Article, make_article
from quiz.facts.extract.candidates import candidates
from quiz.facts.extract.pipeline import load_pipeline, parse
from quiz.facts.fact import Fact

Extract = Callable[..., tuple[Fact, ...]]


@pytest.fixture(scope="session")
def nlp() -> Any:
    return load_pipeline()


@pytest.fixture(scope="session")
def extract(nlp: Any) -> Extract:
    def run(text: str | Article, day: date | None = date(2015, 5, 7)) -> tuple[Fact, ...]:
        article = text if isinstance(text, Article) else make_article("a.txt", text, "t", day)
        return candidates(article, parse(nlp, article))

    return run
