"""The title of an article, told with each card that tells what one of its sentences states.

A reader of the article knows which accident a quotation means, which company the bank is, and when
it was; whoever meets their cards among others does not. "Who said: “It could have sunk more
boats”?" needs "(“Crane falls in Lom”, May 2015)", or no month if the day is unknown. Where a title
is merely a name, as of a guide to a town, cards without that name need it.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Container
from dataclasses import replace

from quiz.facts.extract.article import Article
from quiz.facts.extract.calendar import MONTH_NAME, WEEKDAY, month_of
from quiz.facts.extract.clarity import tells_itself
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import NO_PERSON, SMALL
from quiz.facts.extract.rules.posts import says_of_what
from quiz.facts.fact_wording import words_of
from quiz.facts.near_numbers import is_roughly_told
from quiz.facts.places import cities_of, country_of, other_names
from quiz.facts.telling import is_told
from quiz.facts.templates import OBJECT, RELATIONS
from quiz.text.articles import bare
from quiz.text.normalise import normalise
from quiz.wording import with_capital

_ACRONYM = re.compile(r"[A-Z][A-Z\d]+")
_FEWEST, _LONGEST = 3, 140
"""Words of a headline at least, and characters at most."""

_SHORT = 60
"""Words of a text that need not have those of its headline."""

_HIDDEN = "…"
_ROW = re.compile(rf"{_HIDDEN}(?:[ -](?:(?:{'|'.join(sorted(SMALL))}) )*{_HIDDEN})+")
_WORD = re.compile(r"\w[\w-]*(?:[.,]\d+)*")
_NAME = re.compile(r"[A-Z][\w-]{2,}")

_MONTHS = frozenset(month_name)
_SAYING_NOTHING = {*SMALL, *(month.lower() for month in _MONTHS)}

_OF_A_DAY = re.compile(
    rf"\b(?:[Oo]n|[Ll]ast|[Nn]ext|[Tt]his) {WEEKDAY}\b(?!,? (?:\d|{MONTH_NAME}))"
    r"|\b(?:[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast (?:night|week)|[Ee]arlier this week)\b"
)
_DAY_OF_NEWS = (
    rf"(?:(?:[Ee]arl(?:y|ier)|[Ll]ater?) )?(?:{_OF_A_DAY.pattern})(?!['’]| (?:and|or|to)\b)"
    r"(?: (?:morning|afternoon|evening|night)\b)?"
)
_OF_A_TIME = re.compile(
    rf"\b(?:last|this|next|past) (?:\w+ )?(?:weekend|week|month|quarter|year|season|{MONTH_NAME})\b"
    rf"|\b[Ii]n {MONTH_NAME}\b(?!,? \d)|\b(?:today|now|latest|recent|recently|so far|ago)\b"
    r"|\bha(?:s|ve) (?:\w+ )?(?:been|\w+ed)\b"
)
_OF_TEAM = re.compile(r"\b(?:coach|captain|skipper|manager|(?i:country))\b")
_YEAR = re.compile(r"\b\d{4}\b")
_SAID = re.compile(r"\b(?:said|says|told|added|warned|claimed)\b")


def headlines_of(article: Article, people: Container[str]) -> dict[str, str]:
    """By the heading of a section, the title of its text, and the month if that is known; "" for
    none, and for the life of one of these people.

    It is the title of the article, unless that says nothing of what is told, as of a digest, "News
    in brief: May 5": there each item has its own.
    """
    text = article.told
    headings = {paragraph.heading for paragraph in article.paragraphs}
    if _says_nothing(article.title, text):
        return {heading: _headline(article, heading, text) for heading in headings}
    title = article.title.strip(" .,")
    return dict.fromkeys(headings, "" if title in people else _headline(article, title, text))


def is_news(article: Article) -> bool:
    """Whether an article tells what was new on a day: it has a date, or it reads so under a title
    that is no name of what it is about."""
    if article.day is not None:
        return True
    text = article.told
    told = bool(_OF_A_DAY.search(text) or (_SAID.search(text) and _OF_A_TIME.search(text)))
    return told and len(article.title.split()) >= _FEWEST and not _has(text, article.title)


def _says_nothing(title: str, text: str) -> bool:
    """Whether a title of some words has none of the text's, or one besides a date."""
    if len(title.split()) < _FEWEST or len(text.split()) <= _SHORT:
        return False
    fewest = 2 if re.search(rf"\b{MONTH_NAME} \d|\d {MONTH_NAME}\b", title) else 1
    return len(_telling_words(title) & _telling_words(text)) < fewest


def _headline(article: Article, title: str, text: str) -> str:
    told = title.strip(" .,")
    short = len(told.split()) < _FEWEST
    if not told or len(told) > _LONGEST or (short and (article.day or not _has(text, told))):
        return ""
    quoted = re.sub('[“”"]', "'", told)
    return f"“{quoted}”, {month_of(article.day)}" if article.day else f"“{quoted}”"


def _has(text: str, name: str) -> bool:
    return name.lower() in text.lower()


