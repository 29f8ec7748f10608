"""Hypothesis strategies for facts."""

from __future__ import annotations

from hypothesis import strategies as st

from quiz.facts.fact import CATEGORIES, Evidence, Fact, FactsFile, Status
from quiz.facts.templates import RELATIONS
from tests.strategies import texts

_maybe = st.one_of(st.just(""), texts)
_several = st.lists(texts, max_size=2).map(tuple)
ids = texts.filter(lambda text: not text.startswith("#"))
_offsets = st.integers(0, 10**6)
_spans = st.tuples(_offsets, _offsets)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    return Evidence(
        draw(texts), draw(_offsets), draw(_offsets), draw(_spans), draw(_spans), draw(_maybe),
        draw(_several),
    )  # fmt: skip


@st.composite
def facts(draw: st.DrawFn, name: str = "") -> Fact:
    evidence = draw(st.one_of(st.none(), evidences()))
    return Fact(
        id=name or draw(ids),
        subject=draw(texts),
        relation=draw(st.sampled_from(sorted(RELATIONS))),
        object=draw(texts),
        category=draw(st.sampled_from(CATEGORIES)),
        paragraph=draw(st.integers(0 if evidence else 1, 10**6)),
        wording=draw(_maybe if evidence else texts),
        type=draw(_maybe),
        accept=draw(_several),
        distractors=draw(_several),
        event=draw(_maybe),
        negation=draw(_maybe),
        as_of=draw(_maybe),
        status=draw(st.sampled_from(Status)),
        confidence=draw(st.floats(0, 1)),
        evidence=evidence,
    )


@st.composite
def facts_files(draw: st.DrawFn) -> FactsFile:
    names = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    return FactsFile(
        draw(texts), tuple(draw(facts(name)) for name in names), draw(_maybe), draw(_maybe),
        draw(_several), draw(_maybe), draw(_maybe),
    )  # fmt: skip
