"""The headline of dated news, told with each card that tells what one of its sentences states.

A reader of the article knows which accident a quotation means, which company the bank is, and when
it was; whoever meets their cards among others does not. "Who said: “It could have been worse”?"
needs "(“Crane falls in Lom”, May 2015)".
"""

from __future__ import annotations

import re
from dataclasses import replace

from quiz.facts.extract.article import Article
from quiz.facts.extract.calendar import month_of
from quiz.facts.extract.draft import Draft
from quiz.facts.extract.tokens import head_of
from quiz.facts.templates import OBJECT
from quiz.text.normalise import normalise
from quiz.wording import with_capital

_FEWEST, _LONGEST = 3, 120
"""Words of a headline at least, and characters at most."""


def headline_of(article: Article) -> str:
    """The headline and the month of dated news; "" for any other text."""
    title = article.title.strip(" .")
    if article.day is None or len(title.split()) < _FEWEST or len(title) > _LONGEST:
        return ""
    quoted = re.sub('[“”"]', "'", title)
    return f"“{quoted}”, {month_of(article.day)}"


def in_context(draft: Draft, headline: str, now: str) -> Draft:
    """The draft with the headline, if it tells what a sentence states or quotes, and the headline
    does not help to tell its answer."""
    told = set(normalise(f"{draft.asked} {headline}").split())
    states = draft.rule == "quotations" or _tells_the_news(draft)
    if not headline or not states or told.issuperset(normalise(draft.object).split()):
        return draft
    # The headline says when.
    ask, statement = (_without_month(text, now) for text in (draft.ask, draft.statement))
    return replace(
        draft,
        ask=f"{ask} ({headline})" if ask else "",
        statement=f"{statement} ({headline})" if statement else "",
        wording=draft.wording or statement.replace(OBJECT, draft.object),
    )


def _tells_the_news(draft: Draft) -> bool:
    """Whether a card tells what a sentence states. Words that describe a noun, as in "the Danish
    ship", are told by too much."""
    if draft.family != "gap":
        return draft.family == "question"
    head = head_of(draft.object_tokens)
    above = head.head.head if head.dep_ == "pobj" else head.head
    return above.pos_ != "NOUN"


def _without_month(text: str, now: str) -> str:
    return with_capital(re.sub(rf",? \b(?:in|by) {now}\b|^(?:In|By) {now}, ", "", text))
