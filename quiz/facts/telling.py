"""Whether what asks for an answer tells it."""

from __future__ import annotations

import re

from quiz.facts.fact_wording import news_in, without_news
from quiz.facts.name_kinds import is_named
from quiz.facts.near_numbers import follows, is_roughly_told
from quiz.facts.places import cities_of, kind_of_place
from quiz.facts.templates import OBJECT

_GAP = re.escape(OBJECT)
_OF_COUNTRY = re.compile(
    rf"\bin [A-Z]\w+ in (?:[a-z]+ern )?{_GAP}|{_GAP}['’]s (?:[a-z]+ )?[a-z]+, (?:the )?[A-Z]"
)
"""A country whose town or office is named beside it."""

_OF_CITY = re.compile(rf"{_GAP}['’]s [A-Z]")
"""A city whose street or college is named beside it."""

_BESIDE = {"country": _OF_COUNTRY, "city": _OF_CITY, "capital": _OF_CITY}


def is_told(answer: str, category: str, prompt: str) -> bool:
    """Whether a prompt or its headline tells what is asked for: a name by another form, a country
    by its people or a city, that a capital is one, a place by a part of it that is named beside it,
    or a number by one near it or by others that it follows from.

    prompt: a question, or a statement with `OBJECT` as its gap.
    """
    if category == "quantity":
        # Without the month of the headline.
        title = news_in(prompt).rpartition("”")[0]
        return is_roughly_told(answer, title) or follows(answer, without_news(prompt))
    if category == "date":
        return answer.isdigit() and follows(answer, prompt)
    kind = kind_of_place(answer)
    if kind in _BESIDE and _BESIDE[kind].search(without_news(prompt)):
        return True
    if kind == "capital":
        return "capital of" in prompt
    if category in ("place", "organisation") and is_named(answer, prompt):
        return True
    return any(city in prompt for city in cities_of(answer))
