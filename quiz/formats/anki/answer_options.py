"""Anki notes with options in fields of their own, such as A to D: which of them are right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from quiz.decks.fields import fold
from quiz.formats.anki.anki_collection import NoteType
from quiz.formats.anki.faces import Reader
from quiz.formats.field_names import meaning_of
from quiz.formats.html import html_to_text, text_to_html
from quiz.formats.marked import images_in
from quiz.formats.quiz_options import Options, options_in, right_of

_KIND = "QType"
"""Starts the name of the field with a number for the kind of question, in the add-on
Multiple Choice for Anki."""
_LISTS = ("options", "choices", "answer options", "answer choices")
"""Names of a field with all options."""
_OPTION = re.compile(r"\(?([A-Ha-h1-9])[.):]\s+(\S.*)")
_LETTERS, _NUMBERS = "abcdefgh", "123456789"


class Choice(NamedTuple):
    """A note's fields without its options, and with the right text in the field that answers; the
    other right texts, and the wrong ones."""

    fields: Mapping[str, str]
    answer: str
    accept: tuple[str, ...]
    distractors: tuple[str, ...]


def options_of(kind: NoteType) -> Options | None:
    """The fields with options, if they and the one with the right answer have names for that."""
    if kind.cloze or kind.occlusion or len(kind.templates) != 1:
        return None
    meanings = [meaning_of(name) for name in kind.fields]
    wrong = [
        n for n, name in enumerate(kind.fields)
        if meanings[n] == "distractors" and name[-1:].isdecimal()
    ]  # fmt: skip
    if wrong and "answer" in meanings:
        right = meanings.index("answer")
        places = {kind.fields[n]: n for n in (right, *wrong)}
        return Options(places, right)
    listed = [n for n, name in enumerate(kind.fields) if fold(name) in _LISTS]
    if len(listed) == 1 and "answer" in meanings:
        return Options({"": listed[0]}, meanings.index("answer"))
    found = options_in(kind.fields)
    return found if found is not None and found.right is not None else None


def _listed(html: str) -> dict[str, str]:
    """The options in one field, a line each, by their letters or numbers; none without those."""
    lines = [line.strip() for line in html_to_text(html).split("\n") if line.strip()]
    found = [match for line in lines if (match := _OPTION.fullmatch(line))]
    places = "".join(match[1].lower() for match in found)
    counts = len(found) == len(lines) > 1 and places in (
        _LETTERS[: len(lines)],
        _NUMBERS[: len(lines)],
    )
    return {match[1].lower(): text_to_html(match[2]) for match in found} if counts else {}


def choice(
    options: Options, kind: NoteType, fields: Mapping[str, str], reader: Reader
) -> Choice | None:
    """The choice that a note offers; None if its answer does not name options for sure, or if they
    hold pictures or sounds."""
    assert options.right is not None
    html = {place: fields.get(kind.fields[n], "") for place, n in options.places.items()}
    if len(html) == 1:
        html = _listed(*html.values())
    texts = {place: html_to_text(each).strip() for place, each in html.items()}
    answer = kind.fields[options.right]
    right = right_of(texts, html_to_text(fields.get(answer, "")).strip())
    shown = {texts[place]: reader.value(each) for place, each in html.items() if each}
    wrong = [text for text in shown if text and text not in right]
    if not right or not wrong or not {*right} <= {*shown}:
        return None
    if any(value.sounds or value.lost or images_in(value.text) for value in shown.values()):
        return None
    offered = [kind.fields[n] for n in options.places.values()]
    offered += [name for name in kind.fields if name.startswith(_KIND)]
    source = next(html[place] for place, text in texts.items() if text == right[0])
    # A space goes with the label in front of it, such as "A)".
    blank = {name: " " for name in offered if fields.get(name)}
    others = (tuple(shown[text].text.strip() for text in each) for each in (right[1:], wrong))
    return Choice({**fields, **blank, answer: source}, answer, *others)
