"""An article as plain text with its paragraphs, its title and its date line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from quiz.facts.extract.date_line import (
    Certainty,
    DateLine,
    choose_date_line,
    read_caption_date,
    read_date_line,
)
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.tidy import (
    between_captions,
    credit_behind,
    is_caption,
    is_credit,
    site_in,
    tidy,
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
_PLACE_AND_DASH = re.compile(
    rf"^(?:[A-Z][A-Z .,'’-]{{2,30}}(?:(?<=, )(?:[A-Z][\w.'’-]+ ?){{1,3}})?(?:{_DAY} ?)?"
    r"(?:\([^()]{1,40}\))?|\([A-Z][\w ]{1,30}\))"
    r"\s*(?:—|–|--?)\s+"
    r"|^(?:[A-Z][\w'’-]+ ?){1,3}, (?:[A-Z][\w'’-]+ ){1,3}— (?=[A-Z])"
)
_NO_TITLE = re.compile(
    r"(?:by|from|updated|published|posted|date|photo)\b|(?:author|source|url|to|section|tags?)\s*:"
    r"|(?:home|news|sports?|politics|business|world|culture|opinion|menu|advertisement)$"
    r"|(?:(?:early |personal )?(?:life|years)|biography|career|background|introduction|overview"
    r"|summary|abstract|contents|history|understand|references"
    r"|get (?:in|around|out)|see|do|eat|sleep)$"
    r"|.*\b(?:latest|breaking|top) (?:news|stories)\b",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"\d+(?:\.\d+)+ (?=[A-Z])")
_TOPIC = re.compile(
    r"(?:The )?([A-Z][\w.’'-]*(?: (?:(?:of|the|de|van|von) )*[A-Z][\w.’'-]*)*),? "
    r"(?:\(|(?:is|was|are) )"
)
_TITLE_FIELD = re.compile(r"(?:title|headline|subject)\s*:\s*", re.IGNORECASE)
_CAPTION = re.compile(
    r"[A-Z][^.!?:;,\"“”]{4,150}[^\W\d_] (?=(?:In|On|At|After|During) the [^.!?,]{3,80}, )"
)
"""The words beneath a picture that run into the text: "Ada Lind of the union In the north, …"."""

_ITEM = re.compile(r"^\s*(?:[*•·▪◦‣-]|\d{1,2}[.)]|Fig(?:ure|\.) \d[\d.]*:?)\s+(?=\S)")
_NARROWEST, _NARROW, _WIDEST = 25, 40, 130
"""Widths of wrapped text, in characters; narrow below the second."""
_FEWEST_NARROW_LINES = 3
_SHARE_OF_WIDTH = 0.7
LONGEST_PIECE = 20_000
"""Most characters that are parsed at once."""

_PIECE = re.compile(rf".{{1,{LONGEST_PIECE}}}(?:\Z|(?<=[.!?] ))|.{{1,{LONGEST_PIECE}}}", re.DOTALL)
_LEAST_SPACES = 15
"""A line with fewer spaces is not prose, however long."""
_NEVER_LAST = words("a an and at by for from in of on or that the to was were which who with")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of sentences. start: its offset in the article's text. number: from 1.
    heading: the last one before it that is not the title; "" for none."""

    text: str
    start: int
    number: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article to extract facts from.

    name: of the file. text: plain; all offsets point into it. day: of publication, to which "this
    March" and the like refer; None if unknown. date_line: the words that name this day. site: the
    name of the site that has it, "" if unknown. paragraphs: those with sentences; titles, bylines,
    credits and date lines are left out. One that is very long comes in several pieces with the same
    number.
    """

    name: str
    text: str
    title: str
    day: date | None
    date_line: str
    paragraphs: tuple[Paragraph, ...]
    site: str = ""

    @property
    def told(self) -> str:
        """What its paragraphs tell, without the lines around them."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


