"""Finds cards in JSON of any other program: lists of objects with named fields, lists of pairs, or
an object whose names are the prompts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quiz.formats.field_names import meaning_of
from quiz.formats.interchange import ImportedFile, InterchangeError
from quiz.formats.left_out import lines_named
from quiz.formats.object_reader import read_objects, read_rows
from quiz.formats.table_rows import Row

_DEEPEST = 12
_TEXTS = ("text", "title", "answer", "value", "content", "option", "name", "label")
_RIGHT = ("correct", "is_correct", "iscorrect", "right", "is_right")
_ANSWERS = (
    "answer", "correct", "correctanswer", "correctanswers", "correctoption", "correctoptions",
    "correctindex", "answerindex",
)  # fmt: skip
_KEYS = ("id", "key", "letter")
"""Fields with the right option or its place, without spaces."""
_OPTIONS = ("options", "choices")
_ABOUT = frozenset(["about", "info", "meta", "metadata", "settings", "config", "options"])
"""Names of objects that tell about the cards beside them."""
_NO_NAMES = frozenset(
    ["cards", "flashcards", "notes", "decks", "sets", "items", "questions", "results", "data",
     "list", "words", "terms", "entries", "content"]
)  # fmt: skip
"""Names of lists that say nothing about the cards in them."""
_SIDES = re.compile(r"(.*?\S)\n+---\n+(\S.*)", re.DOTALL)
"""Both sides of a card of Mochi."""


def read_value(value: Any, name: str, wanted: Mapping[str, str]) -> ImportedFile:
    """The decks in a JSON value; a list below a name is a deck of that name. Raises
    InterchangeError if there are none."""
    value = _unwrapped(value)
    found: list[ImportedFile] = []
    fault: InterchangeError | None = None
    for path, cards in _lists(value, (), 0):
        try:
            found.append(_read(cards, "/".join((name, *path)), wanted))
        except InterchangeError as error:
            fault = fault or error
    if not found:
        raise fault or InterchangeError(
            "no cards in this JSON; expected a list of objects such as "
            '{"front": …, "back": …}, or a deck from `quiz export`',
            1,
            1,
        )
    decks = [deck for each in found for deck in each.decks]
    if len(decks) == 1 and decks[0].name != name:
        decks = [replace(decks[0], name=name)]
    if len(decks) == 1 and (title := _title(value)):
        decks = [replace(decks[0], deck=replace(decks[0].deck, title=title))]
    return ImportedFile(
        tuple(decks),
        tuple(line for each in found for line in each.left_out),
        tuple(dict.fromkeys(line for each in found for line in each.remarks)),
    )


def _title(value: Any) -> str:
    """The name of the deck that a whole file is; "" if it gives none."""
    named = value if isinstance(value, Mapping) and not _is_card(value) else {}
    found = (named.get(key) for key in ("title", "name", "deck"))
    return next((each for each in found if each and isinstance(each, str)), "")


def _unwrapped(value: Any) -> Any:
    """The value with the fields of notes as AnkiConnect writes them in their notes:
    {"fields": {"Front": {"value": …, "order": 0}, …}, …}."""
    if isinstance(value, list):
        return [_unwrapped(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    if set(value) == {"value", "order"}:
        return value["value"]
    fields = value.get("fields")
    if isinstance(fields, Mapping):
        value = {**{name: each for name, each in value.items() if name != "fields"}, **fields}
    return {name: _unwrapped(each) for name, each in value.items()}


def _read(cards: Sequence[Any], name: str, wanted: Mapping[str, str]) -> ImportedFile:
    objects = [card for card in cards if isinstance(card, Mapping)]
    if objects:
        first, remarks = _counted_from(objects)
        found = read_objects([_fields(card, first) for card in objects], name, wanted)
        odd = [n for n, card in enumerate(cards, 1) if not isinstance(card, Mapping)]
        left_out = [lines_named(odd, "entry", "without fields", "number")] if odd else []
        return replace(
            found, remarks=(*remarks, *found.remarks), left_out=(*left_out, *found.left_out)
        )
    rows = [Row(n, [_text(cell) for cell in card]) for n, card in enumerate(cards, 1)]
    return read_rows(rows, None, name, wanted)


def _lists(
    value: Any, path: tuple[str, ...], depth: int
) -> Iterator[tuple[tuple[str, ...], Sequence[Any]]]:
    """Each list of cards in a value, and the names above it."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        objects = [each for each in value if isinstance(each, Mapping)]
        pairs = [each for each in value if isinstance(each, list) and _is_flat(each)]
        if objects and any(map(_is_card, objects)) and not _inner_lists(objects):
            yield path, value
        elif pairs and all(len(pair) > 1 for pair in pairs):
            yield path, pairs
        else:
            for each in objects:
                named = next((each[key] for key in ("name", "title") if key in each), "")
                below = (*path, named) if named and isinstance(named, str) else path
                yield from _lists(each, below, depth + 1)
    elif isinstance(value, Mapping):
        inner = {name: each for name, each in value.items() if isinstance(each, list | Mapping)}
        told = {name: each for name, each in inner.items() if _name(name) not in _ABOUT}
        lists = [
            found
            for name, each in (told or inner).items()
            for found in _lists(
                each, path if _name(name) in _NO_NAMES else (*path, name), depth + 1
            )
        ]
        if value and not lists and _are_pairs(value):
            yield path, [[name, each] for name, each in value.items()]
        elif _is_card(value) and not lists:
            yield path, [value]
        elif inner and inner == value and (records := _records(inner)):
            asks = any(meaning_of(_name(name)) == "prompt" for each in records for name in each)
            # Where each object has its own question, the names are only numbers.
            named = zip(inner, records, strict=True)
            yield path, records if asks else [{"term": name, **each} for name, each in named]
        elif lists:
            yield from lists
        elif value and all(isinstance(each, str) or _is_flat(each) for each in value.values()):
            yield path, [{"prompt": name, "answer": each} for name, each in value.items()]


