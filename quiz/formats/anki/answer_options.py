"""Anki notes with options in fields of their own, such as A to D: which of them are right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.decks.fields import fold
from quiz.formats.anki.anki_collection import NoteType
from quiz.formats.anki.faces import Face, Reader
from quiz.formats.field_names import meaning_of
from quiz.formats.html import html_to_text, text_to_html
from quiz.formats.marked import images_in, is_rich
from quiz.formats.quiz_options import Options, options_in, right_of

_KIND = "QType"
"""Starts the name of the field with a number for the kind of question, in the add-on
Multiple Choice for Anki."""
_LISTS = ("options", "choices", "answer options", "answer choices")
"""Names of a field with all options."""
_OPTION = re.compile(r"\(?([A-Ha-h1-9])[.):]\s+(\S.*)")
_LETTER = re.compile(r"\(?[A-Ha-h][.):]?")
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


def _listed(lines: Sequence[str]) -> dict[str, str]:
    """The options in some lines, by their letters or numbers; none without those."""
    found = [match for line in lines if (match := _OPTION.fullmatch(line.strip()))]
    places = "".join(match[1].lower() for match in found)
    counts = places in (_LETTERS[: len(lines)], _NUMBERS[: len(lines)])
    return {match[1].lower(): match[2] for match in found} if counts and places[1:] else {}


def without_options(one: Face) -> tuple[Face, tuple[str, ...], tuple[str, ...]]:
    """The card without the options at the end of its question, with the right text for its letter;
    the other right texts, and the wrong ones. The card as it is if its answer is no such letter
    (a number may count something), or if there is a picture, which may be an option."""
    lines = one.prompt.split("\n")
    first = next((n for n, line in enumerate(lines) if n and _OPTION.fullmatch(line.strip())), 0)
    plain = not is_rich(one.prompt) and not one.media.image and _LETTER.fullmatch(one.answer)
    texts = _listed(lines[first:]) if first and plain else {}
    right = right_of(texts, one.answer) if texts else []
    wrong = tuple(text for text in texts.values() if text not in right)
    if not right or not wrong or not {*right} <= {*texts.values()}:
        return one, (), ()
    asked = "\n".join(lines[:first]).strip()
    return one._replace(prompt=asked, answer=right[0]), tuple(right[1:]), wrong


def choice(
    options: Options, kind: NoteType, fields: Mapping[str, str], reader: Reader
) -> Choice | None:
    """The choice that a note offers; None if its answer does not name options for sure, or if they
    hold pictures or sounds."""
    assert options.right is not None
    html = {place: fields.get(kind.fields[n], "") for place, n in options.places.items()}
    if len(html) == 1:
        lines = filter(None, map(str.strip, html_to_text(*html.values()).split("\n")))
        html = {place: text_to_html(text) for place, text in _listed([*lines]).items()}
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
