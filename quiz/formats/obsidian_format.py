"""Markdown with the syntax of Obsidian's spaced-repetition plugin.

`front::back`, `front:::back` for both ways, `?` and `??` alone on a line between several lines,
and ==gaps== with an optional ^[hint]. A blank line ends a card. A heading or line with `#card` asks
for the text below it, as in the plugin Flashcards. The other marks are the defaults of
https://github.com/st3v3nmw/obsidian-spaced-repetition (docs, "Flashcards").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.formats.headings_format import take_tagged
from quiz.formats.interchange import ExportedDeck, ExportedFile, ImportedFile
from quiz.formats.markdown_source import (
    Line,
    Sort,
    groups_of,
    lines_of,
    masked,
    text_of,
    without_comments,
)
from quiz.formats.plain_notes import NoteList, highlighted, parts_of, with_gaps, written_file
from quiz.formats.sm2 import day_of, number_of, sm2_memory
from quiz.formats.text_files import decode

_MARKS = ("?", "??")
_SCHEDULE = re.compile(r"<!--SR:([^<>]*)-->")
_TAG = re.compile(r"(?:^|(?<=\s))#(?:flashcards?(?:/([\w/-]+))?|cards?(?:-\w+)?)(?:\s|$|(?=::))")
_CARD = re.compile(r"\s#card(-reverse)?(?=\s|$)")
_DECK = re.compile(r"\A---\n(?:.*\n)*?cards-deck: *(\S.*?) *\n")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]:")
_TWO_SIDES = re.compile(r"(?<=\S)\s*:::?(?=\s*\S)")
_BRACES = re.compile(r"\{\{.{1,500}?\}\}")
_PROPERTY = re.compile(r"\s*(?:[-*+]\s+)?[a-z][a-z0-9_-]*:: ")
"""`status:: done`, as in Dataview and Logseq."""
_GAP = re.compile(r"==([^=\n](?:[^=\n]|=(?!=))*?)==(?:\^\[([^\]\n]*)\])?(?:\[\^(\w+)\])?")
_GAP_PARTS = re.compile(r"(?:(\d+);;)?(.*?\S.*?)(?:;;(.*))?", re.DOTALL)
"""`==1;;gap;;hint==`, gaps with the same number being asked together."""
_EXPECTED = "'front::back', '?' on a line between front and back, or ==gaps=="


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a note. name: of the file, without suffix.

    Text between the cards is ignored. Raises InterchangeError if there are no cards.
    """
    text = decode(data)
    found = NoteList()
    tagged = _DECK.search(text) or _TAG.search(text)
    _read_text(text, found)
    deck = (tagged[1] or "").replace("::", "/") if tagged else ""
    return found.result(deck or name, "" if not deck else deck.rpartition("/")[2], _EXPECTED)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write one-way and two-way cards, and clozes with hints; other kinds become front and back."""
    kept = (Kind.BASIC, Kind.TERM, Kind.CLOZE)
    return written_file(
        exported, kept, _format, _read_text, "#flashcards\n\n",
        head=["format"], fields=["hint", "numbers"],
    )  # fmt: skip


def _read_text(text: str, found: NoteList) -> None:
    for group in groups_of(take_tagged(lines_of(text), found, _is_card)):
        lines = [replace(line, text=_without_tags(line)) for line in group]
        kept = [line for line in lines if line.text.strip() or line.sort is Sort.CODE]
        marks = [n for n, line in enumerate(kept) if line.is_text and line.text.strip() in _MARKS]
        asks = _CARD.search(group[0].text) if group[0].is_text and not _is_card(group[0]) else None
        if asks and kept[1:]:
            front, back = found.text(text_of(kept[:1])), found.text(text_of(kept[1:]))
            _add(found, front, back, asks[1] is not None, group[0].number, _schedules(group))
        elif marks:
            mark = kept[marks[0]]
            both = mark.text.strip() == "??"
            # Lines above it may be cards of their own; the last one is part of the question.
            start = next((n + 1 for n in reversed(range(marks[0] - 1)) if _is_card(kept[n])), 0)
            if start:
                end = group.index(next(line for line in group if line.number == kept[start].number))
                _read_lines(lines[:end], group[:end], found)
                group = group[end:]
            front = found.text(text_of(kept[start : marks[0]]))
            back = found.text(text_of(kept[marks[0] + 1 :]))
            _add(found, front, back, both, mark.number, _schedules(group))
        else:
            _read_lines(lines, group, found)


def _is_card(line: Line) -> bool:
    """Whether a line alone is a card."""
    return (
        line.is_text
        and not _PROPERTY.match(line.text)
        and _TWO_SIDES.search(_without_braces(masked(line.text))) is not None
    )


def _without_braces(text: str) -> str:
    """The text without gaps as in Anki, {{c1::gap}}; every other character keeps its place."""
    return _BRACES.sub(lambda found: "\0" * len(found[0]), text)


def _read_lines(lines: list[Line], written: list[Line], found: NoteList) -> None:
    """Read a group without a mark of a card of several lines: lines with a card each, and the rest
    as one text with gaps. written: the same lines with their comments."""
    prose: list[Line] = []
    schedules: list[_Schedule] = []
    for index, (line, full) in enumerate(zip(lines, written, strict=True)):
        if line.sort in (Sort.CODE, Sort.TABLE):
            if line.sort is Sort.TABLE and (_TWO_SIDES.search(line.text) or "==" in line.text):
                found.look_alike("a table", line.number)
            continue
        own = _schedules([full])
        if line.sort is Sort.COMMENT:
            # It belongs to what stands above.
            schedules += own
            continue
        text = line.title if line.sort is Sort.HEADING else line.text
        shown = masked(text)
        sides = _TWO_SIDES.search(_without_braces(shown))
        if _PROPERTY.match(text):
            found.look_alike("a property", line.number)
        elif sides and _FOOTNOTE.match(text):
            found.look_alike("a footnote", line.number)
        elif not sides and _TWO_SIDES.search(shown):
            found.look_alike("braces", line.number)
            prose.append(line)
        elif sides:
            _flush(prose, schedules, found)
            front = _BULLET.sub("", text[: sides.start()], count=1)
            both = sides[0].strip() == ":::"
            below = takewhile(
                lambda each: each.sort is Sort.COMMENT, written[index + 1 : index + 5]
            )
            _add(found, found.text(front), found.text(text[sides.end() :]), both, line.number,
                 own or _schedules(below))  # fmt: skip
        elif line.sort is not Sort.HEADING:
            prose.append(line)
            schedules += own
    _flush(prose, schedules, found)


def _flush(prose: list[Line], schedules: list[_Schedule], found: NoteList) -> None:
    if prose:
        _cloze(found, text_of(prose).strip(), schedules)
    prose.clear()
    schedules.clear()


def _without_tags(line: Line) -> str:
    if line.sort is Sort.CODE:
        return line.text
    return _TAG.sub("", without_comments(line.text)).rstrip()


class _Schedule(NamedTuple):
    due: str
    interval: str
    ease: str


def _schedules(lines: Iterable[Line]) -> list[_Schedule]:
    """The schedules in comments such as `<!--SR:!2024-08-13,15,312-->`, one for each card."""
    comments = (_SCHEDULE.search(line.text) for line in lines if line.sort is not Sort.CODE)
    texts = (text for comment in comments if comment for text in comment[1].split("!") if text)
    return [_Schedule(*[*text.split(","), "", ""][:3]) for text in texts]


def _keep(found: NoteList, note: Note, schedules: Iterable[_Schedule]) -> None:
    found.notes.append(note)
    for part, (due, interval, ease) in enumerate(schedules):
        found.remember(
            sm2_memory(
                note,
                part,
                interval=number_of(interval),
                ease=number_of(ease) / 100,
                due=day_of(due),
            )
        )


def _add(
    found: NoteList,
    front: str,
    back: str,
    both_ways: bool,
    line: int,
    schedules: Iterable[_Schedule],
) -> None:
    if not front or not back:
        found.without.append(line)
        return
    front, back = highlighted(front), highlighted(back)
    _keep(found, TermNote(front, back) if both_ways else BasicNote(front, back), schedules)


def _cloze(found: NoteList, text: str, schedules: Iterable[_Schedule]) -> None:
    text = found.text(text)
    shown = masked(text)
    gaps = []
    numbers: dict[str, int] = {}
    for gap in _GAP.finditer(text):
        # A gap may hold code, but does not start or end in it.
        if not gap[1].strip() or shown[gap.start()] != "=" or shown[gap.end(1)] != "=":
            continue
        named, words, hint = _GAP_PARTS.fullmatch(gap[1]).groups()  # type: ignore[union-attr]
        name = gap[3] or named
        number = numbers.setdefault(name, len(numbers) + 1) if name else 0
        gaps.append((*gap.span(), Gap(words.strip(), (), (gap[2] or hint or "").strip(), number)))
    if gaps:
        _keep(found, ClozeNote(parts_of(text, gaps)), schedules)


def _format(note: Note) -> str:
    if isinstance(note, ClozeNote):
        return with_gaps(note, _format_gap) + "\n"
    if isinstance(note, TermNote):
        front, back, line, block = note.term, note.definition, ":::", "??"
    else:
        assert isinstance(note, BasicNote)
        front, back, line, block = note.prompt, note.answer, "::", "?"
    if "\n" in front + back or ":" in front + back[:1]:
        return f"{front}\n{block}\n{back}\n"
    return f"{front}{line}{back}\n"


def _format_gap(gap: Gap) -> str:
    hint = f"^[{gap.hint}]" if gap.hint else ""
    number = f"[^{gap.number}]" if gap.number else ""
    return f"=={gap.answer}=={hint}{number}"
