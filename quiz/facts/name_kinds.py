"""What kind of thing a name is of, so that the options of a choice are of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.fuzz import ratio

from quiz.facts.fact_wording import words_of
from quiz.facts.places import countries_named, country_of, kind_of_place, other_names
from quiz.text.articles import bare

# The similarity, of 100, at which two names may be spellings of one.
NEARLY_THE_SAME = 85

# Each line holds words of one kind.
_KINDS = """
university college institute polytechnic conservatory
school academy
party front
society association federation confederation union club fc afc
league division conference
museum gallery library archive
foundation trust fund charity
company corporation corp inc ltd group holdings
bank
airline airlines airways
magazine newspaper journal times post herald guardian gazette tribune
army navy force corps guard
ministry department agency authority office bureau directorate administration
commission committee council assembly parliament senate
court tribunal
award prize medal scholarship fellowship grant
draft election referendum
game games cup shield championship tournament series bowl
studies linguistics history mathematics physics chemistry biology philosophy economics
river lake sea ocean strait bay canal
mountain mount hill desert valley
island islands peninsula
street road avenue square
church cathedral temple mosque abbey monastery
airport station port harbour
stadium arena dome park garden
province county district region territory
age ages century era period
"""
_NAMES = re.compile(r"[A-Z][\w-]*(?: (?:(?:and|of|the|for) )*[A-Z][\w-]*)+")
_OF = re.compile(r",| (?:of|for|at|in|on|and|the) ")


def kind_of_name(name: str) -> str:
    """The kind of thing that a name is of, such as "country" or "university"; "" if unknown.

    It tells from the places it knows and from the head of the name: Lom in "University of Lom" says
    nothing about its kind.
    """
    if kind := kind_of_place(name):
        return kind
    head = re.findall(r"[a-z]+", _OF.split(bare(name))[0].lower())
    return _by_word().get(head[-1], "") if head else ""


def is_named(name: str, text: str) -> bool:
    """Whether a text has a name in any of its forms: "US" for the United States, "Peruvian" for
    Peru, "LA" for Lind Airways, and "Paris SG" for PSG."""
    plain = re.sub(r"(?<=\b[A-Z])\.", "", text)
    forms = (bare(name), *map(bare, other_names(name)), _initials(name))
    told = (form for form in forms if len(form) > 1)
    if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", plain) for form in told):
        return True
    if (country := country_of(bare(name))) and country in countries_named(plain):
        return True
    return name.isupper() and any(_initials(part) == name for part in _NAMES.findall(plain))


def short_forms(name: str, others: Iterable[str]) -> list[str]:
    """Those of other names that are an abbreviation of this one, or that it is one of."""
    names = (other for other in others if other != name and bare(other)[:1].isupper())
    return [other for other in names if _is_short_for(other, name)]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names may be of one thing: all words of the other, nearly its spelling, or an
    abbreviation of it."""
    if re.search(r"\d\W\d", one + " " + other):
        # "2-1" has all the figures of "2-2".
        return one == other
    mine, theirs = (bare(words_of(name)) for name in (one, other))
    some, more = sorted((set(mine.split()), set(theirs.split())), key=len)
    if some <= more:
        return True
    if re.search(r"\d", mine):
        return False
    return ratio(mine, theirs) >= NEARLY_THE_SAME or _is_short_for(one, other)


def _is_short_for(one: str, other: str) -> bool:
    mine, theirs = (set(re.findall(r"\b[A-Z]{2,}\w*", name)) for name in (one, other))
    # "US Senator" and "US Secretary" only share an abbreviation, and "LPF spokesman" is not one.
    if mine & theirs or not mine ^ theirs or re.search(r"(?m) [a-z]\w*$", f"{one}\n{other}"):
        return False
    return len(_initials(one)) > 1 and _initials(one) == _initials(other)


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    return "".join(word if word.isupper() else word[0] for word in words if word[0].isupper())


@cache
def _by_word() -> dict[str, str]:
    lines = (line.split() for line in _KINDS.strip().splitlines())
    return {word: line[0] for line in lines for word in line}
