"""Whether a card has one right answer that its prompt neither gives away nor leaves open."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence

from quiz.facts.extract.draft import VERBATIM, Draft
from quiz.facts.extract.lexicon import NO_PERSON, SMALL, stands_alone
from quiz.facts.extract.parse_tree import Token
from quiz.facts.fact_wording import tells
from quiz.facts.nations import COUNTRY_OF
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
_FIRST = re.compile(r"\bfor the first time\b|\bthe first\b[^.]*\bto\b")
_CAPITALISED = re.compile(r"[A-Z][\w-]{3,}")
_MONTHS = frozenset(calendar.month_name)
_ENDING = re.compile(r"(?<=\w{4})(?:ans?|ians?|ese|ish|s|a|ia)$")


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


_LONG_NAME = re.compile(r"[A-Z]\w+(?: (?:of |the )*[A-Z]\w+)+")
_TWICE = re.compile(r"\b((?:[A-Z]\w+|\w+ \w+)(?: \w+){,4}|at|in|of|to|by) \1\b")
_HANGING = ("JJ", "JJR", "JJS", "IN", "DT", "CC", "TO")
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd|{}<>]")


def is_sound(draft: Draft) -> bool:
    """Whether the draft's card can be read and answered on its own."""
    subject, thing = draft.subject, draft.object
    if _UNCLEAN.search(subject + thing):
        return False
    told = draft.statement.replace(OBJECT, thing).rstrip(".")
    if len(told) > VERBATIM and told in " ".join(draft.sentence.text.split()):
        # A deck teaches the facts of an article and does not copy its long sentences.
        return False
    if _TWICE.search(told) or _goes_on(draft.object_tokens):
        return False
    names = _LONG_NAME.findall(draft.statement or subject)
    if len(names) != len(set(names)):
        # Nobody names a thing twice like this: a pronoun was resolved wrongly.
        return False
    if draft.object_tokens:
        last = max(draft.object_tokens, key=lambda token: token.i)
        ends = thing.endswith(last.text) and draft.relation not in ("quantity", "edition")
        if ends and (last.tag_ in _HANGING or last.text in COUNTRY_OF):
            # "researcher of the Institute of Russian": the parse has lost the rest.
            return False
    if any(tells(each, bare(thing)) for each in (subject, draft.ask)):
        return False
    quoted = draft.rule == "quotations"
    return is_clear(draft) and (quoted or stands_alone(subject)) and stands_alone(f"x {thing}")


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether more text follows the last token without a space: "6" in "6-4A"."""
    last = max(tokens, key=lambda token: token.i, default=None)
    if last is None or last.whitespace_ or last.after is None:
        return False
    age = last.doc[last.i + 1 : last.i + 4].text == "-year-"
    return not age and (last.after.text in "-–/" or last.after.text[0].isalnum())
