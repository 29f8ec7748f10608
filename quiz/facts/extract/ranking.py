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
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from quiz.facts.extract.calendar import MONTH_NAME, WEEKDAY
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.statement_parts import NAMED, Part
from quiz.facts.extract.statements import Statement
from quiz.facts.extract.tokens import auxiliaries_of, head_of
from quiz.facts.fact_wording import news_in, tells_news, without_news
from quiz.facts.templates import OBJECT

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
_VAGUE = re.compile(
    r"(?:hundreds|thousands|millions|billions|dozens|several|half|some|many|another|a few|both"
    r"|at least|up to|more than|about|around|almost|nearly)\b",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|approximately|roughly|nearly|almost|over|more than|at least)"
    rf"(?= [$£€]?(?:\d|{re.escape(OBJECT)}))"
)
_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d\b(?!%)|\b\d{1,2} ?[ap]\.?m\b|\b\d{4} GMT\b|\blocal time\b")
_STALE = re.compile(
    rf"\b(?:{WEEKDAY}|(?:recent|current|still|yet|latest|now|today)(?:ly)?|earlier|later|so far"
    r"|(?:last|this|next|past) (?:\w+ )?(?:week|weekend|month|year|season|summer|night|quarter)s?"
    r")\b",
    re.IGNORECASE,
)
"""When the day, or the news before it, must be known."""

_PRICE = re.compile(
    r"\b[Ss]hares?\b|\b(?:rose|fell|climbed|slipped|gained|dropped|jumped|slid|up|down)"
    rf"(?: by| to| almost| nearly| more than| about)* [$£€]?(?:\d|{re.escape(OBJECT)})"
)
_SHORT_QUOTATION = 10
"""Words with "Who said" of a quotation that anybody could have said."""

