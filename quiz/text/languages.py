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
}
"""Words for the numbers 0 to 20, with their digits."""


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region; "en" for an empty tag."""
    language = tag.replace("_", "-").partition("-")[0].strip().lower()
    return {"": DEFAULT_LANGUAGE, "no": "nb", "nn": "nb"}.get(language, language)
