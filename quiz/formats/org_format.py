"""Org files with the cards of org-drill.

A heading with the tag `:drill:` is a card. If its text has [gaps] or [gaps||hint], it is a cloze;
otherwise it is the question, and the answer is below its first subheading; the other subheadings
explain it. Cards of other types have several sides
(https://orgmode.org/worg/org-contrib/org-drill.html, "Writing the questions").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from textwrap import dedent

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.template import Template
from quiz.formats.interchange import ExportedDeck, ExportedFile, ImportedFile
from quiz.formats.markdown_org import markdown_to_org
from quiz.formats.org_markup import has_markup, masked, to_markdown
from quiz.formats.plain_notes import (
    NoteList,
    joined_gaps,
    parts_of,
    split_gaps,
    title_in,
    with_gaps,
    written_file,
)
from quiz.formats.sm2 import day_of, number_of, sm2_memory
from quiz.formats.text_files import decode

_HEADING = re.compile(r"(\*+)\s+(.*?)\s*(:[\w@#%:-]+:)?\s*")
_TITLE = re.compile(r"#\+title:\s*(.*)", re.IGNORECASE)
_PROPERTY = re.compile(r":([\w-]+):\s*(.*)")
_TASK = re.compile(r"^(?:(?:TODO|NEXT|WAITING|DONE)\s+)?(?:\[#[A-Z]\]\s+)?")
_PLANNING = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):")
_SCHEDULED = re.compile(r"SCHEDULED:\s*<(\d{4}-\d\d-\d\d)")
_COMMENT = re.compile(r"\s*#(?: .*|\+(?!begin|end)[\w-]+:.*)?", re.IGNORECASE)
_TEXT = r"(?:[^\[\]\n|]|\n(?!\s*\n))+?"
_GAP = re.compile(rf"(?<!\[)\[({_TEXT})(?:\|\|({_TEXT}))?\](?!\])")
_NO_GAP = re.compile(r"[ xX-]|fn:.*|\d{4}-\d\d-\d\d.*|\d+/\d+|\d+%|cite:.*")
_PLAIN_HEADINGS = frozenset(["", "item", "card", "question", "fact", "drill"])
_ASIDES = frozenset(["notes", "note", "explanation", "extra", "comment", "comments"])
_ONE_SIDED = frozenset(["", "simple", "simpletyped"])
_TAG_CHARACTERS = re.compile(r"[\w@#%-]+")
_SCHEDULE = (
    "DRILL_LAST_INTERVAL", "DRILL_EASE", "DRILL_TOTAL_REPEATS", "DRILL_FAILURE_COUNT",
    "DRILL_LAST_REVIEWED",
)  # fmt: skip
_WORDS = ("VERB_INFINITIVE", "VERB_TRANSLATION", "NOUN", "NOUN_TRANSLATION")
"""Properties with the first sides of a word, above its tenses or cases."""
_EXPECTED = "a heading such as '* Question :drill:' with a text and a subheading for the answer"


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a file. name: of the file, without suffix.

    Headings without the tag are ignored. Raises InterchangeError if there are no cards.
    """
    text = decode(data)
    title = next((m[1].strip() for line in text.split("\n") if (m := _TITLE.fullmatch(line))), "")
    found = NoteList()
    _read_text(text, found)
    return found.result(name, title, _EXPECTED)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write questions, two-sided cards, and clozes, with hints and explanations; other kinds become
    questions."""
    kept = (Kind.BASIC, Kind.TERM, Kind.CLOZE)
    return written_file(
        exported, kept, _format, _read_text, f"#+title: {title_in(exported)}\n\n",
        head=["title"], fields=["hint", "id", "tags", "explanation"],
        markup=markdown_to_org if exported.deck.markdown else None,
    )  # fmt: skip


@dataclass(slots=True)
class _Part:
    """A heading with its properties and text. due: the date of its schedule."""

    level: int
    heading: str
    tags: tuple[str, ...]
    line: int
    properties: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    due: str = ""

    @property
    def text(self) -> str:
        return dedent("\n".join(self.lines)).strip()


def _read_text(text: str, found: NoteList) -> None:
    parts = _parts(text.split("\n"))
    rich = any(has_markup(f"{part.heading}\n\n{part.text}") for part in parts)
    reader = _Reader(found, to_markdown if rich else str)
    for index, part in enumerate(parts):
        if "drill" not in part.tags:
            continue
        below: list[_Part] = []
        for other in parts[index + 1 :]:
            if other.level <= part.level or "drill" in other.tags:
                break
            if other.level == part.level + 1 or not below:
                below.append(other)
            else:
                below[-1].lines += ["", other.heading, *other.lines]
        reader.card(part, below)


def _parts(lines: list[str]) -> list[_Part]:
    parts: list[_Part] = []
    drawer = ""
    is_block = False
    for number, line in enumerate(lines, 1):
        heading = _HEADING.fullmatch(line)
        stripped = line.strip()
        if heading and line.startswith("*"):
            tags = tuple(tag for tag in (heading[3] or "").split(":") if tag)
            parts.append(_Part(len(heading[1]), _TASK.sub("", heading[2]), tags, number))
            drawer = ""
            is_block = False
        elif parts:
            part = parts[-1]
            if drawer:
                named = _PROPERTY.fullmatch(stripped)
                if stripped.upper() == ":END:":
                    drawer = ""
                elif named and drawer == "PROPERTIES":
                    part.properties[named[1].upper()] = named[2].strip()
                continue
            if not part.lines and stripped.upper() in (":PROPERTIES:", ":LOGBOOK:"):
                drawer = stripped.strip(":").upper()
            elif not part.text and _PLANNING.match(line):
                scheduled = _SCHEDULED.search(line)
                part.due = scheduled[1] if scheduled else part.due
            elif (stripped or part.lines) and (is_block or not _COMMENT.fullmatch(line)):
                part.lines.append(line)
            if stripped.lower().startswith(("#+begin_", "#+end_")):
                is_block = stripped.lower().startswith("#+begin_")
    return parts


class _Reader:
    """Makes notes of headings. convert: from Org to what the deck holds."""

    def __init__(self, found: NoteList, convert: Callable[[str], str]) -> None:
        self._found = found
        self._convert = convert

    def card(self, part: _Part, below: list[_Part]) -> None:
        """Add the notes of a heading and its subheadings."""
        extras = Extras(
            id=part.properties.get("ID", ""),
            tags=tuple(tag for tag in part.tags if tag != "drill"),
            line=part.line,
        )
        heading = "" if part.heading.casefold() in _PLAIN_HEADINGS else part.heading.strip()
        text = self._text("\n\n".join(each for each in (heading, part.text) if each))
        note: Note | None = None
        gaps = self._gaps(part.text)
        kind = part.properties.get("DRILL_CARD_TYPE", "").strip('"').lower()
        named = (part.properties.get(name, "").strip('"') for name in _WORDS)
        words = [_Part(part.level, "", (), part.line, lines=[word]) for word in named if word]
        sides = [other for other in below if self._text(other.text)]
        if gaps:
            note = ClozeNote(gaps, extras=self._explained(extras, below))
        elif kind not in _ONE_SIDED and len(words) + len(sides) > 1:
            note = self._sides(kind, self._text(part.text), [*words, *sides], extras)
        elif sides and text:
            more = self._explained(extras, sides[1:])
            note = BasicNote(text, self._text(sides[0].text), extras=more)
        if note is None:
            self._found.without.append(part.line)
            return
        self._found.notes.append(note)
        if any(name.startswith("DRILL_LAST") for name in part.properties):
            self._remember(note, part)

    def _sides(self, kind: str, text: str, sides: list[_Part], extras: Extras) -> Note:
        """The first two sides ask for each other. Of a card with many sides, each further one asks
        for the first; of any other, such as a verb, it is asked for, and so are its tenses."""
        first, second, *others = sides
        front, back = self._text(first.text), self._text(second.text)
        if kind == "twosided":
            extras = self._explained(extras, others)
            if not text:
                return TermNote(front, back, extras=extras)
            others = []
        pairs = [(front, back), (back, front)]
        for other in others:
            asked = self._text(other.text)
            named = f"{front}: {self._text(other.heading)}"
            pairs.append((asked, front) if kind == "multisided" else (named, asked))
        prompts = ("\n\n".join(part for part in (text, side) if part) for side, _ in pairs)
        cards = tuple(
            BasicNote(prompt, answer) for prompt, (_, answer) in zip(prompts, pairs, strict=True)
        )
        return CardsNote((), Template("", (), cards), extras)

    def _explained(self, extras: Extras, parts: list[_Part]) -> Extras:
        texts = []
        for part in parts:
            text = self._text(part.text)
            is_aside = part.heading.casefold() in _ASIDES
            if text:
                texts.append(text if is_aside else f"{self._text(part.heading)}: {text}")
        return replace(extras, explanation="\n\n".join(texts))

    def _remember(self, note: Note, part: _Part) -> None:
        said = {name: part.properties.get(name, "") for name in _SCHEDULE}
        interval, ease, reps, lapses, last = said.values()
        for number, _ in enumerate(note.faces()):
            self._found.remember(
                sm2_memory(
                    note,
                    number,
                    interval=number_of(interval),
                    ease=number_of(ease or "2.5"),
                    last=day_of(last),
                    due=day_of(part.due),
                    reps=_whole(reps),
                    lapses=_whole(lapses),
                )
            )

    def _text(self, text: str) -> str:
        return self._found.text(self._convert(text))

    def _part(self, text: str) -> str:
        return self._found.part(self._convert(text))

    def _gaps(self, text: str) -> tuple[str | Gap, ...]:
        gaps = []
        shown = masked(text)
        for gap in _GAP.finditer(text):
            if _NO_GAP.fullmatch(gap[1]) or not gap[1].strip() or "\0" in shown[gap.start()]:
                continue
            answer, hint = (" ".join((each or "").split()) for each in gap.groups())
            gaps.append((*gap.span(), Gap(answer, (), hint)))
        # As one text: what is bold may reach over a gap.
        return split_gaps(self._part(joined_gaps(parts_of(text, gaps)))) if gaps else ()


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _format(note: Note) -> str:
    tags = "".join(f":{tag}" for tag in note.extras.tags if _TAG_CHARACTERS.fullmatch(tag))
    properties = [f":ID: {note.extras.id}"] if note.extras.id else []
    if isinstance(note, TermNote):
        properties.append(":DRILL_CARD_TYPE: twosided")
    head = f"* Card {tags}:drill:\n" + (
        "\n".join([":PROPERTIES:", *properties, ":END:\n"]) if properties else ""
    )
    notes = f"\n** Notes\n\n{note.extras.explanation}\n" if note.extras.explanation else ""
    match note:
        case ClozeNote():
            text = with_gaps(
                note, lambda gap: f"[{gap.answer}{f'||{gap.hint}' if gap.hint else ''}]"
            )
            return f"{head}\n{text}\n{notes}"
        case TermNote():
            return f"{head}\n** Term\n\n{note.term}\n\n** Definition\n\n{note.definition}\n{notes}"
        case BasicNote():
            return f"{head}\n{note.prompt}\n\n** Answer\n\n{note.answer}\n{notes}"
        case _:
            raise AssertionError(note)
