"""Converts events of the history to JSON objects, and untrusted JSON objects back to events."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from quiz.card import Kind
from quiz.display import shortened
from quiz.formats.interchange import InterchangeError
from quiz.history.events import Answer, Event, Input, Mark, MarkKind, Mode, Placement, Rerate, Undo
from quiz.history.ids import UUID
from quiz.history.rating import Rating
from quiz.moment import Moment

LARGEST = 2**53
"""The largest integer; not all JSON parsers keep larger ones."""

Choice = TypeVar("Choice", bound=StrEnum)

_KEY = re.compile(r"[\w.-]{1,64}")
_WHAT = {Answer: "answer", Placement: "memory", Undo: "undo", Rerate: "rerate"}
"""The names of the kinds of events; a mark has its own."""
_AN_ID = "an id such as 018bcfe5-6800-7000-8000-000000000000"


def event_fields(event: Event) -> dict[str, Any]:
    """All fields of the event, `what` first."""
    own = event._asdict()
    moment = own.pop("moment")
    what = own.pop("kind").value if isinstance(event, Mark) else _WHAT[type(event)]
    head = {"what": what, "id": own.pop("id"), "player": own.pop("player")}
    return head | {"at": moment.ms, "offset": moment.offset} | own


def read_event(fields: Fields) -> Event:
    """The event in such an object. Raises InterchangeError for a missing or invalid value."""
    key = fields.match("id", UUID, _AN_ID)
    player = fields.text("player")
    moment = Moment(fields.integer("at", -LARGEST, LARGEST), fields.integer("offset", -1440, 1440))
    what = fields.get("what")
    if what == "undo":
        return Undo(key, player, moment, fields.match("target", UUID, _AN_ID))
    if what == "rerate":
        target = fields.match("target", UUID, _AN_ID)
        return Rerate(key, player, moment, target, Rating(fields.integer("rating", 1, 4)))
    card = fields.match("card", _KEY, "the key of a card")
    if what == "answer":
        return Answer(
            id=key,
            player=player,
            round=fields.match("round", UUID, _AN_ID),
            card=card,
            deck=fields.text("deck", optional=True),
            kind=fields.one_of("kind", Kind),
            mode=fields.one_of("mode", Mode),
            input=fields.one_of("input", Input),
            moment=moment,
            rating=Rating(fields.integer("rating", 1, 4)),
            credit=fields.number("credit", 0.0, 1.0),
            hinted=fields.truth("hinted"),
            ms=fields.integer("ms", 0, LARGEST),
            difficulty=fields.number("difficulty", 1.0, 10.0),
            response=fields.text("response", optional=True),
        )
    if what == "memory":
        return Placement(
            id=key,
            player=player,
            moment=moment,
            card=card,
            stability=fields.number("stability", 0.0, 1e9),
            difficulty=fields.number("difficulty", -1e9, 1e9),
            interval=fields.integer("interval", 0, 1_000_000),
            due_day=fields.integer("due_day", -LARGEST, LARGEST),
            reps=fields.integer("reps", 0, LARGEST),
            lapses=fields.integer("lapses", 0, LARGEST),
        )
    if what in list(MarkKind):
        return Mark(key, player, moment, card, MarkKind(what))
    expected = "answer, memory, undo, rerate or a mark, such as suspend"
    raise fields.wrong("what", expected)


def no_constant(word: str) -> None:
    """For `json.loads(parse_constant=…)`: NaN and Infinity are not JSON. Raises ValueError."""
    raise ValueError(f"{word} is not a number")


# Made once: it takes as long to make as a line to read.
_DECODER = json.JSONDecoder(parse_constant=no_constant)


def read_object(data: bytes | str) -> Fields:
    """The JSON object in this text. Raises InterchangeError if it is none."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8", "surrogatepass")
        return Fields(_DECODER.decode(text), "")
    except (ValueError, RecursionError) as error:
        raise InterchangeError(f"not JSON ({error})") from error


class Fields:
    """A JSON object that checks its values on access."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(place or "the file", value, "an object")
        self._values = value
        self._place = place

    def version(self, known: int) -> int:
        """The version of the format. Raises InterchangeError if it is newer than `known`."""
        version = self.integer("version", 1, LARGEST)
        if version > known:
            raise InterchangeError(
                f"written by a newer version of quiz (format {version}, this one knows {known}); "
                "update quiz"
            )
        return version

    def get(self, key: str) -> Any:
        """The unchecked value; None if it is missing."""
        return self._values.get(key)

    def keys(self) -> set[str]:
        """All keys."""
        return set(self._values)

    def text(self, key: str, *, optional: bool = False) -> str:
        """A text; "" if it is optional and missing."""
        value = self._values.get(key)
        if value is None and optional:
            return ""
        if not isinstance(value, str) or not (optional or value.strip()):
            raise self.wrong(key, "a text")
        return value

    def texts(self, key: str, least: int = 0) -> tuple[str, ...]:
        """A list of texts, or a single text."""
        value = self._values.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(key, "a list of texts")
        if len(value) < least:
            raise self.wrong(key, f"{least} or more texts")
        return tuple(value)

    def items(self, key: str, *, optional: bool = False) -> list[Any]:
        """A list of anything."""
        value = self._values.get(key, [] if optional else None)
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        return value

    def integer(self, key: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, f"a whole number from {least} to {most}")
        return value

    def number(self, key: str, least: float, most: float) -> float:
        """A finite number within bounds."""
        value = self._values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(key, "a number")
        if not isfinite(value) or not least <= value <= most:
            raise self.wrong(key, f"a number from {least} to {most}")
        return float(value)

    def truth(self, key: str) -> bool:
        """true or false."""
        value = self._values.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def match(self, key: str, pattern: re.Pattern[str], expected: str) -> str:
        """A text that fully matches the pattern."""
        value = self._values.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.wrong(key, expected)
        return value

    def one_of(self, key: str, values: type[Choice]) -> Choice:
        """One of the values of an enumeration."""
        try:
            return values(str(self._values.get(key)))
        except ValueError as error:
            raise self.wrong(key, f"one of {', '.join(values)}") from error

    def unfit(self, message: str) -> InterchangeError:
        """The error for values that do not fit together."""
        return InterchangeError(f"{self._place}: {message}" if self._place else message)

    def wrong(self, key: str, expected: str) -> InterchangeError:
        """The error for a value that is not what was expected."""
        place = f"{self._place}.{key}" if self._place else f"'{key}'"
        if key not in self._values:
            return InterchangeError(f"{place} is missing, expected {expected}")
        return _wrong(place, self._values[key], expected)


def _wrong(place: str, value: Any, expected: str) -> InterchangeError:
    shown = json.dumps(value, ensure_ascii=True, default=str)
    return InterchangeError(f"{place} is {shortened(shown, 40)}, expected {expected}")
