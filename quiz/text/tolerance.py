"""How far a number may be off: `5 %` of the answer, or an amount such as `0.5`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_TOLERANCE = re.compile(r"(?:±|\+/-)?\s*(\d{1,12}(?:[.,]\d{1,12})?)\s*(%|percent)?", re.IGNORECASE)


class Tolerance(NamedTuple):
    """amount: 0 or more. If `relative`, a share of the answer (0.05 for 5 %); else in its unit."""

    amount: Fraction
    relative: bool

    def around(self, value: Fraction) -> Fraction:
        """The allowed distance from this value."""
        return self.amount * abs(value) if self.relative else self.amount


def parse_tolerance(text: str) -> Tolerance | None:
    """Read a tolerance; None if the text is not one."""
    found = _TOLERANCE.fullmatch(text.strip())
    if found is None:
        return None
    amount = Fraction(found[1].replace(",", "."))
    return Tolerance(amount / 100, True) if found[2] else Tolerance(amount, False)
