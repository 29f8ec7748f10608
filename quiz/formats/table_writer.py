"""Writes text tables for spreadsheets and Quizlet, and Anki's notes in plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.kinds.cards import at_home
from quiz.decks.note import Note, Shape
from quiz.decks.strictness import pinned
from quiz.decks.writer import field_text
from quiz.formats.anki.cloze_gaps import format_gaps, holds_gaps
from quiz.formats.cell_texts import is_literal
from quiz.formats.deck_names import anki_name
from quiz.formats.field_names import PICTURE
from quiz.formats.html import text_to_html
from quiz.formats.interchange import ExportedDeck, ExportedFile
from quiz.formats.losses import Losses
from quiz.formats.markdown_html import markdown_to_html
from quiz.formats.senses import joined_notes
from quiz.formats.table_columns import has_header_row
from quiz.formats.table_note import ITEM, OTHER_NAME

_COLUMNS = (
    "kind", "prompt", "answer", "accept", "distractors", "shuffle", "typed", "strict", "tolerance",
    "picture_covered", "picture_size", "picture_prompt", "picture_hide",
    "category", "hint", "explanation", "source", "tags", "id", "format",
)  # fmt: skip

_HELD_BY_CLOZE = ("tags", "id", "explanation", "hint")


def write_csv(exported: ExportedDeck) -> ExportedFile:
    """All kinds of notes with all their fields, in columns with a header row; unused columns are
    left out. Several values in one cell are on separate lines."""
    losses = Losses(exported, "strict", "format")
    rows = [
        _row(at_home(pinned(note, exported.deck.strict), {}), losses)
        | {"format": exported.deck.format}
        for note in exported.deck.notes
    ]
    # The column of kinds shows that the table is ours, so that its rows are read as they are.
    only_basic = (
        not exported.deck.format
        and all(isinstance(n, BasicNote) and not holds_gaps(n.prompt) for n in exported.deck.notes)
        and len(joined_notes(exported.deck.notes)) == len(rows)
        and all(is_literal(cell) for row in rows for cell in row.values())
        and not any(" " in row["tags"] for row in rows)
    )
    used = [
        column
        for column in _COLUMNS
        if column in ("prompt", "answer")
        or (any(row.get(column) for row in rows) and not (column == "kind" and only_basic))
    ]
    lines = [_line(used, ",")]
    lines += [_line([row.get(column, "") for column in used], ",") for row in rows]
    return ExportedFile("".join(lines).encode(), losses.lines())


def write_tsv(exported: ExportedDeck) -> ExportedFile:
    """Two columns, prompt and answer, with a line for each card, as Quizlet expects."""
    losses = Losses(exported)
    rows = []
    for note in exported.deck.notes:
        losses.note(note)
        if not isinstance(note, BasicNote):
            losses.add(
                "note whose kind becomes prompt and answer",
                "notes whose kind becomes prompt and answer",
            )
        for prompt, answer in _pairs(note):
            if any(char in prompt + answer for char in "\n\t"):
                losses.add(
                    "card whose line breaks and tabs become spaces",
                    "cards whose line breaks and tabs become spaces",
                )
            rows.append([" ".join(prompt.split()), " ".join(answer.split())])
    if has_header_row(rows):
        rows.insert(0, ["prompt", "answer"])
    lines = [_line(row, "\t") for row in rows]
    return ExportedFile("".join(lines).encode(), losses.lines())


def write_anki_text(exported: ExportedDeck) -> ExportedFile:
    """Notes in plain text for Anki: basic, reversed and cloze notes with their tags."""
    losses = Losses(exported, "tags", "title", "folder", "format")
    html = markdown_to_html if exported.deck.markdown else text_to_html
    with_ids = any(note.extras.id for note in exported.deck.notes)
    deck = anki_name(exported.name, exported.deck.title, exported.deck.folder)
    rows = []
    for note in exported.deck.notes:
        for notetype, first, second in _anki_fields(note, losses, html):
            tags = [
                *exported.deck.tags,
                *(t for t in note.extras.tags if t not in exported.deck.tags),
            ]
            spaced = sum(len(tag.split()) > 1 for tag in tags)
            losses.add("tag whose spaces become '_'", "tags whose spaces become '_'", spaced)
            cells = [notetype, first, second, " ".join("_".join(tag.split()) for tag in tags)]
            rows.append(_line([note.extras.id, *cells] if with_ids else cells, "\t"))
    column = 1 + with_ids
    head = ["#separator:tab", "#html:true", f"#deck:{' '.join(deck.split())}"]
    head += ["#guid column:1"] * with_ids
    head += [f"#notetype column:{column}", f"#tags column:{column + 3}"]
    return ExportedFile(("\n".join(head) + "\n" + "".join(rows)).encode(), losses.lines())


def _row(note: Note, losses: Losses) -> dict[str, str]:
    extras = note.extras
    losses.add("picture or sound", "pictures and sounds", len(extras.media.files))
    row = {
        "category": extras.category,
        "hint": extras.hint,
        "explanation": extras.explanation,
        "source": extras.source,
        "tags": _several(extras.tags, ";,", losses),
        "id": extras.id,
        "shuffle": "" if extras.shuffle else "false",
        "typed": "true" if extras.typed else "",
        "strict": "" if extras.strict is None else str(extras.strict).lower(),
        "tolerance": extras.tolerance,
    }
    row["kind"] = note.kind
    for field, value, _ in note.told():
        cell = _in_cell(field.shape, value, losses)
        if field.shape is Shape.OTHERS:
            row[field.key] = cell
        elif field.shape is Shape.NOTES:
            row["answer"] = cell
        else:
            free = [column for column in ("prompt", "answer") if column not in row]
            row[free[0] if free else PICTURE + field.key] = cell
    return row


def _in_cell(shape: Shape, value: Any, losses: Losses) -> str:
    """The value of a field in one cell."""
    match shape:
        case Shape.OTHERS:
            return _several(value, ";|", losses)
        case Shape.SEVERAL:
            return ITEM.join(_flat(text, losses) for text in value)
        case Shape.ITEMS:
            names = [OTHER_NAME.join(_flat(name, losses) for name in item) for item in value]
            return ITEM.join(names)
    return field_text(shape, value)


def _flat(text: str, losses: Losses) -> str:
    if ITEM in text:
        losses.add("line break within a list")
    return text.replace(ITEM, " ")


def _several(texts: Iterable[str], separators: str, losses: Losses) -> str:
    """Several values in one cell, on separate lines. An empty last line keeps a single value that
    contains a separator in one piece."""
    cell = ITEM.join(_flat(text, losses) for text in texts)
    return cell + ITEM if ITEM not in cell and any(char in cell for char in separators) else cell


def _pairs(note: Note) -> list[tuple[str, str]]:
    """Prompt and answer of each of a note's cards; only one of a term, which can be reversed."""
    cards = make_cards(Deck("", (note,)), "")
    if isinstance(note, TermNote):
        cards = cards[:1]
    return [(card.prompt, card.answer) for card in cards]


