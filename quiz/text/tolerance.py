"""How far a number may be off: `5 %` of the answer, or an amount such as `0.5` or `0.5 km`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from quiz.text.units import Unit, units

_TOLERANCE = re.compile(
    r"(?:±|\+/-)?\s*(\d{1,12}(?:[.,]\d{1,12})?)\s*(%|percent|[^\d\s].{0,39})?", re.IGNORECASE
)


class Tolerance(NamedTuple):
    """amount: 0 or more. If `relative`, a share of the answer (0.05 for 5 %); else in its unit, or
    in `unit` if that is not ""."""

    amount: Fraction
    relative: bool
    unit: str = ""

    def around(self, value: Fraction) -> Fraction:
        """The allowed distance from this value."""
        return self.amount * abs(value) if self.relative else self.amount

    def in_unit(self, unit: Unit) -> Tolerance:
        """The tolerance in the unit of an answer; of nothing if that is of another kind."""
        if not self.unit:
            return self
        fits = [own for own in units(self.unit) if own.dimension == unit.dimension]
        amount = self.amount * fits[0].factor / unit.factor if fits else Fraction(0)
        return Tolerance(amount, relative=False)


def parse_tolerance(text: str) -> Tolerance | None:
    """Read a tolerance; None if the text is not one."""
    found = _TOLERANCE.fullmatch(text.strip())
    if found is None:
        return None
    amount = Fraction(found[1].replace(",", "."))
    unit = (found[2] or "").strip()
    if unit.casefold() in ("%", "percent"):
        return Tolerance(amount / 100, relative=True)
    return Tolerance(amount, relative=False, unit=unit) if not unit or units(unit) else None
