"""Outlines of Logseq: a bullet with `#card` is the question, and the bullets below it are the
answer; `{{cloze gaps}}` make a cloze.

See https://docs.logseq.com/#/page/flashcards. Properties (`key:: value`) are no text; those that
start with `card-` hold the schedule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, ClozeNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.formats.interchange import ExportedDeck, ExportedFile, ImportedFile
from quiz.formats.markdown_source import Line, Sort, lines_of, masked, text_of, without_comments
from quiz.formats.plain_notes import (
    NoteList,
    highlighted,
    parts_of,
    title_in,
    with_gaps,
    written_file,
)
from quiz.formats.sm2 import day_of, number_of, sm2_memory
from quiz.formats.text_files import decode

_CLOZE = re.compile(r"\{\{c(?:loze|(\d))\s((?:(?!\}\}|\{\{).){1,2000})\}\}", re.DOTALL)
_HINT = "\\\\"
_TAG = re.compile(r"(?:^|(?<=\s))(?:#\[\[([^\]\n]+)\]\]|#([\w/-]+)|\[\[(card)\]\])(?=\s|$)")
"""A tag; a page that a link names is one, too, but only that of cards is none of the text."""
_SPACES = re.compile(r"[ \t]+$", re.MULTILINE)
_BULLET = re.compile(r"([ \t]*)[-*+](?:[ \t]+|$)")
_PROPERTY = re.compile(r"\s*(?:[-*+][ \t]+)?([\w./-]+):: *(.*)")
_HEADING = re.compile(r"#{1,6} +")
_TASK = re.compile(r"(?:TODO|DOING|DONE|LATER|NOW|WAITING|CANCELED) +(?=\S)")
_PLANNING = re.compile(r"^(?:SCHEDULED|DEADLINE): *<[^<>\n]*>$", re.MULTILINE)
_EXPECTED = "a bullet with '#card' and bullets below it, or {{cloze gaps}}"


@dataclass(slots=True)
class _Block:
    """A bullet with its lines, without properties, and the bullets below it."""

    indent: int
    line: int
    lines: list[Line] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    below: list[_Block] = field(default_factory=list)


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a page. name: of the file, without suffix. Raises InterchangeError if there
    are no cards."""
    found = NoteList()
    page = _read_page(decode(data), found)
    tags = [tag.strip(" #[]") for tag in page.properties.get("tags", "").split(",")]
    title = page.properties.get("title", "")
    return found.result(title or name, title, _EXPECTED, [tag for tag in tags if tag])


def write(exported: ExportedDeck) -> ExportedFile:
    """Write questions with answers, and clozes with hints; other kinds become questions."""
    kept = (Kind.BASIC, Kind.CLOZE)
    return written_file(
        exported, kept, _format, _read_page, f"title:: {title_in(exported)}\n\n",
        between="", head=["title", "format"], fields=["hint", "tags"],
    )  # fmt: skip


def _read_page(text: str, found: NoteList) -> _Block:
    page = _outline(lines_of(text))
    _read_blocks(page.below, found)
    return page


def _outline(lines: Iterable[Line]) -> _Block:
    """The page, as a block with all others below it."""
    page = _Block(-1, 1)
    path = [page]
    in_fence = False
    for line in lines:
        bullet = None if in_fence else _BULLET.match(line.source)
        text = line.source[bullet.end() :] if bullet else line.source
        if line.sort is Sort.CODE and text.lstrip().startswith(("```", "~~~")):
            in_fence = not in_fence
        elif line.sort is not Sort.CODE:
            in_fence = False
        if bullet:
            indent = len(bullet[1].expandtabs(4))
            while path[-1].indent >= indent:
                path.pop()
            block = _Block(indent, line.number)
            path[-1].below.append(block)
            path.append(block)
        named = None if line.sort is Sort.CODE else _PROPERTY.fullmatch(line.source)
        if named:
            path[-1].properties[named[1].lower()] = named[2].strip()
        elif path[-1] is not page:
            path[-1].lines.append(Line(line.number, text, text, line.sort))
    return page


def _read_blocks(blocks: Sequence[_Block], found: NoteList) -> None:
    for block in blocks:
        text = _text(block)
        tags, gaps = _marks(text)
        if gaps or "card" in map(_tag, tags):
            _card(block, text, tags, gaps, found)
        _read_blocks(block.below, found)


