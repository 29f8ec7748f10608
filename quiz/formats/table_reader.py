"""Reads text tables separated by comma, tab, semicolon or bar, as from spreadsheets and Quizlet,
and Anki's notes in plain text with their header lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quiz.card import NO_MEDIA, Kind, Media
from quiz.decks.cloze_text import ClozeError
from quiz.decks.deck import Deck
from quiz.decks.faults import UnfitError
from quiz.decks.fields import truth_of
from quiz.decks.kinds import KINDS, BasicNote, TermNote, TrueFalseNote
from quiz.decks.language_tags import language_named
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.decks.reformat import with_texts
from quiz.formats.anki.cloze_gaps import cloze_note, mark_gaps, parse_gaps
from quiz.formats.cell_texts import CellTexts
from quiz.formats.deck_names import folder_of, title_of
from quiz.formats.field_names import meaning_of
from quiz.formats.interchange import ForeignDeck, ImportedFile, InterchangeError
from quiz.formats.left_out import lines_named, named, some
from quiz.formats.marked import clean, image, images_in, shown_text, with_images
from quiz.formats.media_names import is_picture_name
from quiz.formats.quiz_options import with_answers
from quiz.formats.rich_notes import finished
from quiz.formats.senses import joined_notes
from quiz.formats.table_columns import Columns, column_of, columns_of
from quiz.formats.table_note import TableNote, said_truth, several
from quiz.formats.table_rows import AnkiHeader, Row, read_table
from quiz.formats.text_files import decode
from quiz.wording import counted

_MANY_TAGS = re.compile("[;,]")
_KINDS = frozenset(kind.value for kind in Kind)
_EXPECTED = "two columns, prompt and answer, with a tab, comma, semicolon or bar between them"
_SIDES = ("prompt", "answer")
_SHOWN = 5
_ASKS = ("?", "？", "؟")
_NUMBERED = re.compile(r"\s*(\d{1,6})[.)]\s+(?=\S)")


def read(data: bytes, name: str, wanted: Mapping[str, str] | None = None) -> ImportedFile:
    """Read the decks in a table. name: of the file, without suffix. wanted: the player's choice of
    columns, see `columns_of`.

    A row needs a prompt and an answer, or a cloze; the other columns become the explanation. Rows
    that make no card, cannot be read, or are wider than the header are left out and reported.
    Raises InterchangeError if no row makes a card.
    """
    table = read_table(decode(data))
    header = table.header
    titles = None
    if header.keys:
        titles = header.keys.get("columns", "").split(header.separator or "\t")
    known = {index: {"guid": "id"}.get(what, what) for index, what in header.columns.items()}
    above, rows = _without_titles(_without_numbers(table.rows))
    every = table.rows if header.keys else with_answers(rows)
    columns = columns_of([row.cells for row in every], known, titles, wanted or {})
    rows = every[columns.has_header :]
    if table.bad and not rows:
        raise InterchangeError(table.bad[0].why, table.bad[0].line, 1)
    width = len(every[0].cells) if columns.has_header else 0
    wide: list[Row] = []
    fitting: list[Row] = []
    for row in rows:
        is_wide = width and any(cell.strip() for cell in row.cells[width:])
        (wide if is_wide else fitting).append(row)
    reader = TableReader(name, columns, header, fitting)
    for row in fitting:
        reader.row(row)
    left_out = [f"line {line}: {why}" for line, why in table.bad[:_SHOWN]]
    if len(table.bad) > _SHOWN:
        left_out.append(f"{len(table.bad) - _SHOWN} more rows that cannot be read")
    if above and not header.keys:
        left_out.append(lines_named(above, "row", "above the table"))
    if wide:
        left_out.append(
            lines_named(
                [row.line for row in wide],
                "row",
                f"wider than the header, which has {width} columns",
            )
        )
    remarks = []
    if table.continued:
        remarks.append(
            lines_named(table.continued, "line", "without a tab, which continues the row above")
        )
    return reader.result(remarks, left_out)


def _without_numbers(rows: list[Row]) -> list[Row]:
    """The rows without the numbers of a list in front of them, "1. " and so on."""
    found = [_NUMBERED.match(row.cells[0]) for row in rows]
    if len(rows) < 2 or [each and int(each[1]) for each in found] != [*range(1, len(rows) + 1)]:
        return rows
    return [
        row._replace(cells=[row.cells[0][each.end() :], *row.cells[1:]])
        for row, each in zip(rows, found, strict=True)
        if each
    ]


def _without_titles(rows: list[Row]) -> tuple[list[int], list[Row]]:
    """The lines of a title or remark above a table, and the rows without them: rows with a single
    cell, above a row with several."""
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in rows[: _SHOWN + 1]]
    first = next((n for n, number in enumerate(filled) if number > 1), 0)
    rest = rows[first:]
    titles = [meaning_of(cell) for row in rest[:1] for cell in row.cells]
    if first and (rows[0].cells[0].startswith("#") or any(titles)):
        return [row.line for row in rows[:first]], rest
    return [], rows


class TableReader:
    """Makes notes of the rows of one table, and decks of the notes."""

    def __init__(
        self,
        name: str,
        columns: Columns,
        header: AnkiHeader,
        rows: Sequence[Row] = (),
        *,
        one: str = "row",
        expected: str = _EXPECTED,
        place: str = "line",
    ) -> None:
        self._place = place
        self._one = one
        self._expected = expected
        self._name = name
        self._columns = columns
        self._header = header
        # The kinds of notes are in this game's own tables, whose cells are meant as they are.
        self._is_own = "kind" in columns.meanings.values()
        cells = () if self._is_own else (cell for row in rows for cell in row.cells)
        said = header.is_html if header.keys else None
        self._texts = CellTexts(cells, all_html=said)
        # Whether another column could be one of the two sides.
        filled = (i for row in rows for i, cell in enumerate(row.cells, 1) if cell.strip())
        self._width = max(filled, default=0)
        self._is_open = any(index not in columns.meanings for index in range(self._width))
        self._is_markdown = False
        answers = column_of([row.cells for row in rows], _answer_column(columns))
        self._are_truths = all(said_truth(cell) is not None for cell in answers)
        self._decks: dict[str, list[Note]] = {}
        self._without: list[int] = []
        self._only_media: list[int] = []
        self._pictures: set[int] = set()

    def row(self, row: Row) -> None:
        """Read one row."""
        values, rest = self._values(row.cells)
        note = self._note(values, rest, row.line)
        if note is not None:
            deck = values.get("deck", "").strip() or self._header.keys.get("deck", "") or self._name
            self._decks.setdefault(deck, []).append(note)
        elif not self._is_own and all(values.get(side, "").strip() for side in _SIDES):
            self._only_media.append(row.line)
        else:
            self._without.append(row.line)

    def result(self, remarks: Iterable[str] = (), left_out: Iterable[str] = ()) -> ImportedFile:
        """All decks. Raises InterchangeError if there are no cards."""
        if not self._decks:
            line = next(iter(self._without or self._only_media), 1)
            raise InterchangeError(
                f"no {self._one} makes a card; expected {self._expected}", line, 1
            )
        left_out = list(left_out)
        if self._without:
            left_out.append(
                lines_named(self._without, self._one, "without a prompt or an answer", self._place)
            )
        if self._only_media:
            what = "whose prompt or answer is only an image or sound"
            left_out.append(lines_named(self._only_media, self._one, what, self._place))
        embedded = {"sound": self._texts.sounds, "other embedded object": self._texts.embedded}
        left_out += [named(names, what) for what, names in embedded.items() if names]
        language = language_named(self._columns.titles.get(_answer_column(self._columns), ""))
        decks = []
        joined: list[str] = []
        for name, notes in self._decks.items():
            path = name.replace("::", "/")
            title = title_of(path) if name == self._name else path.rpartition("/")[2] or path
            kept = tuple(notes if self._is_own else joined_notes(notes, joined))
            rich = self._is_markdown
            if not rich:
                kept, rich = finished([_with_pictures(note) for note in kept])
            format_ = "markdown" if rich else ""
            folder = folder_of(path.split("/")[:-1])
            deck = Deck(title or "Deck", kept, language=language, format=format_, folder=folder)
            decks.append(ForeignDeck(path, deck))
        return ImportedFile(
            tuple(decks), tuple(left_out), (*self._said(), *remarks, *_said_of(joined))
        )

    def _said(self) -> list[str]:
        """How the table is read, unless everything is as in this game's own."""
        titles, meanings = self._columns.titles, self._columns.meanings
        said = []
        if self._columns.is_guess and not self._is_open:
            said.append(f"line 1 names the columns: {', '.join(titles.values())}")
        if self._is_open:
            columns: dict[str, list[str]] = {what: [] for what in _SIDES}
            for index in range(max([self._width, *[i + 1 for i in meanings]])):
                rest = "image" if index in self._pictures else "explanation"
                what = meanings.get(index, rest)
                columns.setdefault(what, []).append(titles.get(index, str(index + 1)))
            places = [
                f"{what} from {some(names)}" for what, names in columns.items() if names != [what]
            ]
            said.append(f"columns: {'; '.join(places)} (--columns changes that)")
        if self._texts.html and not self._header.keys:
            said.append(counted(self._texts.html, "cell is HTML", "cells are HTML"))
        return said

    def _values(self, cells: Sequence[str]) -> tuple[dict[str, str], list[str]]:
        """The cells by meaning, and the texts of the others in order."""
        values: dict[str, str] = {}
        rest: list[str] = []
        for index, cell in enumerate(cells):
            meaning = self._columns.meanings.get(index)
            if meaning == "format" and self._is_own:
                self._is_markdown |= cell.strip().lower() == "markdown"
            elif meaning is not None and meaning != "format":
                # Several columns of one meaning have a value each.
                before = values.get(meaning, "")
                values[meaning] = f"{before.strip()}\n{cell}" if before.strip() else cell
            elif "image" not in values and self._is_picture(cell):
                values["image"] = cell
                self._pictures.add(index)
            elif cell.strip():
                title = self._columns.titles.get(index, "")
                if text := self._text(cell):
                    rest.append(f"{title}: {text}" if title else text)
        return values, rest

    def _text(self, cell: str) -> str:
        """The marked text of a cell; the name of a picture alone is that picture."""
        name = cell.strip()
        is_name = not self._is_own and is_picture_name(name)
        return image(name, name) if is_name else self._texts.text(cell)

    def _is_picture(self, cell: str) -> bool:
        """Whether a cell is a picture and nothing else."""
        text = self._text(cell)
        return len(images_in(text)) == 1 and not shown_text(text)

    def _note(self, values: dict[str, str], rest: list[str], line: int) -> Note | None:
        kind = values.get("kind", "").strip().lower()
        if kind and kind not in _KINDS:
            rest = [f"kind: {self._text(values['kind'])}", *rest]
            kind = ""
        answer = self._text(values.get("answer", ""))
        extras = self._extras(values, rest, line)
        if kind:
            try:
                return KINDS[Kind(kind)].of(TableNote(values | {"answer": answer}), extras)
            except (ClozeError, UnfitError):
                return None
        notetype = (values.get("notetype") or self._header.keys.get("notetype", "")).lower()
        if not notetype or "cloze" in notetype:
            texts = parse_gaps(self._texts.marked(mark_gaps(clean(values.get("prompt", "")))))
            if texts:
                more = "\n\n".join(text for text in (answer, extras.explanation) if text)
                return cloze_note(texts, replace(extras, explanation=more))[0]
        prompt = self._text(values.get("prompt", ""))
        if not prompt or not answer:
            return None
        if "reversed" in notetype and "optional" not in notetype:
            return TermNote(prompt, answer, *self._others(values), extras)
        accept, wrong = self._others(values)
        truth = said_truth(answer)
        opposite = [said_truth(text) for text in wrong]
        judges = opposite == [not truth] or (self._are_truths and not wrong)
        if truth is not None and judges and not accept and not prompt.endswith(_ASKS):
            return TrueFalseNote(prompt, truth, extras)
        return BasicNote(prompt, answer, accept, wrong, extras)

    def _extras(self, values: dict[str, str], rest: list[str], line: int) -> Extras:
        explanation = self._text(values.get("explanation", ""))
        return Extras(
            values.get("id", "").strip(),
            shown_text(self._text(values.get("category", ""))),
            self._text(values.get("hint", "")),
            "\n\n".join(text for text in (explanation, *rest) if text),
            self._text(values.get("source", "")),
            self._tags(values.get("tags", "")),
            line,
            truth_of(values.get("strict", "")),
            values.get("tolerance", "").strip(),
            truth_of(values.get("shuffle", "")) is not False,
            truth_of(values.get("typed", "")) is True,
            media=self._media(values.get("image", "")),
        )

    def _media(self, cell: str) -> Media:
        for file, alt in images_in(self._text(cell)):
            return Media(file, "" if alt == file else alt)
        return NO_MEDIA

    def _tags(self, cell: str) -> tuple[str, ...]:
        if self._header.keys:
            words = [*self._header.keys.get("tags", "").split(), *cell.split()]
            return tuple(dict.fromkeys(words))
        tags = several(cell, _MANY_TAGS)
        # In this game's own tables, a tag may have spaces; elsewhere they are between tags.
        return tags if self._is_own or len(tags) > 1 else tuple(dict.fromkeys(cell.split()))

    def _others(self, values: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The other right answers, and the wrong ones."""
        cells = (values.get(what, "") for what in ("accept", "distractors"))
        accept, wrong = (tuple(map(self._text, several(cell))) for cell in cells)
        return accept, wrong


def _answer_column(columns: Columns) -> int:
    return next(index for index, what in columns.meanings.items() if what == "answer")


def _with_pictures(note: Note) -> Note:
    """The note with its pictures as Markdown; without words for one, it has its name."""
    return with_texts(note, lambda text: with_images(text, _stem))


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _said_of(joined: Sequence[str]) -> list[str]:
    if not joined:
        return []
    what = counted(len(joined), "prompt stands", "prompts stand")
    return [f"{what} in several rows; all their answers are right: {some(joined)}"]
