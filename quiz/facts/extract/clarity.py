"""Whether a card has one right answer that its prompt neither gives away nor leaves open."""

from __future__ import annotations

import calendar
import re

from quiz.facts.extract.draft import Draft
from quiz.facts.extract.lexicon import BUILT, COUNTRY_OF, NO_PERSON, ORGANISATIONS, SMALL, words
from quiz.facts.extract.rules.acronyms import named_by
from quiz.facts.extract.standing import needs_no_article
from quiz.facts.places import capital_of, kind_of_place
from quiz.facts.templates import OBJECT
from quiz.text.articles import bare
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
    r"\b([A-Z]\w+) (?:is|are|was|were) \1\b|\w+sel(?:f|ves)[.?]$"
    r"|^(?!.*\?$).*\b(?:did|does|do) [a-z]+ |\b(?:of|the|an?|and|in|by|with)['’]s?\b"
    r"|\b([A-Z]\w+ (?:in|of|at|for) [A-Z]\w+)\b.*\b\2\b|\b([A-Z]\w+) (?:had )?[a-z]+ed \3\b"
)
"""Who is the same, or does something to nobody else: "Lind established herself"; an owner without a
name; a long name twice."""

_ACRONYM = re.compile(r"\b[A-Z]{2,8}\b")
_GAP = re.escape(OBJECT)
_PAIRED = re.compile(rf"{_GAP} (?:and|or) [A-Z]|[A-Z]\w+ (?:and|or) {_GAP}")
_LONG = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")
_FIRST = re.compile(r"\bfor the first time\b|\bthe first\b[^.]*\bto\b")

_STEP = re.compile(
    rf"(?:Who|{re.escape(OBJECT)}) (?:\w+ly |also |later )?(?:(?:had|was) )?"
    r"(?:studied|attended|graduated|moved|emigrated|married|retired|travell?ed|returned|taught|worked|lived|went|joined|enrolled"
    r"|visited|became an? |arrived|raised|educated|born|came)\b"
    r"(?!.*\b(?:first|only|last|\w+est)\b)"
)
_MONTHS = frozenset(calendar.month_name)
COMMON_NAMES = (
    NO_PERSON
    | words("the of and for a national central supreme high city town state federal royal general"
            " public grand old new hall main first saint st district county regional international")
)  # fmt: skip


def is_clear(draft: Draft) -> bool:
    """Whether nothing in the form of a draft's card makes it ambiguous or trivial."""
    if _DIRECTION.fullmatch(draft.object):
        # "the northeast of Porthaven" is no name.
        return False
    asked = draft.asked
    if _FIRST.search(asked) and "since" in draft.sentence.text and "since" not in asked:
        # "for the first time since 1940": it was not the first time.
        return False
    if draft.category in ("place", "person", "organisation") and not re.search(
        r"[^\W\d_]{2}", draft.object
    ):
        # "won in 7:39.89"
        return False
    if draft.object == "English" and re.search(r"transl|mean|written|version", asked):
        # What else, in an English text?
        return False
    if _HALF.search(asked) or _LOOSE.search(asked) or _SAME.search(asked):
        return False
    return _asks_clearly(draft) if draft.ask else _has_clear_gap(draft)


def _tells_itself(draft: Draft) -> bool:
    """Whether the prompt holds a name of the answer, or a word of its family: "Which state is New
    Lomia, Lomia, in?". What sort of thing is asked, as in "which university", tells nothing."""
    if draft.category == "person":
        # A family shares its name.
        return False
    prompt = (draft.asked or draft.subject).replace(OBJECT, " ")
    told = {_stem(word) for word in re.findall(r"[A-Z][\w-]{3,}", prompt)}
    return any(
        _stem(word) in told
        for word in re.findall(r"[A-Z][\w-]{3,}", draft.object)
        if word.lower() not in NO_PERSON and word not in _MONTHS
    )


def _names_its_capital(draft: Draft) -> bool:
    """Whether the prompt has the capital of the country that is the answer."""
    capital = draft.category == "place" and capital_of(draft.object)
    return bool(capital) and f" {capital}" in f" {draft.asked}"


def _loses_owner(draft: Draft, name: str) -> bool:
    """Whether the sentence says whose building it is that the prompt asks a country of: "Ohio
    University's Alder Hall". Its town would be as right."""
    owned = rf"['’]s? {re.escape(bare(name))}\b"
    return kind_of_place(draft.object) == "country" and bool(re.search(owned, draft.sentence.text))


def _begins_inside(draft: Draft) -> bool:
    """Whether a name of the card begins with the last word of the name before it: "Museum Blue
    Annex" in "the Lom Art Museum Blue Annex"."""
    if not draft.sentence:
        return False
    asked = draft.asked.replace(OBJECT, " | ")
    for name in _LONG.findall(f"{asked} | {draft.object}"):
        first = name.split()[0].lower()
        if first in ORGANISATIONS | BUILT:
            before = re.findall(rf"([\w'’-]+) {re.escape(name)}\b", draft.sentence.text)
            if before and all(w[:1].isupper() and w.lower() not in SMALL for w in before):
                return True
    return False


def _stem(word: str) -> str:
    """The beginning that "Lomia", "Lomian" and "Lomians" share."""
    plain = COUNTRY_OF.get(word, word).lower().split()[-1]
    return re.sub(r"(?<=\w{4})(?:ans?|ians?|ese|ish|s|a|ia)$", "", plain)


def is_poor(draft: Draft, now: str) -> bool:
    """Whether a card tells its answer, or others could be right, too, in a way that the model
    cannot see: who took a step that thousands take, or where a body of a common name is."""
    asked = draft.asked
    if _tells_itself(draft) or _names_its_capital(draft) or _begins_inside(draft):
        return True
    if not needs_no_article(draft, now):
        return True
    if any(named_by(word, draft.object) for word in _ACRONYM.findall(asked)):
        # "the ____ WHO": what it stands for.
        return True
    if draft.category == "place" and _PAIRED.search(draft.statement):
        # "____ and Wales"
        return True
    if len(_DASH.findall(asked)) % 2:
        # "Whom did Ada Lind – the mayor of Lom meet?"
        return True
    where = _WHERE.fullmatch(asked)
    if where and (
        _loses_owner(draft, where[1]) or not set(normalise(where[1]).split()) - COMMON_NAMES
    ):
        return True
    return draft.category == "person" and bool(_STEP.match(asked))


def _asks_clearly(draft: Draft) -> bool:
    told = set(normalise(draft.object).split()) - SMALL
    if _OF_WHICH.match(draft.ask):
        # "Which town's oldest bridge" is no question that anybody asks.
        return False
    where = _WHERE.fullmatch(draft.ask)
    if where:
        name = where[1]
        asked = set(normalise(" ".join(COUNTRY_OF.get(w, w) for w in name.split())).split())
        common = name[:1].islower() and bare(name) == name
        return not common and not told & (asked - SMALL)
    what = _WHAT.fullmatch(draft.ask)
    if what and what[1].islower() and bare(what[1]) == what[1]:
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
