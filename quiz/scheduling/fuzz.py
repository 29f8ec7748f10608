"""Spreads due dates, so that cards learnt together do not keep coming back together.

The day depends only on the card, its answers and the settings: the card's key seeds the random
choice, which is even over all days within the fuzz, with fewer cards on easy days. Anki also looks
at how many other cards are due on each day. Here, that would break the fold: a card's memory must
depend on its own answers only, so that logs of two machines can be joined in any order. With many
cards, chance alone spreads them evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.moment import WEEKDAYS, weekday

_EASY, _FREE = 0.5, 0.0001
"""The weight of an easy or free day, as in Anki; never 0, as there may be no other day."""


def fuzzed(low: int, high: int, chance: float, today: int = 0, shares: Sequence[float] = ()) -> int:
    """A whole number of days from `low` to `high`, chosen by `chance`.

    today: the day number to count from. shares: the weight of each weekday, from `weekday_shares`.
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


def weekday_shares(easy: Iterable[str], free: Iterable[str]) -> tuple[float, ...]:
    """The weight of each weekday, Monday first; () if all are equal.

    easy, free: names in `WEEKDAYS`. A day named in both is free.
    """
    shares = dict.fromkeys(WEEKDAYS, 1.0) | dict.fromkeys(easy, _EASY) | dict.fromkeys(free, _FREE)
    return () if len(set(shares.values())) == 1 else tuple(shares[name] for name in WEEKDAYS)


def fuzz_range(ideal: float, most: int) -> tuple[int, int]:
    """The smallest and largest whole number of days near `ideal`, at most `most`.

    No fuzz below 2.5 days. Above, the fuzz is one day, plus 15 % of the part between 2.5 and 7
    days, 10 % of the part between 7 and 20, and 5 % of the rest: the ranges of Anki's scheduler.
    For equal chance, a longer ideal never gives fewer days.
    """
    if ideal < 2.5:
        return round(ideal), round(ideal)
    spread = 0.15 * (min(ideal, 7.0) - 2.5)
    spread += 0.10 * max(0.0, min(ideal, 20.0) - 7.0)
    spread += 0.05 * max(0.0, ideal - 20.0)
    spread += 1.0
    low = min(max(2, round(ideal - spread)), most)
    return low, min(max(low, round(ideal + spread)), most)
