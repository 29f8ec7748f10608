"""This game's own exchange file: a deck and its past, nothing left out, as JSON.

    {"quiz": "deck", "version": 1, "name": …, "title": …, …, "cards": [{"prompt": …, …}, …],
     "history": [{"what": "answer", "note": "id:capital", "part": 0, "id": …, …}, …]}

The cards have the keys of the deck file. The history has the answers that count, the memories
taken over from other programs, and the suspended cards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import Any

from quiz.decks.cloze import ClozeError, parse_cloze
from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Deck,
    Extras,
    Kind,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)
from quiz.decks.writer import note_fields
from quiz.history.events import Answer, Input, Mark, MarkKind, Mode, Placement
from quiz.interchange.model import (
    ForeignDeck,
    Given,
    InterchangeError,
    KeptEvent,
    Taken,
    Written,
)
from quiz.interchange.text import decode
from quiz.memory.rating import Rating
from quiz.moment import Moment

VERSION = 1
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_KEY = re.compile(r"[0-9a-f]{1,32}")
_LARGEST = 2**53
_HEAD = ("description", "language", "source")


def write(given: Given) -> Written:
    """The file; nothing is left out of it."""
    deck = given.deck
    head: dict[str, Any] = {"quiz": "deck", "version": VERSION, "name": given.name}
    head["title"] = deck.title
    head |= {field: getattr(deck, field) for field in _HEAD if getattr(deck, field)}
    if deck.tags:
        head["tags"] = list(deck.tags)
    head["cards"] = [note_fields(note) for note in deck.notes]
    history = list(_history(given))
    if history:
        head["history"] = history
    text = json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False)
    return Written(f"{text}\n".encode("utf-8", "replace"))


def read(data: bytes, name: str) -> Taken:
    """The deck of a file that `write` made, or that was written like it; `name` is the file's.

    Raises InterchangeError with the place of a fault: of the line in what is no JSON, else of the
    value, such as "cards[2].answer".
    """
    try:
        value = json.loads(decode(data), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InterchangeError(message, error.lineno, error.colno) from error
    except (RecursionError, ValueError) as error:
        raise InterchangeError(f"this is not JSON of a deck: {error}", 1, 1) from error
    head = _Fields(value, "")
    if head.get("quiz") != "deck":
        raise InterchangeError('expected a deck as `quiz export` writes it: {"quiz": "deck", …}', 1)
    version = head.integer("version", 1, _LARGEST)
    if version > VERSION:
        raise InterchangeError(
            f"written by a newer version of quiz (format {version}, this one knows {VERSION}); "
            "update quiz"
        )
    notes = tuple(_note(_Fields(card, f"cards[{n}]")) for n, card in enumerate(head.items("cards")))
    if not notes:
        raise InterchangeError("'cards' is empty, expected at least one card")
    kept = tuple(
        _event(_Fields(event, f"history[{n}]"))
        for n, event in enumerate(head.items("history", optional=True))
    )
    deck = Deck(
        title=head.text("title"),
        notes=notes,
        description=head.text("description", optional=True),
        language=head.text("language", optional=True),
        tags=head.texts("tags"),
        source=head.text("source", optional=True),
    )
    return Taken((ForeignDeck(head.text("name", optional=True) or name, deck, kept=kept),))


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number")


class _Fields:
    """A JSON object whose values are checked as they are taken out."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(place or "the file", value, "an object")
        self._values = value
        self._place = place

    def get(self, key: str) -> Any:
        return self._values.get(key)

    def keys(self) -> set[str]:
        return set(self._values)

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self._values.get(key)
        if value is None and optional:
            return ""
        if not isinstance(value, str) or not (optional or value.strip()):
            raise self.wrong(key, "a text")
        return value

    def texts(self, key: str, least: int = 0) -> tuple[str, ...]:
        value = self._values.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(key, "a list of texts")
        if len(value) < least:
            raise self.wrong(key, f"{least} or more texts")
        return tuple(value)

    def items(self, key: str, *, optional: bool = False) -> list[Any]:
        value = self._values.get(key, [] if optional else None)
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        return value

    def integer(self, key: str, least: int, most: int) -> int:
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, f"a whole number from {least} to {most}")
        return value

    def number(self, key: str, least: float, most: float) -> float:
        value = self._values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(key, "a number")
        if not isfinite(value) or not least <= value <= most:
            raise self.wrong(key, f"a number from {least} to {most}")
        return float(value)

    def truth(self, key: str) -> bool:
        value = self._values.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def match(self, key: str, pattern: re.Pattern[str], expected: str) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.wrong(key, expected)
        return value

    def one_of(self, key: str, values: type[Kind] | type[Mode] | type[Input]) -> str:
        value = self._values.get(key)
        if value not in list(values):
            raise self.wrong(key, f"one of {', '.join(values)}")
        return str(value)

    def wrong(self, key: str, expected: str) -> InterchangeError:
        place = f"{self._place}.{key}" if self._place else f"'{key}'"
        if key not in self._values:
            return InterchangeError(f"{place} is missing, expected {expected}")
        return _wrong(place, self._values[key], expected)


