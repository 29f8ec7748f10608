from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quiz.clock import now_ms
from quiz.history.events import Answer, Undo
from quiz.moment import Moment
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import create_class, invite
from quiz.serve.people.members import members_of
from quiz.serve.people.publishing import cards_of, publish
from quiz.storage.log.store import Store
from tests.factories import EVENING, answer, number_id
from tests.storage.sync.serving import SyncServer

DECK = "title: Words\ncards:\n  - {prompt: gato, answer: cat, image: cat.png}\n"
RIVERS = """\
title: Rivers
cards:
  - {prompt: Danube, answer: Ulm, image: map.png}
  - {prompt: Rhine, answer: Bonn}
"""
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(100)


class SchoolServer(SyncServer):
    """A server with a class, 7b, to which one deck is published."""

    def __init__(self, address: str | Path) -> None:
        super().__init__(address)
        with self.database.begin() as connection:
            self.class_id = create_class(connection, OPERATOR, "7b", now_ms()).id
        self.publish(RIVERS)

    def publish(self, text: str) -> None:
        with self.database.begin() as connection:
            files = {"map.png": PIXEL}
            publish(connection, OPERATOR, self.class_id, "rivers", text, files, now_ms())

    @property
    def target(self) -> str:
        """What a student types."""
        with self.database.begin() as connection:
            code = invite(connection, OPERATOR, self.class_id, now_ms())
        return f"{code}@{self.address}"

    @property
    def student(self) -> str:
        with self.database.read() as connection:
            (member,) = members_of(connection, OPERATOR, self.class_id)
        return member.person

    def keys(self) -> dict[str, str]:
        """The key of each card, by prompt."""
        with self.database.read() as connection:
            found = cards_of(connection, OPERATOR, self.class_id, "rivers")
        return {card.prompt: card.key for card in found}

    def sent(self) -> list[Answer | Undo]:
        """What the student's devices have sent."""
        return self.events_of(self.student)  # type: ignore[return-value]


@pytest.fixture
def server(address: str) -> Iterator[SyncServer]:
    """A server whose person is Ada."""
    made = SyncServer(address)
    yield made
    made.close()


@pytest.fixture
def school(address: str) -> Iterator[SchoolServer]:
    made = SchoolServer(address)
    yield made
    made.close()


def play(home: Path, ada: str, *cards: str, number: int = 1) -> list[Answer]:
    events = [
        answer(id=number_id_v7(number + n), player=ada, card=card, moment=Moment(EVENING))
        for n, card in enumerate(cards)
    ]
    with closing(Store.open(home)) as store:
        store.append(*events)
    return events


def number_id_v7(number: int) -> str:
    key = number_id(number)
    return f"{key[:14]}7{key[15:19]}8{key[20:]}"
