# ruff: noqa: SIM905 (a table of words reads best as words)
"""Finds out what the columns of a table mean: from their names, in many languages, or from what
is in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quiz.decks.fields import fold
from quiz.decks.language_tags import language_named
from quiz.formats.field_names import OWN, READING, SEVERAL, meaning_of, parts_of
from quiz.formats.interchange import InterchangeError
from quiz.nearest import hint

_TOPICS = frozenset(
    """
    name country capital city year event author title book symbol element formula state population
    continent river painter painting president currency flag abbreviation acronym artist inventor
    invention born died plural singular article past infinitive participle artikel infinitiv
    partizip präteritum land hauptstadt jahr ereignis autor titel pays capitale ville année país
    ciudad año date place location datum ort lieu lugar fecha страна столица год item price
    """.split()
)
"""Common names of columns with facts; a row of nothing else is hardly a card."""
_CLASSES = frozenset(
    "noun verb adjective adverb pronoun preposition conjunction phrase article n v adj adv pron "
    "prep conj n. v. adj. adv. pron. prep. conj. substantiv adjektiv nomen nom verbe adjectif "
    "sustantivo verbo adjetivo сущ глагол 名詞 動詞 形容詞 名词 动词 形容词".split()
)
_SENTENCES = frozenset("sentence sentences frase satz oración".split())
"""A column of these is the prompt, if no other one is."""

_LOOKED_AT = 200
_LONGEST_NAME = 40
_NUMBER = re.compile(r"[-+]?[\d.,:/]+ ?%?")
_DIGIT = re.compile(r"\d")
_QUANTITY = re.compile(r"[-+±~≈<>]?\s?\d[\d.,:/]*(?:e[-+]?\d+)?(?:\s?[^\s\d]{1,8})?")
_SENTENCE = re.compile(r"[.?!…。？！]\s*$|\n")
_TONES = re.compile("[āēīōūǖǎěǐǒǔǚ]")
_MEDIUM = re.compile(
    r"https?://\S+|\[sound:[^\]]*\]|<img [^>]*>|\S+\.(?:png|jpe?g|gif|svg|mp3|ogg)"
)
_SCRIPTS = {
    "kana": re.compile("[぀-ヿ]"), "han": re.compile("[㐀-鿿]"), "hangul": re.compile("[가-힯]"),
    "cyrillic": re.compile("[Ѐ-ӿ]"), "greek": re.compile("[Ͱ-Ͽ]"),
    "arabic": re.compile("[؀-ۿ]"), "hebrew": re.compile("[֐-׿]"),
    "devanagari": re.compile("[ऀ-ॿ]"), "thai": re.compile("[฀-๿]"),
    "latin": re.compile("[A-Za-zÀ-ɏ]"),
}  # fmt: skip


class Columns(NamedTuple):
    """What the columns mean, by index from 0.

    meanings: one of `quiz.formats.field_names.OWN` or, from Anki's header lines, "notetype".
    titles: the names of all columns, as in the table. has_header: whether the first row names the
    columns; is_guess: whether only its difference from the others says so.
    """

    meanings: dict[int, str]
    titles: dict[int, str]
    has_header: bool
    is_guess: bool = False


def _language(title: str) -> str:
    """The language that a name names, alone or as in "English word"."""
    named, others = parts_of(title)
    found = {language_named(word) for word in others} - {""}
    known = all(fold(word) in _CLASSES or meaning_of(word) for word in named)
    return language_named(title) or (found.pop() if len(found) == 1 and known else "")


def columns_of(
    rows: Sequence[Sequence[str]],
    known: Mapping[int, str],
    titles: Sequence[str] | None,
    wanted: Mapping[str, str],
) -> Columns:
    """The meanings of the columns of a table.

    known: meanings by index that the file gives, and titles: names; None to look for them in the
    first row. wanted: the player's choice, names or numbers (from 1) of columns by meaning.
    Raises InterchangeError if a wanted column does not exist.
    """
    has_header = titles is None and has_header_row(rows, named=_named(wanted))
    if has_header:
        titles = rows[0]
    named = {i: " ".join(title.split()) for i, title in enumerate(titles or ()) if title.strip()}
    body = rows[1:] if has_header else rows
    width = max([len(named), *map(len, body)], default=0)
    meanings = _wanted(wanted, named, width)
    for index, what in known.items():
        if index not in meanings and what not in meanings.values():
            meanings[index] = what
    # A column named just so comes first: "category" before "type"; a translation before a language.
    by_name = sorted(
        named.items(), key=lambda each: (fold(each[1]) not in OWN, language_named(each[1]) != "")
    )
    names = set(map(fold, named.values()))
    for index, title in by_name:
        # Without a Q, an A is the first of several.
        meaning = meaning_of(title) if fold(title) != "a" or "q" in names else ""
        is_free = meaning in SEVERAL or meaning not in meanings.values()
        if index not in meanings and meaning and is_free:
            meanings[index] = meaning
    _fill(meanings, named, body, width)
    sides = {meaning_of(title) for title in named.values()}
    is_guess = has_header and not {"prompt", "answer"} <= sides and not wanted
    return Columns(meanings, named, has_header, is_guess)


def has_header_row(rows: Sequence[Sequence[str]], named: Iterable[str] = ()) -> bool:
    """Whether the first row names the columns and is no card.

    It does if it has known names of columns or of two languages, or those in `named`; or if a
    column has only numbers or only one script below it and something else in it.
    """
    if not rows:
        return False
    cells = [cell.strip() for cell in rows[0]]
    below = rows[1 : _LOOKED_AT + 1]
    return _names_sides(cells, named) or (_may_name(cells) and _stands_out(cells, below))


def _names_sides(cells: Sequence[str], named: Iterable[str]) -> bool:
    """Whether cells are names whatever stands below: one of `named`, two languages, or a prompt
    beside another column."""
    languages = {_language(cell) for cell in cells[:2]}
    found = {meaning_of(cell) for cell in cells} - {""}
    return (
        not set(map(fold, cells)).isdisjoint(map(fold, named))
        or (len(languages) > 1 and "" not in languages)
        or ("prompt" in found and (len(found) > 1 or len(cells) == 1))
    )


def _may_name(cells: Sequence[str]) -> bool:
    """Whether cells could be names: short, no two alike, neither numbers nor sentences."""
    filled = [cell for cell in cells if cell]
    return (
        1 < len(filled) == len(set(map(fold, filled)))
        and max(map(len, filled)) <= _LONGEST_NAME
        and not any(map(_NUMBER.fullmatch, filled))
        and not any(_SENTENCE.search(cell) and not _sort(cell) for cell in filled)
    )


def _stands_out(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether cells that could be names are another thing than the rows below them."""
    if not below:
        return False
    columns = {cell: column_of(below, index) for index, cell in enumerate(cells) if cell}
    sorts = [_sort(cell) if len(cell) > 1 else "" for cell in columns]
    known = [sort for sort in sorts if sort]
    # A row of nothing but names of facts, such as "Country, Capital".
    topics = [cell if fold(cell) in _TOPICS else "" for cell in columns]
    facts = {sort or topic for sort, topic in zip(sorts, topics, strict=True)}
    if len(facts) > 1 and "" not in facts:
        return True
    if len(set(known)) > 1 and 2 * len(known) >= len(columns):
        return True
    tells = any(meaning_of(cell) == "answer" or _language(cell) for cell in columns)
    if tells and len(known) == 1 and len(columns) > 2:
        # Such as "Infinitive, Past, Meaning".
        return not any(cell in column for cell, column in columns.items())
    return any(map(_differs, columns, columns.values()))


