"""Whether a card can be understood without its article, and names nothing by a part of its name."""

from __future__ import annotations

import re

from quiz.facts.extract.draft import Draft
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import SUBJECTS, head_of
from quiz.facts.fact_wording import news_in, tells_news, without_news, words_of
from quiz.facts.places import countries_named, kind_of_place
from quiz.facts.templates import OBJECT
from quiz.text.articles import bare

_GAP = re.escape(OBJECT)
_VERB = r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|did|does|do|\w+ed)\b"
_BARE = r"the (?:(?!of\b|\d+[a-z])[a-z0-9-]+ |of (?:the|his|her|its|their|this|that) ){1,5}"
_OPEN = re.compile(
    rf"^(?:[A-Z][a-z]+(?: [a-z]+)? [^,]+, )?[Tt]{_BARE[1:]}{_VERB}"
    rf"|^(?=.*\?$).*\b(?:did|does|do|was|were|is|are|has|had) {_BARE}(?!of\b)[a-z]+"
)
"""A subject that only its article names: "The festival was founded", "did the film-maker win"."""

_CUT = re.compile(
    rf"{_GAP} (?:the )?[A-Z]"
    rf"|[a-z,’'] (?:[A-Z][\w-]+ )*[A-Z][\w-]+(?<!an)(?<!ese)(?<!ish) {_GAP}"
)
"""A gap for a part of a name: "the Lom {object}", "{object} Lom Prize"."""

_GOES_ON = re.compile(
    r"\b(?:is|are) (?:(?:[a-z]+ly |also |now )?[a-z]+ing\b(?! to\b)|(?:poised|set|due|about) to\b)"
)
_TWICE_NAMED = re.compile(
    r"\b(\w[^,.]{3,}) and (?:[A-Z]\w+ )?\1\b|^In [^,]{3,20} that "
    r"|\b((?:[\w-]+ ){2}[a-z][\w-]+)\b.*\b\2\b|\b[Tt]he [Tt]he\b|, (?:just )?like \{object\}[.]$"
)
_ROLE = re.compile(r"[a-z] as [A-Z]|[A-Z]\w+ as [A-Z]")
_LAST_WORD = re.compile(
    r"(?:^|\b[a-z]+,? )(?:University|College|Institute|Academy|Museum|Hospital|Agency|Foundation"
    r"|Company|Ministry) (?!of\b|for\b|[A-Z])"
)
"""The last word of a name, which only its article gives: "the University said"."""

_LEANS = re.compile(r"\b[Ss]uch (?!as\b)|^(?:Another|The other|Others?) ")
_SOME = re.compile(
    r"(?:thousands|hundreds|tens|dozens|millions|many|several|few|some)(?: .*)?", re.IGNORECASE
)
_NAME = re.compile(r"(?<!^)\b[A-Z]")
_POINTING = ("the", "this", "that", "these", "those")
_PLAIN = ("det", "amod", "compound", "nummod", "quantmod", "nmod", "npadvmod", "punct")
_POINTS = re.compile(
    r"\b(?:it|its|he|she|him|his|her|they|them|their|this|that|these|those|our|us|such)\b",
    re.IGNORECASE,
)
_GROUPS = words(
    "company firm group team club side party man woman player star actor writer country"
)
_ONE = words("sun moon earth world internet universe sky")
_ANY = re.compile(rf"\b(?:an?|his|her|its|their) {_GAP}|^(?:In |On )?{_GAP},? and [A-Z]")
"""A gap for a name that "a" or "his" makes common, or for the first of several."""

_NO_HOLDER = ("ORG", "GPE", "PRODUCT", "WORK_OF_ART", "FAC")
_NAMED = ("place", "organisation", "event", "term")

_ON_A_DAY = re.compile(rf"On which day (?:did|was|were) (.+)\?|(.+) on {_GAP}\.")
_SINGLE = re.compile(r"[A-Z\d]|\b(?:the|its|their|this|first|last|only)\b")

