"""Puts a fact into words: as a question, a statement, or a statement with a gap."""

from __future__ import annotations

import re

from quiz.facts.fact import Fact
from quiz.facts.templates import OBJECT, RELATIONS
from quiz.text.dates import read_date
from quiz.wording import a_or_an, with_capital

_NAMED = ("place", "organisation", "event")
_HEADLINE = re.compile(r" \((“.+)\)$")
_TITLES = (
    r"^(?:(?:Dr|Mr|Mrs|Ms|Prof|Rev|Gen|Col|Capt|Sgt|Lt|Sen|Rep|Miss|Professor|Reverend|General"
    r"|Colonel|Captain|Major|Admiral|Sergeant|Lieutenant|Senator|Sir|Dame|PC|President|Chancellor"
    r"|(?:[A-Z]\w+ )?(?:Minister|Secretary)|Governor|Mayor|Judge|Ambassador|Archbishop|Bishop"
    r"|Pope|Sheikh)\.? )+"
)
_BEFORE_NAMES = re.compile(_TITLES + r"(?=\S+ \S)")
_PLACE = re.compile(r"( ?)\{(subject|object|then|at|a)\}")


def question_of(fact: Fact) -> str:
    """The question whose answer is the object; "" if only a gap can ask for it."""
    ask = fact.ask or ("" if fact.statement else RELATIONS[fact.relation].ask)
    return _sentence(ask, fact, fact.object)


def question_for_all(fact: Fact) -> str:
    """The question for all objects of the fact's subject; "" if it has only one."""
    several = RELATIONS[fact.relation].several
    return _sentence((several and fact.ask) or several, fact, fact.object)


def question_back(fact: Fact) -> str:
    """The question whose answer is the subject; "" if there could be several."""
    return _sentence(RELATIONS[fact.relation].back, fact, fact.object)


def statement_of(fact: Fact, thing: str = "") -> str:
    """The whole fact in one sentence. thing: stands in place of the object, if given."""
    return _sentence(_statement(fact), fact, thing or fact.object)


def around_gap(fact: Fact) -> tuple[str, str]:
    """The statement before and after the object."""
    template = _statement(fact).replace("{at}", _at(fact.object)[:3] + OBJECT)
    before, after = template.split(OBJECT)
    return _sentence(before, fact, fact.object), _fill(after, fact, fact.object)


def asked_name(fact: Fact) -> str:
    """The object as an answer: a name with the article "the" that its sentence puts before it. If
    the article stayed in the prompt, it would rule out names without one.

    A found name has no title, or it would stand out among names without one.
    """
    if fact.is_found and (fact.category, fact.type) == ("person", "name"):
        return without_title(fact.object)
    named = fact.category in _NAMED and fact.object[:1].isupper()
    the = named and not question_of(fact) and around_gap(fact)[0].endswith(" the ")
    return f"the {fact.object}" if the else fact.object


def without_title(name: str) -> str:
    """A full name without the title before it: "Ada Lind" for "Dr. Ada Lind"."""
    return _BEFORE_NAMES.sub("", name)


def has_title(name: str) -> bool:
    """Whether a name has a title before it, such as "Dr." or "Sir"."""
    return re.match(_TITLES, name) is not None


def form_of(question: str) -> str:
    """A question without its names and numbers, so that questions of one form are equal."""
    first, *rest = question.split() or [""]
    return " ".join((first, *(word for word in rest if word.islower())))


def words_of(text: str) -> str:
    """The words of a text in lower case, separated by single spaces."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def last_word(text: str) -> str:
    """The last word of a text; "" for none."""
    words: list[str] = re.findall(r"\w+", text)
    return words[-1] if words else ""


def news_in(prompt: str) -> str:
    """The headline in brackets that ends a prompt about news; "" for none."""
    found = _HEADLINE.search(prompt)
    return found[1] if found else ""


def tells_news(prompt: str) -> bool:
    """Whether a prompt ends with a headline, rather than with a mere name."""
    return len(news_in(prompt).split()) > 2


def without_news(prompt: str) -> str:
    """A prompt without the headline that ends it."""
    return _HEADLINE.sub("", prompt)


def tells(text: str, answer: str) -> bool:
    """Whether a text contains an answer."""
    return f" {words_of(answer)} " in f" {words_of(text)} "


def _statement(fact: Fact) -> str:
    return fact.statement or RELATIONS[fact.relation].statement


def _sentence(template: str, fact: Fact, thing: str) -> str:
    return with_capital(_fill(template, fact, thing).lstrip())


def _fill(template: str, fact: Fact, thing: str) -> str:
    parts = {
        "subject": fact.subject,
        "object": thing,
        "then": _at(fact.as_of) if fact.as_of else "",
        "at": _at(thing),
        "a": _article(thing, fact),
    }
    # In one pass, because a subject may contain braces.
    return _PLACE.sub(lambda found: found[1] + parts[found[2]] if parts[found[2]] else "", template)


def _at(date: str) -> str:
    return f"{'on' if any(found.day for found in read_date(date)) else 'in'} {date}"


def _article(text: str, fact: Fact) -> str:
    """ "a" or "an" if the text needs one; an office with one holder does not."""
    office = fact.type == "post" and re.search(r" (of|to|for) ", text)
    if office or re.match(r"(the|a|an) ", text, re.IGNORECASE):
        return ""
    return a_or_an(text)
