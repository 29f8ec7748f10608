"""Spreading due dates, so that cards learnt together do not come back together for ever."""

from __future__ import annotations


def fuzz_days(ideal: float, chance: float, most: int) -> int:
    """A whole number of days near `ideal`, chosen by `chance` (0.0 to below 1.0), at most `most`.

    Under two and a half days nothing is spread. Beyond, the spread is one day, 15 % of what lies
    between 2.5 and 7 days, 10 % of what lies between 7 and 20, and 5 % of the rest: the ranges
    of Anki's scheduler. For equal chance a longer ideal never gives fewer days.
    """
    low, high = fuzz_range(ideal, most)
    return fuzzed(low, high, chance)


def fuzzed(low: int, high: int, chance: float) -> int:
    """A whole number of days from `low` to `high`, chosen by `chance`."""
    return low + int(chance * (high - low + 1))


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
