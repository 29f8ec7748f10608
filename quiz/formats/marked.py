"""Marked text: literal text in which marks enclose Markdown and the names of pictures.

Whether a deck is Markdown is known only once all its texts are read, so until then a text keeps
apart what is literal and what is Markdown. Marks are Unicode noncharacters, which text must not
contain; `clean` removes them from all input, so that nobody can forge them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from quiz.text.escaping import escape_markdown

GAP_START, GAP_NUMBERED, GAP_HINT, GAP_END = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
MARKDOWN_START, MARKDOWN_END = "\ufdd6", "\ufdd7"
IMAGE_START, IMAGE_ALT, IMAGE_END = "\ufdd8", "\ufdd9", "\ufdda"
SEAM = "\ufdef"
"""Where an element begins or ends within a line of a template."""
GAP_MARK = re.compile(f"({GAP_START}[^{GAP_NUMBERED}]*{GAP_NUMBERED}|{GAP_HINT}|{GAP_END})")
GAP_STARTS = re.compile(f"{GAP_START}[^{GAP_NUMBERED}]*{GAP_NUMBERED}")
GAP_ENDS = re.compile(f"(?:{GAP_HINT}[^{GAP_END}]*)?{GAP_END}")
UNSEEN = re.compile(f"{GAP_STARTS.pattern}|{GAP_ENDS.pattern}")
"""What of a gap is not seen once it is filled."""

_MARKS = re.compile("[\ufdd0-\ufdef]")
MARKDOWN = re.compile(f"{MARKDOWN_START}(.*?){MARKDOWN_END}", re.DOTALL)
_IMAGE = re.compile(f"{IMAGE_START}([^{IMAGE_ALT}]*){IMAGE_ALT}([^{IMAGE_END}]*){IMAGE_END}")
_SIGNS = re.compile(r"(?<!\\)(?:\*+|~~|`+)|\\(?=[!-/:-@\[-`{-~])")
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)(.+?)(?<!\\)\*\*")
_STRUCK = re.compile(r"(?<!\\)~~(.+?)(?<!\\)~~")
_BLOCK = re.compile(r"^\W?(?:[-+*]\s|\d{1,9}[.)]\s|```|>|\||---|\$\$)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def clean(text: str) -> str:
    """The text without any marks."""
    return text if text.isascii() else _MARKS.sub("", text)


def as_markdown(markdown: str) -> str:
    """A marked text of this Markdown."""
    return f"{MARKDOWN_START}{markdown}{MARKDOWN_END}" if markdown else ""


def is_rich(text: str) -> bool:
    """Whether a part of a marked text is Markdown."""
    return MARKDOWN_START in text


def unescape_markdown(markdown: str) -> str | None:
    """The text that this Markdown shows if it has no formatting; None if it has."""
    text = _ESCAPED.sub(r"\1", markdown).replace("\xa0", " ")
    return text if escape_markdown(text) == markdown else None


def to_markdown(text: str) -> str:
    """The Markdown of a marked text."""
    pieces = MARKDOWN.split(text)
    return "".join(piece if n % 2 else escape_markdown(piece) for n, piece in enumerate(pieces))


def without_images(text: str) -> str:
    """The text with what its pictures show in their place."""
    return _IMAGE.sub(r"\2", text)


def shown_text(text: str) -> str:
    """What a marked text says, to compare it with others: without signs of Markdown and images."""
    text = replaced_images(text, lambda *_: "")
    return clean(_SIGNS.sub("", text) if MARKDOWN_START in text else text).strip()


def emphasised(text: str) -> list[str]:
    """The parts of a marked text that its Markdown shows in bold, as marked texts."""
    return [_literal(part) for part in _BOLD.findall(text)] if MARKDOWN_START in text else []


def struck_out(text: str) -> list[str]:
    """The parts of a marked text that its Markdown strikes out."""
    return [_literal(part) for part in _STRUCK.findall(text)] if MARKDOWN_START in text else []


def _literal(markdown: str) -> str:
    text = unescape_markdown(markdown)
    return as_markdown(markdown) if text is None else text


def joined(lines: Iterable[str]) -> str:
    """Marked texts one below the other, with an empty line where Markdown needs one."""
    text = ""
    before = ""
    for line in lines:
        if text:
            apart = any(is_rich(each) and _BLOCK.search(each) for each in (before, line))
            text += "\n\n" if apart else "\n"
        text += line
        before = line
    return text


def image(file: str, alt: str) -> str:
    """The mark of a picture."""
    return f"{IMAGE_START}{file}{IMAGE_ALT}{alt}{IMAGE_END}"


def images_in(text: str) -> list[tuple[str, str]]:
    """The files of the pictures in a marked text, and what they show in words, in order."""
    return _IMAGE.findall(text) if IMAGE_START in text else []


def replaced_images(text: str, mark: Callable[[str, str], str]) -> str:
    """The text with `mark(file, alt)` in place of the mark of each picture."""
    if IMAGE_START not in text:
        return text
    return _IMAGE.sub(lambda found: mark(found[1], found[2]), text)


def with_images(text: str, named: Callable[[str], str]) -> str:
    """The text with its pictures in Markdown where they stand. named: the words for a file that has
    none."""
    if IMAGE_START not in text:
        return text

    def shown(found: re.Match[str]) -> str:
        return f"![{escape_markdown(found[2] or named(found[1]))}]({quote(found[1])})"

    return "".join(
        as_markdown(_IMAGE.sub(shown, piece))
        if n % 2
        else _IMAGE.sub(lambda found: as_markdown(shown(found)), piece)
        for n, piece in enumerate(MARKDOWN.split(text))
    )
