"""Markdown with the syntax of Obsidian's spaced-repetition plugin.

`front::back`, `front:::back` for both ways, `?` and `??` alone on a line between several lines,
and ==gaps== with an optional ^[hint]. A blank line ends a card. The marks are the defaults of
https://github.com/st3v3nmw/obsidian-spaced-repetition (docs, "Flashcards").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.formats.interchange import ExportedDeck, ExportedFile, ImportedFile
from quiz.formats.losses import Losses
from quiz.formats.plain_notes import NoteList, written_notes
from quiz.formats.text_files import decode

_FENCE = re.compile(r"\s*(```|~~~)")
_SCHEDULE = re.compile(r"\s*<!--SR:(.*?)-->")
_COMMENT = re.compile(r"<!--.*?-->")
_TAG = re.compile(r"(?:^|(?<=\s))#flashcards?(?:/([\w/-]+))?(?=\s|$)")
_QUOTED = re.compile(r"^\s*>\s?(?:\[![\w-]+\][+-]?\s*)?")
_CODE = re.compile(r"`[^`]+`")
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_GAP = re.compile(r"==([^=\n](?:[^=\n]|=(?!=))*?)==(?:\^\[([^\]\n]*)\])?(?:\[\^(\w+)\])?")
_EXPECTED = "'front::back', '?' on a line between front and back, or ==gaps=="


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a note. name: of the file, without suffix.

    Text between the cards is ignored. Raises InterchangeError if there are no cards.
    """
    text = decode(data)
    found = NoteList()
    tagged = _TAG.search(text)
    _read_text(text, found)
    deck = (tagged[1] or "") if tagged else ""
    return found.result(deck or name, "" if not deck else deck.rpartition("/")[2], _EXPECTED)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write one-way and two-way cards, and clozes with hints; other kinds become front and back."""
    losses = Losses()
    losses.head(exported)
    losses.past(exported)
    kept = frozenset([Kind.BASIC, Kind.TERM, Kind.CLOZE])
    pieces = written_notes(exported.deck.notes, kept, ("hint",), _format, _read_piece, losses)
    extras = sum(bool(note.extras.hint) for note in exported.deck.notes)
    losses.add("hint", number=extras)
    return ExportedFile(
        ("#flashcards\n\n" + "\n\n".join(pieces) + "\n").encode(), losses.lines(), losses.missing
    )


def _read_piece(text: str) -> list[Note]:
    found = NoteList()
    _read_text(text, found)
    return found.notes


def _read_text(text: str, found: NoteList) -> None:
    for start, lines in _paragraphs(text, found):
        marks = [index for index, line in enumerate(lines) if line.strip() in ("?", "??")]
        if marks:
            front = found.text("\n".join(lines[: marks[0]]))
            back = found.text("\n".join(lines[marks[0] + 1 :]))
            _add(found, front, back, lines[marks[0]].strip() == "??", start + marks[0])
            continue
        prose: list[str] = []
        for number, line in enumerate(lines, start):
            if _FENCE.match(line):
                continue
            prosaic = _CODE.sub(lambda code: " " * len(code[0]), line)
            separator = ":::" if ":::" in prosaic else "::"
            place = prosaic.find(separator)
            front, back = line[:place], line[place + len(separator) :]
            if place >= 0 and front.strip() and back.strip():
                front = _BULLET.sub("", front, count=1) if _BULLET.match(front) else front
                _add(found, found.text(front), found.text(back), separator == ":::", number)
            else:
                prose.append(line)
        _cloze(found, "\n".join(prose).strip())


def _paragraphs(text: str, found: NoteList) -> Iterator[tuple[int, list[str]]]:
    """Groups of lines between blank lines, with the number of the first; without comments, marks of
    quotes, and code that is not within a group. A block of code counts as one line."""
    lines = text.split("\n")
    index = 0
    if lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:]):
        index = 1
        while lines[index].strip() != "---":
            index += 1
        index += 1
    fence = ""
    quoted = False
    first = 0
    paragraph: list[str] = []
    for number, exported in enumerate(lines[index:], index + 1):
        if not fence:
            quoted = bool(_QUOTED.match(exported))
        if quoted:
            exported = _QUOTED.sub("", exported)
        mark = _FENCE.match(exported)
        if fence or mark:
            if fence and paragraph:
                paragraph[-1] += f"\n{exported.rstrip()}"
            elif paragraph:
                paragraph.append(exported.rstrip())
            if mark and (not fence or mark[1] == fence):
                fence = "" if fence else mark[1]
            continue
        scheduled = _SCHEDULE.search(exported)
        if scheduled:
            found.schedules += scheduled[1].count("!") or 1
        line = _TAG.sub("", _COMMENT.sub("", exported)).rstrip()
        if line and not line.lstrip().startswith("# "):
            first = first if paragraph else number
            paragraph.append(line)
        elif line or not exported.strip():
            if paragraph:
                yield first, paragraph
            paragraph = []
    if paragraph:
        yield first, paragraph


def _add(found: NoteList, front: str, back: str, both_ways: bool, line: int) -> None:
    if not front or not back:
        found.without.append(line)
    elif both_ways:
        found.notes.append(TermNote(front, back))
    else:
        found.notes.append(BasicNote(front, back))


def _cloze(found: NoteList, text: str) -> None:
    text = found.text(text)
    parts: list[str | Gap] = []
    numbers: list[str] = []
    position = 0
    for gap in _GAP.finditer(text):
        if not gap[1].strip():
            continue
        if gap.start() > position:
            parts.append(text[position : gap.start()])
        parts.append(Gap(gap[1].strip(), (), (gap[2] or "").strip()))
        if gap[3]:
            numbers.append(gap[3])
        position = gap.end()
    if not parts:
        return
    if position < len(text):
        parts.append(text[position:])
    found.together += len(numbers) - len(set(numbers))
    found.notes.append(ClozeNote(tuple(parts)))


def _format(note: Note) -> str:
    if isinstance(note, ClozeNote):
        return "".join(
            part
            if isinstance(part, str)
            else f"=={part.answer}=={f'^[{part.hint}]' if part.hint else ''}"
            for part in note.parts
        )
    if isinstance(note, TermNote):
        front, back, line, block = note.term, note.definition, ":::", "??"
    else:
        assert isinstance(note, BasicNote)
        front, back, line, block = note.prompt, note.answer, "::", "?"
    if "\n" in front + back or ":" in front + back[:1]:
        return f"{front}\n{block}\n{back}"
    return f"{front}{line}{back}"
