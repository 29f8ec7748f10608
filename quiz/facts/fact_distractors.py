"""Wrong answers that make the player think: like the right one in kind and form, but never right.

They come from the facts of the same file, from near dates, numbers and posts, and from neighbouring
countries, states and capitals. Installed extras make no difference, so that equal facts make equal
decks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from zlib import crc32

from quiz.facts.fact import Fact, Status
from quiz.facts.fact_wording import (
    around_gap,
    asked_name,
    has_title,
    last_word,
    question_of,
    statement_of,
    tells,
    without_title,
    words_of,
)
from quiz.facts.name_kinds import is_same_name, kind_of_name
from quiz.facts.near_dates import DateParts, date_parts, is_alike, is_possible, near_dates
from quiz.facts.near_numbers import near_numbers
from quiz.facts.near_posts import is_office, kind_of_post, near_posts
from quiz.facts.places import kind_of_place, needs_the, neighbours
from quiz.facts.sexes import asks_for_relative
from quiz.facts.templates import RELATIONS
from quiz.text.articles import bare
from quiz.text.looks import look_of
from quiz.text.normalise import normalise

DISTRACTORS = 4
ENOUGH = 2
"""The fewest distractors that make a real choice."""

NAMES_WELL = 0.3
"""The least confidence at which a candidate's names are hardly ever cut in the wrong place."""

_NUMBERED = ("anniversary", "edition", "score", "duration", "count")
_POSTS = ("holds-post", "former-post")
_NAMES = ("person", "name")
_PART_OF = r",? (?:(?:a |the )?(?:part|division|branch|unit|school) )?(?:of|at) (?:the )?"
_WITHIN = re.compile(r" ?, [A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*(?:[,.;]|$)")
# What stands after these is a place, or an organisation that is one.
_INTO = ("at", "from", "to", "into", "near", "throughout", "across")
_WHO_WAS = re.compile(r"Who (?:is|was) (?:the )?(.+)\?")
_SAID = re.compile("Who said: “")
# How many facts of a kind are considered; the first ones.
_LOOKED_AT = 200


