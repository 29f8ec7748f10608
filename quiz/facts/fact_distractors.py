"""Wrong answers that make the player think: like the right one in kind and form, but never right.

They come from the facts of the same file, from near dates, numbers and posts, and from neighbouring
countries, states and capitals. Installed extras make no difference, so that equal facts make equal
decks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from zlib import crc32

from quiz.facts.fact import Fact, Status
from quiz.facts.fact_wording import (
    around_gap,
    asked_name,
    last_word,
    question_of,
    tells,
    without_news,
    without_title,
    words_of,
)
from quiz.facts.name_kinds import is_same_name, kind_of_name, short_forms
from quiz.facts.near_dates import MONTHS, date_parts, far, is_alike, is_possible, near_dates
from quiz.facts.near_numbers import near_numbers
from quiz.facts.near_posts import near_posts
from quiz.facts.people import POSTS, SAID, People, shares_body
from quiz.facts.places import countries_named, kind_of_place, may_be_meant, needs_the, neighbours
from quiz.facts.sexes import asks_for_relative
from quiz.facts.templates import OBJECT, RELATIONS
from quiz.text.articles import bare
from quiz.text.double_names import differs_by_half
from quiz.text.looks import look_of
from quiz.text.normalise import normalise

DISTRACTORS = 4
ENOUGH = 2
"""The fewest distractors that make a real choice."""

NAMES_WELL = 0.3
"""The least confidence at which a candidate's names are hardly ever cut in the wrong place."""

NUMBERED = ("anniversary", "edition", "score", "duration", "count")
"""The types of facts whose objects are numbers."""

_PERSON = ("person", "name")
_PART_OF = r",? (?:(?:a |the )?(?:part|division|branch|unit|school) )?(?:of|at) (?:the )?"
# "____, France", "____ in Ohio".
_WITHIN = re.compile(
    rf" ?, ((?:[A-Z][\w'’.-]*)(?: [A-Z][\w'’.-]*)*)([,.;]|$)?| in (?!{'|'.join(MONTHS)})[A-Z]"
)
# What the teams of countries take part in.
_CONTEST = re.compile(r"\b(?:[Mm]atch|[Gg]oals?|Cup|Games|Championships?|League|Olympics?)\b")
_FEW = 3
# How many facts of a kind are considered; the first ones.
_LOOKED_AT = 200


