"""Folds texts, so that differences that do not matter in an answer disappear.

Each level of folding is coarser than the one before. Comparing level by level tells grading that
"resume" is nearer to a card's "resume" than to another card's "résumé".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from quiz.text.languages import AND, ARTICLES, DECIMAL_POINT, ELISIONS, NUMBER_WORDS, RANGE, primary

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‛′ʼʻ`´＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"),
        "⁄": "/",
        "∕": "/",
        "×": "*",
        "·": "*",
        "⋅": "*",
        "≠": "!=",
        "≤": "<=",
        "≥": ">=",
        "→": "->",
        "⇒": "=>",
        "±": "+/-",
    }
)
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"

# Compiled only when needed: compiling all of them would delay the first question.
_AFTER_DIGIT = rf"(?<=\d)(?:(?=[¼-¾⅐-⅞])|(?P<power>(?=[{_SUPERSCRIPTS}]))|(?=[₀-₉]))"
_ZERO_WIDTH = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\u0640": None,
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
    }
)
_OPTIONAL_LETTERS = str.maketrans(
    {"ı": "i", "æ": "ae", "œ": "oe", "\u0640": None, "ى": "ي", "ی": "ي", "ک": "ك"}
)
"""The subset of `_LETTERS` that are only variant forms."""

_KEPT_PUNCTUATION = frozenset("#%&@*")
_OPERATOR = re.compile(r"[!:/.?-]+(?=[=<>])|(?<=<)/")
"""Punctuation that changes the meaning of the sign next to it: != and =, -> and >, </ and <."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_THOUSANDS = {
    mark: rf"(?<![\d.,{mark}])[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+(?![\d{mark}])"
    for mark in ",. '_"
}
_DECIMAL_COMMA = r"(?<![\d.,])(\d+),(\d+)(?![\d.,])"
_UNIT = r"(?<=\d) (?=[^\W\d_]{1,3}(?!\w))"
_PARTED = r"(?<=\d) ?([/:]) ?(?=\d)"
_ABOUT = (
    r"^(?:[≈~]|about|approximately|approx\.?|around|circa|ca\.?|c\.|etwa|ungefähr|rund|environ) ?"
    r"(?=\d)"
)
_EXPONENT = r"\de$"
_GREEK = r"(?<![\u0370-\u03ff])[α-ωΑ-Ω](?![\u0370-\u03ff])"
_CHARGE = r"(?<=[a-z)\]]\d)\^(?=\d?[-+]\W*$)"
_COORDINATES = r"[(\[{]-?\d+(?:\.\d+)?(?:, ?-?\d+(?:\.\d+)?)+[)\]}]"
_BARE_FRACTION = r"(?<![\w.])\.(?=\d)"
_ARABIC_ARTICLE = r"^(\W*)ال(?=\w{3})"
_EDGES = "\"'()[]{}.,;:!?¿¡«»「」『』《》"
_AROUND_SYMBOL = re.compile(r" ?([^\w\s.:']) ?")
_DIGIT = re.compile("[0-9]")
_SIGN = re.compile(r"[^\w\s]|_")


class Forms(NamedTuple):
    """One text at several levels of folding.

    exact: as written, with composed letters and normalised spaces.
    plain: also ignores case, width, typographic variants and invisible characters.
    loose: also ignores punctuation, accents and articles. Never empty unless `exact` is.
    variants: `loose` and other ways to write it, such as 7 for "seven" or "ue" for "ü".
    """

    exact: str
    plain: str
    loose: str
    variants: tuple[str, ...]


@lru_cache(maxsize=1 << 14)
def normalise(text: str, language: str = "") -> str:
    """The `loose` form of a text, in which answers are compared.

    language: BCP 47 tag; it decides, for example, what counts as an article. "" means English.
    If nothing would be left ("!", "the"), the text is folded less.
    """
    return _loose(_plain(text) or _exact(text), primary(language))


