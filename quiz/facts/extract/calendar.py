"""Dates in a text, resolved against the article's date line.

What refers to the date line is resolved by these rules, with `day` the date line and the tense of
the clause:

- "today", "yesterday", "tomorrow": by the day.
- A weekday: the latest such day up to `day`; in the present and future tense the first one from
  `day`: "the fair opens on Friday"; after "next" the first one behind it, after "last" the latest
  one before the day before `day`, which would be "yesterday".
- A month, or a day with its month, without a year: the latest such one up to `day`; in the future
  tense the next one, in the present tense the nearest one. After "this" it is the year of `day`,
  after "last" the latest one before the month of `day`, after "next" the one after it. "In April
  this year" and "last year" name the year. A day of the last week may be in the future tense, too:
  "is to run from May 9".
- "this year", "last year", "next year", "this month", "last month", "next month": by year, month.
- "3–5 May 2015", "from May 3 to May 5", "2014–15": no date, since none of them is the day or year.
- "three years ago", "one hundred years ago today": so many years before. "About a year ago" and
  "thirty years ago" name no year.
- "that year", "the same year", "in June the same year": by the year named last in the sentence.
- "Friday's" and "last year's": no date, since "Friday's vote" is not what is told of it.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from quiz.facts.extract.lexicon import BEFORE_DATES
from quiz.moment import WEEKDAY_NAMES
from quiz.text.dates import read_date

Tense = Literal["past", "present", "future"]

_BEGUN = 7
"""Most days before the date line on which something in the future tense may have begun."""

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1\d{3}|20\d{2})"
"""A year as an article writes it."""

WEEKDAY = rf"(?:{'|'.join(day.title() for day in WEEKDAY_NAMES)})"
MONTH_NAME = rf"(?:{'|'.join(month_name[1:])})"
"""A month in full, with its capital."""

_HOURS = r"(?:\ (?:morning|afternoon|evening|night)\b)?"
_COUNTED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_NUMBERS = {word: number for number, word in enumerate(_COUNTED)} | {
    "a": 1, "one hundred": 100, "a hundred": 100, "twenty": 20, "thirty": 30, "fifty": 50
}  # fmt: skip
FULL_DATE = re.compile(
    rf"\b(?i:{_DAY} (?:of )?{_MONTH},? {YEAR}|{_MONTH} {_DAY},? {YEAR}|{YEAR}-\d\d-\d\d)"
    r"(?!\d|-\d)"
)
_TO = r"(?:\ ?[–-]\ ?|\ (?:to|and|or|until)\ )"
_SPAN = rf"""
      {_DAY}{_TO}{_DAY}\ {_MONTH}(?:,?\ {YEAR})?
    | {_MONTH}\ {_DAY}{_TO}{_DAY}(?!\w)(?!\ {_MONTH})(?:,?\ {YEAR})?
    | {_DAY}\ {_MONTH}{_TO}{_DAY}\ {_MONTH},?\ {YEAR}
    | {_MONTH}\ {_DAY}{_TO}{_MONTH}\ {_DAY},?\ {YEAR}
    | (?<!\(){YEAR}\ ?[–-]\ ?(?:{YEAR}|\d\d)(?![\w–-])
"""
"""Several days or years: the date of nothing. In brackets they are a lifespan."""
_EXPRESSION = re.compile(
    rf"""\b(?=\w)(?:
      (?P<span>{_SPAN})
    | (?P<full>(?:the\ )?{_DAY}\ of\ {_MONTH},?\ {YEAR}|{_DAY}\ {_MONTH},?\ {YEAR}
        |{_MONTH}\ {_DAY},?\ {YEAR}|{YEAR}-\d\d-\d\d
        |{_MONTH}(?:,|\ of)?\ {YEAR})
    | (?:{WEEKDAY},?\ )?(?P<monthday>{_MONTH}\ {_DAY}|{_DAY}\ {_MONTH})(?!\w|\ percent|[.,]\d)
    | (?:(?P<which>this|last|next|past)\ )?(?P<month>(?<=this\ ){_MONTH}|(?<=last\ ){_MONTH}
        |(?<=next\ ){_MONTH}|(?<=in\ ){_MONTH}|(?<=In\ ){_MONTH}|(?<=since\ ){_MONTH}
        |(?<=until\ ){_MONTH})(?:\ (?P<of>this|last|next|the\ same)\ year)?(?!\w|\ \d)
    | (?:(?P<whichday>last|next|this)\ )?(?<!Black\ )(?<!Good\ )(?<!Bloody\ )(?<!Super\ )
        (?P<weekday>{WEEKDAY})(?!\w|{_HOURS}['’]){_HOURS}
    | (?P<near>[Tt]his|[Ll]ast|[Nn]ext)\ (?P<unit>year|month)(?!['’]|\w)
    | (?P<same>[Tt]hat\ year|(?:the\ )?same\ year)(?!['’]|\w)
    | (?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)(?!{_HOURS}['’]){_HOURS}
    | (?P<about>(?:[Mm]ore|[Ll]ess|[Oo]ver|[Uu]nder|[Nn]early|[Aa]lmost|[Aa]bout|[Aa]round|[Ss]ome
        |[Rr]oughly|[Aa]pproximately|least|most)\ (?:than\ )?)?
        (?P<count>\d+|[OoAa]n?e?\ hundred|[a-zA-Z]+)
        \ (?P<ago>years?)\ ago(?:\ (?P<exact>today))?
    | (?:the\ )?(?P<decade>1\d\d0|20\d0)s
    | (?<!\.S\.C\.\ )(?<!\.F\.R\.\ )(?<!\ USC\ )(?<!\ CFR\ )
        (?P<year>{YEAR})(?![\w-]|[.,]\d|'s|\ (?:people|GMT|BST|[A-Z]{{1,3}}T\b|{_MONTH}|[a-z]+s\b))
    )""",
    re.VERBOSE,
)

_NAMED = re.compile(r"[A-Z]\w+ $")
_SOONER = re.compile(r"\b(?:earlier|later) ((?:on )?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A day, month, year or decade. Unknown parts are 0."""

    year: int
    month: int = 0
    day: int = 0
    decade: bool = False

    def __str__(self) -> str:
        if self.decade:
            return f"the {self.year}s"
        parts = (str(self.day or ""), month_name[self.month], str(self.year))
        return " ".join(part for part in parts if part)

    def is_after(self, day: date) -> bool:
        """Whether all of it is after a day."""
        return (self.year, self.month, self.day) > (day.year, day.month, day.day)

    @property
    def phrase(self) -> str:
        """With its preposition: "on 7 May 2015", "in May 2015"."""
        return f"{'on' if self.day else 'in'} {self}"


@dataclass(frozen=True, slots=True)
class Expression:
    """A date in a text. start, end: its position. absolute: whether it names its year."""

    start: int
    end: int
    when: When
    absolute: bool


def read_full_date(text: str) -> date | None:
    """The day that a text of day, month and year names; None if there is no such day."""
    when = _absolute(text)
    return date(when.year, when.month, when.day) if when and when.day else None


def month_of(day: date) -> When:
    """The month of a day."""
    return When(day.year, day.month)


def find_dates(
    text: str, day: date | None, tense: Callable[[str], Tense] = lambda words: "past"
) -> Iterator[Expression]:
    """The dates that a sentence names, from left to right; relative ones only with a date line.

    tense: that of the sentence where it has the words of a date.
    """
    last: When | None = None
    for found in _EXPRESSION.finditer(text):
        if found["word"] and found[0][0].isupper() and _NAMED.search(text[: found.start()]):
            # "Lom Today suggested"
            continue
        if found["same"] or found["of"] == "the same":
            when = _in_same_year(found, last)
        else:
            when = last = _resolve(found, day, tense(found[0]))
        if when is not None:
            absolute = bool(found["full"] or found["year"] or found["decade"])
            yield Expression(found.start(), found.end(), when, absolute)


def with_full_dates(text: str, day: date | None, tense: Callable[[str], Tense]) -> str:
    """The text with dates such as "last year" and "on Friday" resolved, as by `find_dates`."""
    for found in reversed(list(find_dates(text, day, tense))):
        if found.absolute:
            continue
        # "earlier today", "later on Friday"
        before = _SOONER.sub(r"\1", text[: found.start])
        word = before.rstrip().rpartition(" ")[2].lower()
        # "the May 9 fire"
        bare = word in BEFORE_DATES or word in ("the", "about", "around")
        told = str(found.when) if bare else found.when.phrase
        text = before + told + text[found.end :]
    return text


def _resolve(found: re.Match[str], day: date | None, tense: Tense) -> When | None:
    if found["span"]:
        return None
    if found["full"]:
        return _absolute(found["full"])
    if found["decade"]:
        return When(int(found["decade"]), decade=True)
    if found["year"]:
        return When(int(found["year"]))
    if day is None:
        return None
    if found["monthday"]:
        return _month_and_day(found["monthday"], day, tense)
    if found["month"]:
        return _month(found, day, tense)
    if found["weekday"]:
        return _weekday(found, day, tense)
    if found["near"]:
        shift = {"this": 0, "last": -1, "next": 1}[found["near"].lower()]
        if found["unit"] == "year":
            return When(day.year + shift)
        months = day.year * 12 + day.month - 1 + shift
        return When(months // 12, months % 12 + 1)
    if found["word"]:
        shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[found["word"].lower()]
        return _exact(day + timedelta(days=shift))
    return _ago(found, day)


def _in_same_year(found: re.Match[str], last: When | None) -> When | None:
    if last is None or last.decade:
        return None
    month = next(each.month or 0 for each in read_date(found["month"])) if found["month"] else 0
    return When(last.year, month)


def _ago(found: re.Match[str], day: date) -> When | None:
    word = found["count"].lower()
    count = int(word) if word.isdigit() else _NUMBERS.get(word)
    if count is None or count >= day.year or found["about"]:
        return None
    if count % 10 == 0 and not found["exact"]:
        return None
    year = day.year - count
    last = monthrange(year, day.month)[1]
    return When(year, day.month, min(day.day, last)) if found["exact"] else When(year)


def _weekday(found: re.Match[str], day: date, tense: Tense) -> When:
    wanted = WEEKDAY_NAMES.index(found["weekday"].lower())
    which = found["whichday"]
    if which == "next":
        return _exact(day + timedelta(days=(wanted - day.weekday() - 1) % 7 + 1))
    if tense != "past" and which != "last":
        return _exact(day + timedelta(days=(wanted - day.weekday()) % 7))
    ago = (day.weekday() - wanted) % 7
    return _exact(day - timedelta(days=ago + 7 if which == "last" and ago < 2 else ago))


def _month(found: re.Match[str], day: date, tense: Tense) -> When:
    number = next(each.month or 0 for each in read_date(found["month"]))
    which = found["which"] or ""
    if found["of"]:
        return When(day.year + {"this": 0, "last": -1, "next": 1}[found["of"]], number)
    if which == "this":
        return When(day.year, number)
    if tense == "present" and not which:
        year = day.year + (number < day.month - 6) - (number > day.month + 6)
        return When(year, number)
    if which == "next" or (tense == "future" and not which):
        return When(day.year + (number <= day.month if which else number < day.month), number)
    before = number < day.month if which in ("last", "past") else number <= day.month
    return When(day.year - (not before), number)


def _month_and_day(text: str, day: date, tense: Tense) -> When | None:
    years = (f"{text} {day.year + shift}" for shift in (-1, 0, 1))
    days = [each for year in years if (each := read_full_date(year))]
    if tense == "present":
        near = min(days, key=lambda each: abs(each - day), default=None)
    elif tense == "future":
        # What "is to run from May 9" may have begun some days ago.
        first = day - timedelta(days=_BEGUN)
        near = min((each for each in days if each >= first), default=None)
    else:
        near = max((each for each in days if each <= day), default=None)
    return _exact(near) if near else None


def _exact(day: date) -> When:
    return When(day.year, day.month, day.day)


def _absolute(text: str) -> When | None:
    found = next(iter(read_date(text)), None)
    return When(found.year or 0, found.month or 0, found.day or 0) if found else None
