"""What happens in a live quiz. Its events, numbered from 1 without gaps, are all that is kept."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, get_args

from quiz.live.question import LiveQuestion, from_json, to_json


class Opened(NamedTuple):
    """The first event. host: the hash of the host's key. teams: their names; () without teams.

    closes: when a challenge at everyone's own pace ends, in milliseconds since 1970; 0 for a quiz
    in which the host asks.
    """

    title: str
    questions: tuple[LiveQuestion, ...]
    host: str
    teams: tuple[str, ...] = ()
    closes: int = 0


class Joined(NamedTuple):
    """Somebody came in. player: their number, from 1. key: the hash of their key. person: who they
    are on the server, "" for a guest."""

    player: int
    name: str
    team: str
    key: str
    person: str = ""


class Kicked(NamedTuple):
    """The host sent a player out."""

    player: int


class Locked(NamedTuple):
    """The host shut the door, or opened it again."""

    locked: bool


class Asked(NamedTuple):
    """A question, from 0, is open to all."""

    question: int


class Begun(NamedTuple):
    """A player of a challenge has opened a question."""

    player: int
    question: int


class Lapsed(NamedTuple):
    """The clock of a question of a challenge has run out for a player, who learns the answer."""

    player: int
    question: int


class Answered(NamedTuple):
    """A player's answer. ms: the time it took. credit: how right it is, 0.0 to 1.0."""

    player: int
    question: int
    response: tuple[str, ...]
    ms: int
    credit: float


class Revealed(NamedTuple):
    """The open question is closed, and its answer shown."""

    question: int


class Ranked(NamedTuple):
    """The standings after a question are shown."""

    question: int


class Prolonged(NamedTuple):
    """No server was there for so long; clocks stood still. ms: more than 0."""

    ms: int


class Ended(NamedTuple):
    """The quiz is over."""


LiveEvent = (
    Opened
    | Joined
    | Kicked
    | Locked
    | Asked
    | Begun
    | Lapsed
    | Answered
    | Revealed
    | Ranked
    | Prolonged
    | Ended
)

_KINDS: dict[str, Any] = {each.__name__.lower(): each for each in get_args(LiveEvent)}


class Dated(NamedTuple):
    """An event, and when it happened, in milliseconds since 1970 by the server's clock."""

    at: int
    event: LiveEvent


def kind_of(event: LiveEvent) -> str:
    """The name of the kind of event."""
    return type(event).__name__.lower()


def body_of(event: LiveEvent) -> str:
    """The event as JSON text."""
    values: list[Any] = list(event)
    if isinstance(event, Opened):
        values[1] = [to_json(question) for question in event.questions]
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))


def event_of(kind: str, body: str) -> LiveEvent:
    """The event with this kind and body. Raises KeyError, TypeError or ValueError if it is none."""
    values = [tuple(each) if isinstance(each, list) else each for each in json.loads(body)]
    if kind == "opened":
        values[1] = tuple(map(from_json, values[1]))
    found: LiveEvent = _KINDS[kind](*values)
    return found