def _sort(cell: str) -> str:
    """What a name of a column stands for; "" for any other text. A word and its translation stand
    for the same, so that they are no header."""
    is_reading = fold(cell).rstrip(".") in READING
    return _language(cell) or meaning_of(cell) or "reading" * is_reading


def _named(wanted: Mapping[str, str]) -> list[str]:
    return [column for column in wanted.values() if not column.isdecimal()]


def _differs(cell: str, below: list[str]) -> bool:
    """Whether a cell is of another sort than all cells below it."""
    if len(below) < 2:
        return False
    if all(map(_QUANTITY.fullmatch, below)):
        return True
    if len(below) > 2 and all(map(_DIGIT.search, below)) and not _DIGIT.search(cell):
        return True
    scripts = {_script(text) for text in below}
    return len(scripts) == 1 and "" not in scripts and _script(cell) not in scripts


def _script(text: str) -> str:
    return next((name for name, letters in _SCRIPTS.items() if letters.search(text)), "")


def column_of(rows: Iterable[Sequence[str]], index: int) -> list[str]:
    """The cells of a column that are not empty."""
    cells = (row[index].strip() for row in rows if index < len(row))
    return [cell for cell in cells if cell]


def _wanted(wanted: Mapping[str, str], titles: Mapping[int, str], width: int) -> dict[int, str]:
    by_title = {fold(title): index for index, title in titles.items()}
    meanings: dict[int, str] = {}
    for meaning, column in wanted.items():
        index = by_title.get(fold(column))
        if index is None and column.isdecimal() and 0 < int(column[:9]) <= width:
            index = int(column[:9]) - 1
        if index is None:
            choice = hint(column, titles.values()) if titles else f"expected 1 to {width}"
            raise InterchangeError(f"there is no column {column}; {choice}", 1, 1)
        meanings[index] = meaning
    return meanings


