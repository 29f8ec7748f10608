"""Shared by the Markdown and Org formats: notes as pieces of text, and media."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from quiz.card import Kind
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.formats.interchange import ForeignDeck, ImportedFile, InterchangeError
from quiz.formats.left_out import asked_together, lacking, named
from quiz.formats.losses import Losses
from quiz.formats.text_files import title_of
from quiz.wording import counted

_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(([^)\n]*)\)|!\[\[([^\]\n]*)\]\]")


@dataclass(slots=True)
class NoteList:
    """Collects what a reader finds. without: lines of cards without an answer or a gap."""

    notes: list[Note] = field(default_factory=list)
    without: list[int] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    schedules: int = 0
    together: int = 0

    def text(self, text: str) -> str:
        """The text without images; their names are kept for the report."""

        def note_image(match: re.Match[str]) -> str:
            self.images.append(match[2] or match[3] or "?")
            return match[1] or ""

        return _IMAGE.sub(note_image, text).strip()

    def result(self, name: str, title: str, expected: str) -> ImportedFile:
        """All notes as one deck. Raises InterchangeError if there are none.

        name: of the deck, for its file. expected: describes a card, for the error.
        """
        if not self.notes:
            line = self.without[0] if self.without else 1
            raise InterchangeError(f"no cards found; expected {expected}", line, 1)
        left_out = []
        if self.without:
            left_out.append(lacking(self.without, "card", "an answer"))
        if self.images:
            left_out.append(named(self.images, "image"))
        if self.schedules:
            left_out.append(f"the schedule of {counted(self.schedules, 'card')}")
        if self.together:
            left_out.append(asked_together(self.together))
        deck = Deck(title or title_of(name), tuple(self.notes))
        return ImportedFile((ForeignDeck(name, deck),), tuple(left_out))


def written_notes(
    notes: tuple[Note, ...],
    kept: frozenset[Kind],
    fields: tuple[str, ...],
    format_note: Callable[[Note], str],
    read_notes: Callable[[str], list[Note]],
    losses: Losses,
) -> list[str]:
    """Each note as a piece of text; notes of kinds that are not in `kept` become basic notes.

    fields: the optional fields that the format holds. Every piece is read back as a check; if its
    text looks like syntax and gives another note, it is left out and counted.
    """
    pieces = []
    for note in notes:
        plain = [_bare(note, fields)] if note.kind in kept else as_basic(note)
        losses.note(note, *fields)
        if note.kind not in kept:
            losses.add(
                "card that becomes question and answer",
                "cards that become question and answer",
                len(plain),
            )
        for each in plain:
            piece = format_note(each)
            if _reads_back(piece, each, read_notes):
                pieces.append(piece)
            else:
                missing = len(make_cards(Deck("", (each,)), ""))
                losses.missing += missing
                losses.add(
                    "card whose text looks like syntax of this format",
                    "cards whose texts look like syntax of this format",
                    missing,
                )
    return pieces


def as_basic(note: Note) -> list[Note]:
    """A note's cards as basic notes; lists and sequences have a line for each item."""
    return [BasicNote(prompt, answer) for prompt, answer in note.plain()]


def _reads_back(piece: str, note: Note, read_notes: Callable[[str], list[Note]]) -> bool:
    try:
        return read_notes(piece) == [note]
    except InterchangeError:
        return False


def _bare(note: Note, fields: tuple[str, ...]) -> Note:
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
                Gap(part.answer, (), part.hint if "hint" in fields else "")
                if isinstance(part, Gap)
                else part
                for part in note.parts
            )
            return ClozeNote(parts, extras=extras)
    return note.with_extras(extras)
