"""Whether a fact says more than its evidence: the documented derivations, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from quiz.facts.extract.calendar import Tense, find_dates, month_of, read_full_date
from quiz.facts.fact import Fact
from quiz.facts.nations import COUNTRY_OF
from quiz.facts.places import other_names

_TOLD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def invented(fact: Fact) -> set[str]:
    """The names, numbers and dates of a fact that neither stand in its evidence nor derive from
    it: a country by its adjective, a date by the date line, also that of "Friday's vote", a month
    by what is told as present, another name of a place."""
    assert fact.evidence is not None
    evidence = (fact.evidence.text, *fact.evidence.more)
    known = {word for text in evidence for word in _TOLD.findall(text)}
    known |= {w for word in known if word in COUNTRY_OF for w in COUNTRY_OF[word].split()}
    day = next((d for text in evidence if (d := _date_line(text)) is not None), None)
    for text in evidence:
        for tense in get_args(Tense):
            plain = re.sub(r"['’]s\b", "", text)
            for expression in find_dates(plain, day, lambda _, tense=tense: tense):
                known |= set(_TOLD.findall(str(expression.when)))
    if day is not None:
        known |= set(_TOLD.findall(str(month_of(day))))
    known |= {word for name in other_names(fact.object) for word in _TOLD.findall(name)}
    told = " ".join((fact.subject, fact.object, fact.as_of, *fact.accept))
    lower = {word.lower() for word in known}
    return {
        word
        for word in _TOLD.findall(told)
        if (word[0].isupper() or word[0].isdigit())
        and word not in known
        and word != "According"
        # A common word may have been at the start of its sentence.
        and not (word.lower() in lower and not word[0].isdigit())
    }


def _date_line(text: str) -> date | None:
    return read_full_date(text) if len(text) < 25 else None