def make_article(
    name: str, text: str, title: str = "", day: date | None = None, site: str = ""
) -> Article:
    """The article in a plain text whose paragraphs are separated by blank lines or line breaks.

    A line break within a paragraph that was wrapped at a fixed width counts as a space.
    title, day, site: if known from elsewhere, such as the head of an HTML file; otherwise the title
    is the first line, unless it is a sentence or a heading such as "Early life"; then what the
    first sentence defines, the day is that of the date line, and the site that of a notice in the
    head or foot.
    """
    text = tidy(text)
    # A break and a space have the same length, so offsets stay valid.
    blocks = [(start, block.replace("\n", " ")) for start, block in _blocks(text)]
    lines = [read_date_line(plain) for _, plain in blocks]
    chosen = _date_line(blocks, lines)
    paragraphs: list[Paragraph] = []
    heading = ""
    for number, ((start, plain), line) in enumerate(zip(blocks, lines, strict=True), 1):
        is_date_line = line is not None and (
            line.certainty is Certainty.MARKED or (chosen is not None and line.day == chosen.day)
        )
        begin = line.end if line and is_date_line else _lead(plain)
        if begin == len(plain) or is_credit(plain) or is_caption(plain):
            continue
        kept = plain[begin : credit_behind(plain)]
        if (is_date_line and not kept.strip()) or (not is_date_line and _is_heading(kept)):
            if not title and not paragraphs and not line and not _NO_TITLE.match(plain):
                title = _TITLE_FIELD.sub("", _CHAPTER.sub("", plain.strip("#* ")), count=1)
            else:
                heading = plain.strip("#* ")
            continue
        paragraphs += _pieces(Paragraph(kept, start + begin, number, heading))
    site = site or next(filter(None, (site_in(plain) for _, plain in blocks)), "")
    title = title or _topic(paragraphs) or name.rpartition(".")[0] or name
    if day:
        return Article(name, text, title, day, day.isoformat(), tuple(paragraphs), site)
    found = chosen or (read_caption_date(blocks[0][1]) if blocks else None)
    if not found:
        return Article(name, text, title, None, "", tuple(paragraphs), site)
    return Article(name, text, title, found.day, found.words, tuple(paragraphs), site)


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph without the captions in it, in pieces that need little memory to parse, cut
    between sentences if possible."""
    for begin, end in between_captions(paragraph.text):
        for found in _PIECE.finditer(paragraph.text, begin, end):
            yield replace(paragraph, text=found[0], start=paragraph.start + found.start())


def _topic(paragraphs: Sequence[Paragraph]) -> str:
    """What the first sentence defines, as in "Ada Lind (born 1901) was"; "" for nothing."""
    found = _TOPIC.match(paragraphs[0].text) if paragraphs else None
    pronouns = ("He", "She", "It", "This", "That", "There", "They")
    return found[1] if found and found[1] not in pronouns else ""


def _date_line(blocks: list[tuple[int, str]], lines: list[DateLine | None]) -> DateLine | None:
    sentences, before = 0, []
    for (_, plain), line in zip(blocks, lines, strict=True):
        before.append(sentences)
        sentences += line is None and not _is_heading(plain)
    return choose_date_line(lines, before)


def _lead(plain: str) -> int:
    """Where the text begins, after a bullet, a number, a caption or a place, as in "OSLO (Agency)
    — "."""
    found = _PLACE_AND_DASH.match(plain) or _ITEM.match(plain) or _CAPTION.match(plain)
    return found.end() if found else 0


def _blocks(text: str) -> list[tuple[int, str]]:
    """Paragraphs and their offsets: split at blank lines and at breaks that do not wrap a line."""
    blocks: list[tuple[int, str]] = []
    width = _width(text)
    for found in re.finditer(r"[^\n]+(?:\n[ ]*[^\s][^\n]*)*", text):
        lines = found[0].split("\n")
        start = here = found.start()
        its_width = width if width >= _NARROW or len(lines) >= _FEWEST_NARROW_LINES else 0
        pairs = list(pairwise(lines))
        even = all(_is_full(*pair, _SHARE_OF_WIDTH * its_width) for pair in pairs)
        for line, following in pairs:
            here += len(line)
            if not _goes_on(line, following, its_width, even):
                blocks.append((start, text[start:here]))
                start = here + 1
            here += 1
        blocks.append((start, text[start : found.end()]))
    return [(start, block) for start, block in blocks if block.strip()]


def _width(text: str) -> int:
    """The width at which a text seems to be wrapped; 0 if each line is a paragraph."""
    longest = 0
    for line in text.split("\n"):
        if len(line) <= _WIDEST:
            longest = max(longest, len(line))
        elif line.count(" ") > _LEAST_SPACES:
            return 0
    return longest if longest >= _NARROWEST else 0


def _is_full(line: str, following: str, width: float) -> bool:
    """Whether the first word of the following line would not fit into this one."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _goes_on(line: str, following: str, width: int, even: bool) -> bool:
    """Whether a paragraph goes on after the break between these two lines.

    even: whether all lines around them are about as long as the text is wide.
    """
    line, following = line.rstrip(), following.lstrip()
    in_prose = even and width and not _ITEM.match(line) and not line.endswith(":")
    if re.match(r"(?:By|BY) [A-Z]", following) or (_ITEM.match(following) and not in_prose):
        return False
    if line.endswith((",", ";", "-", "–", "—")) or line.rpartition(" ")[2] in _NEVER_LAST:
        return True
    ahead = read_date_line(following)
    if ahead and ahead.end == len(following):
        return False
    if following[0].islower():
        return True
    # Its last sentence may end here, or a title be as long as a line.
    strict = not even and (width < _NARROW or _ends_sentence(line))
    return bool(width) and _is_full(line, following, width * (1 if strict else _SHARE_OF_WIDTH))


def _ends_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?][\"”’')\]]*( ?\|)?$", text))


def _is_heading(plain: str) -> bool:
    plain = plain.strip()
    if not re.search(r"[a-z]{2}", plain):
        return True
    few = len(plain.split()) < 25
    return not _ends_sentence(plain) and few and not re.search(r"[.!?] [A-Z]", plain)
