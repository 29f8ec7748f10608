"""Imported events that the player already has."""

from __future__ import annotations

import pytest

from quiz.formats.echoes import without_echoes
from quiz.history.events import Input, Mark, MarkKind, Placement
from quiz.moment import Moment
from quiz.scheduling.scheduler import Scheduler
from tests.factories import answer, number_id
from tests.scheduling.collection import Collection

OWN = answer(id=1)
ECHO = OWN._replace(id=number_id(2), input=Input.ELSEWHERE)
COLLECTION = Collection.of([OWN], Scheduler())


@pytest.mark.parametrize(("later", "is_new"), [(0, False), (9, False), (10, True), (-1, True)])
def test_an_answer_at_the_same_time_is_the_same(later: int, is_new: bool) -> None:
    event = ECHO._replace(moment=Moment(OWN.moment.ms + later))
    assert without_echoes([event], COLLECTION) == [event] * is_new


def test_other_cards_may_be_answered_at_the_same_time() -> None:
    event = ECHO._replace(card="00000000000000c2")
    assert without_echoes([event], COLLECTION) == [event]


@pytest.mark.parametrize(
    ("changes", "is_new"),
    [({}, False), ({"stability": 0.0005}, False), ({"stability": 0.1}, True),
     ({"difficulty": 0.1}, True), ({"due_day": 1}, True), ({"reps": 1}, True)],
)  # fmt: skip
def test_own_memory_is_not_imported(changes: dict[str, float], is_new: bool) -> None:
    memory = COLLECTION.memories[OWN.card]
    event = Placement(
        number_id(3), "ada", OWN.moment, OWN.card,
        memory.stability + changes.get("stability", 0),
        memory.difficulty + changes.get("difficulty", 0),
        1, memory.due_day + int(changes.get("due_day", 0)),
        memory.reps + int(changes.get("reps", 0)), 0,
    )  # fmt: skip
    assert without_echoes([event], COLLECTION) == [event] * is_new


def test_memory_and_mark_of_new_card_are_kept() -> None:
    events = [
        Placement(number_id(4), "ada", OWN.moment, "new", 1.0, 5.0, 1, 2, 3, 0),
        Mark(number_id(5), "ada", OWN.moment, OWN.card, MarkKind.SUSPEND),
    ]
    assert without_echoes(events, COLLECTION) == events
