"""The people whom facts name: their posts, what else they are called, and how often they are named.

What is unknown about somebody never counts as alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from quiz.facts.fact import Fact
from quiz.facts.fact_wording import (
    asked_name,
    has_title,
    last_word,
    news_in,
    question_of,
    statement_of,
    without_title,
)
from quiz.facts.name_kinds import is_same_name, kind_of_name
from quiz.facts.near_posts import is_coach, kind_of_post
from quiz.facts.places import countries_named, country_of
from quiz.text.normalise import normalise
from quiz.text.surnames import PARTICLES, surname_of

POSTS = ("holds-post", "former-post")
SAID = re.compile("Who said: “")

CACHED = 5_000
"""For how many texts it is kept which words and names are in them."""

_NAMES = ("person", "name")
_WORD = re.compile(r"[\w-]+")
_ACCORDING = re.compile(r"According to ([^,]+),")
_FIRST = re.compile(
    r"(?i)(?<!vice )(?<!vice-)(?<!deputy )\b(?:president|(?:prime|first|foreign) minister|premier"
    r"|chancellor|king|queen|emperor|leader|foreign secretary|secretary of state)\b"
)
_REGNAL = re.compile(r"[IVX]+$")
# Who bears one of these may have the family name first.
_FAMILY_FIRST = """
Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie
Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu
Ding Ren Shen Yao Lai Xi Wen Qin Hao Mao Kim Lee Park Choi Jung Jang Kang Cho Yoon Lim Ban Roh Moon
Nguyen Tran Le Pham Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong
"""


class People:
    """The people of some facts. text: the sentences of these facts, and their headlines."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.posts: dict[str, list[str]] = defaultdict(list)
        speakers: dict[str, None] = {}
        count: Counter[str] = Counter()
        for fact in facts:
            if fact.relation in POSTS:
                self.posts[without_title(fact.subject)].append(fact.object)
            elif (fact.category, fact.type) == _NAMES:
                count[asked_name(fact)] += 1
            else:
                # What is more often taken for a street or a club is hardly ever a person.
                count[fact.object] -= 1
            if SAID.match(question_of(fact)):
                speakers[asked_name(fact)] = None
            elif said := _ACCORDING.match(statement_of(fact)):
                speakers[said[1]] = None
        count.update(list(self.posts))
        self.names = {
            name: None
            for name, times in count.items()
            if times > 0 and not (kind_of_name(name) or has_title(name))
        }
        self.speakers = [name for name in speakers if name in self.names]
        told = [fact.evidence.text if fact.evidence else statement_of(fact) for fact in facts]
        found = (fact.ask or fact.statement for fact in facts if fact.is_found)
        self._headlines = dict.fromkeys(map(news_in, found))
        self.text = " ".join(dict.fromkeys((*told, *self._headlines)))
        # Long articles name many: nothing below looks at all names or sentences for each name.
        self._telling = _by_word(dict.fromkeys(told))
        self._bearers = _by_word((*self.names, *self.speakers))
        self._forms: dict[str, tuple[str, ...]] = {}
        self._times: dict[str, float] = {}

    def holders(self, post: str) -> list[str]:
        """All who hold a post."""
        words = _words_of(post)
        return [
            name
            for name, posts in self.posts.items()
            if any(words <= _words_of(each) for each in posts)
        ]

    def beside(self, posts: Sequence[str], anywhere: bool = False) -> list[str]:
        """All who hold a post of the same kind as one of these.

        anywhere: also in another country or organisation.
        """
        return [
            name
            for name, held in self.posts.items()
            if any(
                kind_of_post(mine) == kind_of_post(theirs)
                and (anywhere or shares_body(mine, theirs))
                for mine in posts
                for theirs in held
            )
        ]

    def also_called(self, name: str) -> tuple[str, ...]:
        """Shorter forms of a full name that mean nobody else: its surname, with the first name, and
        each word by which alone the person is called, such as the given name of a queen."""
        if name not in self._forms:
            self._forms[name] = tuple(dict.fromkeys(self._forms_of(name)))
        return self._forms[name]

    def full_names(self, name: str) -> list[str]:
        """Longer names of whoever is meant by a surname, or by any name if there is an office."""
        name = last_word(name) if has_title(name) else name
        called = (full for full in self._bearers[name] if name in self.also_called(full))
        return [full for full in called if full in self.posts or last_word(full) == name]

    def _forms_of(self, name: str) -> Iterator[str]:
        words = name.split()
        if len(words) < 2 or "and" in words:
            return
        forms = [word for word in words if self._is_called(word, words)]
        if not (words[0] in _FAMILY_FIRST.split() or _REGNAL.match(words[-1])):
            forms = [surname := surname_of(name), f"{words[0]} {surname}", *forms]
        for form in forms:
            telling = (word for word in _WORD.findall(form) if word.lower() not in PARTICLES)
            bearers = (other for word in telling for other in self._bearers[word])
            if form != name and all(is_same_name(other, name) for other in bearers):
                yield form

    def _is_called(self, word: str, words: Sequence[str]) -> bool:
        """Whether a sentence calls somebody by one word of the name."""
        if not (word[0].isupper() and len(word) > 1 and re.fullmatch(r"[^\W\d_]+", word)):
            return False
        others = "|".join(re.escape(other) for other in words if other != word)
        alone = re.compile(rf"(?<!-)\b{word}\b(?!-)(?! [A-Z]| (?:{others})\b)")
        beside = re.compile(rf"\b(?:{others})[ -]$")
        return any(
            not beside.search(text[: found.start()])
            for text in self._telling[word]
            for found in alone.finditer(text)
        )

    def times(self, name: str) -> float:
        """In how many sentences somebody or something is named; `math.inf` if in a headline."""
        if name not in self._times:
            self._times[name] = self._count(name)
        return self._times[name]

    def _count(self, name: str) -> float:
        forms = (name, *self.also_called(name))
        named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
        if any(map(named.search, self._headlines)):
            return math.inf
        texts = dict.fromkeys(text for form in forms for text in self.telling(form))
        return sum(named.search(text) is not None for text in texts)

    def telling(self, name: str) -> Iterator[str]:
        """The sentences that have a name."""
        words = _WORD.findall(name)
        return (text for text in self._telling.get(words[-1] if words else "", ()) if name in text)


