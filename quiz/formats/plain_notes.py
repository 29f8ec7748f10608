"""Shared by the Markdown and Org formats: notes as pieces of text, and media."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from urllib.parse import quote

from quiz.card import Kind
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.limits import TEXT
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.reformat import texts_of, with_texts
from quiz.formats.deck_names import title_of
from quiz.formats.interchange import (
    ExportedDeck,
    ExportedFile,
    ForeignDeck,
    ImportedFile,
    InterchangeError,
    PastMemory,
)
from quiz.formats.left_out import lines_named
from quiz.formats.losses import Losses
from quiz.formats.markdown_source import masked
from quiz.formats.marked import GAP_END, GAP_HINT, GAP_NUMBERED, GAP_START, clean
from quiz.text.markdown import escaped, plain_text
from quiz.wording import counted

_MARKED_GAP = re.compile(f"{GAP_START}{GAP_NUMBERED}(.*?){GAP_HINT}(.*?){GAP_END}", re.DOTALL)
_HIGHLIGHT = re.compile(r"(==|\^\^)(?=[^\s=^])([^\n=^]*[^\s=^])\1")
_PAGE = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")
_EMBEDDED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*?))??(?:\|\d+(?:x\d+)?)?\]\]")
_SIZE = re.compile(r"(!\[[^\[\]|\n]*)\|\d+(?:x\d+)?(?=\]\()")
"""The size of a picture behind its words, as in Obsidian."""


@dataclass(slots=True)
class NoteList:
    """Collects what a reader finds in a text in Markdown.

    without: lines of cards without an answer or a gap. alike: lines that look like cards but are
    none, by what they are. memories: see `PastMemory`. schedules: the number of those without a
    date.
    """

    notes: list[Note] = field(default_factory=list)
    without: list[int] = field(default_factory=list)
    alike: dict[str, list[int]] = field(default_factory=dict)
    memories: list[PastMemory] = field(default_factory=list)
    schedules: int = 0

    def text(self, text: str) -> str:
        """The text with the names of linked pages in place of the links, `[[page]]` and
        `[[page|name]]`, and with embedded pictures, `![[map.png|200]]`, as in Markdown."""
        return self.part(text).strip()

    def part(self, text: str) -> str:
        """Like `text`, for a part of one: spaces at its ends stay."""
        text = _EMBEDDED.sub(lambda found: f"![{found[2] or ''}]({quote(found[1])})", text)
        text = _SIZE.sub(r"\1", text)
        return _PAGE.sub(lambda page: page[1], text)

    def look_alike(self, what: str, line: int) -> None:
        """Note a line that has a mark of cards, but is none."""
        self.alike.setdefault(what, []).append(line)

    def remember(self, memory: PastMemory | None) -> None:
        """Keep a memory, or count a schedule that says too little."""
        if memory is None:
            self.schedules += 1
        else:
            self.memories.append(memory)

    def result(
        self, name: str, title: str, expected: str, tags: Iterable[str] = ()
    ) -> ImportedFile:
        """All notes as one deck. Raises InterchangeError if there are none.

        name: of the deck, for its file. expected: describes a card, for the error. tags: of the
        deck.
        """
        if not self.notes:
            line = self.without[0] if self.without else 1
            alike = "".join(f"; {text}" for text in self._alike())
            raise InterchangeError(f"no cards found; expected {expected}{alike}", line, 1)
        left_out = []
        if self.without:
            left_out.append(lines_named(self.without, "card", "without an answer"))
        left_out += self._alike()
        if self.schedules:
            left_out.append(f"the schedule of {counted(self.schedules, 'card')}, without a date")
        deck = Deck(
            title or title_of(name),
            tuple(self.notes),
            tags=tuple(tags),
            format="markdown" if any(map(is_formatted, self.notes)) else "",
        )
        return ImportedFile(
            (ForeignDeck(name, deck, memories=tuple(self.memories)),), tuple(left_out)
        )

    def _alike(self) -> list[str]:
        return [
            lines_named(lines, "line", f"with a mark of cards in {what}")
            for what, lines in self.alike.items()
        ]


def highlighted(text: str) -> str:
    """The text with what it highlights, ==so== or ^^so^^, in bold: CommonMark has no such marks."""
    if "==" not in text and "^^" not in text:
        return text
    shown = masked(text)
    return _HIGHLIGHT.sub(
        lambda found: found[0] if "\0" in shown[found.start() : found.end()] else f"**{found[2]}**",
        text,
    )


def parts_of(
    text: str, gaps: Iterable[tuple[int, int, Gap]], convert: Callable[[str], str] = str
) -> tuple[str | Gap, ...]:
    """The parts of a cloze, without spaces at its ends. gaps: where each starts and ends, in order.
    convert: for the texts between them."""
    parts: list[str | Gap] = []
    position = len(text) - len(text.lstrip())
    for start, end, gap in gaps:
        parts += [convert(text[position:start]), gap]
        position = end
    return tuple(part for part in [*parts, convert(text[position:].rstrip())] if part)


def joined_gaps(parts: Iterable[str | Gap]) -> str:
    """The text of a cloze with marks around its gaps, to be converted as a whole."""
    return "".join(
        f"{GAP_START}{GAP_NUMBERED}{clean(part.answer)}{GAP_HINT}{clean(part.hint)}{GAP_END}"
        if isinstance(part, Gap)
        else clean(part)
        for part in parts
    )


def split_gaps(text: str) -> tuple[str | Gap, ...]:
    """The parts of a text from `joined_gaps`."""
    pieces = _MARKED_GAP.split(text)
    gaps = [Gap(answer, (), hint) for answer, hint in zip(pieces[1::3], pieces[2::3], strict=True)]
    both = zip_longest(pieces[::3], gaps)
    return tuple(part for each in both for part in each if part)


def with_gaps(note: ClozeNote, write: Callable[[Gap], str]) -> str:
    """The text of a cloze, with each gap as the format writes it."""
    return "".join(part if isinstance(part, str) else write(part) for part in note.parts)


def title_in(exported: ExportedDeck) -> str:
    """The deck's title on one line."""
    return " ".join(exported.deck.title.split())


