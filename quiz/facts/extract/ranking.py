"""How likely a candidate makes a good card: true, clear on its own, and worth asking.

The second step of Heilman and Smith, *Good Question! Statistical Ranking for Question Generation*
(2010): a logistic model over features that can be read. `tests/benchmarks/generate/fit.py` fits
the weights in `ranking_weights.json` on cards that people judged; here is only arithmetic.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.parsed import Token
from quiz.facts.extract.statements import NAMED

_ONCE = words(
    "found establish create bear die marry elect appoint name award publish discover invent build"
    " design open close win launch complete premiere debut kill sign introduce release retire"
    " graduate adopt abolish demolish destroy arrest charge convict sentence defeat propose"
    " announce become join form merge acquire buy sell donate rename"
)
_OFTEN = words(
    "visit return go come travel play teach move arrive leave serve work attend perform meet live"
    " study write make say lecture speak"
)
_COMMON_VERBS = words(
    "be have make do get go take give see say use include become say know find show want need look"
    " seem come put keep let begin help call"
)
_VAGUE = words(
    "thing way part one kind number people time place case example person result issue something"
    " everything others year day lot idea area fact point end use work"
)
_RELATIVE = re.compile(
    r"\b(?:another|other|others|such|same|recent|earlier|later|further|more|most|some|many|several"
    r"|various|certain|similar|different|first|next|new|old|large|small|good)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b[Tt]he [a-z]+(?=[ ,.?]|$)(?! of\b| that\b| who\b| for\b)")
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w’'-]+")
_ODD = re.compile(r"[,;:/]{2}|\s,|[\[\]|*=_]|\b(\w+) \1\b|\.\w|[a-z][A-Z]{2}")


def probability(known: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The probability, from 0 to 1, that a card with these features is good.

    weights: of the features; those in the file if None.
    """
    weights = _weights() if weights is None else weights
    total = sum(value * weights.get(name, 0.0) for name, value in known.items())
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> Mapping[str, float]:
    text = files("quiz.facts.extract").joinpath("ranking_weights.json").read_text("utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text).items()}


def features(draft: Draft, scene: Scene) -> dict[str, float]:
    """The features of a candidate by name; most are 1 for yes."""
    return {name: float(value) for name, value in _features(draft, scene) if value}


def _features(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    yield "always", 1
    yield f"rule {draft.rule}", 1
    yield "surety of references", math.log(max(draft.confidence, 0.05))
    yield from _of_words(draft)
    yield from _of_sentence(draft, scene)
    yield from _of_article(draft, scene)
    if draft.stated is not None:
        yield from _of_statement(draft)


def _of_words(draft: Draft) -> Iterator[tuple[str, float]]:
    prompt = draft.ask or draft.statement or draft.subject
    size, answer = len(prompt.split()), len(draft.object.split())
    yield "prompt shorter than five words", size < 5
    yield "prompt longer than fifteen words", size > 15
    yield "prompt longer than twenty words", size > 20
    yield "words of the answer", min(answer, 12) / 4
    yield "answer longer than five words", answer > 5
    yield "answer has a name or number", bool(re.search(r"[A-Z]\w|\d", draft.object))
    names = len(_NAME.findall(prompt))
    yield "no name in the prompt", names == 0
    yield "names in the prompt", min(names, 5) / 2
    yield "a date in the prompt", bool(re.search(r"\b\d{4}\b", prompt))
    bare = len(_BARE.findall(prompt))
    yield "bare nouns in the prompt", min(bare, 3)
    yield "bare noun and no name", bare > 0 and names == 0
    yield "bare noun as the answer", bool(_BARE.fullmatch(draft.object))
    yield "relative words", len(_RELATIVE.findall(prompt)) / 2
    yield "relative words in the answer", bool(_RELATIVE.search(draft.object))
    yield "odd marks", bool(_ODD.search(prompt) or _ODD.search(draft.object))
    yield "commas", min(prompt.count(","), 4) / 2
    yield "pronoun", bool(re.search(r"\b(?:his|her|its|their)\b", prompt))
    yield "pronoun in the answer", bool(re.search(r"\b(?:his|her|its|their)\b", draft.object))
    yield "answer begins small", draft.object[:1].islower()
    yield "answer is vague", draft.object.split()[-1].lower().rstrip("s") in _VAGUE
    yield "quotes", any(mark in prompt + draft.object for mark in '"“”')


def _of_sentence(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    text = scene.sentence.text
    size = len(text.split())
    yield "long sentence", size > 30
    yield "very long sentence", size > 42
    yield "short sentence", size < 12
    yield "sentence without an end", not re.search(r"[.!?][\"”’')\]]*$", text)
    yield "sentence with quotes", any(mark in text for mark in '"“”')
    yield "sentence with parentheses", "(" in text
    yield "sentence with a colon or dash", bool(re.search(r"[:;]| [-–—] |—", text))
    yield "needs another sentence", bool(set(draft.sentences) - {scene.sentence.number})


def _of_article(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    total = len(scene.parsed.sentences)
    yield "early in the article", scene.sentence.number < total / 5
    mentions = scene.parsed.capitalised
    prompt = set(re.findall(r"[A-Z]\w+", f"{draft.subject} {draft.statement}"))
    answer = set(re.findall(r"[A-Z]\w+", draft.object))
    yield (
        "salience of the prompt",
        math.log1p(max((mentions[w] for w in prompt - answer), default=0)),
    )
    yield "salience of the answer", math.log1p(max((mentions[w] for w in answer), default=0))
    topic = scene.parsed.topic
    yield "asks for the topic", bool(topic) and topic in draft.object
    yield "tells of the topic", bool(topic) and topic in prompt and topic not in draft.object
    leans = draft.confidence < 0.9
    yield "leans on a pronoun among several people", leans and len(scene.parsed.people) > 3
    yield "leans on a pronoun of the topic", leans and topic in draft.subject + draft.object
    yield "the article has a date", scene.parsed.article.day is not None


def _of_statement(draft: Draft) -> Iterator[tuple[str, float]]:
    assert draft.stated is not None
    statement, part = draft.stated
    clause = statement.clause
    yield f"asks for {part.kind}", 1
    yield f"asks the {part.role}", 1
    yield f"asks for {part.kind} of {statement.subject.kind}", part.role != "subject"
    when = any(p.role == "time" for p in statement.parts)
    named = sum(p.kind not in ("common", "date", "number") for p in statement.everything)
    yield f"asks for {part.kind}, dated", when and part.role != "time"
    yield f"asks for {part.kind}, beside {min(named - (part.kind in NAMED), 3)} names", 1
    yield "a deed that is done once", statement.lemma in _ONCE
    yield "a deed that is done again and again", statement.lemma in _OFTEN
    yield "asks when it was done once", part.role == "time" and statement.lemma in _ONCE
    yield "asks when it was done again", part.role == "time" and statement.lemma in _OFTEN
    yield f"subject {statement.subject.kind}", 1
    yield "asks for a gap", not draft.ask
    yield f"clause {_sort_of(clause.verb)}", 1
    yield "participle", clause.main is not None or bool(clause.added)
    yield "present", clause.present
    yield "going on", statement.tag == "VBG"
    yield "passive", clause.passive
    yield "to come", clause.future
    yield "may or can", bool({"can", "may", "must"} & set(statement.auxiliaries))
    yield "perfect", bool({"has", "have", "had"} & set(statement.auxiliaries))
    yield "common verb", statement.lemma in _COMMON_VERBS
    yield "copula", statement.is_copula
    yield "said by somebody", bool(statement.said_by)
    yield "dated", when
    yield "placed", any(p.role == "place" for p in statement.parts)
    yield "parts", min(len(statement.parts), 5) / 2
    yield "several subjects", bool(statement.subject.head.conjuncts)
    yield "a list as the answer", bool(part.items)
    yield "asks for a list of names", bool(part.items) and part.kind != "common"
    yield "subject begins small", statement.subject.text[:1].islower()
    yield "subject with a or an", bool(re.match(r"an? ", statement.subject.text))
    yield "existential", statement.subject.text == "there"
    known = part.by in ("in", "at", "of", "with", "for", "as", "on")
    yield f"by {part.by if known else 'other'}", bool(part.by)
    yield "only the answer beside the verb", len(statement.parts) == 1 and part.role != "subject"
    yield "is a link away", part.head.head != clause.verb


def _sort_of(verb: Token) -> str:
    return (
        str(verb.dep_)
        if verb.dep_ in ("ROOT", "relcl", "acl", "advcl", "ccomp", "conj")
        else "other"
    )
