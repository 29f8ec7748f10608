"""Spreading due dates, so that cards learnt together do not come back together for ever.

The day is a pure function of the card, its answers and the settings: by chance that the card's key
decides, evenly over all days within the fuzz, fewer on the player's easy days. Anki also looks at
how many other cards are due on each day. Here a card's memory is a fold over its own answers, in
whatever order the logs of two machines are joined, and could be no such thing if it hung on what
other cards were due at that moment. Many cards spread evenly by chance all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.moment import WEEKDAYS

_EASY, _FREE = 0.5, 0.0001
"""How much of its share such a day keeps, as in Anki; something, as there may be no other day."""


def fuzz_days(ideal: float, chance: float, most: int) -> int:
    """A whole number of days near `ideal`, chosen by `chance` (0.0 to below 1.0), at most `most`.

    Under two and a half days nothing is spread. Beyond, the spread is one day, 15 % of what lies
    between 2.5 and 7 days, 10 % of what lies between 7 and 20, and 5 % of the rest: the ranges
    of Anki's scheduler. For equal chance a longer ideal never gives fewer days.
    """
    low, high = fuzz_range(ideal, most)
    return fuzzed(low, high, chance)


def fuzzed(low: int, high: int, chance: float, today: int = 0, shares: Sequence[float] = ()) -> int:
    """A whole number of days from `low` to `high`, chosen by `chance`.

    today: number of the day from which they are counted. shares: how often each weekday is chosen
    beside the others, as `weekday_shares` gives it.
    """
    if not shares:
        return low + int(chance * (high - low + 1))
    weights = [shares[weekday(today + days)] for days in range(low, high + 1)]
    rest = chance * sum(weights)
    for days, weight in enumerate(weights, low):
        rest -= weight
        if rest < 0:
            return days
    return high


def weekday(day: int) -> int:
    """The weekday of a day number, see `Moment.day`; 0 is Monday."""
    return (day + 3) % 7


def weekday_shares(easy: Iterable[str], free: Iterable[str]) -> tuple[float, ...]:
    """For each weekday, Monday first, how often it is chosen; () when all are alike.

    easy, free: names in `WEEKDAYS`. A day that is named as both is free.
    """
    shares = dict.fromkeys(WEEKDAYS, 1.0) | dict.fromkeys(easy, _EASY) | dict.fromkeys(free, _FREE)
    return () if len(set(shares.values())) == 1 else tuple(shares[name] for name in WEEKDAYS)


def fuzz_range(ideal: float, most: int) -> tuple[int, int]:
    """The least and greatest number of days that `fuzz_days` may give."""
    if ideal < 2.5:
        return round(ideal), round(ideal)
    spread = 0.15 * ((ideal if ideal < 7.0 else 7.0) - 2.5)
    if ideal > 7.0:
        spread += 0.10 * ((ideal if ideal < 20.0 else 20.0) - 7.0)
        if ideal > 20.0:
            spread += 0.05 * (ideal - 20.0)
    spread += 1.0
    low = min(max(2, round(ideal - spread)), most)
    return low, min(max(low, round(ideal + spread)), most)
