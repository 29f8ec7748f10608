"""Who is a woman and who a man, as far as facts tell: only women are options for a mother."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quiz.facts.fact import Fact
from quiz.facts.fact_wording import around_gap, question_of, statement_of

_MOTHERS = (
    "mother daughter sister wife aunt niece widow grandmother granddaughter stepdaughter"
    " half-sister queen empress princess"
)
_FATHERS = (
    "father son brother husband uncle nephew widower grandfather grandson stepson half-brother"
    " king emperor prince"
)
WOMEN = frozenset(
    f"{_MOTHERS} mrs ms miss lady dame duchess girl woman actress chairwoman spokeswoman"
    " businesswoman congresswoman baroness countess".split()
)
MEN = frozenset(
    f"{_FATHERS} mr sir lord duke boy man chairman spokesman businessman congressman baron count"
    " bishop".split()
)
"""Words in lower case for women and men."""

_KIN = "|".join(f"{_MOTHERS} {_FATHERS} cousin twin".split())
_ASKED = re.compile(rf"\W*(?:Who )?(?:is|was) [^,]*?\b({_KIN})(?: of\b|\W*$)")
_BEFORE = re.compile(rf"\b({_KIN}),?(?: (?:is|was|named|called))?\W*$")
_ANY = "|".join(WOMEN | MEN)
_TITLE = re.compile(rf"\b({_ANY})\.?,? ?$", re.IGNORECASE)
_SAID = re.compile(rf",? (?:(?:is|was) )?(?:the|an?|his|her|their) (?:\w+ ){{,2}}?({_ANY})\b")
_PRONOUN = re.compile(r"\b(?:(she|her|herself)|he|him|his|himself)\b")
_FULL_NAME = re.compile(r"[A-Z][\w-]+ [A-Z]")


def kin_asked(fact: Fact) -> str:
    """The word for the relative or ruler that a fact asks for, such as "mother"; "" for none."""
    before, after = around_gap(fact)
    found = _ASKED.match(question_of(fact) or after) or _BEFORE.search(before)
    return found[1] if found else ""


def women_among(facts: Iterable[Fact]) -> dict[str, bool]:
    """The people of whom their own facts tell whether they are women."""
    found: dict[str, bool] = {}
    for fact in facts:
        kin = kin_asked(fact)
        if kin in WOMEN | MEN:
            found.setdefault(fact.object, kin in WOMEN)
        text = fact.evidence.text if fact.evidence else statement_of(fact)
        for name in (fact.subject, fact.object):
            woman = _is_woman(name, text)
            if woman is not None:
                found.setdefault(name, woman)
    return found


def _is_woman(name: str, text: str) -> bool | None:
    """Whether a sentence tells that somebody is a woman; None if it does not tell."""
    *_, surname = name.split() or [name]
    before, told, after = text.partition(name if name in text else surname)
    if not told:
        return None
    word = _TITLE.search(before) or _SAID.match(after)
    if word is not None:
        return word[1].lower() in WOMEN
    pronoun = _PRONOUN.search(after)
    if before or pronoun is None or _FULL_NAME.search(after[: pronoun.start()]):
        # Another may be meant.
        return None
    return pronoun[1] is not None
