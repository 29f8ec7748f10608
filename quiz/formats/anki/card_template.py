"""Renders Anki's card templates: fields, conditions and filters in double braces.

It supports the part of the language that matters for text: `{{Field}}`, `{{#Field}}…{{/Field}}`,
`{{^Field}}…{{/Field}}`, `{{FrontSide}}`, the special fields, and the filters `type`, `cloze`,
`cloze-only`, `hint`, `text`, `furigana`, `kana`, `kanji` and `tts`; see "Card Templates" in
https://docs.ankiweb.net/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from quiz.formats.anki.cloze_gaps import mark_gaps
from quiz.formats.anki.marks import FIELD_END, FIELD_START
from quiz.formats.html import html_to_text, text_to_html
from quiz.formats.interchange import InterchangeError
from quiz.formats.marked import GAP_END, GAP_HINT, GAP_NUMBERED, GAP_START

_TAG = re.compile(r"\{\{(\{?[^{}]*\}?)\}\}", re.DOTALL)
_OLD_DELIMITERS = "{{=<% %>=}}"
_OLD_TAG = re.compile(r"<%(.*?)%>", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div|p) ?/?>)*", re.IGNORECASE)
_READING = re.compile(r"\[([^\[\]]+)\]")
_BEFORE_WORDS = (" ", ">", "\n", GAP_NUMBERED, GAP_HINT, GAP_END)
_PARTS_WORDS = re.compile(f" (?=(?:{GAP_START}[^{GAP_NUMBERED}]*{GAP_NUMBERED})?$)")
"""A space before a word with a reading, which only says where the word begins."""
_EXTRA = re.compile(
    r"(?:back[ _-]?)?(?:extra|notes?|remarks?|comments?|explanations?|mnemonics?|sources?) ?\d*",
    re.IGNORECASE,
)
_ANSWER_LINE = re.compile(r"<hr[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)

_MOST_KEPT = 1_000
_LONGEST = 1_000_000
"""A card may have this many characters more than four times those of its note."""


@dataclass(slots=True)
class CardSide:
    """One side of a card. html: with a place for each value, see `quiz.formats.anki.marks`.

    names, values: the fields in these places, and their HTML. typed: fields that the player types.
    hints: HTML of hints hidden behind a button.
    """

    html: str = ""
    names: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


class _Tag(NamedTuple):
    """A tag of a template, and the text before it.

    sign: "#" or "^" where a condition begins, "/" where it ends, "!" for a comment, "" for a field.
    filters: of a field, the first to apply first.
    """

    before: str
    sign: str
    name: str
    filters: tuple[str, ...]


def without_scripts(template: str) -> str:
    """The template without scripts and styles, which may be a thousand times as long."""
    for tag in ("script", "style"):
        pieces = []
        lower = template.lower()
        position = 0
        while len(lower) == len(template) and (start := lower.find(f"<{tag}", position)) >= 0:
            pieces.append(template[position:start])
            end = lower.find(f"</{tag}", start)
            close = lower.find(">", end) if end >= 0 else -1
            position = close + 1 if close >= 0 else len(template)
        template = "".join([*pieces, template[position:]])
    return template


@lru_cache(_MOST_KEPT)
def split_back(template: str) -> tuple[str, str]:
    """Split a back template at `<hr id=answer>`: the part before it, or "", and the part after."""
    found = _ANSWER_LINE.search(template)
    if found is None:
        return "", template
    return template[: found.start()], template[found.end() :]


@lru_cache(_MOST_KEPT)
def is_question(part: str) -> bool:
    """Whether a part of a back is just the front again."""
    tags, end = _parsed(part)
    return not end.strip() and all(
        tag.name == "FrontSide" and not tag.sign and not tag.before.strip() for tag in tags
    )


def render(template: str, fields: Mapping[str, str], *, front: bool) -> CardSide:
    """Fill a template with the fields of a note (HTML without our marks).

    front: whether it is the front, which does not show fields to type. Missing fields are empty. An
    unclosed condition ends with the template.

    Raises InterchangeError if the card is far longer than its note, as a template may repeat a
    field any number of times.
    """
    result = CardSide()
    pieces: list[str] = []
    # Of nested conditions, only the outermost unmet one matters.
    open_conditions: list[str] = []
    hidden_at = 0
    left = _LONGEST + 4 * sum(map(len, fields.values()))
    tags, end = _parsed(template)
    for tag in tags:
        if not hidden_at:
            pieces.append(tag.before)
        if tag.sign in ("#", "^"):
            open_conditions.append(tag.name)
            present = not _EMPTY.fullmatch(fields.get(tag.name, ""))
            if not hidden_at and present is (tag.sign == "^"):
                hidden_at = len(open_conditions)
        elif tag.sign == "/":
            if tag.name in open_conditions:
                while open_conditions.pop() != tag.name:
                    pass
                if hidden_at > len(open_conditions):
                    hidden_at = 0
        elif not tag.sign and not hidden_at:
            pieces.append(_field(tag, fields, result, front))
            left -= len(result.values[-1]) if pieces[-1] else 0
            if left < 0:
                raise InterchangeError("a card template makes a card far longer than its note")
    if not hidden_at:
        pieces.append(end)
    result.html = "".join(pieces)
    return result


def names_in(template: str) -> set[str]:
    """All field names in a template, including those in conditions."""
    return {tag.name for tag in _parsed(template)[0] if tag.sign != "!"}


def cloze_names(template: str) -> set[str]:
    """The names of the fields whose gaps a template shows."""
    return {tag.name for tag in _parsed(template)[0] if "cloze" in tag.filters}


def is_extra(name: str) -> bool:
    """Whether a field with this name adds to the answer, such as "Back Extra"."""
    return _EXTRA.fullmatch(name.strip()) is not None


@lru_cache(_MOST_KEPT)
def _parsed(template: str) -> tuple[list[_Tag], str]:
    """The tags of a template, and the text after the last one."""
    bare = template.lstrip()
    if bare.startswith(_OLD_DELIMITERS):
        template = _OLD_TAG.sub(r"{{\1}}", bare[len(_OLD_DELIMITERS) :])
    tags: list[_Tag] = []
    position = 0
    for found in _TAG.finditer(template):
        inner = found[1].strip("{}").strip()
        sign = inner[:1] if inner[:1] in ("#", "^", "/", "!") else ""
        *filters, name = [inner[1:]] if sign else inner.split(":")
        words = tuple(each.split()[0] for each in reversed(filters) if each.strip())
        tags.append(_Tag(template[position : found.start()], sign, name.strip(), words))
        position = found.end()
    return tags, template[position:]


def _field(tag: _Tag, fields: Mapping[str, str], result: CardSide, front: bool) -> str:
    name = tag.name
    value = fields.get(name, "")
    for word in tag.filters:
        if word in ("cloze", "cloze-only"):
            value = mark_gaps(value)
        elif word == "type":
            result.typed.append(name)
            value = "" if front else value
        elif word == "hint" and front:
            result.hints.append(value)
            value = ""
        elif word == "text":
            value = text_to_html(html_to_text(value))
        elif word in ("furigana", "kana", "kanji"):
            value = _furigana(value, word)
        elif word in ("tts", "tts-voices"):
            value = ""
    if not value:
        return ""
    place = f"{FIELD_START}{len(result.values)}{FIELD_END}"
    result.names.append(name)
    result.values.append(value)
    return f"<br>{place}<br>" if is_extra(name) and not front else place


def _furigana(html: str, which: str) -> str:
    pieces = []
    position = 0
    for reading in _READING.finditer(html):
        before = html[position : reading.start()]
        start = max(map(before.rfind, _BEFORE_WORDS)) + 1
        word = before[start:]
        if not word or reading[1].startswith("sound:"):
            continue
        pieces.append(_PARTS_WORDS.sub("", before[:start]))
        shown = {"furigana": f"{word}({reading[1]})", "kana": reading[1], "kanji": word}
        pieces.append(shown[which])
        position = reading.end()
    return "".join([*pieces, html[position:]])
