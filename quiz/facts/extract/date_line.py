"""The date line of an article, which names the day of its publication.

A date within a sentence is not one: "founded on 3 March 1921" says nothing about the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from quiz.facts.extract.calendar import FULL_DATE, read_full_date

_LONGEST = 120
"""The most characters before or after the date in a date line."""
_FIRST_LINES = 8
"""A date alone counts only in this many first paragraphs."""

_DAY_NAME = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?)"
_MARK = (
    r"(?:(?:first|last|originally)\s+)?(?:published|posted|updated|modified|filed|dated?|last\s+update"
    r"|press\s+release"
    r"|(?:publication|published?|release)\s+date|date\s+(?:published|of\s+publication))"
)
_SMALL = r"(?:of|the|and|upon|de|del|la|le|el|al|da|do|sur|der)"
_WORD = r"[A-Z][\w.'’-]*"
_PLACE = (
    rf"(?!(?:On|In|Since|By|From|Until|After|Before|At|Born|Died)\b)"
    rf"{_WORD}(?:[ ,]+(?:{_WORD}|{_SMALL}(?= ))){{0,6}}"
)
_AGENCY = r"(?:\([^()]{1,40}\)|/[^/]{1,30}/)"
_DASH = r"(?:—|–|--+|-(?=\s))"

_MARKED = re.compile(
    rf"{_MARK}(?:\s+(?:online|on|at|by\s+{_WORD}(?:\s+{_WORD}){{0,3}}))*\W{{0,4}}{_DAY_NAME}?\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:(?:[Ss]tory |[Tt]ext )?[Bb]y|BY|From)\s+[A-Z][^!?;:]{1,90}")
_PLACED = re.compile(
    rf"\(?{_PLACE},?\s*{_AGENCY}?\s*{_DASH}?\s*{_AGENCY}?\s*{_DASH}?\s*\(?{_DAY_NAME}?\s*"
)
_BARE = re.compile(rf"\(?{_DAY_NAME}?\s*", re.IGNORECASE)
# What may follow the date in such a line: times, zones, a later date, names.
_REST = re.compile(
    rf"(?:{FULL_DATE.pattern}|\b{_DAY_NAME}|\b(?i:{_MARK}|at|on|am|pm)\b|[ap]\.m\.|\([^()]{{1,40}}\)"
    rf"|(?:[|/•·–—-]|\b(?:by|By|BY))(?: {_WORD}){{1,6}}|\b[A-Z]{{1,5}}\b"
    r"|[\s\d:.,;|/•·()+–—-]|T(?=\d)|Z\b)*+"
)
_SENTENCE_BEHIND = re.compile(
    rf"[)\]]?(?:,?\s+{_WORD}(?: {_WORD})?)?,?\s*"
    rf"(?:{_AGENCY}?\s*(?:{_DASH}|:(?=\s))\s*(?=\S)|\. /[A-Z]+/\.?\s)"
)
_DAY_ALONE = re.compile(rf"\(?{_DAY_NAME}\s*")
_NEXT_BEGINS = re.compile(r"\s+(?=(?:[A-Z][a-z]*,? )(?:\S+ ){4})")
"""After the day with its name, a sentence may begin without any mark, as in text copied from a
page."""

_CAPTION = re.compile(
    rf"[^.!?]{{10,300}}, {FULL_DATE.pattern}\."
    rf" (?:\((?:[A-Z]\w+ ?){{1,3}}/(?:{_WORD} ?){{1,4}}\)|[A-Z]{{2,12}}/(?:{_WORD} ?){{1,4}})[ |]*"
)
_OLD_PICTURE = re.compile(r"\b(?:file|archive|undated|historic)\b", re.IGNORECASE)


class Certainty(Enum):
    """How certain a date line is: a date alone, one with a place, or one that says "published"."""

    ALONE = 1
    PLACED = 2
    MARKED = 3


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date line. words: the date as written. end: where the first sentence begins after it."""

    day: date
    words: str
    end: int
    certainty: Certainty


def read_date_line(line: str) -> DateLine | None:
    """The date line that a paragraph begins with or consists of; None if there is none."""
    found = FULL_DATE.search(line[: 2 * _LONGEST])
    kind = _kind(line, found) if found else None
    day = read_full_date(found[0]) if found and kind else None
    return DateLine(day, found[0], *kind) if found and kind and day else None


def _kind(line: str, found: re.Match[str]) -> tuple[int, Certainty] | None:
    """Where the sentence after a date line begins, and how certain the date line is; None if it is
    not a date line."""
    before, behind = line[: found.start()].lstrip("#*_>|[ "), line[found.end() :].rstrip("*_|] ")
    if len(before) > _LONGEST:
        return None
    marked = _MARKED.fullmatch(before) or _BYLINE.fullmatch(before)
    placed = _PLACED.fullmatch(before)
    if not (marked or placed or _BARE.fullmatch(before)):
        return None
    sentence = None if marked else _SENTENCE_BEHIND.match(behind)
    if _DAY_ALONE.fullmatch(before):
        sentence = sentence or _NEXT_BEGINS.match(behind)
    if sentence and not FULL_DATE.match(behind, sentence.end()):
        certainty = Certainty.PLACED if placed else Certainty.ALONE
        return found.end() + sentence.end(), certainty
    label = before[:3].lower() != "by " and marked and _is_label(behind)
    if len(behind) > _LONGEST or not (label or _REST.fullmatch(behind)):
        return None
    if before[:4].lower() == "date":
        # Further down, "Date:" may be that of a battle.
        return len(line), Certainty.PLACED
    return len(line), Certainty.MARKED if marked else Certainty.ALONE


def _is_label(text: str) -> bool:
    """Whether this is not a sentence: "by Ann Lee", "in Sport"."""
    return not text.endswith((".", "!", "?")) and len(text.split()) <= 8


def choose_date_line(lines: Sequence[DateLine | None], sentences: Sequence[int]) -> DateLine | None:
    """The date line of an article.

    lines: the date line of each paragraph, if any. sentences: how many paragraphs of sentences come
    before each. A date alone counts only near the top, and only if no other date stands alone, as
    many do in a chronicle.
    """
    alone: list[DateLine] = []
    for number, line in enumerate(lines):
        at_top = number < _FIRST_LINES and sentences[number] <= 1
        if line and line.certainty is Certainty.ALONE:
            alone += [line] if at_top or alone else []
        elif line and (at_top or line.certainty is Certainty.MARKED):
            return line
    return alone[0] if len({line.day for line in alone}) == 1 else None


def read_caption_date(line: str) -> DateLine | None:
    """The date in an agency's caption, such as "…, Oslo, May 7, 2015. (Agency/Ann Lee)".

    Agencies date a picture by the day of the news, unless it comes from an archive.
    """
    if not _CAPTION.fullmatch(line) or _OLD_PICTURE.search(line):
        return None
    words = FULL_DATE.findall(line)[-1]
    day = read_full_date(words)
    return DateLine(day, words, 0, Certainty.ALONE) if day else None
