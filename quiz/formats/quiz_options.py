"""Tables of quizzes, as of Kahoot: a question, its options in columns of their own, and which of
them are right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.decks.fields import fold
from quiz.formats.table_columns import column_of, tells
from quiz.formats.table_rows import Row

_OPTION = re.compile(
    r"(?:answer|option|choice|antwort|réponse|respuesta|opción|ответ|вариант|选项)\s*([1-9a-h])\b.*|([a-h])"
)
_RIGHT = re.compile(r"(?:correct|right|richtig|bonne|correcta|правильн|正确).*|answer(?: key)?|key")
_QUESTION = re.compile(r"(?:question|q|text|frage|pregunta|вопрос|题目|问题|prompt)\b.*")
_PLACE = re.compile(r"[1-9A-Ha-h]")


def with_answers(rows: Sequence[Row]) -> list[Row]:
    """The rows with the columns prompt, answer, accept and distractors, and the others behind them,
    if the first row names a question and options; else the rows as they are.

    Without a column that says which are right, the first option is.
    """
    titles = [_words(cell) for cell in rows[0].cells] if rows else []
    options = [i for i, title in enumerate(titles) if _OPTION.fullmatch(title)]
    body = [row.cells for row in rows[1:]]
    named = [i for i, title in enumerate(titles) if _QUESTION.fullmatch(title)]
    # Such as "Question #" beside "Question Text".
    asks = [i for i in named if tells(titles[i], column_of(body, i), body)]
    asked = next(iter(asks or named), None)
    rest = [i for i in range(len(titles)) if i not in (*options, asked)]
    right = next((i for i in rest if _RIGHT.fullmatch(titles[i])), None)
    bare = sum(len(titles[i]) == 1 for i in options)
    if len(options) < 2 or asked is None or (bare and (bare != len(options) or right is None)):
        return list(rows)
    rest = [i for i in rest if i != right]
    names = [rows[0].cells[i] for i in rest]
    made = [Row(rows[0].line, ["prompt", "answer", "accept", "distractors", *names])]
    for row in rows[1:]:
        cells = row.cells + [""] * (len(titles) - len(row.cells))
        texts = {_OPTION.sub(r"\1\2", titles[i]): cells[i].strip() for i in options}
        said = "" if right is None else cells[right]
        answers = _right(texts, said) if right is not None else list(texts.values())[:1]
        wrong = [text for text in texts.values() if text and text not in answers]
        # An empty last line keeps a text with a semicolon in one piece.
        lists = ["".join(f"{text}\n" for text in each) for each in (answers[1:], wrong)]
        first = answers[0] if answers else ""
        behind = [*(cells[i] for i in rest), *row.cells[len(titles) :]]
        made.append(Row(row.line, [cells[asked], first, *lists, *behind]))
    return made


def _right(texts: dict[str, str], said: str) -> list[str]:
    """The right options: named by their numbers or letters, such as "1,3", or by their texts."""
    if _OPTION.fullmatch(_words(said)) and said.strip() not in texts.values():
        said = _OPTION.sub(r"\1\2", _words(said))
    words = [word for word in re.split(r"[\s,;|]+", said) if word]
    if words and all(map(_PLACE.fullmatch, words)):
        known = list(texts)
        places = [_place(word, known) for word in words]
        return [texts[place] for place in places if place and texts[place]]
    return [said.strip()] if said.strip() else []


def _words(name: str) -> str:
    """ "Answer_A" as "answer a"."""
    return fold(name).replace("_", " ")


def _place(word: str, known: list[str]) -> str:
    """The name of an option that a number or letter means, whichever the columns have."""
    if word.lower() in known:
        return word.lower()
    number = int(word) if word.isdecimal() else ord(word.lower()) - ord("a") + 1
    return known[number - 1] if number <= len(known) else ""