def _telling_words(text: str) -> set[str]:
    """The words of a text that say what it is about: no numbers, months or small words."""
    return {word for word in normalise(text).split() if word.isalpha()} - _SAYING_NOTHING


def in_context(draft: Draft, headline: str, scene: Scene) -> Draft:
    """The draft with the headline, if it tells what a sentence states or quotes, and the headline
    does not help to tell its answer."""
    states = draft.rule in ("quotations", "acronyms") or draft.family in ("gap", "question")
    open_post = is_half_post(draft) or _leaves_open_of_what(draft)
    needed = (states or open_post) and (scene.news or not _does_without(draft, headline))
    headline = _without_answer(draft, headline) if needed else ""
    if not headline:
        return draft
    ask, statement = draft.ask, draft.statement
    if draft.rule == "acronyms":
        # "SCA" stands for many names.
        statement = RELATIONS[draft.relation].statement.replace("{subject}", draft.subject)
        if tells_itself(replace(draft, statement=f"{statement} ({headline})")):
            return draft
    if scene.news:
        # The headline says when.
        ask, statement = (_without_time(text, scene.now) for text in (ask, statement))
    return replace(
        draft,
        ask=f"{ask} ({headline})" if ask else "",
        statement=f"{statement} ({headline})" if statement else "",
        wording=draft.wording or statement.replace(OBJECT, draft.object),
    )


def is_half_post(draft: Draft) -> bool:
    """Whether the answer is a post that does not say of what: a bare "President"."""
    asked = draft.type == "post" and draft.ask.startswith("What post ")
    return asked and not says_of_what(draft.object)


def _leaves_open_of_what(draft: Draft) -> bool:
    """Whether a post names no sport, or country: "coach of Lomia", "Country Director"."""
    return draft.rule == "posts" and bool(_OF_TEAM.search(f"{draft.ask} {draft.object}"))


def _without_answer(draft: Draft, headline: str) -> str:
    """The headline with "…" in place of the words of an answer that it tells: "Crane falls in …"
    if Lom is asked for; "" if it still tells the answer, or little else."""
    if not _tells_answer(draft, headline):
        return headline
    title, end, month = headline.rpartition("”")
    forms = (draft.object, *other_names(draft.object), *cities_of(draft.object))
    hidden = _WORD.sub(
        lambda found: _HIDDEN if _is_of_answer(draft, found[0]) else found[0],
        re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", _HIDDEN, title),
    )
    hidden = _ROW.sub(_HIDDEN, hidden)
    told = f"{hidden}{end}{month}"
    return "" if len(_WORD.findall(hidden)) < _FEWEST or _tells_answer(draft, told) else told


def _is_of_answer(draft: Draft, word: str) -> bool:
    """Whether a word of a headline helps to tell an answer: one of its own, the people of a
    country, a short form of a name, or about the same number."""
    answer, own = draft.object, words_of(word)
    if set(own.split()) & (set(words_of(answer).split()) - SMALL):
        return True
    if draft.category == "quantity":
        return is_roughly_told(answer, word)
    land = country_of(word)
    short = len(word) > 4 and any(name.startswith(word[:-1]) for name in _NAME.findall(answer))
    return short or (bool(land) and land == country_of(bare(answer)))


def _does_without(draft: Draft, title: str) -> bool:
    """Whether a card that is no news tells a year, or has a word of a title that is a name."""
    told = f"{draft.asked} {draft.object}"
    words = re.findall(r"\w{3,}", title)
    if len(words) < _FEWEST:
        return not set(words).isdisjoint(re.findall(r"\w+", told))
    return _YEAR.search(told) is not None


def _tells_answer(draft: Draft, headline: str) -> bool:
    """Whether a headline helps to tell an answer: it has its words, a name of the person, the name
    that it begins with, unless that says what sort of thing it is, about the same number, or the
    words of an acronym: "Harbour Express 6" tells "HE6"."""
    told = set(words_of(f"{draft.asked} {headline}").split())
    if told.issuperset(words_of(draft.object).split()):
        return True
    if is_told(draft.object, draft.category, f" ({headline})"):
        return True
    initials = "".join(word[0] for word in re.findall(r"\w+", headline))
    if _ACRONYM.fullmatch(draft.object) and draft.object in initials:
        return True
    names = _NAME.findall(draft.object)
    told = set(re.findall(r"[\w-]+", headline)) - _MONTHS
    return any(
        name.lower() not in NO_PERSON
        # "Barca" tells "Barcelona".
        and (name in told or any(len(w) > 4 and name.startswith(w[:-1]) for w in told))
        for name in (names if draft.category == "person" else names[:1])
    )


def _without_time(text: str, now: str) -> str:
    """A text without the month of its headline, or the days of news whose date is unknown."""
    times = rf"\b(?:[Ii]n|[Bb]y) {now}\b" if now else _DAY_OF_NEWS
    return with_capital(re.sub(rf"^{times},? |, {times},|,? {times}", "", text))
