"""Keeps out cards that ask what another one does, give another away, or repeat one form."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, TermNote
from quiz.decks.note import Note
from quiz.facts.fact_wording import form_of, news_in, tells, without_news, words_of
from quiz.facts.near_dates import date_parts

# The share of words at which two cards that tell each other's answers are about the same thing.
ABOUT_ONE_THING = 0.65
# Words of an answer that are looked for in other prompts; a longer one is hardly told by chance.
_LONGEST_RUN = 8
# An answer of so many words says what another card is about.
_WHOLE = 2
_COMMON = frozenset(
    words_of(
        "the and for with from that this into was were did had has have been his her its their "
        "which what when where who whom whose how year month day decade"
    ).split()
)
# These begin a prompt in capitals and are no names.
_FIRST = _COMMON.union(
    ["", *words_of("a an after as at before by during in of on since to until while").split()]
)
_MONTHS = frozenset(words_of(" ".join(calendar.month_name)).split())
_WHEN = re.compile("^(On which day|In which (month and year|month|year|decade))")


class _Told(NamedTuple):
    """What a card tells. news: its headline. prompt, answers: their words, without the headline.
    forms: of its answers and all others that are right. names: the names and numbers of the prompt.
    stems: of all words that matter. deeds: of those that are no names."""

    kind: type[Note]
    news: str
    prompt: str
    answers: tuple[str, ...]
    forms: tuple[str, ...]
    names: frozenset[str]
    stems: frozenset[str]
    deeds: frozenset[str]

    @property
    def texts(self) -> tuple[str, ...]:
        return (words_of(self.news), self.prompt, *self.forms)


class ChosenNotes:
    """The cards of a deck so far."""

    def __init__(self, of_one_form: int, dates: int) -> None:
        """of_one_form: how many questions may differ in names and numbers alone. dates: how many
        cards of found facts may ask for a date."""
        self._of_one_form = of_one_form
        self._dates = dates
        self._forms: Counter[str] = Counter()
        self._prompts: set[str] = set()
        self._telling: dict[str, list[_Told]] = defaultdict(list)
        self._answering: dict[str, list[_Told]] = defaultdict(list)

    def takes(self, note: Note, found: bool = False) -> bool:
        """Take a note, unless it asks what an earlier one does, or both tell each other's answer.

        found: whether its fact was found in an article and nobody wrote or edited it. Then it is
        also left out if one of the two tells the other's answer or has the same one, if its form is
        frequent, or if there are enough dates.
        """
        told = _told(note)
        dated = found and any(date_parts(answer)[0] for answer in told.answers)
        if dated and not self._dates:
            return False
        if found and not dated and any(answer in self._answering for answer in told.answers):
            return False
        form = form_of(note.prompt) if isinstance(note, BasicNote) else ""
        if found and form and self._forms[form] >= self._of_one_form:
            return False
        if told.prompt in self._prompts:
            return False
        for other in self._related(told):
            rules = (_tells_date, _headline_tells, _is_longer) if found else ()
            if any(rule(told, other) or rule(other, told) for rule in rules):
                return False
            if (found or _tell_each_other(told, other)) and _is_about_one_thing(told, other):
                return False
        self._dates -= dated
        self._forms[form] += 1
        self._prompts.add(told.prompt)
        for answer in told.answers:
            self._answering[answer].append(told)
        for text in told.texts:
            for run in set(_runs(text)):
                self._telling[run].append(told)
        return True

    def _related(self, told: _Told) -> Iterator[_Told]:
        """The cards that tell an answer of this one, and those whose answers this one tells."""
        for answer in told.answers:
            yield from self._telling[answer]
        for text in told.texts:
            for run in set(_runs(text)) & self._answering.keys():
                yield from self._answering[run]


def _told(note: Note) -> _Told:
    asked = next(iter(note.faces())).prompt
    # Cards of the same news share its headline, and are no more alike for it.
    prompt = without_news(asked)
    right = answers_of(note)
    answers = tuple(dict.fromkeys(text for each in right for text in (words_of(each), _day(each))))
    told = " ".join((prompt, *right)).split()
    stems = _stems(told)
    names = (words_of(word) for word in prompt.split() if not word.islower())
    return _Told(
        type(note),
        news_in(asked),
        # Asking for the day or for the year is the same question.
        words_of(_WHEN.sub("When", prompt)),
        answers,
        tuple(dict.fromkeys((*answers, *map(words_of, accepted_of(note))))),
        frozenset(names) - _FIRST,
        stems,
        _stems(word for word in told if word.islower()),
    )


def answers_of(note: Note) -> tuple[str, ...]:
    """What the cards of a note ask for; () for kinds that facts are not told from."""
    match note:
        case BasicNote():
            return (note.answer,)
        case ClozeNote():
            return (note.gaps[0].answer,)
        case ListNote():
            return tuple(names[0] for names in note.items)
        case TermNote():
            return (note.definition,)
    return ()


def accepted_of(note: Note) -> tuple[str, ...]:
    """What is right beside the answer, which may tell more than it: "Lom, Ohio"."""
    match note:
        case BasicNote():
            return note.accept
        case ClozeNote():
            return note.gaps[0].accept
    return ()


def _is_longer(one: _Told, other: _Told) -> bool:
    """Whether a right answer of a card holds all names that another names and its answer: "Lom,
    Ohio" beside "In which state is Lom?"."""
    return bool(other.names) and any(
        tells(form, answer) and all(tells(form, name) for name in other.names)
        for form in one.forms
        for answer in other.answers
    )


