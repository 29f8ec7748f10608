# ruff: noqa: SIM905 (tables of words read best as words)
"""Reads dates as answers, in the usual notations and with the precision given.

General parsers such as dateutil find a date in almost anything: they read "10" or "May" or "3.5" as
a full date and fill in the rest from today. Grading needs the opposite: only what is clearly a date
counts, nothing is filled in, and an ambiguous notation gives all its readings.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.text.languages import primary

_MONTHS: dict[str, str] = {
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_OTHER_MONTH_NAMES: dict[str, dict[str, int]] = {
    "de": {"jänner": 1, "feber": 2, "maerz": 3},
    "en": {
        **{name: number for number, name in enumerate("jan feb mar apr".split(), 1)},
        **{name: number for number, name in enumerate("jun jul aug sep oct nov dec".split(), 6)},
        "sept": 9,
    },
    "es": {"setiembre": 9},
    "fr": {"fevrier": 2, "aout": 8, "decembre": 12},
    "ru": {
        name: number
        for number, name in enumerate(
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь "
            "декабрь".split(),
            1,
        )
    },
}
_MONTH_NUMBERS: dict[str, dict[str, int]] = {
    language: {
        **{name: number for number, name in enumerate(names.split(), 1)},
        **_OTHER_MONTH_NAMES.get(language, {}),
    }
    for language, names in _MONTHS.items()
}
_IGNORED: dict[str, frozenset[str]] = {
    "de": frozenset("am im der den".split()),
    "en": frozenset(
        "on in the of at year mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday "
        "thursday friday saturday sunday".split()
    ),
    "es": frozenset("el en de del".split()),
    "fr": frozenset("le en".split()),
    "it": frozenset("il nel".split()),
    "kk": frozenset("жылы жылғы ж".split()),
    "ru": frozenset("в года году год г".split()),
}
_LONGEST = 60

# Compiled only when needed: compiling all of them would delay the first question.
_YEAR = r"(?P<y>[12]\d{3})"
_ISO = rf"{_YEAR}([-/.])(?P<m>\d\d?)(?:\2(?P<d>\d\d?))?"
_NUMERIC = r"(?P<a>\d\d?)([-/.])(?P<b>\d\d?)\2(?P<y>[12]\d{3}|\d\d)"
_MONTH_YEAR = rf"(?P<m>\d\d?)[-/.]{_YEAR}"
_EAST_ASIAN = rf"(?:{_YEAR}年)?(?:(?P<m>\d\d?)月)?(?:(?P<d>\d\d?)日)?"
_DAY = r"(\d\d?)(?:st|nd|rd|th|er|º|ª|o|\.)?"
_WORD = r"\d\d?(?:st|nd|rd|th|er|º|ª|o|\.(?!\d))(?!\w)|\w+|\S"


class PartialDate(NamedTuple):
    """A date of the Gregorian calendar; None for the parts not given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def holds(self, other: PartialDate) -> bool:
        """Whether `other` agrees with every part given here; it may be more precise."""
        return (
            self.year in (None, other.year)
            and self.month in (None, other.month)
            and self.day in (None, other.day)
        )


@lru_cache(maxsize=1 << 12)
def read_date(text: str, language: str = "") -> frozenset[PartialDate]:
    """All readings of a text as a date in the years 1000 to 2999; empty if it is not a date.

    It reads ISO dates (2015-05-07, 2015-05); day, month name and year in any usual order, or some
    of them ("7 May 2015", "May 7th, 2015", "May 2015", "9 May", "2015", "May"); numbers with the
    year last (07/05/2015 has two readings; with dots the day comes first; a two-digit year may be
    19xx or 20xx); and Chinese and Japanese dates. English month names are read in every language.
    Weekdays are ignored.
    """
    text = text.strip().strip(".,;!?").casefold()
    if len(text) > _LONGEST:
        return frozenset()
    return frozenset(
        date for date in _numeric(text) or _with_words(text, primary(language)) if _exists(date)
    )


def _numeric(text: str) -> list[PartialDate]:
    if not any(map(str.isdigit, text)):
        return []
    if found := re.fullmatch(_ISO, text) or re.fullmatch(_MONTH_YEAR, text):
        parts = found.groupdict()
        day = parts.get("d")
        return [PartialDate(int(parts["y"]), int(parts["m"]), int(day) if day else None)]
    if (found := re.fullmatch(_EAST_ASIAN, text)) and not (
        found["y"] and found["d"] and not found["m"]
    ):
        return [PartialDate(*(int(part) if part else None for part in found.group("y", "m", "d")))]
    if not (found := re.fullmatch(_NUMERIC, text)):
        return []
    first, second, digits = int(found["a"]), int(found["b"]), found["y"]
    years = [int(digits)] if len(digits) == 4 else [1900 + int(digits), 2000 + int(digits)]
    dates = [PartialDate(year, second, first) for year in years]
    if found[2] != ".":
        dates += [PartialDate(year, first, second) for year in years]
    return dates


def _with_words(text: str, language: str) -> list[PartialDate]:
    ignored = _IGNORED["en"] | _IGNORED.get(language, frozenset())
    words = [
        word for word in re.findall(_WORD, text) if word not in ignored and word not in ".,-'/"
    ]
    year = month = day = None
    for word in words:
        if word.isascii() and word.isdigit() and len(word) == 4 and year is None:
            year = int(word)
        elif month is None and (number := _month(word, language)):
            month = number
        elif day is None and word.isascii() and (found := re.fullmatch(_DAY, word)):
            day = int(found[1])
        else:
            return []
    if day is not None and month is None:
        return []
    return [PartialDate(year, month, day)]


def _month(word: str, language: str) -> int | None:
    for code in (language, "en"):
        if number := _MONTH_NUMBERS.get(code, {}).get(word):
            return number
    return None


def _exists(date: PartialDate) -> bool:
    if date == PartialDate() or (date.year is not None and not 1000 <= date.year <= 2999):
        return False
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.day is None:
        return True
    # 29 February without a year exists.
    return 1 <= date.day <= (_longest(date.month, date.year or 2000) if date.month else 31)


def _longest(month: int, year: int) -> int:
    """Days in a month. Importing `calendar` for this would cost a millisecond at each start."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
