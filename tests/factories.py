"""Answers and cards for tests: sensible defaults, any field by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quiz import clock
from quiz.card import Card, Kind
from quiz.game.play import Play
from quiz.history.events import Answer, Input, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.round import Stage
from quiz.storage.log.store import Store

Run = Callable[..., tuple[int, str, str]]
"""Runs a command line, as the fixture `quiz`: exit status, output, errors."""

EVENING = 1_700_000_000_000
"""2023-11-14 22:13:20 UTC, in milliseconds."""


PAIRS = """\
title: Pairs
cards:
""" + "".join(f"  - {{prompt: 'Capital {n}?', answer: City {n}}}\n" for n in range(6))
"""A deck that fills a board of Match."""


def number_id(number: int) -> str:
    """An id in the format of the history; greater numbers give greater ids."""
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_ANSWER = Answer(
    id=number_id(1),
    player="ada",
    round=number_id(0),
    card="00000000000000c1",
    deck="capitals",
    kind=Kind.BASIC,
    mode=Mode.QUIZ,
    input=Input.TYPED,
    moment=Moment(EVENING),
    rating=Rating.GOOD,
    credit=1.0,
    hinted=False,
    ms=5_000,
    difficulty=5.01,
    response="Astana",
)
_CARD = Card(
    key="00000000000000c1",
    note="n1",
    deck="capitals",
    kind=Kind.BASIC,
    prompt="The capital of Kazakhstan?",
    answers=("Astana",),
)


def answer(**overrides: Any) -> Answer:
    """A right, typed answer to a basic card in a Quiz; `id` and `round` may be plain numbers."""
    for name in ("id", "round"):
        if isinstance(overrides.get(name), int):
            overrides[name] = number_id(overrides[name])
    return _ANSWER._replace(**overrides)


def card(**overrides: Any) -> Card:
    """A basic card of the deck "capitals"."""
    return _CARD._replace(**overrides)


def plays(store: Store, name: str) -> str:
    """Add a player whose id is also the name, and make them play."""
    if store.find_player(name) is None:
        store.add_player(name, name)
    store.choose_player(name)
    return name


def id_of(store: Store, name: str) -> str:
    """The id of the player with this name."""
    found = store.find_player(name)
    assert found is not None
    return found.id


def names_of(store: Store) -> list[str]:
    """The names of all players, the last one to play first."""
    return [player.name for player in store.players()]


def see_new_cards(play: Play) -> Play:
    """Go past the new cards that a Learn shows, to its next question."""
    while play.stage is Stage.SHOWING:
        play.next()
    return play


class Clock(clock.Clock):
    """A clock that stands still until the test sets it or lets time pass."""

    def __init__(self, ms: int = EVENING, offset: int = 0) -> None:
        self.ms = ms
        self.offset = offset

    def __call__(self) -> Moment:
        return Moment(self.ms, self.offset)

    def seconds(self) -> float:
        return self.ms / 1_000

    def advance(self, seconds: float) -> None:
        self.ms += round(seconds * 1_000)