def _by_word(texts: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for word in set(_WORD.findall(text)):
            found[word].append(text)
    return found


@lru_cache(CACHED)
def _words_of(post: str) -> frozenset[str]:
    return frozenset(normalise(post).split())


def is_well_known(post: str) -> bool:
    """Whether everybody may know who holds a post: the first ones of a country, and coaches."""
    bodies = _bodies(post)
    of_country = bool(bodies) and all(map(country_of, bodies))
    return is_coach(post) or (of_country and _FIRST.search(post) is not None)


def is_bare_office(post: str) -> bool:
    """Whether a post of a state does not say of which: a bare "President"."""
    of_state = kind_of_post(post) == kind_of_post("president")
    return of_state and not _bodies(post) and not re.search(" (?:of|for|to) ", post)


def shares_body(post: str, text: str) -> bool:
    """Whether a text names the country or organisation that a post is of."""
    return not _bodies(post).isdisjoint(_bodies(text))


_OFFICE = re.compile(
    r"(?i)vice|deputy|prime|foreign|finance|defen[cs]e|interior|home|press|general|chief|head|first"
    r"|lord|\w+er|\w+or|president|secretary|chair\w*|king|queen|spokes\w+|coach|captain|the"
)


@lru_cache(CACHED)
def _bodies(text: str) -> frozenset[str]:
    """The countries and other names in a post or a text, each as the country that it means."""
    countries = countries_named(text)
    words = {word.replace(".", "") for word in re.findall(r"\b[A-Z][\w.]*", text)}
    # "New Zealand" is of no "New".
    words -= {part for country in countries for part in country.split()}
    return frozenset(
        (*countries, *(w for w in words if not (country_of(w) or _OFFICE.fullmatch(w))))
    )