def _inner_lists(objects: Sequence[Mapping[str, Any]]) -> bool:
    """Whether these objects are decks: each has a list of objects that are cards."""
    return all(
        any(
            isinstance(each, list)
            and _name(name) in _NO_NAMES
            and any(isinstance(card, Mapping) and _is_card(card) for card in each)
            for name, each in value.items()
        )
        for value in objects
    )


def _is_plain(value: Any) -> bool:
    """Whether a value is an object with texts."""
    return isinstance(value, Mapping) and all(
        isinstance(each, str | int | float) for each in value.values()
    )


def _records(inner: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Objects that have a name in common, as in {"hund": {"meaning": "dog"}, …}; [] for others."""
    records = [value for value in inner.values() if isinstance(value, Mapping)]
    texts = [each for record in records for each in record.values()]
    if len(records) < len(inner) or not all(_is_flat(each) or _is_word(each) for each in texts):
        return []
    return records if records[1:] == [] or set.intersection(*map(set, records)) else []


def _is_flat(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(each, list | Mapping) for each in value)


def _is_card(value: Mapping[str, Any]) -> bool:
    """Whether an object has two texts that could be prompt and answer."""
    lists = {name for name, each in value.items() if isinstance(each, list) and not _is_flat(each)}
    known = {meaning_of(_name(name)) for name in value if name not in lists}
    texts = [each for each in value.values() if isinstance(each, str | int | float)]
    sides = any(name == "content" and _SIDES.fullmatch(str(each)) for name, each in value.items())
    # As {"question": {"text": …}} or {"params": {"question": …}}.
    below = [each for each in value.values() if isinstance(each, Mapping)]
    asks = len(below) == 1 and any(meaning_of(_name(str(name))) == "prompt" for name in below[0])
    return "prompt" in known or len(texts) > 1 or sides or asks


def _are_pairs(value: Mapping[str, Any]) -> bool:
    """Whether the names of an object are prompts and its texts the answers."""
    return all(isinstance(each, str) for each in value.values()) and not any(
        meaning_of(_name(name)) for name in value
    )


def _name(name: str) -> str:
    """ "correctAnswer" and "correct_answer" as "correct answer"."""
    spaced = "".join(f" {char}" if char.isupper() else char for char in name)
    return " ".join(spaced.replace("_", " ").split()).lower()


def _is_word(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _has_options(name: str, card: Mapping[str, Any]) -> bool:
    """Whether a field of a card has its options: "answers" has, if another one has the right."""
    names = {_name(str(each)).replace(" ", "") for each in card}
    is_list = _name(name) == "answers" and not names.isdisjoint(_ANSWERS)
    return _name(name) in _OPTIONS or is_list


def _counted_from(cards: Sequence[Mapping[str, Any]]) -> tuple[int, tuple[str, ...]]:
    """The number of the first option where numbers name the right ones, and what to say of it."""
    places: list[tuple[int, int]] = []
    for card in cards:
        named = {_name(name).replace(" ", ""): value for name, value in _flat(card)}
        lists = (value for name, value in named.items() if _has_options(name, card))
        texts = [_text(each) for each in next(lists, ())]
        answers = [_text(named[name]).split("\n") for name in _ANSWERS if name in named]
        places += [
            (int(text[:9]), len(texts))
            for text in (answers[0] if answers and texts else ())
            if text.isdecimal() and text not in texts
        ]
    if any(place == 0 for place, _ in places) or not places:
        return 0, ()
    if any(place == number for place, number in places):
        return 1, ()
    return 0, ("the right options are counted from 0, so that 1 is the second one",)


def _fields(card: Mapping[str, Any], first: int) -> dict[str, str]:
    """The fields of an object as texts, with those of objects in it, and the right one of some
    options as the answer. first: the number of the first option."""
    fields: dict[str, str] = {}
    options: list[Any] = []
    letters: list[str] = []
    asks_options = any(_has_options(str(name), card) for name in card)
    for name, value in _flat(card):
        is_list = isinstance(value, list)
        if is_list and _has_options(name, card):
            options = value
        elif isinstance(value, Mapping):
            letters, options = [str(each) for each in value], list(value.values())
        elif is_list and meaning_of(_name(name)) == "distractors":
            fields["distractors"] = _text(value) + "\n"
        elif (
            is_list
            and not asks_options
            and meaning_of(_name(name)) == "answer"
            and all(map(_is_word, value))
        ):
            fields[_name(name)] = _text(value[0])
            fields |= _others(list(map(_text, value[1:])), "accept")
        elif name == "content" and (sides := _SIDES.fullmatch(_text(value).strip())):
            fields |= {"prompt": sides[1], "answer": sides[2]}
        elif is_list and any(isinstance(each, Mapping) for each in value):
            fields |= _marked([each for each in value if isinstance(each, Mapping)])
        else:
            title = _name(name) if meaning_of(_name(name)) else name
            fields[title] = _text(value)
    if options:
        if all(isinstance(option, Mapping) and {*option} & {*_TEXTS} for option in options):
            letters = [_first_of(option, _KEYS) for option in options]
            texts = [_first_of(option, _TEXTS) for option in options]
        else:
            texts = [_text(option) for option in options]
        place = next((name for name in fields if name.replace(" ", "") in _ANSWERS), "")
        named = fields.get(place, "")
        right = [named]
        if named not in texts:
            right = [_right(word, letters, texts, first) for word in named.split("\n")]
        if any(isinstance(option, Mapping) for option in options):
            fields |= _marked([option for option in options if isinstance(option, Mapping)])
        if "distractors" not in fields:
            fields.pop(place, None)
            fields |= {"answer": right[0], **_others(right[1:], "accept")}
            fields["distractors"] = "\n".join(text for text in texts if text not in right) + "\n"
    return fields


def _first_of(option: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((_text(option[name]) for name in names if _is_word(option.get(name))), "")


def _others(texts: Sequence[str], name: str) -> dict[str, str]:
    """A field with several texts; none without them."""
    return {name: "\n".join(texts) + "\n"} if texts else {}


def _right(word: str, letters: Sequence[str], texts: Sequence[str], first: int) -> str:
    """The option that is named by its letter, its number or its text."""
    index = letters.index(word) if word in letters else _index(word, len(texts), first)
    return texts[index] if index is not None and word not in texts else word


def _flat(card: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The fields of an object and of those in it, but options with letters as they are."""
    for name, value in card.items():
        if isinstance(value, Mapping) and meaning_of(_name(str(name))) in ("prompt", "answer"):
            texts = {_name(str(key)): each for key, each in value.items()}
            value = next((texts[key] for key in _TEXTS if _is_word(texts.get(key))), value)
        is_options = _has_options(str(name), card) and _is_plain(value)
        if isinstance(value, Mapping) and not is_options and depth < _DEEPEST:
            yield from _flat(value, depth + 1)
        elif value is not None and value != []:
            yield str(name), value


def _index(place: str, number: int, first: int) -> int | None:
    """The index of an option that is named by its number, from `first`, or its letter."""
    if place.isdecimal() and first <= int(place[:4]) < number + first:
        return int(place) - first
    if len(place) == 1 and place.isascii() and place.isalpha():
        index = ord(place.lower()) - ord("a")
        return index if index < number else None
    return None


def _marked(options: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Answer and distractors among options that say whether they are right."""
    right: list[str] = []
    wrong: list[str] = []
    for option in options:
        named = {str(name).lower(): value for name, value in option.items()}
        text = next((_text(named[name]) for name in _TEXTS if named.get(name)), "")
        is_right = any(named.get(name) in (True, 1, "true") for name in _RIGHT)
        (right if is_right else wrong).append(text)
    if not right:
        return {}
    found = {"answer": right[0], **_others(right[1:], "accept")}
    return found | {"distractors": "\n".join(wrong) + "\n"}


def _text(value: Any) -> str:
    """A value as the text of a cell, a list with a line for each item."""
    if isinstance(value, list):
        return "\n".join(_text(each) for each in value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(each)}" for name, each in value.items())
    return "" if value is None else str(value)
