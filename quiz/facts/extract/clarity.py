"""Whether a card has one right answer that its prompt neither gives away nor leaves open."""

from __future__ import annotations

import re

from quiz.facts.extract.draft import Draft
from quiz.facts.extract.lexicon import COUNTRY_OF, words
from quiz.facts.templates import OBJECT
from quiz.text.normalise import normalise

_DIRECTION = re.compile(
    r"(?:the )?(?:north|south|east|west)(?:-?(?:east|west))?(?:ern|wards?)?(?: of .*)?",
    re.IGNORECASE,
)
_WHERE = re.compile(r"Where (?:is|are|was|were) (.+)\?")
_WHAT = re.compile(r"What (?:is|are|was|were) (.+)\?")
_OF_WHICH = re.compile(r"(?:\w+ )?[Ww]hich (?:[A-Z][\w.-]* )*[\w-]+['’]s?(?: |$)")
_STUDIED = re.compile(
    rf"\b(?:degrees?|doctorate|ph\.?d\.?|diploma|master['’]s|bachelor['’]s|professor|lecturer|interest"
    rf"|interested|expert|career|specialist|major) in {re.escape(OBJECT)}",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"\w[-–]?{re.escape(OBJECT)}|{re.escape(OBJECT)}(?:[-–]|(?!['’]s)['’])?\w")
_COMMA_PLACE = re.compile(rf"[A-Z][\w'’-]*, {re.escape(OBJECT)}")
_BY_PLACE_OR_DATE = re.compile(r"\b(?:in|at|on) (?:the )?[A-Z0-9][\w'’-]*(?:,? [A-Z0-9][\w'’-]*)*")
_ARTICLES = ("the ", "a ", "an ")
SMALL = words("a an and at by for from in of on the to with was were is are has had been be")


def is_clear(draft: Draft) -> bool:
    """Whether nothing in the form of a draft's card makes it ambiguous or trivial."""
    if _DIRECTION.fullmatch(draft.object):
        # "the northeast of Porthaven" is no name.
        return False
    return _asks_clearly(draft) if draft.ask else _has_clear_gap(draft)


def _asks_clearly(draft: Draft) -> bool:
    told = set(normalise(draft.object).split()) - SMALL
    if _OF_WHICH.match(draft.ask):
        # "Which town's oldest bridge" is no question that anybody asks.
        return False
    where = _WHERE.fullmatch(draft.ask)
    if where:
        name = where[1]
        asked = set(normalise(" ".join(COUNTRY_OF.get(w, w) for w in name.split())).split())
        bare = name[:1].islower() and not name.startswith(_ARTICLES)
        bare = bare and draft.relation == "located"
        return not bare and not told & (asked - SMALL)
    what = _WHAT.fullmatch(draft.ask)
    if what and what[1].islower() and not what[1].startswith(_ARTICLES):
        return not told & set(normalise(what[1]).split())
    return True


def _has_clear_gap(draft: Draft) -> bool:
    gap = draft.statement
    if OBJECT not in gap:
        return True
    if _GLUED.search(gap):
        # "anti-____" is a part of a word.
        return False
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