def _wrong(place: str, value: Any, expected: str) -> InterchangeError:
    shown = json.dumps(value, ensure_ascii=True, default=str)
    shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
    return InterchangeError(f"{place} is {shown}, expected {expected}")


def _note(card: _Fields) -> Note:
    keys = card.keys()
    extras = Extras(
        card.text("id", optional=True),
        card.text("category", optional=True),
        card.text("hint", optional=True),
        card.text("explanation", optional=True),
        card.text("source", optional=True),
        card.texts("tags"),
    )
    distractors = card.texts("distractors")
    if "cloze" in keys:
        try:
            return ClozeNote(parse_cloze(card.text("cloze")), distractors, extras)
        except ClozeError as error:
            raise card.wrong("cloze", f"a cloze: {error}") from error
    if "term" in keys:
        accept = card.texts("accept")
        return TermNote(card.text("term"), card.text("definition"), accept, distractors, extras)
    if "statement" in keys:
        return TrueFalseNote(card.text("statement"), card.truth("answer"), extras)
    prompt = card.text("prompt")
    if "sequence" in keys:
        return SequenceNote(prompt, card.texts("sequence", 2), extras)
    if "list" in keys:
        items = []
        for item in card.items("list"):
            names = [item] if isinstance(item, str) else item
            if (
                not isinstance(names, list)
                or not names
                or not all(isinstance(name, str) for name in names)
            ):
                raise card.wrong("list", "a list of texts, or of lists of texts")
            items.append(tuple(names))
        return ListNote(prompt, tuple(items), extras)
    return BasicNote(prompt, card.text("answer"), card.texts("accept"), distractors, extras)


def _history(given: Given) -> Iterator[dict[str, Any]]:
    parts: dict[str, int] = {}
    for card in given.cards:
        part = parts.get(card.note, 0)
        parts[card.note] = part + 1
        place = {"note": card.note, "part": part}
        for answer in given.answers.get(card.key, ()):
            yield {"what": "answer"} | place | _answer_fields(answer)
        for placement in given.placements.get(card.key, ()):
            yield {"what": "memory"} | place | _placement_fields(placement)
        mark = given.marks.get(card.key)
        if card.key in given.suspended and mark is not None:
            yield {"what": "suspended"} | place | _event_fields(mark)


def _event_fields(event: Answer | Placement | Mark) -> dict[str, Any]:
    moment = event.moment
    return {
        "id": event.id,
        "player": event.player,
        "card": event.card,
        "at": moment.ms,
        "offset": moment.offset,
    }


def _answer_fields(answer: Answer) -> dict[str, Any]:
    return _event_fields(answer) | {
        "round": answer.round,
        "deck": answer.deck,
        "kind": answer.kind.value,
        "mode": answer.mode.value,
        "input": answer.input.value,
        "rating": int(answer.rating),
        "credit": answer.credit,
        "hinted": answer.hinted,
        "ms": answer.ms,
        "difficulty": answer.difficulty,
        "response": answer.response,
    }


def _placement_fields(placement: Placement) -> dict[str, Any]:
    return _event_fields(placement) | {
        "stability": placement.stability,
        "difficulty": placement.difficulty,
        "interval": placement.interval,
        "due_day": placement.due_day,
        "reps": placement.reps,
        "lapses": placement.lapses,
    }


def _event(fields: _Fields) -> KeptEvent:
    key = fields.match("id", _ID, "an id such as 018bcfe5-6800-7000-8000-000000000000")
    player = fields.text("player", optional=True)
    card = fields.match("card", _KEY, "hexadecimal digits")
    moment = Moment(fields.integer("at", 0, _LARGEST), fields.integer("offset", -1440, 1440))
    event: Answer | Placement | Mark
    match fields.get("what"):
        case "answer":
            event = Answer(
                id=key,
                player=player,
                round=fields.match("round", _ID, "an id"),
                card=card,
                deck=fields.text("deck", optional=True),
                kind=Kind(fields.one_of("kind", Kind)),
                mode=Mode(fields.one_of("mode", Mode)),
                input=Input(fields.one_of("input", Input)),
                moment=moment,
                rating=Rating(fields.integer("rating", 1, 4)),
                credit=fields.number("credit", 0.0, 1.0),
                hinted=fields.truth("hinted"),
                ms=fields.integer("ms", 0, _LARGEST),
                difficulty=fields.number("difficulty", 1.0, 10.0),
                response=fields.text("response", optional=True),
            )
        case "memory":
            event = Placement(
                id=key,
                player=player,
                moment=moment,
                card=card,
                stability=fields.number("stability", 0.0, 1e6),
                difficulty=fields.number("difficulty", 1.0, 10.0),
                interval=fields.integer("interval", 0, 1_000_000),
                due_day=fields.integer("due_day", -_LARGEST, _LARGEST),
                reps=fields.integer("reps", 0, _LARGEST),
                lapses=fields.integer("lapses", 0, _LARGEST),
            )
        case "suspended":
            event = Mark(key, player, moment, card, MarkKind.SUSPEND)
        case _:
            raise fields.wrong("what", "answer, memory or suspended")
    return KeptEvent(fields.text("note"), fields.integer("part", 0, 10_000), event)
