"""Makes notes of objects with named fields, as in JSON and XML, like of the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.decks.fields import fold
from quiz.formats.interchange import ImportedFile
from quiz.formats.quiz_options import with_answers
from quiz.formats.table_columns import Columns, columns_of
from quiz.formats.table_reader import TableReader
from quiz.formats.table_rows import AnkiHeader, Row


def read_objects(
    objects: Sequence[Mapping[str, str]],
    name: str,
    wanted: Mapping[str, str] | None = None,
    *,
    lines: Sequence[int] = (),
) -> ImportedFile:
    """The decks of some objects. name: of the file, without suffix. wanted: the player's choice of
    fields, see `columns_of`. lines: where each object starts; without them, they are counted.
    Raises InterchangeError if no object makes a card.
    """
    titles = list(dict.fromkeys(title for each in objects for title in each))
    known = {n: "notetype" for n, title in enumerate(titles) if fold(title) == "notetype"}
    rows = [
        Row(line, [each.get(title, "") for title in titles])
        for line, each in zip(lines or range(1, len(objects) + 1), objects, strict=True)
    ]
    place = "line" if lines else "number"
    return read_rows(rows, titles, name, wanted or {}, known, place=place)


def read_rows(
    rows: Sequence[Row],
    titles: Sequence[str] | None,
    name: str,
    wanted: Mapping[str, str],
    known: Mapping[int, str] = {},
    *,
    place: str = "number",
) -> ImportedFile:
    """The decks of rows that are not in a table of text. titles: of their columns; None to look
    for them in the first row. place: what `Row.line` counts."""
    if titles:
        top, *rows = with_answers([Row(0, list(titles)), *rows])
        if top.cells != titles:
            titles, known = top.cells, {}
    columns: Columns = columns_of([row.cells for row in rows], known, titles, wanted)
    rows = rows[columns.has_header :]
    expected = 'a prompt and an answer, such as {"front": …, "back": …}'
    reader = TableReader(
        name, columns, AnkiHeader(), rows, one="entry", expected=expected, place=place
    )
    for row in rows:
        reader.row(row)
    return reader.result()
