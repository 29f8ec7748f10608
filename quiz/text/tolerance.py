"""How far a number may be off: `5 %` of the answer, or an amount such as `0.5`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_TOLERANCE = re.compile(r"(?:±|\+/-)?\s*(\d{1,12}(?:[.,]\d{1,12})?)\s*(%|percent)?", re.IGNORECASE)


class Tolerance(NamedTuple):
    """amount: how far, never negative; of the answer's size where it is `relative` (0.05 for 5 %),
    else in the answer's unit."""

    amount: Fraction
    relative: bool

    def around(self, value: Fraction) -> Fraction:
        """How far from this value a number may be."""
        return self.amount * abs(value) if self.relative else self.amount


def parse_tolerance(text: str) -> Tolerance | None:
    """The tolerance that a text says, None when it says none."""
    found = _TOLERANCE.fullmatch(text.strip())
    if found is None:
        return None
    amount = Fraction(found[1].replace(",", "."))
    return Tolerance(amount / 100, True) if found[2] else Tolerance(amount, False)
