"""What style sheets say about how text looks: lines of its own, bold, colours."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([\w-]+)?((?:[.#][\w-]+)*)")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{1,2})?")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,?\s*(\d+)\s*,?\s*(\d+).*\)")
_NAMED = {
    "black": "000", "white": "fff", "gray": "888", "grey": "888", "silver": "ccc",
    "lightgray": "ddd", "lightgrey": "ddd", "darkgray": "aaa", "darkgrey": "aaa", "dimgray": "666",
    "red": "f00", "darkred": "900", "crimson": "d14", "green": "080", "darkgreen": "060",
    "lime": "0f0", "limegreen": "3c3", "seagreen": "285",
}  # fmt: skip
_NO_COLOUR = frozenset([
    "inherit", "initial", "unset", "transparent", "none", "currentcolor", "windowtext", "revert",
])  # fmt: skip
_MOST_CSS = 200_000


class Tint(StrEnum):
    """What a colour says about a text beside others."""

    NORMAL = "n"
    MUTED = "m"
    RED = "r"
    GREEN = "g"
    OTHER = "o"


class Styles:
    """The rules of a style sheet for elements, classes and ids."""

    def __init__(self, css: str = "") -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for selectors, body in _RULE.findall(_COMMENT.sub("", css[:_MOST_CSS])):
            found = declarations(body)
            for selector in selectors.split(","):
                # What stands before the last part only says where the element is.
                last = (selector.split() or [""])[-1].lower()
                if last and _SIMPLE.fullmatch(last):
                    self._rules.setdefault(last, {}).update(found)

    def __contains__(self, name: str) -> bool:
        return name in self._rules

    def of(self, element: str, names: Iterable[str], own: str = "") -> dict[str, str]:
        """The declarations for an element with these classes and ids; those of its own style
        attribute come last."""
        found = dict(self._rules.get(element, ()))
        for name in names:
            for sign in ".#":
                for selector in (sign + name, element + sign + name):
                    found.update(self._rules.get(selector.lower(), ()))
        return found | declarations(own)


NO_STYLES = Styles()


def declarations(text: str) -> dict[str, str]:
    """The declarations of a style, by property, in lower case."""
    pairs = (each.partition(":") for each in text.lower().split(";"))
    return {
        key.strip(): value.replace("!important", "").strip() for key, _, value in pairs if value
    }


def is_bold(style: Mapping[str, str]) -> bool:
    """Whether text in this style is bold."""
    weight = style.get("font-weight", "")
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)


def tint(style: Mapping[str, str]) -> Tint | None:
    """What the colours of a style say; None without any."""
    behind = style.get("background-color") or style.get("background") or ""
    ground = _rgb(behind)
    if ground is not None and min(ground) < 240 and _tint(ground) is not Tint.NORMAL:
        return Tint.OTHER
    front = _rgb(style.get("color", ""))
    return None if front is None else _tint(front)


def _tint(rgb: tuple[int, int, int]) -> Tint:
    hue, light, saturation = colorsys.rgb_to_hls(*(each / 255 for each in rgb))
    if saturation < 0.25 or light < 0.12:
        return Tint.NORMAL if light < 0.45 else Tint.MUTED
    if hue < 0.045 or hue > 0.94:
        return Tint.RED
    return Tint.GREEN if 0.22 < hue < 0.47 else Tint.OTHER


def _rgb(value: str) -> tuple[int, int, int] | None:
    value = value.strip()
    if found := _RGB.match(value):
        return min(int(found[1]), 255), min(int(found[2]), 255), min(int(found[3]), 255)
    word = value.split(" ")[0]
    digits = _NAMED.get(word, "")
    if found := _HEX.fullmatch(word):
        digits = found[1]
    if not digits:
        # Any other name of a colour is taken for a bright one.
        return (0, 0, 255) if word.isalpha() and word not in _NO_COLOUR else None
    if len(digits) == 3:
        digits = "".join(2 * each for each in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
