"""Answers in many scripts and notations, and how a player may type them."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PHRASES: dict[str, tuple[str, ...]] = {
    "": ("👩\u200d💻", "👍🏽", "🇰🇿", "❤️", "1️⃣ first", "☕", "7 May 2015", "1,000", "Plan B"),
    "en": (
        *("the Silk Road Economic Belt", "café", "résumé", "C++", "AT&T", "don't", "½ cup", "x²"),
        *("World War II", "mother-in-law", "U.S.A.", "50 %", "5 km", "seven", "vitamin A", "Na+"),
        *("−5 °C", "Ångström", "H₂O", "£1,000.50", "10:30", "1/2", "ﬁsh", "Ⅷ", "2015-05-07", "№ 5"),
        *("May 2015", "A/B testing", "1914–1918", "Łódź", "Ⓐ", "𝔘nicode", "The The", "ŉ", "…"),
    ),
    "de": ("Straße", "über", "die Schweiz", "1.000,5", "GROẞ", "der Fluß", "7. Mai 2015", "Äpfel"),
    "fr": ("l'œuvre", "l’État", "Noël", "les élèves", "1er août 1914", "1 000,5"),
    "es": ("¿Qué?", "el niño", "7 de mayo de 2015", "1.000"),
    "tr": ("ılık", "İstanbul", "Iğdır", "IŞIK", "şiş"),
    "el": ("ΟΔΟΣ", "η Αθήνα", "Ὀδυσσεύς", "ᾧ"),
    "ru": ("ёлка", "йод", "за́мок", "7 мая 2015 года", "Москва"),
    "kk": ("Қазақстан", "Нұрлы жол", "сәуір"),
    "zh": ("一带一路", "北京", "《红楼梦》", "2015年5月7日", "三"),
    "ja": ("がっこう", "カタカナ", "ﾊﾟﾝ", "東京タワー", "ＡＢＣ"),
    "ko": ("서울", "대한민국", "한국 전쟁"),
    "ar": ("الكتاب", "مُحَمَّد", "أحمد", "١٬٠٠٠", "٣٫٥", "ﷺ", "كتـــاب"),
    "he": ("שָׁלוֹם", "בְּרֵאשִׁית"),
    "hi": ("हिन्दी भाषा", "ज़्यादा", "क़लम", "१०"),
    "th": ("กรุงเทพ", "น้ำ"),
    "vi": ("Hà Nội", "Việt Nam"),
}

phrases = st.sampled_from([(lang, text) for lang, texts in PHRASES.items() for text in texts])
"""Pairs of a language and an answer in it."""

_TO_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_WRITINGS = (
    str.upper,
    str.lower,
    str.title,
    str.swapcase,
    str.casefold,
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: f"\u3000 {text}\t",
    lambda text: text.replace(" ", "\u2009 \u00a0"),
    lambda text: text.replace(" ", "\n"),
    lambda text: text.translate(_TO_WIDE),
    lambda text: f"{text[:1]}\ufeff{text[1:]}\u00ad",
    lambda text: f"\u200f{text}\u200e",
    lambda text: text.replace("'", "’").replace("-", "‐"),
)


@st.composite
def written_otherwise(draw: st.DrawFn, text: str) -> str:
    """The same answer: other case, width, composition, spaces, signs, invisible characters."""
    for change in draw(st.lists(st.sampled_from(_WRITINGS), min_size=1, max_size=3)):
        text = change(text)
    return text


@st.composite
def slips(draw: st.DrawFn, text: str, most: int = 3) -> str:
    """The text with one to `most` letters swapped, dropped, added or changed, or with words
    moved."""
    letters = st.sampled_from(sorted({*text, *"abceéßı0157 .,-'"}))
    for _ in range(draw(st.integers(1, most))):
        place = draw(st.integers(0, max(0, len(text) - 1)))
        head, tail = text[:place], text[place:]
        match draw(st.sampled_from(["swap", "drop", "add", "change", "end", "words"])):
            case "swap":
                text = head + tail[1:2] + tail[:1] + tail[2:]
            case "drop":
                text = head + tail[1:]
            case "add":
                text = head + draw(letters) + tail
            case "change":
                text = head + draw(letters) + tail[1:]
            case "end":
                text += draw(letters)
            case _:
                text = " ".join(draw(st.permutations(text.split())))
    return text