def is_formatted(note: Note) -> bool:
    """Whether a text of the note means something else in Markdown than its characters."""
    # Markdown leaves out spaces, which is no reason to read a text as such.
    return any(
        len(text) <= TEXT.most and plain_text(text).split() != text.split()
        for text in texts_of(note)
    )


def written_file(
    exported: ExportedDeck,
    kept: Collection[Kind],
    format_note: Callable[[Note], str],
    read_text: Callable[[str, NoteList], object],
    start: str,
    *,
    between: str = "\n",
    head: Collection[str],
    fields: Collection[str] = (),
    markup: Callable[[str], str] | None = None,
) -> ExportedFile:
    """A file with a start and each note of a deck as a piece of text below it, and what is lost;
    notes of kinds that are not in `kept` become basic notes.

    head, fields: the fields of the deck and the optional fields of its notes that the format holds;
    "hint" is those of gaps. A format that holds the deck's "format" is Markdown, so that literal
    texts are escaped. markup: how to write a text of a deck in Markdown, if not as it is. Every
    piece is read back as a check; if its text looks like syntax and gives another note, it is left
    out and counted.
    """
    to_escape = "format" in head and not exported.deck.markdown
    converts = "format" not in head and exported.deck.markdown
    losses = Losses(exported, *head, *["format"] * converts)
    pieces = []
    # With some markup, the pieces before it are read as such, too.
    last = BasicNote("**a**" if converts else "a", "b")

    def written(note: Note) -> str:
        if markup is None:
            return format_note(note)
        if isinstance(note, ClozeNote):
            # As one text: what is bold may reach over a gap.
            explained = replace(note.extras, explanation=markup(note.extras.explanation))
            parts = split_gaps(markup(joined_gaps(note.parts)))
            return format_note(ClozeNote(parts, extras=explained))
        return format_note(with_texts(note, markup))

    end = written(last)
    for note in exported.deck.notes:
        plain = [note] if note.kind in kept else _as_basic(note)
        plain = [_bare(each, fields) for each in plain]
        losses.note(note, *fields)
        if note.kind not in kept:
            losses.add(
                "card that becomes question and answer",
                "cards that become question and answer",
                len(plain),
            )
        for each in [_escaped(each, losses) for each in plain] if to_escape else plain:
            alone = each.with_extras(replace(each.extras, explanation=""))
            for fit in (each, alone):
                piece = written(fit)
                # A piece such as an open block of code may swallow what follows.
                means = _meaning if converts else list
                if _reads_back(f"{piece}\n\n{end}", [fit, last], read_text, means):
                    pieces.append(piece)
                    losses.add("explanation", number=fit != each)
                    break
            else:
                lost = note if note.kind in kept else each
                missing = len(make_cards(Deck("", (lost,)), ""))
                losses.missing += missing
                losses.add(
                    "card whose text looks like syntax of this format",
                    "cards whose texts look like syntax of this format",
                    missing,
                )
    if "numbers" not in fields:
        clozes = [note for note in exported.deck.notes if isinstance(note, ClozeNote)]
        together = sum(bool(gap.number) for note in clozes for gap in note.gaps)
        losses.add("gap that is asked together with others",
                   "gaps that are asked together with others", together)  # fmt: skip
    if "hint" in fields:
        losses.add("hint", number=sum(bool(note.extras.hint) for note in exported.deck.notes))
    text = start + between.join(pieces)
    return ExportedFile(text.encode(), losses.lines(), losses.missing)


