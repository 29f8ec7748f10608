"""The text in the bytes of an article's file, in whatever encoding it was saved."""

from __future__ import annotations

import codecs
import re
from typing import Any

from quiz.errors import QuizError

_BYTE_ORDER_MARKS = (
    # Those of UTF-32 begin with those of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_DECLARED = re.compile(
    rb"""<(?:\?xml\b[^>]{0,200}?\bencoding|meta\b[^>]{0,200}?\bcharset)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
# As browsers do: what says Latin 1 is mostly Windows' superset of it.
_AS_WINDOWS = {"iso8859-1", "ascii"}
_WESTERN = ["cp1252", "mac_roman"]
"""What an English text is in when it is not in UTF-8."""
# A capital or a sign within a word, such as "JosÈ" or "MŸller"; a dash read as a letter.
_ODD = re.compile(
    r"[A-Za-z](?![À-ÿŒœŠšŸŽž’”»›–—…])[^\x00-\x7f]|[a-z][À-ÞŒŠŸŽ]|\w[À-ÞŒŠŸŽ][a-z]"
    r"|(?<=\s)[Â-ßñó](?=\s)"
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAGIC = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How PDF, RTF, packed and Word's older files begin."""

_TO_BYTE = {bytes([n]).decode("cp1252", "replace"): n for n in range(128, 256)}
_TO_BYTE |= {chr(n): n for n in range(128, 256)}
"""Windows' byte of each character; those that it does not define count as Latin 1."""


def _class(first: int, last: int) -> str:
    return "".join(re.escape(char) for char, n in _TO_BYTE.items() if first <= n <= last)


# Letters of European languages, punctuation, signs, ligatures, emoji. What else UTF-8 has may stand
# in a sound text: "CAFÉ’s", "(Bogotá”—so he said)".
_FOLLOW = _class(0x80, 0xBF)
_MISREAD = re.compile(
    rf"[ÂÃ][{_FOLLOW}]|[ÄÅ](?![’”])[{_FOLLOW}]|á[{_class(0xB8, 0xBB)}][{_FOLLOW}]"
    rf"|â[{_class(0x80, 0x8F)}][{_FOLLOW}]|ï[¬»¿][{_FOLLOW}]|ðŸ[{_FOLLOW}]{{2}}"
)
_LOST_QUOTE = re.compile("â€\ufffd?")
"""The closing quotation mark, whose last byte Windows does not define."""


def decode_article(data: bytes, name: str) -> str:
    """The text of a file, by its byte order mark, its own declaration, or what its bytes look like.

    Raises QuizError for a file that is no text.
    """
    fault = QuizError(f"{name}: a binary file, expected a text, Markdown or HTML file")
    if data.startswith(_MAGIC):
        raise fault
    text = _decoded(data)
    # Files of old systems end in such a character.
    text = None if text is None else text.removesuffix("\x1a")
    if text is None or _BINARY.search(text):
        raise fault
    return repair(text)


def _decoded(data: bytes) -> str | None:
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    declared = _DECLARED.search(data[:_HEAD])
    names = (marked, _python_name(declared[1].decode()) if declared else "", _wide(data), "utf-8")
    for name in filter(None, names):
        try:
            return data.decode(name)
        except UnicodeError:
            continue
    return _mostly_utf8(data) or _guessed(data)


def _python_name(name: str) -> str:
    """The codec of a declared encoding; "" if there is none, or it cannot be."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except LookupError:
        return ""
    # What declares its encoding in ASCII is not in UTF-16.
    return "cp1252" if found.name in _AS_WINDOWS else found.name.replace("utf-16", "")


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: in English, every other byte is zero."""
    low, high = data[::2].count(0), data[1::2].count(0)
    if max(low, high) < 0.2 * len(data) or min(low, high) > 0.02 * len(data):
        return ""
    return "utf-16-le" if high > low else "utf-16-be"


def _mostly_utf8(data: bytes) -> str:
    """The text in UTF-8 into which a few bytes in Windows' encoding were pasted; else ""."""
    text = data.decode("utf-8", "surrogateescape")
    other = [char for char in text if char > "\x7f"]
    pasted = sum("\udc80" <= char <= "\udcff" for char in other)
    if 2 * pasted > len(other) - pasted:
        return ""
    return re.sub("[\udc80-\udcff]", lambda f: _from_windows(ord(f[0]) - 0xDC00), text)


def _from_windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _guessed(data: bytes) -> str | None:
    """The text in the encoding that leaves the fewest odd places in it."""
    from charset_normalizer import from_bytes

    matches: Any = from_bytes(data, cp_isolation=_WESTERN)
    texts = [str(match) for match in sorted(matches, key=lambda match: str(match.encoding))]
    return min(texts, key=lambda text: len(_ODD.findall(text)), default=None)


def repair(text: str) -> str:
    """The text without what UTF-8 becomes when it is read as Windows' encoding and saved again.

    That may have happened to the whole text, whatever its letters, or to parts of it.
    """
    for _ in range(2):
        if _MISREAD.search(text):
            text = _whole_as_utf8(text) or _MISREAD.sub(_as_utf8, text)
    return _LOST_QUOTE.sub("”", text)


def _whole_as_utf8(text: str) -> str:
    try:
        return bytes(_TO_BYTE.get(char, ord(char)) for char in text).decode("utf-8")
    except ValueError:
        return ""


def _as_utf8(found: re.Match[str]) -> str:
    try:
        return bytes(_TO_BYTE[char] for char in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