class Distractors:
    """Wrong answers for facts of one file, and what else would be right."""

    def __init__(self, every: Iterable[Fact]) -> None:
        """every: all facts of the file. Rejected ones do not count; likelier candidates only tell
        what else the article names.
        """
        self._kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._roles: dict[str, set[str]] = defaultdict(set)
        self._right: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._also: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._posts: dict[str, set[str]] = defaultdict(set)
        self._held: dict[str, list[str]] = defaultdict(list)
        self._speakers: set[str] = set()
        self._known = known = [fact for fact in every if fact.is_kept or _names_well(fact)]
        for fact in known:
            relation = RELATIONS[fact.relation]
            if not (relation.several or relation.truth):
                name = asked_name(fact)
                self._kinds[fact.category, fact.type].append(name)
                self._roles[name].add(_role(fact))
            for same in _same_question(fact):
                self._right[same] += (fact.object, asked_name(fact), *fact.accept)
            if fact.relation in _POSTS:
                holder = without_title(fact.subject)
                self._posts[holder] |= set(normalise(fact.object).split())
                self._held[holder].append(fact.object)
            if _SAID.match(question_of(fact)):
                self._speakers.add(asked_name(fact))
            if fact.is_kept:
                self._also[_exactly(fact)].append(fact.object)
        people = Counter((*self._kinds[_NAMES], *self._posts))
        for kind, names in self._kinds.items():
            if kind != _NAMES:
                # What is more often taken for a street or a club is hardly ever a person.
                people.subtract(names)
        self._kinds[_NAMES] = [
            name
            for name, count in people.items()
            if count > 0 and not (kind_of_name(name) or has_title(name))
        ]
        dates = [fact.object for fact in known if fact.category == "date"]
        dates += [fact.as_of for fact in known]
        self._latest = max(map(date_parts, dates), default=(0, 0, 0))

    def of(self, fact: Fact) -> tuple[str, ...]:
        """Wrong objects, the best first; none if there are not enough good ones.

        Those chosen by hand, then dates and numbers near the right one, or objects of the same
        kind. They are never right for the same question.
        """
        right = [text for same in _same_question(fact) for text in self._right[same]]
        before, after = around_gap(fact)
        prompt = question_of(fact) or f"{before} {after}"
        gap = not (question_of(fact) or fact.distractors)
        if gap and fact.category == "place" and _WITHIN.match(after):
            # "____, France": only places in France would be plausible.
            return ()
        if gap and needs_the(asked_name(fact)):
            # "Two ____ soldiers": few names of countries may stand for an adjective.
            return ()
        if not fact.distractors and fact.category == "place" and _names_state(prompt, fact.object):
            # "Where is the Ohio Art Center?": only towns in Ohio would be plausible.
            return ()
        hand = fact.distractors
        near = _good(self._near(fact, prompt), asked_name(fact), prompt)
        near = (text for text in near if not self._has_part(text, fact.object))
        if gap:
            near = (text for text in near if not _repeats(text, before, after))
        texts = hand if len(hand) > ENOUGH else chain(hand, near)
        return _first_wrong(texts, (fact.object, *fact.accept, *right))

    def knows_kind(self, fact: Fact) -> bool:
        """Whether wrong answers are surely like the right one: dates, numbers, people, posts, or
        names that tell their kind, and not names that only have the same role."""
        return (
            len(fact.distractors) > ENOUGH
            or fact.category in ("date", "quantity")
            or fact.type in (*_NUMBERED, "post")
            or (fact.category, fact.type) == _NAMES
            or kind_of_name(asked_name(fact)) != ""
        )

    def of_term(self, fact: Fact) -> tuple[str, ...]:
        """Wrong terms for a definition: those chosen by hand."""
        return _first_wrong(fact.distractors, (fact.subject, fact.object))

    def of_holder(self, fact: Fact, prompt: str) -> tuple[str, ...]:
        """Wrong subjects for a question that asks who holds a post: people with a like post."""
        holder = without_title(fact.subject)
        names = [name for name in self._posts if self._has_post_like(name, fact.object)]
        names.sort(key=lambda name: -self._kinship(name, holder))
        return _first_wrong(_good(names, holder, prompt), self.holders(fact))

    def holders(self, fact: Fact) -> list[str]:
        """All who hold the post that this fact is about, its subject among them."""
        post = set(normalise(fact.object).split())
        return [name for name, words in self._posts.items() if post <= words]

    def right(self, fact: Fact) -> tuple[str, ...]:
        """All right answers to the question of this fact, its object first."""
        return all_different(fact.object, *fact.accept, *self._also[_exactly(fact)])

    def _near(self, fact: Fact, prompt: str) -> Iterator[str]:
        others = self._kinds[fact.category, fact.type]
        vary = crc32(fact.id.encode())
        if fact.category == "date":
            alike = [text for text in others if text != fact.object and is_alike(text, fact.object)]
            alike.sort(key=lambda text: _far(date_parts(text), date_parts(fact.object)))
            known, near, others = (
                [t for t in texts if is_possible(t, fact.object, prompt, self._latest)]
                for texts in (alike[:2], near_dates(fact.object, vary), alike[2:])
            )
            yield from (*known, *_around(fact.object, known, near, vary), *others)
        elif fact.category == "quantity" or fact.type in _NUMBERED:
            yield from near_numbers(fact.object, fact.type, vary)
        elif fact.type == "post" and (posts := tuple(near_posts(fact.object))):
            yield from posts
        elif (fact.category, fact.type) == _NAMES and not kind_of_name(fact.object):
            yield from self._people(fact, prompt)
        else:
            name = asked_name(fact)
            alike = [text for text in others[:_LOOKED_AT] if self._is_alike(text, name)]
            # An abbreviation is best among abbreviations.
            yield from sorted(alike, key=lambda text: text.isupper() != name.isupper())
            yield from neighbours(name)

    def _people(self, fact: Fact, prompt: str) -> list[str]:
        """Other people whom the prompt neither names nor rules out, those with like posts first."""
        if asks_for_relative(fact):
            # Only women may be a mother, and few articles tell who is one.
            return []
        others, answer = self._kinds[_NAMES], asked_name(fact)
        posts = [post for post in self._held.get(answer, ()) if tells(prompt, post)]
        office = _WHO_WAS.match(question_of(fact))
        title = office[1] if office else last_word(around_gap(fact)[0])
        if is_office(title):
            posts = [title]
        if _SAID.match(prompt):
            # What is only parsed as a name may be no person.
            others = [name for name in others if name in self._posts or name in self._speakers]
        elif posts:
            others = [name for name in others if self._has_post_like(name, posts[0])]
        told = re.findall(r"\w+", prompt)
        # A single word beside full names is often no person.
        named = (name for name in others if " " in name or " " not in answer)
        named = (name for name in named if last_word(name) not in told)
        return sorted(named, key=lambda name: -self._kinship(name, answer))

    def _is_alike(self, text: str, name: str) -> bool:
        """Whether two names are of one kind. If nothing tells their kinds: whether both have an
        article, as teams do, or they have one role."""
        kind = kind_of_name(name)
        if kind or kind_of_name(text):
            return kind == kind_of_name(text)
        mine, theirs = (each.startswith("the ") for each in (text, name))
        short = {bare(each).isupper() for each in (text, name)}
        return (mine and theirs and len(short) == 1) or bool(self._roles[text] & self._roles[name])

    @cached_property
    def _told(self) -> str:
        """The sentences of the facts."""
        told = (fact.evidence.text if fact.evidence else statement_of(fact) for fact in self._known)
        return "\n".join(dict.fromkeys(told))

    def _has_part(self, one: str, other: str) -> bool:
        """Whether one name is said to be a part of the other: "the Lom Centre of Alder College",
        "Alder College's Lom Centre"."""
        names = (bare(one), bare(other))
        return all(name in self._told for name in names) and any(
            re.search(rf"\b{re.escape(part)}{_PART_OF}{re.escape(whole)}\b", self._told)
            or re.search(rf"\b{re.escape(whole)}['’]s? {re.escape(part)}\b", self._told)
            for part, whole in (names, names[::-1])
        )

    def _has_post_like(self, name: str, post: str) -> bool:
        """Whether somebody holds a post of the same kind."""
        return kind_of_post(post) in map(kind_of_post, self._held.get(name, ()))

    def _kinship(self, one: str, other: str) -> int:
        """How alike the posts of two people are."""
        return len(self._posts.get(one, set()) & self._posts.get(other, set()))


