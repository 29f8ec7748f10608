"""Whether a card has one right answer that its prompt neither gives away nor leaves open."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from itertools import permutations

from quiz.facts.extract.draft import Draft
from quiz.facts.extract.lexicon import NO_PERSON, SMALL
from quiz.facts.extract.standing import needs_no_article
from quiz.facts.fact_wording import without_news
from quiz.facts.nations import COUNTRY_OF
from quiz.facts.places import kind_of_place
from quiz.facts.templates import OBJECT
from quiz.text.articles import bare
from quiz.text.normalise import normalise

_WHERE = re.compile(r"Where (?:is|are|was|were) (.+)\?")
_WHAT = re.compile(r"What (?:is|are|was|were) (.+)\?")
_STUDIED = re.compile(
    rf"\b(?:degrees?|doctorate|ph\.?d\.?|diploma|master['’]s|bachelor['’]s|professor|lecturer|interest"
    rf"|interested|expert|career|specialist|major) in {re.escape(OBJECT)}",
    re.IGNORECASE,
)
_COMMA_PLACE = re.compile(rf"[A-Z][\w'’-]*, {re.escape(OBJECT)}")
_BY_PLACE_OR_DATE = re.compile(r"\b(?:in|at|on) (?:the )?[A-Z0-9][\w'’-]*(?:,? [A-Z0-9][\w'’-]*)*")
_REPORTED = (
    r"(?:['’]s)? (?:(?:has|had|was) )?(?:report(?:s|ed|ers?)|interview(?:s|ed)|ask(?:s|ed)"
    r"|learn(?:ed|t)|journalists?|correspondents?|contacted|told|informed)\b"
)
_TOLD_TO = (
    r"\b(?:told|informed|[Aa]ccording to|interview(?:ed)? (?:by|with)|spoke (?:to|with)) (?:the )?"
)
_HALF = re.compile(
    r"\b(?:is|are|was|were|be|been|the|an?|of|and|or|that|which|who|whose|than|its|their|said|says|told)[.?]$"
    r"|} (?:more|others)\.$|\b(?:is|are|was|were) home[.?]$"
    r"|^(?!In |On |At |By |From |For |According|After|Before|During|Under|With|Since|Until)"
    r"[^,]*[\w}], (?:to|in|on|at|from|by|for) [^,]*$"
)
"""A sentence that ends before it says something, or keeps one comma of an aside."""

_DASH = re.compile(r"(?<!\d) [-–—] (?!\d)")
_LOOSE = re.compile(r"[A-Z][\w’'-]+ (?:an?) [a-z]+ (?:who|which|of|from|in)\b(?<!named)")
_SAME = re.compile(
    r"\b([A-Z]\w+) (?:(?:is|are|was|were) )?(?:(?:is|are|was|were)|born) \1\b|\wsel(?:f|ves)[.?]$"
    r"|^(?!.*\?$).*\b(?:did|does|do) [a-z]+ |\b(?:of|the|an?|and|in|by|with)['’]s?\b"
    r"|\b([A-Z]\w+ (?:in|of|at|for) [A-Z]\w+)\b.*\b\2\b|\b([A-Z]\w+) (?:had )?[a-z]+ed \3\b"
    r"|^(?:\w+ ){,3}(\w{3,})['’]s [^,]+, \4 "
)
"""Who is the same, or does something to nobody else: "Lind established herself"; an owner without a
name; a long name twice."""

_GAP = re.escape(OBJECT)
_PAIRED = re.compile(rf"{_GAP} (?:and|or) [A-Z]|[A-Z]\w+ (?:and|or) {_GAP}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SUM = re.compile(
    r"\d[\d.,]*(?: [^\d.]*)?, \d[\d.,]* (?:points? )?(?:below|under|above|over|more than|fewer than"
    r"|less than|short of|behind|ahead of) [^\d.]*\d[\d.,]*(?! (?:m|b)illion)"
    r"|\b(?:rose|grew|fell|dropped|increased|decreased) by \d[\d.,]* from \d[\d.,]*"
    r" [^\d.]*to \d[\d.,]*"
)
"""A number, what it differs by, and from which other."""

_MEETING = re.compile(
    r"(?<!ly )\b(?:met|meet)\b"
    r"(?!.*(?:\b(?:in|on|at|to|for|after|before|during|about|over|while|when|as|by|first)\b|\d))"
)
"""A meeting without its time, place or purpose."""

_TALLY = re.compile(
    rf"\b(?:passes|shots|fouls) out of {_GAP}|{_GAP} of (?:his|her|their)\b"
    r"|\b(?:wounded|injured|dead|killed|missing|toll|deaths|casualties|victims)\b.*"
    rf"\b(?:from (?:[a-z]+ )*{_GAP} to|at first to)\b"
)
"""A number of tries in a match, or one that soon rose or fell."""

_SCENE = re.compile(
    r"\binnings?\b|\b(?:batters?|base hit|to bat|struck out|was walked|stole [a-z]+ base)\b"
    r"|\bin scoring with\b|\bbring the game to\b"
)
"""A moment of a match, of which only the end counts."""

_DULL = re.compile(
    rf"\bcapital of (?:the )?{_GAP}|\b[Mm]embers? of {_GAP}|\bhalf of an? {_GAP}"
    rf"|{_GAP} (?:siblings|brothers|sisters)\b|\barrived\."
)

_AMONG = re.compile(rf"{_GAP} (?:is|was|are|were) among\b")
_OF_COUNTRY = re.compile(
    rf"\bin [A-Z]\w+ in (?:[a-z]+ern )?{_GAP}|{_GAP}['’]s (?:[a-z]+ )?[a-z]+, (?:the )?[A-Z]"
)
"""A country whose town or office is named beside it."""

_FIRST = re.compile(r"\bfor the first time\b|\bthe first\b[^.]*\bto\b")

_STEP = re.compile(
    rf"(?:Who|{re.escape(OBJECT)}) (?:\w+ly |also |later )?(?:(?:had|was) )?"
    r"(?:studied|attended|graduated|moved|emigrated|married|retired|travell?ed|returned|taught|worked|lived|went|joined|enrolled"
    r"|visited|became an? |arrived|raised|educated|born|came)\b"
    r"(?!.*\b(?:first|only|last|\w+est)\b)"
)
_CAPITALISED = re.compile(r"[A-Z][\w-]{3,}")
_ENDING = re.compile(r"(?<=\w{4})(?:ans?|ians?|ese|ish|s|a|ia)$")
_MONTHS = frozenset(calendar.month_name)


def is_clear(draft: Draft) -> bool:
    """Whether nothing in the form of a draft's card makes it ambiguous or trivial."""
    asked = draft.asked
    if _FIRST.search(asked) and "since" in draft.sentence.text and "since" not in asked:
        # "for the first time since 1940": it was not the first time.
        return False
    if _HALF.search(asked) or _LOOSE.search(asked) or _SAME.search(asked):
        return False
    return _asks_clearly(draft) if draft.ask else _has_clear_gap(draft)


