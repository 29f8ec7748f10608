"""An article as plain text with its paragraphs, its title and its date line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from quiz.facts.extract.calendar import FULL_DATE, read_full_date

_HEADING = re.compile(r"^(.*[^.!?:;,\"”’)\]|]|)$")
_DASH = re.compile(r"\s*(?:\([^()]{1,40}\))?\s*(?:—|–|--|-)+\s+")
_PLACE_AND_DASH = re.compile(r"^[A-Z][A-Z .,'’-]{2,30}(?:\([^()]{1,40}\))?\s*(?:—|–|--)\s+")
_BYLINE = re.compile(r"^(?:by|from|updated|published|posted|date|photo)\b", re.IGNORECASE)
# Form feeds come from PDF files, one a page.
_BREAKS = str.maketrans(
    {**dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"), **dict.fromkeys("\xa0\t", " ")}
)
_LOOK_FOR_DATE = 6
_DATE_LINE_BEFORE = 60
_WRAPPED_FROM, _WRAPPED_TO = 40, 130


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of sentences. start: its place in the article's text. number: from 1."""

    text: str
    start: int
    number: int


@dataclass(frozen=True, slots=True)
class Article:
    """What facts are looked for in.

    name: of the file. text: the plain text, into which all offsets point. day: the date line, to
    which "this March" and the like refer; None when there is none. date_line: its words.
    paragraphs: those that hold sentences; titles, bylines and date lines are left out.
    """

    name: str
    text: str
    title: str
    day: date | None
    date_line: str
    paragraphs: tuple[Paragraph, ...]


def make_article(name: str, text: str, title: str = "", day: date | None = None) -> Article:
    """The article in a plain text whose paragraphs are apart by blank lines, or by line breaks.

    A line break within a paragraph that was wrapped at a fixed width counts as a space. `title`
    and `day` are known from elsewhere, for example from the head of an HTML file; else the title is
    the first line when it is no sentence, and the date is looked for in the first lines.
    """
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    blocks = _blocks(text)
    date_line = day.isoformat() if day else ""
    paragraphs: list[Paragraph] = []
    for number, (start, block) in enumerate(blocks, 1):
        # Lines of one length keep offsets true when their breaks become spaces.
        plain = block.replace("\n", " ")
        found = FULL_DATE.search(plain) if number <= _LOOK_FOR_DATE else None
        if found and day is None:
            day = read_full_date(found[0])
            date_line = found[0] if day else ""
        skip = _date_line_end(plain, found)
        if not skip and _is_heading(plain):
            if not title and not paragraphs and not found and not _BYLINE.match(plain):
                title = plain.strip("#* ")
            continue
        paragraphs.append(Paragraph(plain[skip:], start + skip, number))
    title = title or name.rpartition(".")[0] or name
    return Article(name, text, title, day, date_line, tuple(paragraphs))


def _blocks(text: str) -> list[tuple[int, str]]:
    """The paragraphs with their places: a blank line parts them, or a break that wraps nothing."""
    blocks: list[tuple[int, str]] = []
    for found in re.finditer(r"[^\n]+(?:\n[ ]*[^\s][^\n]*)*", text):
        lines = found[0].split("\n")
        longest = max(len(line) for line in lines)
        start, here, kept = found.start(), found.start(), ""
        for line in lines:
            kept = text[start : here + len(line)]
            here += len(line) + 1
            wrapped = _WRAPPED_FROM <= len(line) <= _WRAPPED_TO and len(line) >= 0.7 * longest
            if not wrapped:
                blocks.append((start, kept))
                start, kept = here, ""
        if kept:
            blocks.append((start, kept))
    return [(start, block) for start, block in blocks if block.strip()]


def _date_line_end(plain: str, found: re.Match[str] | None) -> int:
    """Where the first sentence begins behind "OSLO, 14 February 2023 —"; 0 without such a line."""
    place = _PLACE_AND_DASH.match(plain)
    if place:
        return place.end()
    if found and found.start() <= _DATE_LINE_BEFORE and not re.search(r"[.!?] ", plain[:5]):
        dash = _DASH.match(plain, found.end())
        if dash:
            return dash.end()
    return 0


def _is_heading(plain: str) -> bool:
    plain = plain.strip()
    if not re.search(r"[a-z]{2}", plain):
        return True
    ended = re.search(r"[.!?][\"”’')\]]*( ?\|)?$", plain)
    return not ended and (len(plain.split()) < 25) and not re.search(r"[.!?] [A-Z]", plain)