def _repeats(text: str, before: str, after: str) -> bool:
    """Whether an option has the word beside its gap once more: "Lake" before "Lake Alder"."""
    words = bare(text).split()
    return words[:1] == before.split()[-1:] or words[-1:] == after.rstrip(".").split()[:1]


def _names_well(fact: Fact) -> bool:
    return fact.status is Status.CANDIDATE and fact.confidence >= NAMES_WELL


def _around(right: str, known: Sequence[str], near: Sequence[str], vary: int) -> list[str]:
    """Near dates, in an order in which the right date may have any place among the options.

    known: wrong dates that are options in any case.
    """
    moment = date_parts(right)
    later = [text for text in near if date_parts(text) > moment]
    room = DISTRACTORS - len(known)
    wanted = vary // 8 % (DISTRACTORS + 1) - sum(date_parts(text) > moment for text in known)
    first = later[: min(max(wanted, 0), room)]
    first += [text for text in near if text not in later][: room - len(first)]
    return [*first, *(text for text in near if text not in first)]


def _names_state(prompt: str, answer: str) -> bool:
    """Whether a prompt that asks for a smaller place has the name of a state, in one or two
    words."""
    words = re.findall(r"\w+", prompt)
    named = (*words, *map(" ".join, pairwise(words)))
    is_town = kind_of_place(answer) in ("", "capital")
    return is_town and any(kind_of_place(name) == "state" for name in named)


def _same_question(fact: Fact) -> Iterator[tuple[str, ...]]:
    """Keys that facts share if their objects answer the same question."""
    yield (fact.subject, fact.relation)
    yield around_gap(fact)
    if fact.ask:
        yield (fact.ask,)


def _role(fact: Fact) -> str:
    """The last word before its object in the fact's statement, "?" at the start."""
    last = (around_gap(fact)[0].lower().removesuffix("the ").split() or ["?"])[-1]
    return "in" if last in _INTO and fact.category == "place" else last


def all_different(*texts: str) -> tuple[str, ...]:
    """The texts without those that repeat an earlier one."""
    known: dict[str, str] = {}
    for text in texts:
        known.setdefault(normalise(text), text)
    return tuple(known.values())


def _exactly(fact: Fact) -> tuple[str, ...]:
    return (fact.subject, fact.relation, fact.as_of, fact.ask, fact.statement)


def _good(texts: Iterable[str], answer: str, prompt: str) -> Iterator[str]:
    """Those that look like the answer and that the prompt does not rule out."""
    told = set(words_of(prompt).split())
    asked, look = words_of(answer), look_of(answer)
    hints = {word for word in asked.split() if len(word) > 3 and word in told}
    for text in texts:
        plain = words_of(text)
        if (
            not tells(prompt, bare(text))
            and not is_same_name(text, answer)
            and hints <= set(plain.split())
            and look.is_like(look_of(text))
        ):
            yield text


def _first_wrong(texts: Iterable[str], right: Iterable[str]) -> tuple[str, ...]:
    taken = {_plain(text) for text in right}
    chosen: list[str] = []
    for text in texts:
        if _plain(text) not in taken and not any(is_same_name(text, other) for other in chosen):
            taken.add(_plain(text))
            chosen.append(text)
        if len(chosen) == DISTRACTORS:
            break
    return tuple(chosen) if len(chosen) >= ENOUGH else ()


def _plain(text: str) -> str:
    return bare(normalise(text))


def _far(one: DateParts, other: DateParts) -> int:
    return abs((one[0] - other[0]) * 372 + (one[1] - other[1]) * 31 + one[2] - other[2])