def distinct(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """The texts without those that fold to the same as an earlier one. language: see
    `normalise`."""
    told: dict[str, str] = {}
    for text in texts:
        told.setdefault(normalise(text, language), text)
    return tuple(told.values())


@lru_cache(maxsize=1 << 14)
def forms(text: str, language: str) -> Forms:
    """All forms of a text, see `Forms`. language: see `normalise`."""
    code = primary(language)
    exact = _exact(text)
    plain = _plain(text) or exact
    loose = _loose(plain, code)
    variants = [loose]
    words = NUMBER_WORDS.get(code, {})
    if not words.keys().isdisjoint(loose.split()):
        variants.append(re.sub(_UNIT, "", in_digits(loose, code)))
    others = {_with_names(plain, code)}
    if any(map(str.isdigit, plain)):
        others |= {re.sub(_ABOUT, "", plain), _as_range(plain, code)}
    variants += (_loose(other, code) for other in sorted(others - {plain}))
    if code == "de" and (spelt_out := plain.translate(_UMLAUTS)) != plain:
        variants.append(_loose(spelt_out, code))
    return Forms(exact, plain, loose, tuple(variants))


def in_digits(text: str, code: str) -> str:
    """The text with its number words as digits: 7 for "seven", 21st for "twenty-first"."""
    words = NUMBER_WORDS.get(code, {})
    digits = " ".join(words.get(word, word) for word in text.replace("-", " ").split())
    return re.sub(r"\b([2-9])0 ([1-9](?:st|nd|rd|th)?)\b(?! ?[\d/])", r"\1\2", digits)


def _with_names(plain: str, code: str) -> str:
    """The text with what most keyboards have: the names of Greek letters, but not of Greek words,
    x for ×, and powers, charges, and the commas of (1, 2) in one way."""
    if code != "el" and not plain.isascii():
        plain = re.sub(_GREEK, lambda found: unicodedata.name(found[0]).split()[-1].lower(), plain)
        plain = plain.replace("∞", "infinity")
    if "*" in plain:
        plain = re.sub(r"(?<=[\w)])\*\*(?=[\w(-])", "^", plain).replace(" * ", " x ")
    if "," in plain and re.search(_COORDINATES, plain):
        plain = re.sub(r"(?<=\d),(?=-?\d)", ", ", plain)
    return re.sub(_CHARGE, "", plain) if "^" in plain else plain


def _as_range(plain: str, code: str) -> str:
    """The text with a hyphen for "to" between two numbers: 50-60 for "50 to 60"."""
    word = RANGE.get(code)
    return re.sub(rf"(?<=\d) {word} (?=\d)", "-", plain) if word and f" {word} " in plain else plain


def slug(text: str, most: int) -> str:
    """The first `most` words in plain ASCII letters and digits, joined by hyphens: for ids and file
    names. May be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:most])


def unified(text: str) -> str:
    """The text without differences in width, typographic variants, invisible characters and
    spaces; case, accents and punctuation stay."""
    if text.isascii() and text.isprintable():
        return " ".join(text.replace("`", "'").split())
    return _without_invisible(_written_alike(text))


@lru_cache(maxsize=1 << 10)
def folded_but(text: str, kept: Literal["accents", "punctuation"], language: str) -> str:
    """The text folded as for `normalise`, except that it keeps its accents or its punctuation.

    Optional accents still go: vowel points and stress marks. So does optional punctuation: quotes,
    brackets around the whole text, final punctuation, and the dots of abbreviations.
    """
    code = primary(language)
    text = _plain(text)
    if kept == "accents":
        return _folded(_without_accents(text, only_optional=True), code)
    text = _without_accents(_without_ends(text)).replace("^", "")
    text = _dotless(_without_articles(_without_elisions(_numbers(text, code), code), code))
    joined = AND.get(code)
    if joined:
        text = text.replace("&", f" {joined[0]} ")
    return "".join(_without_ends(text).split())


def _without_ends(text: str) -> str:
    """Strip quotes, final punctuation, and brackets around the whole text. The dot of .py and the
    brackets of f() mean something, so they stay."""
    before = ""
    while text != before:
        before = text
        text = text.strip("\"' 「」『』《》").lstrip("¿¡").rstrip(".,!?")
        if text[:1] + text[-1:] in ("()", "[]", "{}"):
            text = text[1:-1]
    return text


def _dotless(text: str) -> str:
    """Remove the dots of abbreviations such as U.S.A."""
    return re.sub(r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}", lambda found: found[0].replace(".", ""), text)


def _exact(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.casefold().replace("`", "'").split())
    text = _written_alike(text)
    # Case folding and composition can undo each other, so do both twice.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text.casefold())
    return _without_invisible(text)


def _written_alike(text: str) -> str:
    text = re.sub(_AFTER_DIGIT, lambda found: " " if found["power"] is None else "^", text)
    return unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)


def _without_invisible(text: str) -> str:
    text = re.sub(_ZERO_WIDTH, "", text)
    return " ".join("".join(filter(_visible, text)).split())


def _visible(char: str) -> bool:
    """Whether it is no control or format character. Tags count as visible: flag emoji use them."""
    if char.isspace():
        return True
    category = unicodedata.category(char)
    return category not in ("Cf", "Cc") or "\U000e0020" <= char <= "\U000e007f"


def _loose(plain: str, code: str) -> str:
    return _folded(_without_accents(plain), code) or plain


def _folded(text: str, code: str) -> str:
    text = _without_elisions(_numbers(text, code), code)
    return _without_punctuation(_without_articles(text, code), code)


def _without_elisions(text: str, code: str) -> str:
    for elision in ELISIONS.get(code, ()):
        text = re.sub(rf"(?<!\w){elision}(?=\w)", "", text)
    return text


def _without_accents(text: str, *, only_optional: bool = False) -> str:
    """Remove accents, except where they make a different letter, and vowel points.

    Latin and Greek lose all marks. Cyrillic loses stress marks and the dots of ё, but й, ї and ў
    are separate letters. Arabic and Hebrew lose vowel points. Other scripts keep their marks, which
    are vowels or voiced consonants there.

    only_optional: Latin and Greek keep their marks, and only variant letter forms are unified.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            base = char
        elif _is_accent(char, base) and (not only_optional or _is_optional(char, base)):
            continue
        kept.append(char)
    composed = unicodedata.normalize("NFC", "".join(kept))
    return composed.translate(_OPTIONAL_LETTERS if only_optional else _LETTERS)


def _is_optional(mark: str, base: str) -> bool:
    """Whether ordinary writing leaves the mark out."""
    dotted = base == "i" and mark == "\u0307"
    return dotted or "\u0400" <= base <= "\u052f" or not "\u0300" <= mark <= "\u036f"


def _is_accent(mark: str, base: str) -> bool:
    if "\u0591" <= mark <= "\u05c7" or "\u064b" <= mark <= "\u065f" or mark == "\u0670":
        return True
    if "\u0400" <= base <= "\u052f":
        return mark in "\u0300\u0301" or (mark == "\u0308" and base == "е")
    # The stroke of ≠ is not an accent: it is part of a sign.
    return base < "\u0400" and (base.isalpha() or not base)


def _numbers(text: str, code: str) -> str:
    """Write numbers in one notation: 1000, not 1,000; 1.5, not 1,5; 5km, not 5 km; ASCII digits."""
    if text.isascii():
        if _DIGIT.search(text) is None:
            return text
    else:
        if not any(map(str.isdigit, text)):
            return text
        text = "".join(
            str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text
        )
    point, comma = (".", ",") if code in DECIMAL_POINT else (",", ".")
    text = text.replace("٫", point).replace("٬", comma)
    # Checking for the sign first saves most texts most of the patterns.
    for mark in (comma, " ", "'", "_"):
        if mark in text:
            text = re.sub(_THOUSANDS[mark], lambda found: re.sub(r"[,. '_]", "", found[0]), text)
    if "/" in text or ":" in text:
        text = re.sub(_PARTED, r"\1", text)
    if "," in text:
        text = re.sub(_DECIMAL_COMMA, r"\1.\2", text)
    if "." in text:
        text = re.sub(_BARE_FRACTION, "0.", text)
    return re.sub(_UNIT, "", text)


def _without_punctuation(text: str, code: str) -> str:
    if text.isascii():
        bare = text.replace(" ", "")
        if bare.isalnum():
            return text
        if len(bare) > 1 and not any(map(str.isalnum, bare)):
            # If there are only signs, each of them counts, as in .* and [[.
            return bare.strip("\"'") or bare
    joined = AND.get(code)

    def kept(found: re.Match[str]) -> str:
        char = found[0]
        return f" {joined[0]} " if char == "&" and joined else _remainder(char, text, found.start())

    text = " ".join(_SIGN.sub(kept, text).split())
    return _AROUND_SYMBOL.sub(_joined, text) if _SIGN.search(text) else text


def _joined(found: re.Match[str]) -> str:
    """A symbol without the spaces around it. A combining mark belongs to its letter: keep it."""
    return found[0] if unicodedata.category(found[1]).startswith("M") else found[1]


def _remainder(char: str, text: str, index: int) -> str:
    """What is left of one character: itself, a space, or nothing."""
    before, after = text[max(index - 1, 0) : index], text[index + 1 : index + 2]
    if not unicodedata.category(char).startswith("P"):
        return "" if char == "^" and before.isalpha() and after.isdigit() else char
    if char in _KEPT_PUNCTUATION or _OPERATOR.match(text, index):
        return char
    if char == "-":
        return _hyphen(text[:index], text[index + 1 :])
    if char in "./:" and before.isdigit() and after.isdigit():
        return char
    if char in ".'" and before.isalpha() and after.isalpha():
        return ""
    return " "


def _hyphen(before: str, after: str) -> str:
    """Keep a minus sign, a range or a charge (Cl-); a hyphen between words becomes a space."""
    last, first = before[-1:], after[:1]
    if before.rstrip()[-1:].isdigit() and after.lstrip()[:1].isdigit():
        return "-"
    if first.isdigit() and (not last.isalnum() or re.search(_EXPONENT, before)):
        return "-"
    if (last.isalnum() or last in ("+", "-")) and not first.strip():
        return "-"
    return " "


def _without_articles(text: str, code: str) -> str:
    """Remove articles before another word: any at the start, longer than one letter elsewhere.

    The "a" of "vitamin A deficiency" and of "A/B testing" is not an article, and neither is a last
    word.
    """
    if code == "ar":
        return re.sub(_ARABIC_ARTICLE, r"\1", text)
    articles = ARTICLES.get(code, frozenset())
    kept: list[str] = []
    for word, following in pairwise([*text.split(), ""]):
        bare = word.strip(_EDGES)
        if not (
            bare in articles
            and following.lstrip(_EDGES)[:1].isalnum()
            and (not kept or len(bare) > 1)
        ):
            kept.append(word)
    return " ".join(kept)