def is_of_site(draft: Draft, site: str, at_work: Iterable[str]) -> bool:
    """Whether a card tells of the work of those who tell the news. site: the name of the site that
    has the article, or "". at_work: the names of those of whose work the article tells."""
    told = f"{draft.asked} {draft.object}"
    if any(re.search(rf"\b{re.escape(name)}\b", told) for name in at_work):
        return True
    name = re.escape(bare(site))
    told = draft.asked.replace(OBJECT, draft.object)
    return bool(site and re.search(rf"\b{name}{_REPORTED}|{_TOLD_TO}{name}\b", told))


def tells_itself(draft: Draft) -> bool:
    """Whether the prompt holds a name of the answer, or a word of its family: "Which state is New
    Lomia, Lomia, in?". What sort of thing is asked, as in "which university", tells nothing."""
    if draft.category == "person":
        # A family shares its name.
        return False
    names = {*_CAPITALISED.findall(draft.object)} - _MONTHS
    mine = {_stem(word) for word in names if word.lower() not in NO_PERSON}
    prompt = (draft.asked or draft.subject).replace(OBJECT, " ")
    return bool(mine) and not mine.isdisjoint(map(_stem, _CAPITALISED.findall(prompt)))


def _stem(word: str) -> str:
    """The beginning that "Lomia", "Lomian" and "Lomians" share."""
    plain = COUNTRY_OF.get(word, word).lower().split()[-1]
    return _ENDING.sub("", plain)


def is_poor(draft: Draft, now: str) -> bool:
    """Whether a card tells its answer, or others could be right, too, in a way that the model
    cannot see: who took a step that thousands take, or where a body of a common name is."""
    asked = draft.asked
    if tells_itself(draft) or not needs_no_article(draft, now):
        return True
    if draft.category == "place" and _PAIRED.search(draft.statement):
        # "____ and Wales"
        return True
    told = without_news(asked)
    if (draft.category == "person" and _MEETING.search(told)) or _AMONG.match(told):
        return True
    if draft.category == "date" and set(draft.object.split()) & _MONTHS & set(told.split()):
        # "When was she elected in the January elections?"
        return True
    if draft.category == "quantity" and (_TALLY.search(told) or _is_reckoned(draft.object, told)):
        return True
    if _DULL.search(told) or (told != asked and _SCENE.search(told)):
        return True
    if kind_of_place(draft.object) == "country" and _OF_COUNTRY.search(told):
        return True
    if len(_DASH.findall(asked)) % 2:
        # "Whom did Ada Lind – the mayor of Lom meet?"
        return True
    return draft.category == "person" and bool(_STEP.match(asked))


def _is_reckoned(number: str, told: str) -> bool:
    """Whether a number is the sum or the difference of two others: "fell by ____ from 9 to 7"."""
    own = _NUMBER.search(number)
    if own is None:
        return False
    value, *others = (float(n.replace(",", "")) for n in (own[0], *_NUMBER.findall(told)))
    return any(value in (a + b, a - b) for a, b in permutations(others, 2))


def contradicts(told: str) -> bool:
    """Whether a text reckons with three numbers, and wrongly: "90, 2 below the record of 91"."""
    sums = (_NUMBER.findall(found[0]) for found in _SUM.finditer(told))
    ordered = (sorted(float(number.replace(",", "")) for number in each) for each in sums)
    return any(abs(small + middle - large) > 0.1 * small for small, middle, large in ordered)


def _asks_clearly(draft: Draft) -> bool:
    told = set(normalise(draft.object).split()) - SMALL
    where = _WHERE.fullmatch(draft.ask)
    if where:
        name = where[1]
        return not (name[:1].islower() and bare(name) == name)
    what = _WHAT.fullmatch(draft.ask)
    if what and what[1].islower() and bare(what[1]) == what[1]:
        return not told & set(normalise(what[1]).split())
    return True


def _has_clear_gap(draft: Draft) -> bool:
    gap = draft.statement
    if OBJECT not in gap:
        return True
    if draft.category == "date" and _STUDIED.search(gap):
        # A field would also fit.
        return False
    if draft.category == "place" and _COMMA_PLACE.search(gap):
        return False
    if gap.startswith(OBJECT):
        # "____ was founded in Porthaven in 1990": by chance, much else was.
        rest = _BY_PLACE_OR_DATE.sub("", gap.replace(OBJECT, ""))
        left = [word for word in re.findall(r"[\w-]+", rest) if word.lower() not in SMALL]
        return len(left) > 1
    return True