_TELLING = words("tell inform notify remind assure")
_STATING = words("say announce explain state claim insist reply")
_SAID = ("ccomp", "xcomp", "parataxis", "nsubjpass")
_TALES = words("story tale truth lie joke")

_COMING = words(
    "go come return move travel walk drive run leave arrive rush flee call ring phone ask speak"
    " talk reply answer contact shout"
)
_LAPSING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|remains?|ha[sd]|have)\b[^.]*?(?:\b(?:the|its|their)|['’]s)"
    r" (?:(?:first and )?only (?!son|daughter|child|brother|sister|survivor)|(?:most|least) [a-z]"
    r"|(?!west|forest|interest|request|guest|harvest|contest|protest|priest|youngest|eldest|earliest)"
    r"[a-z]+est\b"
    r"(?! (?:[a-z]+ )?(?:lake|river|island|mountain|peak|sea|city|town|country|state|son"
    r"|daughter)))"
)
"""The only one, or the largest: a state that another may end soon."""

_OTHERS = re.compile(
    r"\b(?<!\beach )(?<!\bone )(?<!\band )(?<!\bor )(?<!\bevery )(?:[Aa]nother|[Oo]thers?)\b"
    r"(?! than\b| \d| \{)"
    r"|\b[Ss]uch (?!as\b)|\b[Tt]he same\b(?!-| (?:[\w-]+ ){1,3}(?:as|that)\b)"
    r"|\b[Aa] further\b|^A similar\b(?!.* (?:to|as)\b)"
    r"|(?:^|\bdid )(?:[Pp]revious|[Ee]arlier|[Rr]ecent|[Ll]atest|[Ff]urther) [a-z]+ (?!of\b)"
)
_RANK = re.compile(
    r"\b(?:was|were|came|finished|in) (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\d+(?:nd|rd|th)) ?(?:place\b)?(?!\w| ?(?:in|of|at|on|among|to)\b| ?[a-z]+ (?:of|to)\b)"
)
"""A rank in what only the sentences before tell."""

_ONE_OF = re.compile(rf"\b(?:such as|including|like) {_GAP}")
"""A gap for an example, as which others would be as right."""

_THESE = re.compile(r"\b[Tt]h[eo]se(?: (?!who\b|that\b|of\b|in\b|with\b|from\b)([a-z]+)|[.?])")
_THE = re.compile(
    r"\b[Tt]he (?:(?:next|new|latest|previous|following|final|last|second) )?"
    r"(dates?|week|weekend|month|season|occasion|items?|list|deal|agreement|decision|move|incident|accident|offer"
    r"|proposal|bid|announcement|measures?|ruling|verdict|latter|former|rest|two|three|transaction"
    r"|concerns?|landslide|innings?)\b"
    r"(?!['’-]| (?:of|to(?! \d)|that|which|who|between|with|for|when|where)\b)"
    r"(?!(?<=cident) in (?:the )?[A-Z])"
)
"""Nouns that stand for what the sentences before told."""

_HANGING_TIME = re.compile(
    r"\b(?:[Ss]ince|from|[Bb]y|until|after|before) then\b|\bago\b|\b(?:last|this) season\b"
    r"|\bthe current [A-Z]"
    r"|\b[Tt]h(?:e|ese) (?:past|last|previous) (?:\w+ )?(?:day|week|month|year|decade)s\b(?! of)"
    r"|\b(?:[Oo]ver|[Ii]n|[Oo]n) the next (?:\w+ )?(?:minute|hour|day|week|month|year|serie)s\b"
    r"|^(?!.*\d{4}).*\b(?:minute|hour|day|week|month|year|season)s? (?:later|earlier|before[,.?])"
    r"|^(?!.*\d{4})(?:Afterwards?|Later|Earlier|Subsequently|Eventually),"
)
"""A time that is reckoned from another one, which the card does not tell."""

_SPAN = re.compile(
    r"^(?:Last|The previous) season\b"
    r"|\bin the (?:next|first|last) (?:\w+ )?(?:minutes|hours|half)\b"
)

_PLACE = re.compile(r"\b[Tt]he (city|town|village|country)\b(?! of\b)")
_OF_PLACE = ("GPE", "LOC", "FAC", "NORP")

_OF_WHOM = re.compile(
    r"^(?:According to .+?, )?(?:about |at least |nearly )?"
    r"(?:most|both|all|few|many|several|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*"
    r"(?: per ?cent)?) (?:were|was|are|is|ha[sd]|have) "
    r"|^According to (?:[\d.]+ per ?cent|one|multiple|several)\b"
    r"|^Of \d+ (?:on|in|at) ",
    re.IGNORECASE,
)
"""Some of those of whom the sentences before told."""


def needs_no_article(draft: Draft, now: str) -> bool:
    """Whether a card neither hangs on its article nor has a part of a name in place of it. Its
    headline is as good as the article.

    now: the month of the article, or "" if its date is unknown.
    """
    answer, headline = draft.object, news_in(draft.asked)
    told = tells_news(draft.asked)
    asked = without_news(draft.asked)
    gap, name = not draft.ask, draft.category in _NAMED
    if not told and (
        (draft.rule == "quotations" and not _names_its_matter(asked))
        or _OPEN.search(asked)
        or _LEANS.search(asked)
        or _has_bare_subject(draft)
    ):
        return False
    holder = draft.type == "post" and any(t.ent_type_ in _NO_HOLDER for t in draft.subject_tokens)
    # "failed to appear in Lom and Ulm"
    two = draft.category == "place" and " and " in answer
    if two or holder or _SOME.fullmatch(answer):
        return False
    if _TWICE_NAMED.search(asked) or (not now and _GOES_ON.search(asked)):
        return False
    if name or draft.category == "person":
        if _ROLE.search(answer) or (gap and _ANY.search(asked)):
            return False
        if name and gap and _CUT.search(asked):
            return False
        if not name and gap and re.search(rf"\b[Tt]he {_GAP}", asked):
            # "The Woodsman" is nobody.
            return False
    if (
        _LAST_WORD.search(asked.replace(OBJECT, answer))
        or _ONE_OF.search(asked)
        or _RANK.search(asked.replace(OBJECT, answer))
    ):
        return False
    if not told and _does_often(asked):
        return False
    if draft.rule != "quotations" and (
        _HANGING_TIME.search(asked.replace(OBJECT, answer))
        or _OF_WHOM.search(draft.statement.replace(OBJECT, answer))
        or _refers_back(asked, headline)
        or _is_somewhere(draft)
        or _leaves_out_what_is_said(draft, asked)
    ):
        return False
    return not (_can_lapse(draft) or _loses_situation(draft, asked) or _loses_season(draft, asked))


def _names_its_matter(asked: str) -> bool:
    """Whether a quotation names what it is about, and means nothing that was said before."""
    said = asked[asked.find("“") + 1 :]
    return bool(_NAME.search(re.sub(r"\bI\b", "i", said))) and not _POINTS.search(said)


def _does_often(asked: str) -> bool:
    """Whether a card asks for the day of what a country does on many: "On which day did Peru
    vote?", "Peru tested a rocket on ____"."""
    found = _ON_A_DAY.fullmatch(asked)
    if found is None:
        return False
    words = bare(found[1] or found[2]).split()
    named = next((n for n in (3, 2, 1) if kind_of_place(" ".join(words[:n])) == "country"), 0)
    return bool(named) and not _SINGLE.search(" ".join(words[named:]))


def _refers_back(asked: str, headline: str) -> bool:
    """Whether a card means what neither it nor its headline names: "another ferry", "the deal"."""
    if _OTHERS.search(asked):
        return True
    for found in (*_THESE.finditer(asked), *_THE.finditer(asked)):
        noun = (found[1] or "").removesuffix("s")
        before = f"{headline} {asked[: found.start()]}".lower()
        if not noun or not re.search(rf"\b{noun}", before):
            return True
    return False


def _is_somewhere(draft: Draft) -> bool:
    """Whether a card means a place that it does not name: "control of the city"."""
    asked, sentence = draft.asked, draft.sentence
    found = _PLACE.search(asked)
    if not found:
        return False
    if found[1] == "country":
        return not countries_named(asked)
    return not any(t.ent_type_ in _OF_PLACE and t.text in asked for t in sentence)


def _leaves_out_what_is_said(draft: Draft, asked: str) -> bool:
    """Whether a card says that somebody told something, but not what, or asks who was told."""
    if not draft.object_tokens:
        return False
    mine = draft.object_tokens
    told = set(words_of(asked).split())
    for verb in mine[0].sent:
        telling = verb.lemma_ in _TELLING
        if verb.pos_ != "VERB" or not (telling or verb.lemma_ in _STATING):
            continue
        if not told & {verb.lower_, verb.lemma_}:
            continue
        said = {c for c in verb.children if _is_said(c, telling)}
        if verb.dep_ == "conj" and all(c.dep_ != "cc" for c in verb.head.children):
            # "The ship sank, Ada Lind said."
            said.add(verb.head)
        hearers = {c for c in verb.children if c.dep_ in ("dobj", "dative")} - said
        if (telling and hearers & set(mine)) or not any(
            c in mine or c.lower_ in told for c in said
        ):
            return True
    return False


def _is_said(child: Token, telling: bool) -> bool:
    """Whether this is what a verb of telling or stating tells, rather than to whom or when."""
    if child.dep_ == "dobj":
        others = any(c.dep_ == "dative" for c in child.head.children)
        return not telling or others or child.lemma_ in _TALES
    if child.dep_ == "nsubjpass":
        return not telling
    return child.dep_ in _SAID or (child.dep_ == "prep" and child.lower_ in ("about", "of"))


def _can_lapse(draft: Draft) -> bool:
    """Whether a card tells of the only or the largest one, without its time."""
    told = draft.asked.replace(OBJECT, draft.object)
    told = f"{told} {draft.object}" if draft.ask else told or f"is {draft.object}"
    return not (draft.as_of or re.search(r"\d{4}", told)) and bool(_LAPSING.search(told))


def _loses_situation(draft: Draft, asked: str) -> bool:
    """Whether somebody is asked for by what they did or met in a situation that nothing names:
    "When the line rang, ____ was put through to a nurse"."""
    head = head_of(draft.object_tokens) if draft.object_tokens else None
    if head is None or head.dep_ not in SUBJECTS or draft.category != "person":
        return False
    verb = head.head
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return (
        (passive or verb.lemma_ in _COMING)
        and any(c.dep_ == "advcl" for c in verb.children)
        and not re.search(r"\d", asked)
        and not _NAME.search(asked.replace(OBJECT, ""))
    )


def _loses_season(draft: Draft, asked: str) -> bool:
    """Whether a card leaves out that it was in another season than that of the news, or in a short
    time only."""
    if draft.family not in ("gap", "question"):
        return False
    found = _SPAN.search(draft.sentence.text)
    return found is not None and found[0].split()[-1].lower() not in asked


def _has_bare_subject(draft: Draft) -> bool:
    """Whether a subject that the card keeps is named by the article alone: "the teacher", "the Lom
    company"."""
    above = (t for token in draft.object_tokens[:1] for t in (token, *token.ancestors))
    for verb in (t for t in above if t.pos_ in ("VERB", "AUX")):
        head = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if head is None or not any(c.lower_ in _POINTING for c in head.children):
            continue
        if not all(c.dep_ in _PLAIN for c in head.children if c.dep_ != "appos"):
            continue
        told = [t for t in head.subtree if t.i <= head.i]
        named = head.lower_ not in _GROUPS and any(t.pos_ == "PROPN" for t in told)
        if head.pos_ != "NOUN" or named or head.lower_ in _ONE:
            continue
        text = "".join(t.text_with_ws for t in told).strip().lower()
        before, found, _ = draft.asked.lower().partition(text)
        if found and not _NAME.search(draft.asked[: len(before)]):
            return True
    return False
