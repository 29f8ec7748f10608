"""Questions with options in columns or fields of their own, as of Kahoot, and which of them are
right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.decks.fields import fold
from quiz.formats.field_names import meaning_of
from quiz.formats.table_columns import column_of, tells
from quiz.formats.table_rows import Row

_OPTION = re.compile(
    r"(?:answer|option|choice|antwort|réponse|respuesta|opción|ответ|вариант|选项)\s*([1-9a-h])\b.*"
    r"|(?:q )?([1-9a-h])"
)
_RIGHT = re.compile(r"(?:correct|right|richtig|bonne|correcta|правильн|正确).*|answer(?: key)?|key")
_QUESTION = re.compile(r"(?:question|q|text|frage|pregunta|вопрос|题目|问题|prompt)\b.*")
_PLACE = re.compile(r"[1-9A-Ha-h]")
_LABELLED = re.compile(r"\(?([1-9a-h])[.):]\s*(.*)", re.DOTALL)
_LETTERS = re.compile(r"(?=[A-H]{2,8})A?B?C?D?E?F?G?H?")
_BETWEEN = re.compile(r"[\s,;|.()&+]+")


class Options(NamedTuple):
    """The columns of a quiz, by index from 0.

    places: of each option, by its letter or number. right: which says what is right, if any.
    """

    places: dict[str, int]
    right: int | None


def options_in(titles: Sequence[str]) -> Options | None:
    """The columns with options among columns of these names; None without any.

    If only letters or numbers name them, another column must say which are right.
    """
    names = [_words(title) for title in titles]
    found = {i: match for i, name in enumerate(names) if (match := _OPTION.fullmatch(name))}
    rest = [i for i in range(len(names)) if i not in found]
    right = next((i for i in rest if _RIGHT.fullmatch(names[i])), None)
    if right is None:
        right = next((i for i in rest if meaning_of(titles[i]) == "answer"), None)
    bare = sum(match[2] is not None for match in found.values())
    if len(found) < 2 or (bare and (bare != len(found) or right is None)):
        return None
    return Options({match[1] or match[2]: i for i, match in found.items()}, right)


def right_of(texts: Mapping[str, str], said: str) -> list[str]:
    """The texts of the right options. said: names them, such as "1,3" or "B)", or has a 1 for each
    right and a 0 for each wrong one; else it is the right text.

    texts: the options by their letters or numbers.
    """
    known, word = [*texts], _words(said)
    if word not in texts:
        if same := [text for text in texts.values() if text and _words(text) == word]:
            return same[:1]
        if found := _OPTION.fullmatch(word):
            word = found[1] or found[2]
        elif (found := _LABELLED.fullmatch(word)) and (place := _place(found[1], known)):
            word = place if _words(texts[place]) == found[2] else word
    named = " ".join(said) if _LETTERS.fullmatch(said) else word
    words = [each for each in _BETWEEN.split(named) if each]
    filled = len(list(filter(None, texts.values())))
    if len(words) > 1 and {*words} <= {"0", "1"} and filled <= len(words) <= len(known):
        words = [place for place, each in zip(known, words, strict=False) if each == "1"]
    if not words or not all(map(_PLACE.fullmatch, words)):
        return [said] if said else []
    places = dict.fromkeys(_place(each, known) for each in words)
    return [texts[place] for place in places if place and texts[place]]


def with_answers(rows: Sequence[Row]) -> list[Row]:
    """The rows with the columns prompt, answer, accept and distractors, and the others behind them,
    if the first row names a question and options; else the rows as they are.

    Without a column that says which are right, the first option is.
    """
    titles = rows[0].cells if rows else []
    found = options_in(titles)
    body = [row.cells for row in rows[1:]]
    named = [i for i, title in enumerate(titles) if _QUESTION.fullmatch(_words(title))]
    # Such as "Question #" beside "Question Text".
    asks = [i for i in named if tells(_words(titles[i]), column_of(body, i), body)]
    asked = next(iter(asks or named), None)
    if found is None or asked is None:
        return list(rows)
    options, right = found
    rest = [i for i in range(len(titles)) if i not in (*options.values(), asked, right)]
    names = [titles[i] for i in rest]
    made = [Row(rows[0].line, ["prompt", "answer", "accept", "distractors", *names])]
    for row in rows[1:]:
        cells = row.cells + [""] * (len(titles) - len(row.cells))
        texts = {place: cells[i].strip() for place, i in options.items()}
        said = next(iter(texts)) if right is None else cells[right].strip()
        answers = right_of(texts, said)
        wrong = [text for text in texts.values() if text and text not in answers]
        # An empty last line keeps a text with a semicolon in one piece.
        lists = ["".join(f"{text}\n" for text in each) for each in (answers[1:], wrong)]
        first = answers[0] if answers else ""
        behind = [*(cells[i] for i in rest), *row.cells[len(titles) :]]
        made.append(Row(row.line, [cells[asked], first, *lists, *behind]))
    return made


def _words(name: str) -> str:
    """ "Answer_A" as "answer a"."""
    return fold(name).replace("_", " ")


def _place(word: str, known: list[str]) -> str:
    """The name of an option that a number or letter means, whichever the columns have."""
    if word.lower() in known:
        return word.lower()
    number = int(word) if word.isdecimal() else ord(word.lower()) - ord("a") + 1
    return known[number - 1] if number <= len(known) else ""
