"""The headline of the news, told with a card that does not say itself what it is about.

A reader of the article knows which accident a quotation means, and on which day the first sentences
happened; whoever meets their cards among others does not. "Who said: “It could have been worse”?"
needs "(“Crane falls in Lom”, May 2015)".
"""

from __future__ import annotations

import re
from dataclasses import replace

from quiz.facts.extract.article import Article
from quiz.facts.extract.calendar import find_dates, month_of
from quiz.facts.extract.draft import Draft
from quiz.facts.extract.tokens import head_of
from quiz.facts.templates import OBJECT
from quiz.text.normalise import normalise
from quiz.wording import with_capital

_FEWEST, _LONGEST = 3, 120
"""Words of a headline at least, and characters at most."""

FIRST = 4
"""So many sentences tell the news itself, which the headline sums up."""


def headline_of(article: Article) -> str:
    """The headline and the month of dated news; "" for any other text."""
    title = article.title.strip(" .")
    if article.day is None or len(title.split()) < _FEWEST or len(title) > _LONGEST:
        return ""
    quoted = re.sub('[“”"]', "'", title)
    return f"“{quoted}”, {month_of(article.day)}"


def in_context(draft: Draft, headline: str, now: str) -> Draft:
    """The draft with the headline, if it needs one and the headline does not tell its answer."""
    told = f" {normalise(draft.object)} " in f" {normalise(headline)} "
    if not headline or told or not (draft.rule == "quotations" or _tells_the_news(draft)):
        return draft
    # The headline says when.
    ask, statement = (_without_month(text, now) for text in (draft.ask, draft.statement))
    return replace(
        draft,
        ask=f"{ask} ({headline})" if ask else "",
        statement=f"{statement} ({headline})",
        wording=draft.wording or statement.replace(OBJECT, draft.object),
    )


def _tells_the_news(draft: Draft) -> bool:
    """Whether a gap in one of the first sentences says neither the year nor, with an article alone,
    of what it speaks; words that describe a noun, as in "the Danish ship", are told by too much.
    Where it says the day and a place, it is clear."""
    if draft.rule != "gaps" or draft.sentence.number >= FIRST or _is_placed(draft):
        return False
    head = head_of(draft.object_tokens)
    above = head.head.head if head.dep_ == "pobj" else head.head
    lost = not re.search(r"\b\d{4}\b", draft.statement) or re.search(
        r"\b[Tt]he [a-z-]+(?=[ ,.?'’])(?! of [A-Z])", draft.statement
    )
    return bool(lost) and above.pos_ != "NOUN"


def _is_placed(draft: Draft) -> bool:
    """Whether a gap's sentence says on which day and where something happened."""
    dated = any(found.when.day for found in find_dates(draft.statement, None))
    return dated and any(
        token.ent_type_ in ("GPE", "LOC", "FAC") and token.text in draft.statement
        for token in draft.sentence
        if token not in draft.object_tokens
    )


def _without_month(text: str, now: str) -> str:
    return with_capital(re.sub(rf",? \b(?:in|by) {now}\b|^(?:In|By) {now}, ", "", text))
