"""Gaps as other programs mark them in their texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quiz.decks.model import Gap

_ANKI = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_SIGN = re.compile("\ufdd0(\\d+)\ufdd1(.*?)\ufdd1(.*?)\ufdd2", re.DOTALL)
_SIGNS = re.compile("[\ufdd0-\ufdd2]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with gaps. together: how many gaps share their card with another one there."""

    parts: tuple[str | Gap, ...]
    together: int = 0


def sign_anki_cloze(text: str) -> str:
    """The text with `{{c1::answer::hint}}` marked by signs that no HTML has a meaning for, so
    that its parts stay apart while HTML becomes text; `parse_signed` reads them."""
    return _ANKI.sub("\ufdd0\\1\ufdd1\\2\ufdd1\\3\ufdd2", _SIGNS.sub("", text))


def parse_signed(text: str) -> Marked | None:
    """The parts of a text from `sign_anki_cloze`; None when there is no gap with an answer."""
    parts: list[str | Gap] = []
    numbers: list[str] = []
    position = 0
    for found in _SIGN.finditer(text):
        answer = _SIGNS.sub("", found[2]).strip()
        if not answer:
            continue
        if found.start() > position:
            parts.append(_SIGNS.sub("", text[position : found.start()]))
        parts.append(Gap(answer, (), _SIGNS.sub("", found[3]).strip()))
        numbers.append(found[1])
        position = found.end()
    if not numbers:
        return None
    if position < len(text):
        parts.append(_SIGNS.sub("", text[position:]))
    return Marked(tuple(parts), len(numbers) - len(set(numbers)))


def holds_anki_cloze(text: str) -> bool:
    """Whether a text would be read as a cloze of Anki."""
    return _ANKI.search(text) is not None


def format_anki_cloze(parts: tuple[str | Gap, ...], escape: Callable[[str], str]) -> str:
    """The text as Anki marks it, its gaps numbered from 1; other right answers are left out.

    escape: turns text into HTML, in which braces and colons can be written so that they do not
    end the gap.
    """
    signed = ""
    number = 0
    for part in parts:
        if isinstance(part, Gap):
            number += 1
            signed += f"\ufdd0{number}\ufdd1{part.answer}\ufdd1{part.hint}\ufdd2"
        else:
            signed += _SIGNS.sub("", part)
    # The text is escaped as a whole: spaces beside a gap are not at the end of a line.
    html = escape(signed)
    texts: list[str] = []
    position = 0
    for found in _SIGN.finditer(html):
        texts.append(html[position : found.start()].replace("{", "&#123;"))
        hint = f"::{_in_gap(found[3])}" if found[3] else ""
        texts.append(f"{{{{c{found[1]}::{_in_gap(found[2])}{hint}}}}}")
        position = found.end()
    return "".join(texts) + html[position:].replace("{", "&#123;")


def _in_gap(html: str) -> str:
    return html.replace("{", "&#123;").replace("}", "&#125;").replace(":", "&#58;")
