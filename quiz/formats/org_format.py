"""Org files with the cards of org-drill.

A heading with the tag `:drill:` is a card. If its text has [gaps] or [gaps||hint], it is a cloze;
otherwise it is the question, and the answer is below its first subheading
(https://orgmode.org/worg/org-contrib/org-drill.html, "Writing the questions").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.formats.interchange import ExportedDeck, ExportedFile, ImportedFile
from quiz.formats.losses import Losses
from quiz.formats.plain_notes import NoteList, written_notes
from quiz.formats.text_files import decode

_HEADING = re.compile(r"(\*+)\s+(.*?)\s*(:[\w@#%:-]+:)?\s*")
_TITLE = re.compile(r"#\+title:\s*(.*)", re.IGNORECASE)
_PROPERTY = re.compile(r":([\w-]+):\s*(.*)")
_PLANNING = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):")
_GAP = re.compile(r"(?<!\[)\[([^\[\]\n|]+)(?:\|\|([^\[\]\n|]+))?\](?!\])")
_NO_GAP = re.compile(r"[ xX-]|fn:.*|\d{4}-\d\d-\d\d.*|\d+/\d+|\d+%|cite:.*")
_PLAIN_HEADINGS = frozenset(["", "item", "card", "question", "fact", "drill"])
_TAG_CHARACTERS = re.compile(r"[\w@#%-]+")
_EXPECTED = "a heading such as '* Question :drill:' with a text and a subheading for the answer"


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a file. name: of the file, without suffix.

    Headings without the tag are ignored. Raises InterchangeError if there are no cards.
    """
    lines = decode(data).split("\n")
    title = next((m[1].strip() for line in lines if (m := _TITLE.fullmatch(line))), "")
    found = NoteList()
    _read_lines(lines, found)
    return found.result(name, title, _EXPECTED)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write questions, two-sided cards, and clozes with hints; other kinds become questions."""
    losses = Losses()
    losses.head(exported, "title")
    losses.past(exported)
    kept = frozenset([Kind.BASIC, Kind.TERM, Kind.CLOZE])
    fields = ("hint", "id", "tags")
    pieces = written_notes(exported.deck.notes, kept, fields, _format, _read_piece, losses)
    losses.add("hint", number=sum(bool(note.extras.hint) for note in exported.deck.notes))
    title = " ".join(exported.deck.title.split())
    return ExportedFile(
        (f"#+title: {title}\n\n" + "\n".join(pieces)).encode(), losses.lines(), losses.missing
    )


def _read_piece(text: str) -> list[Note]:
    found = NoteList()
    _read_lines(text.split("\n"), found)
    return found.notes


@dataclass(slots=True)
class _Part:
    """A heading with its properties and text."""

    level: int
    heading: str
    tags: tuple[str, ...]
    line: int
    properties: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def _read_lines(lines: list[str], found: NoteList) -> None:
    parts = _parts(lines)
    for index, part in enumerate(parts):
        if "drill" not in part.tags:
            continue
        below = []
        for other in parts[index + 1 :]:
            if other.level <= part.level or "drill" in other.tags:
                break
            if other.level == part.level + 1:
                below.append(other)
        _card(part, below, found)


def _parts(lines: list[str]) -> list[_Part]:
    parts: list[_Part] = []
    drawer = ""
    for number, line in enumerate(lines, 1):
        heading = _HEADING.fullmatch(line)
        if heading and line.startswith("*"):
            tags = tuple(tag for tag in (heading[3] or "").split(":") if tag)
            parts.append(_Part(len(heading[1]), heading[2], tags, number))
            drawer = ""
        elif parts:
            stripped = line.strip()
            part = parts[-1]
            if drawer:
                named = _PROPERTY.fullmatch(stripped)
                if stripped.upper() == ":END:":
                    drawer = ""
                elif named and drawer == "PROPERTIES":
                    part.properties[named[1].upper()] = named[2].strip()
            elif not part.lines and stripped.upper() in (":PROPERTIES:", ":LOGBOOK:"):
                drawer = stripped.strip(":").upper()
            elif (part.text or not _PLANNING.match(line)) and (stripped or part.lines):
                part.lines.append(line)
    return parts


def _card(part: _Part, below: list[_Part], found: NoteList) -> None:
    extras = Extras(
        id=part.properties.get("ID", ""),
        tags=tuple(tag for tag in part.tags if tag != "drill"),
        line=part.line,
    )
    if any(key.startswith("DRILL_LAST") for key in part.properties):
        found.schedules += 1
    text = found.text(part.text)
    heading = "" if part.heading.casefold() in _PLAIN_HEADINGS else part.heading.strip()
    if part.properties.get("DRILL_CARD_TYPE", "").strip('"').lower() == "twosided":
        sides = [found.text(other.text) for other in below]
        if len(sides) > 1 and sides[0] and sides[1]:
            found.notes.append(TermNote(sides[0], sides[1], extras=extras))
            return
    gaps = _parse_gaps(text)
    if gaps:
        found.notes.append(ClozeNote(gaps, extras=extras))
        return
    prompt = "\n\n".join(each for each in (heading, text) if each)
    answer = found.text(below[0].text) if below else ""
    if prompt and answer:
        found.notes.append(BasicNote(prompt, answer, extras=extras))
    else:
        found.without.append(part.line)


def _parse_gaps(text: str) -> tuple[str | Gap, ...]:
    parts: list[str | Gap] = []
    position = 0
    for gap in _GAP.finditer(text):
        if _NO_GAP.fullmatch(gap[1]) or not gap[1].strip():
            continue
        if gap.start() > position:
            parts.append(text[position : gap.start()])
        parts.append(Gap(gap[1].strip(), (), (gap[2] or "").strip()))
        position = gap.end()
    if parts and position < len(text):
        parts.append(text[position:])
    return tuple(parts)


def _format(note: Note) -> str:
    tags = "".join(f":{tag}" for tag in note.extras.tags if _TAG_CHARACTERS.fullmatch(tag))
    properties = [f":ID: {note.extras.id}"] if note.extras.id else []
    if isinstance(note, TermNote):
        properties.append(":DRILL_CARD_TYPE: twosided")
    head = f"* Card {tags}:drill:\n" + (
        "\n".join([":PROPERTIES:", *properties, ":END:\n"]) if properties else ""
    )
    match note:
        case ClozeNote():
            texts = [
                part
                if isinstance(part, str)
                else f"[{part.answer}{f'||{part.hint}' if part.hint else ''}]"
                for part in note.parts
            ]
            return f"{head}\n{''.join(texts)}\n"
        case TermNote():
            return f"{head}\n** Term\n\n{note.term}\n\n** Definition\n\n{note.definition}\n"
        case BasicNote():
            return f"{head}\n{note.prompt}\n\n** Answer\n\n{note.answer}\n"
        case _:
            raise AssertionError(note)
