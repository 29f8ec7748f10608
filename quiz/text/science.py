r"""What packages of LaTeX for science write: chemistry of mhchem, and amounts of siunitx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from quiz.text.scripts import script

Formula = Callable[[str], str]
"""Makes text of other TeX, see `quiz.text.formulas`."""

_UNITS = {
    "metre": "m", "gram": "g", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W",
    "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω", "tesla": "T", "henry": "H",
    "litre": "l", "liter": "l", "minute": "min", "hour": "h", "day": "d", "bar": "bar",
    "electronvolt": "eV", "degree": "°", "celsius": "°C", "degreeCelsius": "°C", "percent": "%",
    "kilogram": "kg", "per": "/", "squared": "²", "cubed": "³",
}  # fmt: skip
_PREFIXES = {
    "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "hecto": "h",
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
}  # fmt: skip
_POWER_OF_TEN = re.compile(r"(?<=\d)\s*[eE]\+?(-?\d+)")
_ARROWS = {"<=>": "⇌", "<->": "↔", "->": "→", "<-": "←"}
_CHARGE = re.compile(r"\^(?:\{([^}]*)\}|(\d*[+-]|\d+))|(?<=[A-Za-z)\]])([+-])(?=\s|$)")
_INDEX = re.compile(r"_(?:\{([^}]*)\}|(\d+|\w))|(?<=[A-Za-z)\]])(\d+)")


def amount(number: str, unit: Iterable[str], formula: Formula) -> str:
    r"""A number and a unit of siunitx: `\metre\per\second\squared` as m/s². unit: its tokens."""
    text = ""
    prefix = ""
    for token in unit:
        name = token.removeprefix("\\").replace("meter", "metre")
        if name == token:
            text += token
        elif name in _PREFIXES:
            prefix = _PREFIXES[name]
        else:
            sign = prefix + _UNITS.get(name, token)
            text += sign if sign in "²³" else f" {sign}"
            prefix = ""
    text = formula(text) if "^" in text else text
    power = _POWER_OF_TEN.sub(lambda found: f"×10{script('^', found[1])}", number)
    return f"{power} {re.sub(r' */ *', '/', text.replace('.', '·')).strip()}".strip()


def chemistry(text: str, formula: Formula) -> str:
    """A formula of mhchem: 2H2O, SO4^2-, A -> B."""

    def arrow(found: re.Match[str]) -> str:
        sign = _ARROWS[found[1]]
        labels = ", ".join(chemistry(label, formula) for label in found.groups()[1:] if label)
        if labels:
            sign = f"─{labels}→" if sign == "→" else f"{sign}({labels})"
        return f" {sign} "

    def small(mark: str, found: re.Match[str]) -> str:
        return script(mark, next(filter(None, found.groups()), "")) or found[0]

    text = re.sub(r"\\[A-Za-z]+ ?", lambda found: formula(found[0]), text)
    text = re.sub(r" *(<=>|<->|->|<-)(?:\[([^\]]*)\])?(?:\[([^\]]*)\])? *", arrow, text)
    text = re.sub(r"(?<=\s)v(?=\s|$)", "↓", text)
    text = re.sub(r"(?<=\s)\^(?=\s|$)", "↑", text)
    text = re.sub(r" *\* *(?=\d*[A-Z])", " · ", text)
    text = _CHARGE.sub(lambda found: small("^", found), text)
    return _INDEX.sub(lambda found: small("_", found), text)
