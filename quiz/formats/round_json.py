"""Writes an open round as JSON, and reads it back, so that another process can go on with it.

Cards are written as their keys: the decks are in both places. Of the past states that undo needs,
only what changed from one to the next is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from quiz.card import Card
from quiz.errors import QuizError
from quiz.formats.event_json import LARGEST, Fields, event_fields, read_event
from quiz.formats.interchange import InterchangeError
from quiz.grading.result import DiffPart, Grade
from quiz.history.events import Answer
from quiz.history.kinds import Input, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.question import Question
from quiz.round.round import GradedAnswer, Return, Round, Stage, so_far
from quiz.round.round_options import RoundOptions
from quiz.scheduling.interval import Interval
from quiz.scoring.points import Points
from quiz.settings.settings import Settings
from quiz.settings.table import BY_NAME

VERSION = 2
"""Before version 2, all cards stood in one list."""

_PLAIN = (
    "lap", "returned", "hinted", "shown", "asked", "points", "streak", "best_streak", "right",
    "lives", "extra_ms", "aside",
)  # fmt: skip
"""Fields of a round that are JSON already."""

_WRITTEN = (
    *_PLAIN, "stage", "started", "position", "returning", "question", "answered",
)  # fmt: skip
"""The fields that are written if they differ from those of the state before."""


class UnreadableRoundError(QuizError):
    """The round cannot go on here; its answers are in the history."""


class ReadRound(NamedTuple):
    """A round that was read. changed: whether the open card was edited since, so that its question
    must be made anew, see `quiz.round.renewal.ask_again`."""

    state: Round
    changed: bool


# ── writing ─────────────────────────────────────────────────────────────────────


class Written(NamedTuple):
    """What a writer has written.

    kept: how many of the texts before still hold; those after them are gone. is_cut: whether there
    may be such. texts: of the states that follow.
    """

    kept: int
    is_cut: bool
    texts: list[str]


class RoundWriter:
    """Writes a round again after each step, but each of its states only once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._states: list[tuple[Round, int]] = []
        """Each with the number of cards that are known then."""
        self._is_new = True

    def write(self, state: Round) -> Written:
        """What is new since the last call; everything at first."""
        states = so_far(state)
        known = len(self._states)
        kept = _kept([id(one) for one, _ in self._states], [*map(id, states)])
        del self._states[kept:]
        keys = list(self._numbers)[: self._states[-1][1] if kept else 0]
        if kept < known:
            self._numbers = {key: number for number, key in enumerate(keys)}
        texts = [self._written(past) for past in states[kept:]]
        is_cut, self._is_new = self._is_new or kept < known, False
        return Written(kept, is_cut, texts)

    def _written(self, state: Round) -> str:
        before, cards = self._states[-1] if self._states else (None, 0)
        changes = _changes(state, before, self._number)
        if len(self._numbers) > cards:
            changes["cards"] = list(self._numbers)[cards:]
        self._states.append((state, len(self._numbers)))
        return _json(changes)

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers))


def round_head(state: Round) -> str:
    """A round as JSON without its states. The settings of decks, searches and keys are left out:
    rounds read none of them."""
    options = state.options
    return _json(
        {
            "version": VERSION,
            "id": state.id,
            "player": state.player,
            "mode": options.mode.value,
            "seed": options.seed,
            "settings": {
                name: value
                for name in BY_NAME
                if (value := getattr(options.settings, name)) != getattr(Settings(), name)
            },
            "open": "" if state.question is None else _digest(state.question.card),
        }
    )


def whole_text(head: str, states: Iterable[str]) -> str:
    """The round as JSON, from its head and the texts of its states."""
    return f'{head[:-1]},"states":[{",".join(states)}]}}'


