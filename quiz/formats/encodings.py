"""Guesses the encoding of a text file that is not in UTF-8, from the letters it would give.

Tables of words are short, too short for the statistics of charset-normalizer: it reads "naïve" as
"naďve" and Russian as Korean. What tells here is that a wrong encoding gives rare letters, capitals
within words, and symbols where letters belong.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.formats.interchange import InterchangeError

_MOST_BYTES = 20_000
"""This much of a text tells its encoding."""


class _Letters(NamedTuple):
    """What text in an encoding has: common letters, and other ones. run: the most letters outside
    ASCII in a row; 0 if its words have only those."""

    common: str
    others: str = ""
    run: int = 2


_RUSSIAN = _Letters("оеаинтсрвлкмдпуыя", "А-яЁёЄ-їє-ї«»", 0)
_WESTERN = "¿¡äöüßéèêëàâáãåæçñíìîïóòôõøúùûœ’"
_PUNCTUATION = "ÿËÏ«»„“”‘–—…€°·½²³±×µ§£"
_ALPHABETS = {
    "cp1252": _Letters(_WESTERN, _WESTERN.upper() + _PUNCTUATION),
    "cp1250": _Letters("ąćęłńóśźżčďěňřšťůžýáéíúőűöüâîşţđ", "Ă-ŽÁÉÍÝÓÚÖÜĐăä„“”’–—…", 3),
    "cp1254": _Letters("ğışçöü", "ĞİŞÇÖÜâîû“”’–—…", 3),
    "cp1257": _Letters("āčēģīķļņšūžąęėįųõäöü", "Ā-ŽÕÄÖÜ„“”’–—…", 3),
    "mac_roman": _Letters(_WESTERN, _WESTERN.upper() + _PUNCTUATION),
    "cp1251": _RUSSIAN,
    "koi8_r": _RUSSIAN,
    "cp866": _RUSSIAN,
    "cp1255": _Letters("יהולאתרבשמ", "א-ת", 0),
    "cp1253": _Letters("αοιετσνηυρπκμλςάόίέήύώ", "Ά-ώ«»", 0),
    "cp1256": _Letters("البينمرةتويدكسعح", "ء-ي،؟", 0),
    "cp874": _Letters("านรอกเงมยลวดตสทปั่้ิีะไ", "ก-๛", 0),
}
"""The likeliest encoding first."""

_PAIRS = {"gb18030": (0xB0, 0xD7), "cp932": (0x88, 0x97), "big5": (0xA4, 0xC6)}
"""Encodings with two bytes a character, and the first bytes of their common characters."""

_SYLLABLES = frozenset(
    "이다가는을고의에한지사하기로자어인리도서대시나라은해아일여있수정보주부구장전마미그상스비조"
    "무우소요제과원안오동생유공관선치방신식물학위양음적개내물화국실중세단계모바만게르면려당연행들"
)
"""Common syllables of Korean; a Chinese text read as Korean has rare ones."""


_CANDIDATES = ("utf-16-le", "utf-16-be", *_ALPHABETS, *_PAIRS, "cp949")


def decode_as(data: bytes, encoding: str) -> str:
    """The text of a file in a named encoding. Raises InterchangeError if Python has none of that
    name, or the bytes do not fit it."""
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise InterchangeError(
            f"there is no encoding {encoding}, expected one such as cp1252, cp1251 or shift_jis"
        ) from error
    except ValueError as error:
        raise InterchangeError(f"the file is not in {encoding}: {error}") from error


def guess(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding; ("", "") if it is in UTF-8 or marked as UTF-16, or looks
    like no text at all. UTF-8 with a few other bytes stays UTF-8, with � for those."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        b"\0" not in data and _decoded(data, "utf-8") is not None
    ):
        return "", ""
    text = data.decode("utf-8", "surrogateescape")
    strange = sum("\udc80" <= char <= "\udcff" for char in text)
    if "\0" not in text and sum(char > "\x7f" for char in text) >= 3 * strange:
        return data.decode("utf-8", "replace"), "utf-8"
    head = data[:_MOST_BYTES]
    best, most = "", 0.0
    for encoding in _CANDIDATES:
        # A character may be cut in two at the end of the head.
        found = max(_score(head[: len(head) - cut], encoding) for cut in (0, 1))
        if found > most and _decoded(data, encoding) is not None:
            best, most = encoding, found
    return (data.decode(best), best) if best else ("", "")


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text in this encoding; None if it cannot be."""
    try:
        return data.decode(encoding)
    except ValueError:
        return None


def _score(data: bytes, encoding: str) -> float:
    """How much the text looks like one in this encoding: at most 1.0, as the mean over its
    characters outside ASCII; less than 0 if it cannot be."""
    text = _decoded(data, encoding)
    if text is None or _CONTROL.search(text):
        return -1.0
    others = [char for char in text if char > "\x7f"]
    if encoding.startswith("utf-16"):
        return 2.0 if len(text) - len(others) > 0.2 * len(text) else -1.0
    if not others:
        return -1.0
    total = 0.0
    if encoding in _PAIRS:
        first, last = _PAIRS[encoding]
        for pair in re.finditer(rb"[\x81-\xfe][\x40-\xfe]|[\x80-\xff]", data):
            common = len(pair[0]) == 2 and first <= pair[0][0] <= last
            total += 0.9 if common or "ぁ" <= pair[0].decode(encoding, "replace") <= "ヿ" else -0.5
        total -= 2 * sum("\uff61" <= char <= "\uff9f" for char in others)
    elif encoding == "cp949":
        for char in others:
            total += 1.0 if char in _SYLLABLES else 0.85 if "가" <= char <= "힣" else -1.0
    else:
        total = _alphabetic(text, others, _ALPHABETS[encoding])
    return total / len(others)


def _alphabetic(text: str, others: list[str], letters: _Letters) -> float:
    fits = re.compile(f"[{letters.others or '-'}]")
    total = sum(1.0 if c in letters.common else 0.5 if fits.match(c) else -1.0 for c in others)
    total -= 2 * len(_CAPITAL_WITHIN.findall(text))
    if letters.run:
        total -= sum(
            2 * len(run) for run in re.findall(r"[^\x00-\x7f]+", text) if len(run) > letters.run
        )
    else:
        total -= 2 * len(_MIXED.findall(text))
    return total


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_CAPITAL_WITHIN = re.compile(r"(?<=[a-zß-öø-ÿα-ώа-яё])[A-ZÀ-ÖØ-ÞŒŠŽΑ-ΩА-ЯЁ]")
_MIXED = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
"""Letters of two alphabets in one word."""