_RELATIVE = re.compile(
    r"\b(?:another|other|others|such|same|recent|earlier|later|further|more|most|some|many|several"
    r"|various|certain|similar|different|first|next|new|old|large|small|good)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b[Tt]he [a-z]+(?=[ ,.?'’]|$)(?! of\b| that\b| who\b| for\b)")
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w’'-]+")
_LEANING = re.compile(
    r"\b(?:also|again|then|too|however|instead|hence|thus|therefore|likewise|later|further"
    r"|meanwhile|even|such|since|only|just)\b|\bfor (?:example|instance)\b|^(?:but|and|other) ",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b{MONTH_NAME} \d{{1,2}}\b|\b\d{{1,2}} {MONTH_NAME}\b")
DAY_ALONE = re.compile(
    rf"\b{MONTH_NAME} \d{{1,2}}\b(?!,? \d{{4}})|\b\d{{1,2}} {MONTH_NAME}\b(?! \d{{4}})"
)
"""A day of a month without a year."""

_JOINT = re.compile(
    r"\b(?:and|but|who|which|where|when|after|before|while|because|as|to)\b|, \w+ing\b"
)
_WORD = re.compile(r"[\w’'-]+")
_CAPITALISED = re.compile(r"[A-Z]\w+")
_NAME_OR_NUMBER = re.compile(r"[A-Z]\w|\d")
_NUMBER = re.compile(r"\d[\d,.]*")
_YEAR = re.compile(r"\b\d{4}\b")
_OWNER = re.compile(r"\b(?:his|her|its|their)\b")
_THE = re.compile(r"\b[Tt]he [a-z]")
_COLON_OR_DASH = re.compile(r"[:;]| [-–—] |—")
_ODD = re.compile(r"[,;:/]{2}|\s,|[\[\]|*=_]|\b(\w+) \1\b|\.\w|[a-z][A-Z]{2}")

_HANGING = (
    *(
        "bare",
        "no year",
        "no name",
        "names in the prompt",
        "the",
        "subject",
    ),
    *("leans on", "relative words", "dated", "placed", "pronoun"),
    *("in the first sentences", "answer in the title"),
)
"""How the features begin that show whether a card hangs on its article. They mean less if it is
told with the headline, and count apart then."""

_ALIKE = (
    *("words of the opening", "distance from the opening", "length of the article"),
    *("an hour", "a time to be known", "a price of the day"),
)
"""Features that mean the same in every family."""


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
    """The features of a candidate by name; most are 1 for yes.

    A gap, a question from the grammar, and one of a rule are different things: each has its own
    features, "gap: commas" and "question: commas". The words of the headline do not count.
    """
    family, told = draft.family, tells_news(draft.asked)
    named = {"always": 1.0}
    if told:
        named[f"{family}: told with the headline"] = 1.0
    if news_in(draft.asked):
        ask, statement = without_news(draft.ask), without_news(draft.statement)
        draft = replace(draft, ask=ask, statement=statement)
    found = chain(
        ((draft.rule, 1), ("surety of references", math.log(max(draft.confidence, 0.05)))),
        _of_words(draft),
        _of_answer(draft),
        _of_parse(draft, scene),
        _of_sentence(draft, scene),
        _of_article(draft, scene),
        _of_statement(*draft.stated, asked=draft.ask) if draft.stated is not None else (),
    )
    for name, value in found:
        if value:
            hangs = told and name.startswith(_HANGING)
            sort = "any" if name in _ALIKE else "told" if hangs else family
            named[f"{sort}: {name}"] = float(value)
    return named


def _of_words(draft: Draft) -> Iterator[tuple[str, float]]:
    prompt = draft.asked or draft.subject
    size, answer = len(prompt.split()), len(draft.object.split())
    yield "according to somebody", prompt.startswith("According to ")
    yield "prompt shorter than five words", size < 5
    yield "prompt longer than fifteen words", size > 15
    yield "prompt longer than twenty words", size > 20
    yield "words of the answer", min(answer, 12) / 4
    yield "answer has a name or number", bool(_NAME_OR_NUMBER.search(draft.object))
    names = len(_NAME.findall(prompt))
    yield "no name in the prompt", names == 0
    yield "names in the prompt", min(names, 5) / 2
    bare = len(_BARE.findall(prompt))
    yield "bare nouns in the prompt", min(bare, 3)
    yield "bare noun and no name", bare > 0 and names == 0
    yield "bare noun in the answer", bool(_BARE.search(draft.object))
    yield "relative words", len(_RELATIVE.findall(prompt)) / 2
    yield "odd marks", bool(_ODD.search(prompt) or _ODD.search(draft.object))
    yield "commas", min(prompt.count(","), 4) / 2
    yield "pronoun in the answer", bool(_OWNER.search(draft.object))
    yield "answer begins small", draft.object[:1].islower()
    yield "answer is vague", bool(_VAGUE.match(draft.object))
    yield "quotes", any(mark in prompt + draft.object for mark in '"“”')
    spoken = draft.rule == "quotations"
    yield "short quotation", spoken and size < _SHORT_QUOTATION
    told = "" if spoken else f"{prompt} {draft.object}"
    yield "a rounded number", bool(_ROUGHLY.search(told))
    yield "an hour", bool(_HOUR.search(told))
    yield "a time to be known", bool(_STALE.search(told))
    yield "a price of the day", bool(_PRICE.search(told))


def _of_answer(draft: Draft) -> Iterator[tuple[str, float]]:
    """How the answer sits in what is asked: a gap's place, words that give it away, its form."""
    prompt = draft.asked or draft.subject
    tokens = draft.object_tokens
    yield "answer is one name", bool(re.fullmatch(r"[A-Z][\w’'-]+", draft.object))
    yield "answer is an abbreviation", bool(re.fullmatch(r"[A-Z.]{2,6}", draft.object))
    yield "leans on other sentences by a word", len(_LEANING.findall(prompt))
    yield "a day in the prompt", bool(_DAY.search(prompt))
    yield "no year", not re.search(r"\d{4}", prompt + draft.object)
    yield "clauses joined in the prompt", min(len(_JOINT.findall(prompt)), 3) / 2
    yield "years in the prompt", min(len(_YEAR.findall(prompt)), 2)
    yield "share of names", len(_NAME.findall(prompt)) / max(len(prompt.split()), 1)
    yield "the", min(len(_THE.findall(prompt)), 4) / 2
    yield "other numbers in the prompt", min(len(_NUMBER.findall(prompt)), 3) / 2
    if draft.family != "gap" or not tokens:
        return
    before, _, after = draft.statement.partition(OBJECT)
    last = before.split()[-1] if before.split() else ""
    head = head_of(tokens)
    sort = f"gap for {draft.category} {draft.type}".strip()
    yield sort, 1
    yield f"gap as {head.dep_}", 1
    yield f"{sort} as {head.dep_}", 1
    yield "gap in front", not last
    yield "gap before a noun", head.dep_ in ("compound", "nmod", "amod", "nummod")
    yield "gap with an owner's ending", after.startswith(("'", "’"))
    verb = head
    steps = 0
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb, steps = verb.head, steps + 1
    yield "gap far from its verb", steps > 3
    yield f"gap in {_sort_of(verb)}", 1
    yield "gap of a common verb", verb.lemma_ in _COMMON_VERBS
    yield "gap in the present", verb.tag_ in ("VBZ", "VBP")
    helpers = {each.lower_ for each in auxiliaries_of(verb)}
    yield "gap in the perfect", bool(helpers & {"has", "have", "had"})


def _of_parse(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    """Signs that the parse is in doubt, or that something was left behind."""
    yield "several clauses", sum(t.pos_ == "VERB" for t in scene.sentence) / 4
    yield from _of_neighbours(draft, scene)
    far = [scene.sentence.number - number for number in draft.sentences]
    yield "leans on a sentence far away", max(far, default=0) > 3
    yield "leans on the sentence before", max(far, default=0) == 1


def _of_neighbours(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    """What stands beside the answer: others that would fit as well, a name that it describes."""
    tokens = draft.object_tokens
    if not tokens:
        return
    prompt, label = draft.asked, tokens[-1].ent_type_
    others = [
        t for t in scene.sentence
        if label and t.ent_type_ == label and t.ent_iob_ == "B" and t not in tokens
        and t.text in prompt
    ]  # fmt: skip
    yield "others of its kind in the prompt", min(len(others), 4) / 2
    head = head_of(tokens)
    over = head.head.head if head.dep_ == "pobj" else head.head
    yield "answer describes a name", over.pos_ == "PROPN" and over.text in prompt
    yield "answer describes a noun", over.pos_ == "NOUN" and over.text in prompt
    asides = ("relcl", "appos", "acl", "advcl", "parataxis")
    above = (head, *head.ancestors)
    yield "answer in an aside", any(t.dep_ in asides for t in above)
    yield "answer is parallel", head.dep_ == "conj" or any(c.dep_ == "conj" for c in head.children)


def _of_sentence(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    text = scene.sentence.text
    size = len(text.split())
    yield "long sentence", size > 30
    yield "very long sentence", size > 42
    yield "short sentence", size < 12
    yield "sentence with quotes", any(mark in text for mark in '"“”')
    yield "sentence with parentheses", "(" in text
    yield "sentence with a colon or dash", bool(_COLON_OR_DASH.search(text))
    told = len((draft.statement or draft.subject).split())
    yield "share of its sentence", min(told / max(size, 1), 1.2)
    yield "needs another sentence", bool(set(draft.sentences) - {scene.sentence.number})


def _of_article(draft: Draft, scene: Scene) -> Iterator[tuple[str, float]]:
    asked = draft.asked.replace(OBJECT, "")
    yield "length of the article", math.log1p(len(scene.parsed.sentences)) / 4
    yield "distance from the opening", math.log1p(scene.sentence.number) / 3
    opening = _long_words(scene.parsed.opening)
    yield "words of the opening", math.log1p(len(opening & _long_words(asked)))
    mentions = scene.parsed.capitalised
    prompt = set(_CAPITALISED.findall(f"{draft.subject} {draft.statement}"))
    answer = set(_CAPITALISED.findall(draft.object))
    yield (
        "salience of the prompt",
        math.log1p(max((mentions[w] for w in prompt - answer), default=0)),
    )
    yield "salience of the answer", math.log1p(max((mentions[w] for w in answer), default=0))
    known = prompt - answer
    yield (
        "least salient name of the prompt",
        math.log1p(min((mentions[w] for w in known), default=0)),
    )
    topic = scene.parsed.topic
    yield "asks for the topic", bool(topic) and topic in draft.object
    yield "tells of the topic", bool(topic) and topic in prompt and topic not in draft.object
    leans = draft.confidence < 0.9
    yield "leans on a pronoun among several people", leans and len(scene.parsed.people) > 3
    yield "leans on a pronoun of the topic", leans and topic in draft.subject + draft.object
    day = scene.parsed.article.day
    yield "the article has a date", day is not None
    title = _long_words(scene.parsed.article.title)
    yield "answer in the title", bool(title & _long_words(draft.object))
    yield "in the first sentences", scene.sentence.number < 4


@lru_cache(maxsize=100)
def _long_words(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:6] for word in _WORD.findall(text) if len(word) > 4)


def _of_statement(statement: Statement, part: Part, asked: str) -> Iterator[tuple[str, float]]:
    clause = statement.clause
    yield f"asks for {part.kind}", 1
    yield f"asks the {part.role}", 1
    yield f"asks for {part.kind} of {statement.subject.kind}", part.role != "subject"
    named = sum(p.kind not in ("common", "date", "number") for p in statement.everything)
    yield f"asks for {part.kind}, dated", statement.is_dated and part.role != "time"
    yield f"asks for {part.kind}, beside {min(named - (part.kind in NAMED), 3)} names", 1
    yield "a deed that is done once", statement.lemma in _ONCE
    yield "a deed that is done again and again", statement.lemma in _OFTEN
    yield "asks when it was done once", part.role == "time" and statement.lemma in _ONCE
    yield "asks when it was done again", part.role == "time" and statement.lemma in _OFTEN
    yield f"subject {statement.subject.kind}", 1
    yield "asks for a gap", not asked
    yield f"clause {_sort_of(clause.verb)}", 1
    yield "participle", clause.main is not None or bool(clause.added)
    yield "present", clause.present
    yield "passive", clause.passive
    yield "perfect", bool({"has", "have", "had"} & set(statement.auxiliaries))
    yield "common verb", statement.lemma in _COMMON_VERBS
    yield "copula", statement.is_copula
    yield "said by somebody", bool(statement.said_by)
    yield "dated", statement.is_dated
    yield "placed", any(p.role == "place" for p in statement.parts)
    yield "parts", min(len(statement.parts), 5) / 2
    yield "a list as the answer", bool(part.items)
    yield "subject begins small", statement.subject.text[:1].islower()
    yield "subject with a or an", statement.subject.text.startswith(("a ", "an "))
    known = part.by in ("in", "at", "of", "with", "for", "as", "on")
    yield f"by {part.by if known else 'other'}", bool(part.by)
    yield "only the answer beside the verb", len(statement.parts) == 1 and part.role != "subject"


def _sort_of(verb: Token) -> str:
    return (
        str(verb.dep_)
        if verb.dep_ in ("ROOT", "relcl", "acl", "advcl", "ccomp", "conj")
        else "other"
    )
