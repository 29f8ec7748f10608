# ruff: noqa: SIM905 (tables of words read best as words)
"""What grading knows about languages: articles, words for "and", and number words."""

from __future__ import annotations

DEFAULT_LANGUAGE = "en"

ARTICLES: dict[str, frozenset[str]] = {
    "ca": frozenset("el la els les un una uns unes".split()),
    "da": frozenset("en et den det de".split()),
    "de": frozenset("der die das den dem des ein eine einen einem einer eines".split()),
    "el": frozenset("ο η το οι τα του της των τον την τη τους τις ενας μια ενα".split()),
    "en": frozenset("the a an".split()),
    "es": frozenset("el la los las lo un una unos unas".split()),
    "fr": frozenset("le la les un une des".split()),
    "hu": frozenset("a az egy".split()),
    "it": frozenset("il lo la i gli le un uno una".split()),
    "nb": frozenset("en ei et den det de".split()),
    "nl": frozenset("de het een".split()),
    "pt": frozenset("o a os as um uma uns umas".split()),
    "sv": frozenset("en ett den det de".split()),
}
"""Articles by language, in lower case and without accents."""

ELISIONS: dict[str, tuple[str, ...]] = {
    "ca": ("l'",),
    "fr": ("l'",),
    "it": ("l'", "gl'", "un'"),
}
"""Articles that lose a vowel and join the next word."""

AND: dict[str, tuple[str, ...]] = {
    "ar": ("و",),
    "ca": ("i",),
    "da": ("og",),
    "de": ("und",),
    "el": ("και",),
    "en": ("and",),
    "es": ("y", "e"),
    "fr": ("et",),
    "hu": ("és",),
    "it": ("e", "ed"),
    "kk": ("және", "мен"),
    "nb": ("og",),
    "nl": ("en",),
    "pt": ("e",),
    "ru": ("и",),
    "sv": ("och",),
}
"""Words for "and" by language; "&" is read as the first one."""

DECIMAL_POINT = frozenset({"ar", "en", "he", "hi", "ja", "ko", "th", "zh"})
"""Languages that write 1.5 and 1,000; all others are assumed to write 1,5 and 1.000."""

NUMBER_WORDS: dict[str, dict[str, str]] = {
    "en": {
        word: str(number)
        for number, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
        )
    }
    | {
        word: f"{ten}0"
        for ten, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
    }
    | {"first": "1st", "second": "2nd", "third": "3rd"}
    | {
        word: f"{number}th"
        for number, word in enumerate(
            "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
            4,
        )
    }
    | {
        f"{tens}ieth": f"{ten}0th"
        for ten, tens in enumerate("thirt fort fift sixt sevent eight ninet".split(), 3)
    }
}
"""Words for the numbers 0 to 20 and for tens, and for their places, with their digits."""

RANGE = {"en": "to", "de": "bis", "fr": "à", "es": "a", "it": "a", "pt": "a", "ru": "до"}
"""Words between the ends of a range by language."""

SCALES = {
    "en": {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9},
    "de": {"tausend": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9,
           "mrd": 9, "billion": 12, "billionen": 12},
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    "es": {"mil": 3, "millón": 6, "millones": 6},
    "it": {"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "pt": {"mil": 3, "milhão": 6, "milhões": 6},
    "ru": {"тысяч": 3, "тысячи": 3, "млн": 6, "миллион": 6, "миллиона": 6, "миллионов": 6,
           "млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9},
}  # fmt: skip
"""Words after a number that multiply it, by language, with their power of ten."""


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region; "en" for an empty tag."""
    language = tag.replace("_", "-").partition("-")[0].strip().lower()
    return {"": DEFAULT_LANGUAGE, "no": "nb", "nn": "nb"}.get(language, language)
