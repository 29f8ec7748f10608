"""Reads numbers as answers, in the usual notations and with their unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from quiz.text.languages import DECIMAL_POINT, SCALES, primary
from quiz.text.normalise import in_digits, normalise, unified
from quiz.text.tolerance import Tolerance
from quiz.text.units import Unit, units

_LONGEST = 80
_MOST_DIGITS = 40
_MOST_EXPONENT = 400

# Compiled only when needed: compiling all of them would delay the first question.
_GROUPED = r"\d{{1,3}}(?:{mark}\d{{3}})+"
_PLAIN = r"\d+(?:[.,]\d+)?|[.,]\d+"
_POWER = r"(?:\s*[x*]\s*10\s*(?:\^|\*\*)?\s*|e|E)\(?([+-]?\d{1,4})\)?"
_SIGN = r"[+-]|(?i:minus|negative)(?= )|"
_MONEY = r"[$€£¥]|(?:USD|EUR|GBP|JPY)(?= ?\d)"
_SPOKEN_SIGN = r"\+|(?i:minus|negative) "
_PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "eighth": 8, "tenth": 10,
}  # fmt: skip
_PART = rf"half|(a|one|two|three|four|five|seven)[- ]((?:{'|'.join(_PARTS)})s?)"
_SUFFIXES = {"k": 3, "M": 6}
"""Directly behind a number, as in 5M: 10 to the power of this."""
_WORD = r"[^\W\d_]+(?:[- ][^\W\d_]+)?"


class Quantity(NamedTuple):
    """A number with its unit.

    notation: "decimal", "fraction", "power" or "words"; see `equals`.
    units: all readings of the unit; empty without one.
    """

    value: Fraction
    notation: str
    units: frozenset[Unit]

    def equals(self, other: Quantity, tolerance: Tolerance | None = None) -> bool:
        """Whether the other quantity is equal, or within the tolerance of this value.

        Without a tolerance, two numbers without units in the same notation are never equal here:
        comparing their text decides, as 3.10 and 3.1, or 1/2 and 2/4, may be different answers.
        """
        if not self.units and not other.units:
            alike = self.notation == other.notation in ("decimal", "fraction")
            if tolerance is None and alike:
                return False
            return is_near(self.value, other.value, tolerance)
        if not self.units and all(unit.dimension == "%" for unit in other.units):
            # 50 % is 0.5, but 0.5 may be half a percent.
            return is_near(self.value, other.value / 100, tolerance)
        return any(
            is_near(
                self.value,
                other.value * two.factor / one.factor,
                tolerance and tolerance.in_unit(one),
            )
            for one, two in _comparable(self.units, other.units)
        )

    def contradicts(self, other: Quantity) -> bool:
        """Whether both have units, and no reading of them is equal: 5 MW is not 5 mW."""
        return bool(self.units and other.units) and not any(
            self.value * one.factor == other.value * two.factor
            for one, two in _comparable(self.units, other.units)
        )


def _comparable(ones: Iterable[Unit], others: Iterable[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """The readings of two units that measure the same."""
    pairs = product(ones, others)
    return ((one, other) for one, other in pairs if one.dimension == other.dimension)


def is_near(value: Fraction, other: Fraction, tolerance: Tolerance | None = None) -> bool:
    """Whether the other number is equal to this value, or within the tolerance."""
    return abs(value - other) <= (tolerance.around(value) if tolerance else 0)


@lru_cache(maxsize=1 << 12)
def read_quantity(text: str, language: str = "", *, any_unit: bool = False) -> Quantity | None:
    """Read a text as a number with its unit; None if it is not one, or has other words in it.

    any_unit: accept any words after the number as its unit: 5 people, 10 tenge.

    It reads 1000, 1,000, 1 000 and 1'000 (depending on the language's decimal point), 1.5 and 1,5,
    1/2, ½, 1 1/2, 6.022e23, 6.022 × 10^23, 6.022·10²³, 6 million, 6M and twenty-one; each with an
    optional sign, and with a unit after it or a currency sign before it.
    """
    code = primary(language)
    if len(text) > _LONGEST or not text:
        return None
    in_words = not any(char.isnumeric() for char in text)
    if in_words:
        text = _with_digits(text, code)
        if not text[:1].isdecimal():
            return None
    text = unified(text).rstrip(" .,;!?")
    money = re.match(_MONEY, text)
    found = _number(text[money.end() :].lstrip() if money else text, code)
    if found is None:
        return None
    value, notation, rest = found
    if in_words or re.match(_SPOKEN_SIGN, text):
        notation = "words"
    unit = f"{money[0]} {rest}".strip() if money else rest.strip()
    if not unit:
        return Quantity(value, notation, frozenset())
    known = units(unit)
    if not known and (parts := re.fullmatch(r"([^\W\d]+) ?(\d.*)", unit)):
        return _sum(value, units(parts[1]), read_quantity(parts[2], language))
    if any_unit and not known and not any(map(str.isnumeric, unit)):
        known = frozenset({Unit(normalise(unit, language), Fraction(1))})
    return Quantity(value, notation, known) if known else None


def _sum(value: Fraction, larger: frozenset[Unit], rest: Quantity | None) -> Quantity | None:
    """An amount in two units, such as 1 h 30 min, in the first; None if they do not fit."""
    for one, two in _comparable(larger, rest.units if rest else ()):
        if rest and one.factor > two.factor:
            total = value + rest.value * two.factor / one.factor
            return Quantity(total, "power", frozenset({one}))
    return None


def takes_tolerance(answers: Iterable[str], tolerance: Tolerance | None = None) -> bool:
    """Whether one of these is a number, so that a tolerance makes sense: not 7 May 2015, not
    Apollo 11. tolerance: whose unit must fit, if it has one."""
    numbers = (read_quantity(answer, any_unit=True) for answer in answers)
    return any(
        number is not None
        and (
            tolerance is None
            or not tolerance.unit
            or any(tolerance.in_unit(unit).amount for unit in number.units)
        )
        for number in numbers
    )


def _with_digits(text: str, code: str) -> str:
    """A text that begins with a number word, with digits for it."""
    if code == "en":
        if part := re.fullmatch(_PART, text.casefold()):
            count = in_digits((part[1] or "a").replace("a", "one"), code)
            return f"{count}/{_PARTS[(part[2] or 'half').removesuffix('s')]}"
        text = re.sub(r"(?i)^(?:an? )?(?=(?:hundred|thousand|[mb]illion)\b)", "1 ", text)
        if text[0] == "1":
            return text
    words = re.match(_WORD, text)
    if words is None:
        return text
    for end in (words.end(), len(re.split("[- ]", words[0])[0])):
        digits = in_digits(text[:end].casefold(), code)
        if digits.isdecimal():
            return digits + text[end:]
    return text


def _number(text: str, code: str) -> tuple[Fraction, str, str] | None:
    """The value at the start of a text, its notation, and the rest of the text."""
    point, comma = (".", ",") if code in DECIMAL_POINT else (",", ".")
    sign = re.match(_SIGN, text)
    assert sign is not None
    factor = -1 if sign[0] and sign[0] != "+" else 1
    rest = text[sign.end() :].lstrip()
    if mixed := re.match(r"(?:(\d{1,12}) +)?(\d{1,12}) ?/ ?(\d{1,12})(?![\d.,/])", rest):
        if not int(mixed[3]):
            return None
        value = int(mixed[1] or 0) + Fraction(int(mixed[2]), int(mixed[3]))
        return factor * value, "fraction", rest[mixed.end() :]
    if ten := re.match(r"10 ?\^\(?([+-]?\d{1,3})\)?(?!\d)", rest):
        return factor * Fraction(10) ** int(ten[1]), "power", rest[ten.end() :]
    # A number before a power of ten has no thousands separator, only a decimal point.
    if power := re.match(rf"({_PLAIN}){_POWER}", rest):
        exponent = int(power[2])
        if abs(exponent) > _MOST_EXPONENT or len(power[1]) > _MOST_DIGITS:
            return None
        value = Fraction(power[1].replace(",", ".")) * Fraction(10) ** exponent
        return factor * value, "power", rest[power.end() :]
    notation = "decimal"
    both = re.match(r"\d{1,3}(?:([.,])\d{3})+([.,])\d", rest)
    if both and both.groups() == (point, comma):
        # With both signs, it is clear which one is the decimal point.
        comma, point, notation = point, comma, "words"
    digits, end = _digits(rest, point, comma)
    if digits is None:
        return None
    value, rest = factor * Fraction(digits), rest[end:]
    scale = re.match(r"\s*([^\W\d_]+)\.?(?!\w)", rest)
    zeros = scale and (SCALES.get(code, {}).get(scale[1].casefold()) or _SUFFIXES.get(scale[0]))
    if scale and zeros:
        return value * 10**zeros, "power", rest[scale.end() :]
    return value, notation, rest


def _digits(text: str, point: str, comma: str) -> tuple[str | None, int]:
    """The digits at the start of a text, in Python's notation, and where they end."""
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