# ── by content ──────────────────────────────────────────────────────────────────


def _fill(
    meanings: dict[int, str], titles: Mapping[int, str], rows: Sequence[Sequence[str]], width: int
) -> None:
    """Choose the prompt and the answer, if no name says which columns they are."""
    missing = [key for key in ("prompt", "answer") if key not in meanings.values()]
    if not missing:
        return
    free = [index for index in range(width) if index not in meanings]
    if len(free) < len(missing):
        spare = [index for index, meaning in meanings.items() if meaning == "explanation"]
        free += spare[: len(missing) - len(free)]
    sentence = next((i for i in meanings if fold(titles.get(i, "")) in _SENTENCES), None)
    if "prompt" in missing and sentence is not None:
        meanings[sentence] = "prompt"
        _fill(meanings, titles, rows, width)
        return
    body = rows[:_LOOKED_AT]
    cells = {index: column_of(body, index) for index in free}
    languages = [i for i in free if _language(titles.get(i, ""))]
    telling = [i for i in free if i not in languages and tells(titles.get(i, ""), cells[i], body)]
    if len(languages) + len(telling) > len(missing):
        classes = [i for i in telling if _CLASSES.issuperset(map(fold, cells[i]))]
        plenty = [i for i in telling if not _is_reading(i, cells) and i not in classes]
        if len(languages) + len(plenty) >= len(missing):
            telling = plenty
            if classes and "category" not in meanings.values():
                meanings[classes[0]] = "category"
        if "answer" in missing and len(telling) > len(missing) > len(languages):
            # An answer is rarely one of few.
            first = telling[: len(missing) - 1]
            most = max(len(set(cells[i])) for i in telling[len(first) :])
            various = (i for i in telling[len(first) :] if len(set(cells[i])) >= 0.7 * most)
            telling = [*first, next(various)]
    others = [i for i in free if i not in languages and i not in telling]
    chosen = sorted([*languages, *telling, *others][: len(missing)])
    # A table may have fewer columns than a card needs.
    chosen += range(max([*chosen, *meanings, width - 1]) + 1, 10**6)[: len(missing) - len(chosen)]
    meanings.update(zip(chosen, missing, strict=True))


def tells(title: str, cells: list[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column can be a prompt or an answer: not numbers that count, not always the same,
    not the address of a picture, not mostly empty."""
    if fold(title).rstrip(".") in READING or 2 * len(cells) < len(rows) or not cells:
        return False
    values = set(cells)
    if len(cells) > 1 and len(values) == 1:
        return False
    if len(cells) >= 20 and len(values) < 0.1 * len(cells):
        return False
    if all(map(_MEDIUM.fullmatch, cells)):
        return False
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 10]
    counts = len(numbers) == len(cells) and numbers == sorted(numbers)
    return not (counts and max(numbers) <= 3 * len(rows) + 10)


def _is_reading(index: int, cells: Mapping[int, list[str]]) -> bool:
    """Whether a column says how another one is read: kana beside kanji, pinyin beside hanzi."""
    own = cells[index]
    beside = [cells[other] for other in cells if other != index]
    if not any(any(_script(cell) in ("han", "kana") for cell in column) for column in beside):
        return False
    toned = sum(bool(_TONES.search(cell)) for cell in own)
    kana = sum(_script(cell) == "kana" and not _SCRIPTS["han"].search(cell) for cell in own)
    han = any(_SCRIPTS["han"].search(cell) for column in beside for cell in column)
    return 2 * toned > len(own) or (han and 4 * kana > 3 * len(own))