class Distractors:
    """Wrong answers for facts of one file, and what else would be right."""

    def __init__(self, every: Iterable[Fact]) -> None:
        """every: all facts of the file. Rejected ones do not count; likelier candidates only tell
        what else the article names.
        """
        self._kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._right: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._also: dict[tuple[str, ...], list[str]] = defaultdict(list)
        known = [fact for fact in every if fact.is_kept or _names_well(fact)]
        for fact in known:
            relation = RELATIONS[fact.relation]
            if not (relation.several or relation.truth):
                self._kinds[fact.category, fact.type].append(asked_name(fact))
            for same in _same_question(fact):
                self._right[same] += (fact.object, asked_name(fact), *fact.accept)
            if fact.is_kept:
                self._also[_exactly(fact)].append(fact.object)
        terms = [fact.subject for fact in known if RELATIONS[fact.relation].term]
        self._named = dict.fromkeys((*terms, *(fact.object for fact in known)))
        self.people = People(known)
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
        name, prompt = asked_name(fact), self._prompt(fact)
        gap = not (question_of(fact) or fact.distractors)
        if gap and _is_within(after):
            # "____, France": only places in France would be plausible.
            return ()
        if gap and needs_the(name):
            # "Two ____ soldiers": few names of countries may stand for an adjective.
            return ()
        if not fact.distractors and fact.category == "place" and _names_state(prompt, fact.object):
            # "Where is the Ohio Art Center?": only towns in Ohio would be plausible.
            return ()
        hand = fact.distractors
        # The month of the news is no hint at another in that month.
        hints = without_news(prompt) if fact.category == "date" else prompt
        near: Iterable[str] = _good(self._near(fact, prompt), name, hints)
        near = (text for text in near if not self._has_part(text, fact.object))
        if gap:
            near = (text for text in near if not _repeats(text, before, after))
        if not hand and name.startswith("the "):
            # The right option is not to be the only one with an article.
            near = sorted(near, key=lambda text: not text.startswith("the "))
            if not needs_the(bare(name)) and not " ".join(near[:1]).startswith("the "):
                return ()
        texts = hand if len(hand) > ENOUGH else chain(hand, near)
        return _first_wrong(texts, (fact.object, *fact.accept, *right))

    def of_term(self, fact: Fact) -> tuple[str, ...]:
        """Wrong terms for a definition: those chosen by hand."""
        return _first_wrong(fact.distractors, (fact.subject, fact.object))

    def of_holder(self, fact: Fact, prompt: str) -> tuple[str, ...]:
        """Wrong subjects for a question that asks who holds a post: people with a post like it."""
        holder = without_title(fact.subject)
        names = self.people.beside([fact.object], anywhere=not fact.is_found)
        return _first_wrong(_good(names, holder, prompt), self.people.holders(fact.object))

    def right(self, fact: Fact) -> tuple[str, ...]:
        """All right answers to the question of this fact, its object first.

        For somebody found in an article, these are the forms of the name that mean nobody else.
        """
        # The surname may be typed even where the headline tells it.
        also, prompt = self._also[_exactly(fact)], without_news(self._prompt(fact))
        name = asked_name(fact)
        if not fact.is_found:
            return all_different(fact.object, *fact.accept, *also)
        if not self.asks_for_person(fact):
            whole = (text for text in fact.accept if not _is_cut(text, fact.object))
            short = short_forms(fact.object, self._named)
            return all_different(fact.object, *whole, *short, *also)
        halves = (text for text in fact.accept if differs_by_half(name, text))
        forms = (*self.people.also_called(name), *self.people.full_names(name))
        called = [text for text in forms if not tells(prompt, text)]
        first, _, surname = name.rpartition(" ")
        if first and tells(prompt, surname):
            # "Who is Bo Dahl's mother?": that her name is Dahl, too, need not be said.
            called.append(first)
        return all_different(fact.object, *halves, *called, *also)

    def asks_for_person(self, fact: Fact) -> bool:
        """Whether the object of a fact is a person, as far as any fact tells it."""
        return (fact.category, fact.type) == _PERSON or fact.object in self.people.names

    @staticmethod
    def _prompt(fact: Fact) -> str:
        return question_of(fact) or " ".join(around_gap(fact))

    def _near(self, fact: Fact, prompt: str) -> Iterator[str]:
        others = self._kinds[fact.category, fact.type]
        vary = crc32(fact.id.encode())
        if fact.category == "date":
            alike = [text for text in others if text != fact.object and is_alike(text, fact.object)]
            alike.sort(key=lambda text: far(date_parts(text), date_parts(fact.object)))
            known, near, others = (
                [t for t in texts if is_possible(t, fact.object, prompt, self._latest)]
                for texts in (alike[:2], near_dates(fact.object, vary), alike[2:])
            )
            yield from (*known, *_around(fact.object, known, near, vary), *others)
        elif is_number(fact):
            asked = question_of(fact) or OBJECT.join(around_gap(fact))
            yield from near_numbers(fact.object, fact.type, vary, without_news(asked))
        elif fact.type == "post" and (posts := tuple(near_posts(fact.object))):
            yield from posts
        elif fact.category == "person" and asks_for_relative(fact):
            # Only women may be a mother, and few articles tell who is one.
            return
        elif self.asks_for_person(fact):
            yield from self._others(fact, prompt)
        else:
            yield from self._namesakes(fact, others, prompt)

    def _others(self, fact: Fact, prompt: str) -> Iterator[str]:
        """Other people whom the prompt neither names nor rules out: of a quotation, those who also
        said something, then those in office, unless it tells the speaker's body; else those with a
        post like one of the right one's. An author's people may all stand for each other."""
        answer, told = asked_name(fact), re.findall(r"\w+", prompt)
        posts = self.people.posts.get(answer, [])
        quote = SAID.match(prompt)
        names: Iterable[str] = () if quote else self.people.beside(posts)
        if not fact.is_found:
            names = chain(names, self.people.beside(posts, anywhere=True), self.people.names)
        elif quote:
            said = without_news(prompt)[quote.end() :]
            held = [] if countries_named(said) and not posts else self.people.posts
            names = chain(self.people.speakers, filter(self.people.names.__contains__, held))
            if any(shares_body(post, said) for post in posts):
                names = ()
        yield from (name for name in names if last_word(name) not in (*told, last_word(answer)))

    def _namesakes(self, fact: Fact, others: Sequence[str], prompt: str) -> Iterator[str]:
        """Names of the same kind. In an article, only what is known to be of that kind is, and of
        places only those nearby."""
        name = asked_name(fact)
        kind = kind_of_name(name)
        known, near = kind_of_place(name), neighbours(name, prompt)
        if fact.is_found and known == "city" and not may_be_meant(name, self.people.text):
            # Rome in an article that has nothing of Italy is another one.
            near = ()
        elif fact.is_found and known == "country" and _CONTEST.search(prompt):
            # Only those that take part are plausible.
            named = sorted(countries_named(self.people.text))
            others = near = tuple(f"the {each}" if needs_the(each) else each for each in named)
        near = tuple(place for place in near if not shares_body(place, prompt))
        alike = [text for text in others[:_LOOKED_AT] if kind_of_name(text) == kind]
        if fact.is_found and known:
            alike = [text for text in near if text in others]
        if kind or not fact.is_found:
            # An abbreviation is best among abbreviations.
            yield from sorted(alike, key=lambda text: text.isupper() != name.isupper())
            yield from near

    def _has_part(self, one: str, other: str) -> bool:
        """Whether one name is said to be a part of the other: "the Lom Centre of Alder College",
        "Alder College's Lom Centre"."""
        names = (bare(one), bare(other))
        return any(
            re.search(rf"\b{re.escape(part)}{_PART_OF}{re.escape(whole)}\b", text)
            or re.search(rf"\b{re.escape(whole)}['’]s? {re.escape(part)}\b", text)
            for text in self.people.telling(names[0])
            if names[1] in text
            for part, whole in (names, names[::-1])
        )


def is_number(fact: Fact) -> bool:
    """Whether the object of a fact is a number."""
    return fact.category == "quantity" or fact.type in NUMBERED


def _is_cut(text: str, whole: str) -> bool:
    """Whether a text is only the first and the last of many words: "US Secretary"."""
    words = whole.split()
    return len(words) > _FEW and text == f"{words[0]} {words[-1]}"


def _is_within(after: str) -> bool:
    """Whether the words after a gap say in which country or state it is; a clause does not."""
    found = _WITHIN.match(after)
    return found is not None and (
        found[1] is None or found[2] is not None or kind_of_place(found[1]) != ""
    )


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
    yield (fact.subject, POSTS[0] if fact.relation in POSTS else fact.relation)
    yield around_gap(fact)
    if fact.ask:
        yield (fact.ask,)


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