def round_text(state: Round) -> str:
    """The round as JSON."""
    return whole_text(round_head(state), RoundWriter().write(state).texts)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _kept(old: Sequence[object], new: Sequence[object]) -> int:
    """How many of the first items are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def _changes(state: Round, before: Round | None, number: Callable[[str], int]) -> dict[str, Any]:
    """What differs from the state before, or all of it, with a number for each card."""
    changes = {
        name: _as_json(getattr(state, name), number)
        for name in _WRITTEN
        if before is None or getattr(state, name) != getattr(before, name)
    }
    told = () if before is None else before.told
    if state.told != told:
        kept = _kept(told, state.told)
        changes["told"] = [kept, *map(number, state.told[kept:])]
    queue = () if before is None else before.queue
    if state.queue != queue:
        first = _kept(queue, state.queue)
        last = _kept(queue[first:][::-1], state.queue[first:][::-1])
        middle = state.queue[first : len(state.queue) - last]
        changes["moved"] = [first, last, *(number(card.key) for card in middle)]
    return changes


def _as_json(value: Any, number: Callable[[str], int]) -> Any:
    match value:
        case Question():
            return [number(value.card.key), *value[1:]]
        case GradedAnswer():
            return _answered_fields(value)
        case Card():
            return number(value.key)
        case Return():
            return [number(value.card.key), *value[1:]]
        case tuple():
            return [_as_json(each, number) for each in value]
    return value


def _answered_fields(answered: GradedAnswer) -> dict[str, Any]:
    """An answer; what was asked is the question of its state."""
    return {
        "event": event_fields(answered.answer),
        "grade": answered.grade._asdict(),
        "points": list(answered.points),
        "streak": answered.streak,
        "preview": {int(rating): span.ms for rating, span in answered.preview.items()},
        "landed": answered.landed,
    }


def _digest(card: Card) -> str:
    """Changes when the card is edited."""
    return f"{crc32(repr(card[:-1]).encode('utf-8', 'surrogatepass')):08x}"


# ── reading ─────────────────────────────────────────────────────────────────────


def read_round(text: str, card_of: Callable[[str], Card | None]) -> ReadRound:
    """The round in a JSON text. card_of: the current card with a key, None if it is gone.

    Cards that are gone are left out, and so is what was asked about them. Raises
    UnreadableRoundError if nothing is left, or if a newer version or nothing of ours wrote it.
    """
    try:
        return _read(Fields(json.loads(text), ""), card_of)
    except (
        InterchangeError, ValueError, TypeError, LookupError, AttributeError, RecursionError,
    ) as error:  # fmt: skip
        reason = error.message if isinstance(error, InterchangeError) else "it cannot be read"
        raise UnreadableRoundError(
            f"this round is over ({reason}); its answers are saved"
        ) from error


def _read(body: Fields, card_of: Callable[[str], Card | None]) -> ReadRound:
    body.version(VERSION)
    reader = _Reader(card_of)
    reader.add(body.get("cards") or ())
    settings: dict[str, Any] = {
        name: BY_NAME[name].accept(value) for name, value in body.get("settings").items()
    }
    options = RoundOptions(
        body.one_of("mode", Mode),
        Settings()._replace(**settings),
        body.integer("seed", -(2**64), 2**64),
    )
    begun = Round(body.text("id"), body.text("player"), options, Moment(0), ())
    state: Round | None = None
    fields: dict[str, Any] = {}
    told: tuple[str, ...] = ()
    for changes in body.items("states"):
        reader.add(changes.pop("cards", ()))
        kept, *added = changes.pop("told", [len(told)])
        told = (*told[:kept], *(reader.keys[number] for number in added))
        if "moved" in changes:
            first, last, *middle = changes.pop("moved")
            old = fields.get("queue", [])
            changes["queue"] = [*old[:first], *middle, *old[len(old) - last :]]
        fields |= changes
        found = reader.state(begun, Fields(fields, "round"), told)
        if found is not None:
            state = found._replace(previous=state)
    if state is None:
        raise InterchangeError("its cards are gone")
    question = state.question
    changed = question is not None and state.is_open and _digest(question.card) != body.get("open")
    return ReadRound(state, changed)


class _Reader:
    """Reads states whose cards are numbers. keys: of the cards by number. card_of: None for those
    that are gone."""

    def __init__(self, card_of: Callable[[str], Card | None]) -> None:
        self.keys: list[str] = []
        self._cards: list[Card | None] = []
        self._card_of = card_of

    def add(self, keys: Iterable[Any]) -> None:
        """Give the next numbers to the cards with these keys."""
        self.keys += map(str, keys)
        self._cards += map(self._card_of, self.keys[len(self._cards) :])

    def state(self, begun: Round, fields: Fields, told: tuple[str, ...]) -> Round | None:
        """One state; None if it is about a card that is gone."""
        question = self._question(fields.get("question"))
        if question is None and fields.get("question") is not None:
            return None
        queue, position = fields.items("queue"), fields.integer("position", 0, LARGEST)
        rest = [self._cards[number] for number in queue]
        return begun._replace(
            **{name: fields.get(name) for name in _PLAIN},
            started=Moment(*fields.items("started")),
            queue=tuple(card for card in rest if card is not None),
            position=sum(card is not None for card in rest[:position]),
            returning=tuple(
                Return(card, turn, due_ms)
                for number, turn, due_ms in fields.items("returning")
                if (card := self._cards[number]) is not None
            ),
            stage=fields.one_of("stage", Stage),
            question=question,
            answered=_answered(fields.get("answered"), question),
            told=told,
        )

    def _question(self, parts: Any) -> Question | None:
        if parts is None:
            return None
        number, way, options, fresh, leech = parts
        card = self._cards[number]
        return None if card is None else Question(card, Input(way), tuple(options), fresh, leech)


def _answered(fields: Any, question: Question | None) -> GradedAnswer | None:
    if fields is None or question is None:
        return None
    answer = read_event(Fields(fields["event"], "answer"))
    if not isinstance(answer, Answer):
        raise InterchangeError("it has no answer where one was given")
    grade = dict(fields["grade"])
    grade["diff"] = tuple(DiffPart(*part) for part in grade["diff"])
    for name in ("missing", "extra", "spelt"):
        grade[name] = tuple(grade[name])
    preview = {Rating(int(rating)): Interval(ms) for rating, ms in fields["preview"].items()}
    points = Points(*fields["points"])
    # Older versions did not write whether it landed.
    landed = bool(fields.get("landed"))
    return GradedAnswer(question, answer, Grade(**grade), points, fields["streak"], preview, landed)
