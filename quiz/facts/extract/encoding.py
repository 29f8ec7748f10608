"""Decodes the file of an article, whatever its encoding."""

from __future__ import annotations

import codecs
import re
from typing import Any

from quiz.errors import QuizError

_BYTE_ORDER_MARKS = (
    # UTF-32 first: its marks begin with those of UTF-16.
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
# As in browsers: files that claim Latin 1 are mostly in Windows' superset of it.
_AS_WINDOWS = {"iso8859-1", "ascii"}
_WESTERN = ["cp1252", "mac_roman"]
"""Likely encodings of English texts that are not in UTF-8."""
# A capital or symbol within a word, such as "JosÈ" or "MŸller"; a letter instead of a dash.
_ODD = re.compile(
    r"[A-Za-z](?![À-ÿŒœŠšŸŽž’”»›–—…])[^\x00-\x7f]|[a-z][À-ÞŒŠŸŽ]|\w[À-ÞŒŠŸŽ][a-z]"
    r"|(?<=\s)[Â-ßñó](?=\s)"
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAGIC = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""The first bytes of PDF, RTF, zip, older Word and gzip files."""

_TO_BYTE = {bytes([n]).decode("cp1252", "replace"): n for n in range(128, 256)}
_TO_BYTE |= {chr(n): n for n in range(128, 256)}
"""The byte of each character in Windows' encoding; in Latin 1, if Windows has none."""


def _class(first: int, last: int) -> str:
    return "".join(re.escape(char) for char, n in _TO_BYTE.items() if first <= n <= last)


# Letters of European languages, punctuation, symbols, ligatures, emoji. Other sequences also occur
# in correct texts: "CAFÉ’s", "(Bogotá”—so he said)".
_FOLLOW = _class(0x80, 0xBF)
_MISREAD = re.compile(
    rf"[ÂÃ][{_FOLLOW}]|[ÄÅ](?![’”])[{_FOLLOW}]|á[{_class(0xB8, 0xBB)}][{_FOLLOW}]"
    rf"|â[{_class(0x80, 0x8F)}][{_FOLLOW}]|ï[¬»¿][{_FOLLOW}]|ðŸ[{_FOLLOW}]{{2}}"
)
_LOST_QUOTE = re.compile("â€\ufffd?")
"""A misread closing quotation mark: Windows does not define its last byte."""


def decode_article(data: bytes, name: str) -> str:
    """The text of a file; its encoding is marked, declared in the file, or guessed from its bytes.

    Raises QuizError if the file is not text.
    """
    fault = QuizError(
        f"{name}: a binary file, expected a text, Markdown or HTML file; save its text in one first"
        " (for a PDF, `pdftotext` does)"
    )
    if data.startswith(_MAGIC):
        raise fault
    text = _decoded(data)
    # Files from old systems may end with this character.
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
    """The codec of a declared encoding; "" if Python has none or it cannot be right."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except LookupError:
        return ""
    # The declaration was read as ASCII, so the file is not in UTF-16.
    return "cp1252" if found.name in _AS_WINDOWS else found.name.replace("utf-16", "")


def _wide(data: bytes) -> str:
    """The kind of UTF-16, if every other byte is zero, as in English; else ""."""
    low, high = data[::2].count(0), data[1::2].count(0)
    if max(low, high) < 0.2 * len(data) or min(low, high) > 0.02 * len(data):
        return ""
    return "utf-16-le" if high > low else "utf-16-be"


def _mostly_utf8(data: bytes) -> str:
    """A UTF-8 text into which a few bytes in Windows' encoding were pasted; "" if it is not."""
    text = data.decode("utf-8", "surrogateescape")
    other = [char for char in text if char > "\x7f"]
    pasted = sum("\udc80" <= char <= "\udcff" for char in other)
    if 2 * pasted > len(other) - pasted:
        return ""
    return re.sub("[\udc80-\udcff]", lambda f: _from_windows(ord(f[0]) - 0xDC00), text)


def _from_windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _guessed(data: bytes) -> str | None:
    """The text in the encoding that gives the fewest odd places; None if none fits."""
    from charset_normalizer import from_bytes

    matches: Any = from_bytes(data, cp_isolation=_WESTERN)
    texts = [str(match) for match in sorted(matches, key=lambda match: str(match.encoding))]
    return min(texts, key=lambda text: len(_ODD.findall(text)), default=None)


def repair(text: str) -> str:
    """Repair UTF-8 that was read as Windows' encoding and saved again.

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
