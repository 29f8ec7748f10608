"""Words for women and men, and facts that ask for a relative."""

from __future__ import annotations

import re

from quiz.facts.fact import Fact
from quiz.facts.fact_wording import around_gap, question_of

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
_ASKED = re.compile(rf"\W*(?:Who )?(?:is|was) [^,]*?\b(?:{_KIN})(?: of\b|\W*$)")
_BEFORE = re.compile(rf"\b(?:{_KIN}),?(?: (?:is|was|named|called))?\W*$")


def asks_for_relative(fact: Fact) -> bool:
    """Whether a fact asks for a relative or a ruler, such as somebody's mother."""
    before, after = around_gap(fact)
    return bool(_ASKED.match(question_of(fact) or after) or _BEFORE.search(before))