def _escaped(note: Note, losses: Losses) -> Note:
    """The literal note as Markdown that says the same."""
    markdown = with_texts(note, escaped)
    if with_texts(markdown, plain_text) != note:
        losses.add("card whose lines lose spaces at their ends", "cards whose lines lose spaces")
    return markdown


def _as_basic(note: Note) -> list[Note]:
    """A note's cards as basic notes, each with its explanation and tags; lists and sequences have a
    line for each item."""
    extras = Extras(explanation=note.extras.explanation, tags=note.extras.tags)
    return [BasicNote(prompt, answer, extras=extras) for prompt, answer in note.plain()]


def _meaning(notes: Iterable[Note]) -> list[Note]:
    """The notes with what their Markdown says, word by word."""
    return [with_texts(note, lambda text: " ".join(plain_text(text).split())) for note in notes]


def _reads_back(
    text: str,
    notes: list[Note],
    read_text: Callable[[str, NoteList], object],
    means: Callable[[list[Note]], list[Note]],
) -> bool:
    found = NoteList()
    try:
        read_text(text, found)
    except InterchangeError:
        return False
    return means(found.notes) == means(notes)


def _bare(note: Note, fields: Collection[str]) -> Note:
    """The note with only these optional fields."""
    given = note.extras
    extras = Extras(
        id=given.id if "id" in fields else "",
        explanation=given.explanation if "explanation" in fields else "",
        tags=given.tags if "tags" in fields else (),
    )
    match note:
        case BasicNote():
            return BasicNote(note.prompt, note.answer, extras=extras)
        case TermNote():
            return TermNote(note.term, note.definition, extras=extras)
        case ClozeNote():
            parts = tuple(
                Gap(
                    part.answer,
                    (),
                    part.hint if "hint" in fields else "",
                    part.number if "numbers" in fields else 0,
                )
                if isinstance(part, Gap)
                else part
                for part in note.parts
            )
            return ClozeNote(parts, extras=extras)
    return note.with_extras(extras)