def _anki_fields(
    note: Note, losses: Losses, html: Callable[[str], str]
) -> list[tuple[str, str, str]]:
    match note:
        case BasicNote():
            losses.note(note, "tags", "id")
            return [("Basic", html(note.prompt), html(note.answer))]
        case TermNote():
            losses.note(note, "tags", "id")
            term, definition = html(note.term), html(note.definition)
            return [("Basic (and reversed card)", term, definition)]
        case ClozeNote():
            losses.note(replace(note, extras=replace(note.extras, hint="")), *_HELD_BY_CLOZE)
            losses.add("hint", number=bool(note.extras.hint))
            text = format_gaps(note.parts, html)
            return [("Cloze", text, html(note.extras.explanation))]
        case _:
            losses.note(note, "tags", "id")
            losses.add(
                "list, sequence or statement that becomes prompt and answer",
                "lists, sequences or statements that become prompt and answer",
            )
            return [("Basic", html(prompt), html(answer)) for prompt, answer in _pairs(note)]


def _line(cells: Iterable[str], separator: str) -> str:
    return separator.join(_cell(cell, separator) for cell in cells) + "\n"


def _cell(text: str, separator: str) -> str:
    if text.startswith("#") or any(char in text for char in ('"', "\n", separator)):
        return '"' + text.replace('"', '""') + '"'
    return text
