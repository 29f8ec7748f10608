"""Reads units of measurement and converts them to a base unit.

Only metric prefixes, units of time and energy are converted: 5 km is 5000 m, and 1 kWh is 3.6 MJ.
Temperature scales, miles and currencies are not.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from typing import NamedTuple


class Unit(NamedTuple):
    """dimension: the base unit, such as "m" for lengths. factor: base units in one of this unit."""

    dimension: str
    factor: Fraction

    def times(self, other: Unit, power: int) -> Unit:
        """This unit multiplied by a power of another."""
        powers: Counter[str] = Counter()
        for dimension, times in ((self.dimension, 1), (other.dimension, power)):
            for part in filter(None, dimension.split("·")):
                base, _, exponent = part.partition("^")
                powers[base] += times * int(exponent or "1")
        kept = sorted((base, times) for base, times in powers.items() if times)
        named = "·".join(base if times == 1 else f"{base}^{times}" for base, times in kept)
        return Unit(named, self.factor * other.factor**power)


_DERIVED = {
    "l": Unit("m^3", Fraction(1, 1000)),
    "W": Unit("J·s^-1", Fraction(1)),
    "Wh": Unit("J", Fraction(3600)),
}
"""Units by symbol that others make up."""

_PREFIXES = {
    "p": (-12, "pico"), "n": (-9, "nano"), "µ": (-6, "micro"), "m": (-3, "milli"),
    "c": (-2, "centi"), "d": (-1, "deci"), "h": (2, "hecto"), "k": (3, "kilo"), "M": (6, "mega"),
    "G": (9, "giga"), "T": (12, "tera"),
}  # fmt: skip

_PREFIXED = {
    "m": ("metre meter mètre metro", "p n µ m c d k"),
    "g": ("gram gramme gramm gramo", "n µ m k"),
    "l": ("litre liter litro", "µ m c d h"),
    "W": ("watt", "µ m k M G T"),
    "J": ("joule", "m k M G"),
    "Wh": ("watthour", "m k M G T"),
    "V": ("volt", "µ m k M"),
    "A": ("ampere amp ampère", "n µ m k"),
    "Hz": ("hertz", "k M G T"),
    "Pa": ("pascal", "h k M G"),
    "N": ("newton", "m k M"),
    "Ω": ("ohm", "m k M G"),
    "F": ("farad", "p n µ m"),
    "eV": ("electronvolt", "m k M G T"),
    "B": ("byte", "k M G T"),
    "bit": ("bit", "k M G"),
    "mol": ("mole", "n µ m k"),
    "bar": ("bar", "m"),
}
"""Units by symbol: their names, and the prefixes in common use."""

_OTHERS = """
°C = °C | celsius | degrees celsius | degree celsius | degrees c | degree c | deg c | grad celsius
°C = °C | degrés celsius
°F = °F | fahrenheit | degrees fahrenheit | degree fahrenheit | deg f | grad fahrenheit
K = kelvin | kelvins
° = ° | degree | degrees | deg | grad
% = % | percent | per cent | prozent | pour cent | por ciento | pct
‰ = ‰ | per mille | promille
$ = $ | dollar | dollars | usd | us$
€ = € | euro | euros | eur
£ = £ | pound sterling | pounds sterling | gbp
¥ = ¥ | yen | jpy
mile = mi | mile | miles
foot = ft | foot | feet
inch = in | inch | inches
pound = lb | lbs | pound | pounds
BC = BC | BCE | v. Chr | av. J.-C
hectare = ha | hectare | hectares | hektar
"""

_TIMES = """
1 s sec second seconds sekunde sekunden seconde secondes segundo segundos
60 min minute minutes minuten minuto minutos
3600 h hr hour hours stunde stunden heure heures hora horas
86400 d day days tag tage jour jours día días
"""

_SPEEDS = {
    **dict.fromkeys(("kph", "kmh"), Unit("m·s^-1", Fraction(1000, 3600))),
    "mph": Unit("mile·s^-1", Fraction(1, 3600)),
}
_BIG_MASS = "t tonne tonnes ton tons"
_POWERS = {"square": 2, "squared": 2, "sq": 2, "cubic": 3, "cubed": 3, "quadrat": 2, "kubik": 3}
_SQUARED = r"(?i)\b(square(?= )|sq(?= )|cubic(?= )|quadrat|kubik) ?(\w+)"
_BY_NAME = r"(?i) (squared|cubed)\b"
_SUPERSCRIPTS = str.maketrans("⁻¹²³⁴⁵⁶", "-123456")
_KINDS = {
    "°F": "°C", "kelvin": "°C", "mile": "m", "foot": "m", "inch": "m", "pound": "g",
    "€": "$", "£": "$", "¥": "$", "hectare": "m^2", "mile·s^-1": "m·s^-1",
}  # fmt: skip
"""Units that are not converted, and units that measure the same."""


@cache
def units(text: str) -> frozenset[Unit]:
    """All units that a text can mean: exact matches, or else matches that ignore case."""
    text = " ".join(text.replace("μ", "µ").replace("℃", "°C").replace("Ω", "Ω").split()).strip(" .")
    if not text:
        return frozenset()
    exact, folded = _table()
    if found := exact.get(text):
        return found
    return folded.get(text.casefold(), frozenset()) or _compound(text)


def same_kind(one: frozenset[Unit], other: frozenset[Unit]) -> bool:
    """Whether two units measure the same, such as kilometres and miles."""
    kinds = [{_KINDS.get(unit.dimension, unit.dimension) for unit in each} for each in (one, other)]
    return not kinds[0].isdisjoint(kinds[1])


def _compound(text: str) -> frozenset[Unit]:
    """Units with powers, products and quotients: km², square metres, km/h, m s^-2, J/(kg K)."""
    for word in (" per ", " pro ", " par ", " an "):
        text = text.replace(word, "/")
    text = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", text)
    text = re.sub(_SQUARED, lambda found: f"{found[2]}^{_POWERS[found[1].casefold()]}", text)
    text = re.sub(_BY_NAME, lambda found: f"^{_POWERS[found[1].casefold()]}", text)
    found = {Unit("", Fraction(1))}
    for place, part in enumerate(text.removeprefix("1/").split("/")):
        sign = -1 if place or text.startswith("1/") else 1
        for factor in re.split(r"[\s·*⋅]+", part.strip().strip("()")):
            powers = re.fullmatch(r"(\D+?)\^?([-−]?[1-6])?", factor.translate(_SUPERSCRIPTS))
            if powers is None:
                return frozenset()
            exact, folded = _table()
            base = exact.get(powers[1]) or folded.get(powers[1].casefold(), frozenset())
            power = sign * int((powers[2] or "1").replace("−", "-"))
            found = {one.times(other, power) for one in found for other in base}
    return frozenset(found)


@cache
def _table() -> tuple[dict[str, frozenset[Unit]], dict[str, frozenset[Unit]]]:
    exact: dict[str, set[Unit]] = {}
    folded: dict[str, set[Unit]] = {}

    def add(text: str, unit: Unit, *, is_name: bool = False) -> None:
        if not is_name:
            exact.setdefault(text, set()).add(unit)
        folded.setdefault(text.casefold(), set()).add(unit)

    for symbol, (names, prefixes) in _PREFIXED.items():
        for prefix, (power, word) in {"": (0, ""), **_PREFIXES}.items():
            if prefix and prefix not in prefixes.split():
                continue
            unit = _DERIVED.get(symbol, Unit(symbol, Fraction(1)))
            unit = unit._replace(factor=unit.factor * Fraction(10) ** power)
            add(prefix + symbol, unit)
            if prefix == "µ":
                add("u" + symbol, unit)
            for name in names.split():
                for ending in ("", "s"):
                    add(word + name + ending, unit, is_name=True)
    for line in _OTHERS.strip().splitlines():
        symbol, _, written = line.partition(" = ")
        for spelling in (symbol, *written.split(" | ")):
            add(spelling, Unit(symbol, Fraction(1)))
    for line in _TIMES.strip().splitlines():
        factor, *spellings = line.split()
        for spelling in spellings:
            add(spelling, Unit("s", Fraction(factor)))
    for symbol, unit in _SPEEDS.items():
        add(symbol, unit)
    add("kilo", Unit("g", Fraction(1000)), is_name=True)
    add("kilos", Unit("g", Fraction(1000)), is_name=True)
    for spelling in _BIG_MASS.split():
        add(spelling, Unit("g", Fraction(1_000_000)))
    add("ms", Unit("s", Fraction(1, 1000)))
    add("L", _DERIVED["l"])
    add("mL", _DERIVED["l"]._replace(factor=_DERIVED["l"].factor / 1000))
    add("C", Unit("°C", Fraction(1)))
    add("F", Unit("°F", Fraction(1)))
    return (
        {text: frozenset(found) for text, found in exact.items()},
        {text: frozenset(found) for text, found in folded.items()},
    )
