"""Decodes text files of other programs."""

from __future__ import annotations

import re

from quiz.formats.interchange import InterchangeError
from quiz.wording import with_capital

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LINE_BREAK = re.compile("\r\n|\r|\n")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, without byte order mark, with line feeds as line ends.

    UTF-16 needs a byte order mark, as written by Excel. Raises InterchangeError with the position
    of the first invalid byte.
    """
    encoding = _UTF16.get(data[:2], "utf-8")
    data = data[2:] if encoding != "utf-8" else data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = _LINE_BREAK.split(data[: error.start].decode(encoding, "replace"))
        wrong = f"byte 0x{data[error.start]:02x} is not {encoding.upper()[:6].rstrip('-')}"
        raise InterchangeError(
            f"{wrong}, expected text: save the file as UTF-8", len(before), len(before[-1]) + 1
        ) from error
    if "\0" in text:
        before = _LINE_BREAK.split(text[: text.index("\0")])
        raise InterchangeError(
            "a null character: this is not a text file", len(before), len(before[-1]) + 1
        )
    return _LINE_BREAK.sub("\n", text)


def title_of(name: str) -> str:
    """A deck's title, from its file name."""
    words = " ".join(re.sub(r"[-_]+", " ", name).split())
    return with_capital(words) or "Deck"
