"""Notes of Ki, the program that keeps Anki's decks as Markdown: a heading `# Note`, a block with
the note's guid and type, and a heading for its tags and for each field.

See https://langfield.github.io/ki.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quiz.formats.interchange import ImportedFile, InterchangeError
from quiz.formats.markdown_source import Line, Sort, lines_of
from quiz.formats.object_reader import read_objects
from quiz.formats.plain_notes import is_formatted
from quiz.formats.text_files import decode

_SETTING = re.compile(r"\s*(guid|notetype)\s*:\s*(.*?)\s*")


def read(data: bytes, name: str) -> ImportedFile:
    """Read the notes in a file. name: of the file, without suffix. Raises InterchangeError if there
    are none."""
    notes = list(_notes(lines_of(decode(data))))
    if not notes:
        raise InterchangeError("no notes found; expected a heading '# Note'", 1, 1)
    groups: dict[tuple[str, ...], list[tuple[int, dict[str, str]]]] = {}
    for line, fields in notes:
        groups.setdefault((fields.get("notetype", ""), *fields), []).append((line, fields))
    read = [
        read_objects([fields for _, fields in group], name, lines=[line for line, _ in group])
        for group in groups.values()
    ]
    decks = [deck for each in read for deck in each.decks]
    every = [note for deck in decks for note in deck.deck.notes]
    every.sort(key=lambda note: note.extras.line)
    format_ = "markdown" if any(map(is_formatted, every)) else ""
    deck = replace(decks[0].deck, notes=tuple(every), format=format_)
    left_out = tuple(line for each in read for line in each.left_out)
    return ImportedFile((replace(decks[0], deck=deck),), left_out)


def _notes(lines: Sequence[Line]) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the fields of each note."""
    starts = [
        index
        for index, line in enumerate(lines)
        if line.level == 1 and line.title.strip().lower() == "note"
    ]
    for start, end in pairwise([*starts, len(lines)]):
        fields: dict[str, list[str]] = {}
        name = ""
        settings: dict[str, str] = {}
        for line in lines[start + 1 : end]:
            setting = _SETTING.fullmatch(line.source) if not name else None
            if setting:
                settings[setting[1]] = setting[2]
            elif line.sort is Sort.HEADING and line.level in (2, 3):
                name = line.title
                fields[name] = []
            elif name and line.sort is not Sort.COMMENT:
                fields[name].append(line.source)
        texts = {key: "\n".join(text).strip() for key, text in fields.items()}
        if "Tags" in texts:
            texts["Tags"] = texts["Tags"].replace("```", "").strip()
        yield lines[start].number, settings | texts