def _is_about_one_thing(one: _Told, other: _Told) -> bool:
    """Whether two cards, of which one tells the other's answer, say the same thing. They do not if
    each names what the other does not."""
    if TermNote in (one.kind, other.kind):
        return one.kind is other.kind and one.answers == other.answers
    if _names_beside(one, other) and _names_beside(other, one):
        return False
    done = (
        _has_one_answer(one, other)
        or _tells_at_length(one, other)
        or _tells_at_length(other, one)
        or _shared(one.deeds, other.deeds) >= ABOUT_ONE_THING
    )
    return done and _shared(one.stems, other.stems) >= ABOUT_ONE_THING


def _tells_date(one: _Told, other: _Told) -> bool:
    """Whether the prompt of a card tells the day that another asks, and both share a name."""
    days = [a for a in other.answers if date_parts(a)[1]]
    words = other.prompt.split()
    return any(tells(one.prompt, day) for day in days) and any(
        name in words and not name.isdigit() and name not in _MONTHS for name in one.names
    )


def _headline_tells(one: _Told, other: _Told) -> bool:
    """Whether the headline with a card tells the answer of another that is about this news."""
    told = any(tells(one.news, answer) for answer in other.answers)
    return told and bool((other.stems - _stems(other.answers)) & _stems([one.news]))


def _tell_each_other(one: _Told, other: _Told) -> bool:
    mine = any(tells(other.prompt, answer) for answer in one.answers)
    theirs = any(tells(one.prompt, answer) for answer in other.answers)
    return (mine and theirs) or _has_one_answer(one, other)


def _has_one_answer(one: _Told, other: _Told) -> bool:
    return any(
        tells(theirs, mine) or tells(mine, theirs)
        for mine in one.answers
        for theirs in other.answers
    )


def _tells_at_length(one: _Told, other: _Told) -> bool:
    return any(
        len(answer.split()) >= _WHOLE and tells(one.prompt, answer) for answer in other.answers
    )


def _shared(some: frozenset[str], others: frozenset[str]) -> float:
    """The share of the smaller set that is in the other."""
    return len(some & others) / (min(len(some), len(others)) or 1)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    words = words_of(" ".join(texts)).split()
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in _COMMON)


def _stem(word: str) -> str:
    """The consonants of a word without its ending: "opened" is "open", and "became" "become"."""
    plain = re.sub(r"(?<=..)(ed|ing|s)$", "", word)
    return plain[:1] + re.sub("[aeiouy]", "", plain[1:])


def _names_beside(one: _Told, other: _Told) -> frozenset[str]:
    """The names in the prompt of a card that another does not tell."""
    told = {word for text in other.texts for word in text.split()}
    return frozenset(name for name in one.names if not told.issuperset(name.split()))


def _runs(text: str) -> Iterator[str]:
    """All runs of words of a text that may be an answer."""
    words = text.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_RUN, len(words)) + 1):
            yield " ".join(words[start:end])


def _day(text: str) -> str:
    """A date in one notation for all; other texts in words."""
    when = date_parts(text)
    return "-".join(map(str, when)) if when[2] else words_of(text)
