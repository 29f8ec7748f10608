"""Reads units of measurement and converts them to a base unit.

Only metric prefixes and units of time are converted: 5 km is 5000 m. Temperature scales, miles and
currencies are not.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple


class Unit(NamedTuple):
    """dimension: the base unit, such as "m" for lengths. factor: base units in one of this unit."""

    dimension: str
    factor: Fraction


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
°C = °C | celsius | degrees celsius | degree celsius | deg c | grad celsius | degrés celsius
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
hectare = ha | hectare | hectares | hektar
"""

_TIMES = """
1 s sec second seconds sekunde sekunden seconde secondes segundo segundos
60 min minute minutes minuten minuto minutos
3600 h hr hour hours stunde stunden heure heures hora horas
86400 d day days tag tage jour jours día días
"""

_BIG_MASS = "t tonne tonnes ton tons"
_POWERS = {"²": "^2", "³": "^3", "^2": "^2", "^3": "^3", "2": "^2", "3": "^3"}
_SQUARE = {"square": "^2", "sq": "^2", "cubic": "^3", "quadrat": "^2", "kubik": "^3"}


@cache
def units(text: str) -> frozenset[Unit]:
    """All units that a text can mean: exact matches, or else matches that ignore case."""
    text = " ".join(text.replace("μ", "µ").replace("℃", "°C").replace("Ω", "Ω").split()).strip(" .")
    if not text:
        return frozenset()
    exact, folded = _table()
    if found := exact.get(text):
        return found
    return folded.get(text.casefold(), frozenset()) or _power(text) or _rate(text)


def _power(text: str) -> frozenset[Unit]:
    """Squares and cubes of lengths: km², square metres."""
    first, _, rest = text.partition(" ")
    if rest and first.casefold() in _SQUARE:
        return _raised(rest, _SQUARE[first.casefold()])
    for end, power in _POWERS.items():
        if text.endswith(end):
            return _raised(text.removesuffix(end), power)
    return frozenset()


def _raised(text: str, power: str) -> frozenset[Unit]:
    lengths = [unit for unit in units(text) if unit.dimension == "m"]
    return frozenset(Unit(f"m{power}", unit.factor ** int(power[1:])) for unit in lengths)


def _rate(text: str) -> frozenset[Unit]:
    """One unit divided by another: km/h, metres per second."""
    for sign in ("/", " per ", " pro ", " par "):
        above, found, below = text.partition(sign)
        if found and above.strip() and below.strip() and "/" not in below:
            return frozenset(
                Unit(f"{one.dimension}/{other.dimension}", one.factor / other.factor)
                for one in units(above)
                for other in units(below)
            )
    return frozenset()


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
            unit = Unit(symbol, Fraction(10) ** power)
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
    for spelling in _BIG_MASS.split():
        add(spelling, Unit("g", Fraction(1_000_000)))
    add("ms", Unit("s", Fraction(1, 1000)))
    add("L", Unit("l", Fraction(1)))
    add("mL", Unit("l", Fraction(1, 1000)))
    add("C", Unit("°C", Fraction(1)))
    add("F", Unit("°F", Fraction(1)))
    return (
        {text: frozenset(found) for text, found in exact.items()},
        {text: frozenset(found) for text, found in folded.items()},
    )
