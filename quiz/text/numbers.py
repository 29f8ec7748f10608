"""Numbers as answers: the usual notations, with the unit that stands at them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from quiz.text.languages import DECIMAL_POINT, primary
from quiz.text.normalise import normalise, unified
from quiz.text.tolerance import Tolerance
from quiz.text.units import Unit, units

_LONGEST = 80
_MOST_DIGITS = 40
_MOST_EXPONENT = 400

# Compiled where a text may be a number: all at once they would delay the first question.
_GROUPED = r"\d{{1,3}}(?:{mark}\d{{3}})+"
_PLAIN = r"\d+(?:[.,]\d+)?|[.,]\d+"
_POWER = r"(?:\s*[x*]\s*10\s*\^?\s*|e|E)\(?([+-]?\d{1,4})\)?"
_SIGN = r"[+-]?"
_MONEY = r"[$€£¥]"


class Quantity(NamedTuple):
    """A number with its unit.

    notation: "decimal", "fraction" or "power": what two numbers of one value are told apart by
        where their digits matter, such as 3.10 and 3.1, or 1/2 and 2/4.
    units: what the unit may be; empty without one.
    """

    value: Fraction
    notation: str
    units: frozenset[Unit]

    def equals(self, other: Quantity, tolerance: Tolerance | None = None) -> bool:
        """Whether the other one is the same, or within the tolerance of this one's value.

        Without a tolerance, bare numbers in one notation are never the same here: whether their
        digits agree is for the comparison of texts to say.
        """
        if not self.units and not other.units:
            if tolerance is None and self.notation == other.notation != "power":
                return False
            return is_near(self.value, other.value, tolerance)
        return any(
            one.dimension == two.dimension
            and is_near(self.value, other.value * two.factor / one.factor, tolerance)
            for one in self.units
            for two in other.units
        )

    def contradicts(self, other: Quantity) -> bool:
        """Whether both have units and these are others: 5 MW is not 5 mW."""
        return bool(self.units and other.units) and not any(
            self.value * one.factor == other.value * two.factor and one.dimension == two.dimension
            for one in self.units
            for two in other.units
        )


def is_near(value: Fraction, other: Fraction, tolerance: Tolerance | None = None) -> bool:
    """Whether the other number is the same, or within the tolerance of this one."""
    return abs(value - other) <= (tolerance.around(value) if tolerance else 0)


@lru_cache(maxsize=1 << 12)
def read_quantity(text: str, language: str = "", *, any_unit: bool = False) -> Quantity | None:
    """The number that a text is, with its unit; None when it is none, or has another word in it.

    any_unit: whether any words behind it are its unit: 5 people, 10 tenge.

    Read are 1000, 1,000, 1 000 and 1'000 (by the language of the point), 1.5 and 1,5, 1/2, ½,
    1 1/2, 6.022e23, 6.022 × 10^23, 6.022·10²³, with a sign, and a unit behind or a currency before.
    """
    if len(text) > _LONGEST or not any(char.isnumeric() for char in text):
        return None
    text = unified(text).rstrip(" .,;!?")
    money = re.match(_MONEY, text)
    found = _number(text[1:].lstrip() if money else text, primary(language))
    if found is None:
        return None
    value, notation, rest = found
    unit = f"{money[0]} {rest}".strip() if money else rest.strip()
    if not unit:
        return Quantity(value, notation, frozenset())
    known = units(unit)
    if any_unit and not known and not any(map(str.isnumeric, unit)):
        known = frozenset({Unit(normalise(unit, language), Fraction(1))})
    return Quantity(value, notation, known) if known else None


def takes_tolerance(answers: Iterable[str]) -> bool:
    """Whether one of these is a number, so that a typed one can be near it: not 7 May 2015, nor
    Apollo 11."""
    return any(read_quantity(answer, any_unit=True) is not None for answer in answers)


def _number(text: str, code: str) -> tuple[Fraction, str, str] | None:
    """The value at the beginning of a text, its notation, and what follows it."""
    point, comma = (".", ",") if code in DECIMAL_POINT else (",", ".")
    sign = re.match(_SIGN, text)
    assert sign is not None
    factor = -1 if sign[0] == "-" else 1
    rest = text[sign.end() :].lstrip()
    if mixed := re.match(r"(?:(\d{1,12}) +)?(\d{1,12}) ?/ ?(\d{1,12})(?![\d.,/])", rest):
        if not int(mixed[3]):
            return None
        value = int(mixed[1] or 0) + Fraction(int(mixed[2]), int(mixed[3]))
        return factor * value, "fraction", rest[mixed.end() :]
    if ten := re.match(r"10 ?\^\(?([+-]?\d{1,3})\)?(?!\d)", rest):
        return factor * Fraction(10) ** int(ten[1]), "power", rest[ten.end() :]
    # Before a power of ten no thousands are marked: what stands there is the point.
    if power := re.match(rf"({_PLAIN}){_POWER}", rest):
        exponent = int(power[2])
        if abs(exponent) > _MOST_EXPONENT or len(power[1]) > _MOST_DIGITS:
            return None
        value = Fraction(power[1].replace(",", ".")) * Fraction(10) ** exponent
        return factor * value, "power", rest[power.end() :]
    digits, end = _digits(rest, point, comma)
    if digits is None:
        return None
    return factor * Fraction(digits), "decimal", rest[end:]


def _digits(text: str, point: str, comma: str) -> tuple[str | None, int]:
    """The digits at the beginning of a text as Python writes them, and where they end."""
    for mark in (comma, " ", "'", "_"):
        grouped = re.match(_GROUPED.format(mark=re.escape(mark)), text)
        if grouped and not re.match(rf"\d|{re.escape(mark)}\d", text[grouped.end() :]):
            whole = grouped[0].replace(mark, "")
            tail = re.match(rf"{re.escape(point)}(\d+)", text[grouped.end() :])
            end = grouped.end() + (tail.end() if tail else 0)
            number = f"{whole}.{tail[1]}" if tail else whole
            return (number if len(number) <= _MOST_DIGITS else None), end
    plain = re.match(_PLAIN, text)
    if plain is None or re.match(r"[.,]?\d", text[plain.end() :]) or len(plain[0]) > _MOST_DIGITS:
        return None, 0
    return plain[0].replace(",", "."), plain.end()