def _marks(text: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The tags and the gaps of a text."""
    bare = masked(text)
    return (
        [tag for tag in _TAG.finditer(text) if tag[3] or bare[tag.start()] == "#"],
        [gap for gap in _CLOZE.finditer(text) if bare[gap.start()] == "{"],
    )


def _text(block: _Block) -> str:
    """The text of a bullet. Its further lines are indented like its first word, or more."""
    first, *others = block.lines or [Line(block.line, "", "", Sort.TEXT)]
    text = "\n".join(part for part in (first.source, text_of(others)) if part.strip())
    return without_comments(text).strip()


def _card(
    block: _Block,
    text: str,
    tags: Sequence[re.Match[str]],
    gaps: Sequence[re.Match[str]],
    found: NoteList,
) -> None:
    named = dict.fromkeys(_tag(tag) for tag in tags)
    own_tags = tuple(tag for tag in named if tag != "card")
    extras = Extras(block.properties.get("id", ""), tags=own_tags)
    for tag in tags[::-1]:
        # With blanks in its place, those of the gaps stay valid.
        before, blank = text[: tag.start()], " " * (tag.end() - tag.start())
        text = before + blank + text[tag.end() :] if gaps else before.rstrip() + text[tag.end() :]
    answer = highlighted(found.text("\n".join(_written(block.below))))
    note: Note
    if gaps:
        places = []
        for gap in gaps:
            words, _, hint = gap[2].partition(_HINT)
            together = Gap(words.strip(), (), hint.strip(), int(gap[1] or 0))
            places.append((*gap.span(), together))
        parts = parts_of(text, places, found.part)
        note = ClozeNote(parts, (), replace(extras, explanation=answer))
    else:
        bare = _TASK.sub("", _HEADING.sub("", text, count=1), count=1)
        prompt = _SPACES.sub("", highlighted(found.text(_PLANNING.sub("", bare))))
        if not prompt or not answer:
            found.without.append(block.line)
            return
        note = BasicNote(prompt, answer, extras=extras)
    found.notes.append(note)
    said = block.properties
    if any(name.startswith("card-") for name in said):
        found.remember(
            sm2_memory(
                note,
                interval=number_of(said.get("card-last-interval", "")),
                ease=number_of(said.get("card-ease-factor", "2.5")),
                last=day_of(said.get("card-last-reviewed", "")),
                due=day_of(said.get("card-next-schedule", "")),
                reps=int(number_of(said.get("card-repeats", "")) or 1),
            )
        )


def _tag(found: re.Match[str]) -> str:
    return str(found[1] or found[2] or found[3])


def _written(blocks: Sequence[_Block]) -> list[str]:
    """Bullets as Markdown; a single one as its text."""
    if len(blocks) == 1:
        return [_shown(blocks[0]), *_written_list(blocks[0].below)]
    return list(_written_list(blocks))


def _shown(block: _Block) -> str:
    """The text of a bullet in an answer, without the marks of a card of its own."""
    text = _text(block)
    tags, gaps = _marks(text)
    marks = [(*tag.span(), "") for tag in tags if _tag(tag) == "card"]
    marks += [(*gap.span(), gap[2].partition(_HINT)[0].strip()) for gap in gaps]
    for start, end, words in sorted(marks, reverse=True):
        text = text[:start] + words + text[end:]
    return _SPACES.sub("", text)


def _written_list(blocks: Sequence[_Block]) -> Iterator[str]:
    for block in blocks:
        lines = _shown(block).split("\n") + list(_written_list(block.below))
        yield from (f"{'  ' if n else '- '}{line}" for n, line in enumerate(lines))


def _format(note: Note) -> str:
    tags = "".join(
        f" #{tag}" if re.fullmatch(r"[\w/-]+", tag) else f" #[[{tag}]]" for tag in note.extras.tags
    )
    if isinstance(note, ClozeNote):
        text = with_gaps(
            note,
            lambda gap: f"{{{{cloze {gap.answer}{f' {_HINT} {gap.hint}' if gap.hint else ''}}}}}",
        )
        return _bullet(f"{text}{tags} #card", "")
    assert isinstance(note, BasicNote)
    return _bullet(f"{note.prompt}{tags} #card", "") + _bullet(note.answer, "\t")


def _bullet(text: str, indent: str) -> str:
    first, *others = text.split("\n")
    return f"{indent}- {first}\n" + "".join(f"{indent}  {line}\n" for line in others)
