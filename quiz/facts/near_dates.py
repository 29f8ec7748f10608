"""Wrong dates that look as plausible as the right one."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from quiz.facts.fact_wording import news_in, without_news
from quiz.text.dates import read_date

DateParts = tuple[int, int, int]
"""Year, month and day; 0 for the parts not given."""
NEAR = 10
"""The most years between near dates; three times as many for a decade."""
# The most years by which a wrong date is older than a recent right one.
_FEW = 3

_YEAR = re.compile(r"[12]\d{3}")
_MONTHS = tuple(calendar.month_name)
MONTHS = _MONTHS[1:]
"""The names of the months."""
_MONTH = re.compile("|".join(MONTHS))
_DAY = re.compile(r"\b\d{1,2}\b")
# The most days between near dates in the month of the news.
_NEAR_DAYS = 10
# What is held every four years.
_EVERY_FOUR = re.compile(r"\b(?:World Cup|Olympi|Paralympi|Commonwealth Games|European Champions)")
# Years, months and days to add. If the year changes, so does the rest, to tell less.
_BY_DAYS = ((0, 0, 2), (0, -1, 3), (0, 0, -1), (-1, 2, 5), (0, 1, -4), (0, 0, -6), (1, -1, 6),
            (0, 0, 5), (0, -2, -2), (0, 0, 1), (-1, 1, -7), (0, 0, -3))  # fmt: skip
_BY_MONTHS = ((0, -2, 0), (0, 3, 0), (-1, 4, 0), (0, 2, 0), (0, -3, 0), (1, -4, 0), (-1, -2, 0),
              (0, -1, 0), (0, 1, 0), (0, 5, 0), (0, -5, 0))  # fmt: skip
_BY_YEARS = ((-1, 0, 0), (2, 0, 0), (-3, 0, 0), (1, 0, 0), (-2, 0, 0), (4, 0, 0), (-5, 0, 0),
             (3, 0, 0), (-4, 0, 0), (8, 0, 0), (-8, 0, 0))  # fmt: skip
# A round year among others that are not would be told by its form.
_BY_ROUND_YEARS = ((-5, 0, 0), (2, 0, 0), (-2, 0, 0), (5, 0, 0), (-10, 0, 0), (-3, 0, 0),
                   (10, 0, 0), (-4, 0, 0), (4, 0, 0))  # fmt: skip


def date_parts(text: str) -> DateParts:
    """The date in this text; zeros if it is not a date from the year 1000 on."""
    dates = sorted((d.year or 0, d.month or 0, d.day or 0) for d in read_date(text))
    if dates:
        return dates[0]
    decade = re.fullmatch(r"(?:the )?([12]\d\d0)s", text)
    return (int(decade[1]), 0, 0) if decade else (0, 0, 0)


def far(one: DateParts, other: DateParts) -> int:
    """About how many days there are between two dates."""
    return abs((one[0] - other[0]) * 372 + (one[1] - other[1]) * 31 + one[2] - other[2])


def is_alike(one: str, other: str) -> bool:
    """Whether two dates have the same parts in the same notation."""
    return re.sub(r"\d+", "0", _MONTH.sub("M", one)) == re.sub(r"\d+", "0", _MONTH.sub("M", other))


def is_possible(text: str, right: str, prompt: str, latest: DateParts) -> bool:
    """Whether a wrong date is plausible.

    It is near, not after the latest one nor much older than a recent one, four years away if that
    is how often something is held, on the same side of the years that the prompt names, and, if its
    year or month is not that of the right date, the prompt names neither.
    """
    mine, theirs = date_parts(text), date_parts(right)
    asked, news = without_news(prompt), news_in(prompt)
    if mine[0] and latest[0] and mine > tuple(part or 99 for part in latest):
        return False
    by = mine[0] - theirs[0]
    if _EVERY_FOUR.search(asked) and not theirs[1]:
        if by % 4:
            return False
    elif not text.endswith("s") and -by > max(_FEW, latest[0] - theirs[0]):
        return False
    if abs(by) > (3 * NEAR if text.endswith("s") else NEAR):
        return False
    if theirs[2] and f"{_MONTHS[theirs[1]]} {theirs[0]}" in news:
        # The month of the news tells no more than the news does.
        return far(mine, theirs) <= _NEAR_DAYS
    told_years = {int(year) for year in _YEAR.findall(prompt)}
    if any((mine[0] > told) != (theirs[0] > told) for told in told_years):
        # "after 1990": only later years are plausible.
        return False
    told_months = {_MONTHS.index(month) for month in _MONTH.findall(asked)}
    parts = zip((told_years, told_months), mine, theirs, strict=False)
    return not any(part != wanted and told & {part, wanted} for told, part, wanted in parts)


def near_dates(text: str, vary: int) -> Iterator[str]:
    """Dates written like this one, a few days, months or years away. vary: where to begin."""
    when = year, month, day = date_parts(text)
    parts = ((year, _YEAR), (month, _MONTH), (day, _DAY))
    if not any(when) or any(part and not written.search(text) for part, written in parts):
        # Not in English, or in a rare notation.
        return
    by_years = _BY_YEARS if year % 10 else _BY_ROUND_YEARS
    shifts: Sequence[DateParts] = _BY_DAYS if day else _BY_MONTHS if month else by_years
    if text.endswith("s"):
        shifts = [(10 * years, 0, 0) for years, _, _ in _BY_YEARS if abs(years) <= 2]
    start = vary % len(shifts)
    for years, months, days in (*shifts[start:], *shifts[:start]):
        if not (years and not year):
            yield _format(text, _shifted(when, years, months, days))


def _shifted(when: DateParts, years: int, months: int, days: int) -> DateParts:
    year, month, day = when
    if not month:
        return (year + years, 0, 0)
    years += (month - 1 + months) // 12
    month = (month - 1 + months) % 12 + 1
    if not day:
        return (year and year + years, month, 0)
    # A leap year, for a day without a year.
    first = date((year or 2000) + years, month, 1)
    there = first + timedelta(min(day, 28) - 1 + days)
    return (there.year if year else 0, there.month, there.day)


def _format(text: str, when: DateParts) -> str:
    year, month, day = when
    marked = _YEAR.sub("\0", text, count=1)
    if day:
        marked = _DAY.sub(str(day), marked, count=1)
    if month:
        marked = _MONTH.sub(_MONTHS[month], marked, count=1)
    return marked.replace("\0", str(year), 1)
