# ruff: noqa: SIM905 (tables of words read best as words)
"""What an answer looks like, so that the right option does not stand out among the wrong ones."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from quiz.text.articles import bare

_NUMBER = re.compile(r"[-−+±~≈<>$€£¥]* ?\d")
_SYMBOLS = frozenset(
    "Ac Ag Al Am Ar As At Au Ba Be Bh Bi Bk Br Ca Cd Ce Cf Cl Cm Cn Co Cr Cs Cu Db Ds Dy Er Es "
    "Eu Fe Fl Fm Fr Ga Gd Ge He Hf Hg Ho Hs In Ir Kr La Li Lr Lu Lv Mc Md Mg Mn Mo Mt Na Nb Nd "
    "Ne Nh Ni No Np Og Os Pa Pb Pd Pm Po Pr Pt Pu Ra Rb Re Rf Rg Rh Rn Ru Sb Sc Se Sg Si Sm Sn "
    "Sr Ta Tb Tc Te Th Ti Tl Tm Ts Xe Yb Zn Zr Bq Gy Hz Pa Sv Wb".split()
)
"""Symbols of elements and units with two letters; one letter is a symbol anyway."""

_COMPOUND = re.compile(r"(?=.*[a-z\d])(?:[A-Z][a-z]?\d*){2,}|[A-Z]\d+")
_EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA"))
_SEVERAL = re.compile(r"[,;] |\n")


class Look(NamedTuple):
    """What a text looks like.

    sort: "formula", "code", "sign" (without letters and digits), "number", "amount" (with a unit),
        "symbol", "name" (in capitals) or "words". script: of a name or words, such as "ARABIC".
    has_digits: whether there are any, but in a symbol.
    is_several: whether it names several things.
    """

    sort: str
    script: str
    has_digits: bool
    is_several: bool
    words: int
    length: int

    @property
    def group(self) -> tuple[str, str, bool, bool]:
        """What all texts that are alike have in common."""
        return self[:4]

    def is_like(self, other: Look) -> bool:
        """Whether a text of the other look may stand beside one of this as an option."""
        few, many = sorted((self.words, other.words))
        short, long = sorted((self.length, other.length))
        near = long - short <= 1 if self.sort == "number" else long <= 3 * short
        return self.group == other.group and near and many <= 2 * few + 1 and many - few <= 5


def look_of(text: str) -> Look:
    """The look of a plain text; articles do not count."""
    text = bare(text)
    sort = _sort(text)
    has_digits = sort != "symbol" and any(map(str.isdigit, text))
    is_several = _SEVERAL.search(text) is not None
    script = _script(text) if sort in ("name", "words") else ""
    return Look(sort, script, has_digits, is_several, len(text.split()), len(text))


def _sort(text: str) -> str:
    if not any(map(str.isalnum, text)):
        return "sign"
    if _NUMBER.match(text):
        return "amount" if any(map(str.isalpha, text)) or "%" in text else "number"
    is_letter = len(text) == 1 and text.lower() != text.upper()
    if is_letter or text in _SYMBOLS or _COMPOUND.fullmatch(text):
        return "symbol"
    return "name" if text[:1].isupper() else "words"


def _script(text: str) -> str:
    """The script of the text: that of its first letter, but Latin if it has any Latin letter."""
    if text.isascii():
        return "LATIN"
    names = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    if not names or "LATIN" in names:
        return "LATIN"
    return "CJK" if names[0] in _EAST_ASIAN else names[0]
