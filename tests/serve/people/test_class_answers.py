"""What teachers and students see of answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quiz.history.events import Event, Mark, MarkKind, Undo
from quiz.history.ids import uuid7
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.serve.people.access import OPERATOR, DeniedError
from quiz.serve.people.class_answers import ClassAnswers, class_cards
from quiz.serve.people.class_views import hardest, not_begun, student_rows, weeks
from quiz.serve.people.classes import set_ranking
from quiz.serve.people.members import remove_member
from quiz.serve.people.publishing import publish, unpublish
from quiz.storage.sync.lines import event_line
from tests.factories import EVENING, answer
from tests.hostile_events import line
from tests.serve.lists import add_lines
from tests.serve.people.conftest import School

RIVERS = """\
title: Rivers
cards:
  - {prompt: Which river flows through Astana?, answer: Ishim}
  - {prompt: Which river flows through Basel?, answer: Rhine}
"""
TODAY = Moment(EVENING).day()


class Room:
    """A class with a deck, a teacher and students who answer."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.id = school.new_class()
        self.gray = school.new_teacher(self.id)
        with school.database.begin() as connection:
            publish(connection, OPERATOR, self.id, "rivers", RIVERS, {}, school.now)
            self.cards = class_cards(connection, OPERATOR, self.id)
        self._number = 0
        self.answers = ClassAnswers()

    def gives(self, person: str, card: int | str = 0, day: int = 0, **fields: Any) -> Event:
        """A student answers a card; right, if nothing else is said."""
        self._number += 1
        ms = EVENING + day * MS_PER_DAY + self._number * 1000
        key = self.cards[card].key if isinstance(card, int) else card
        event = answer(
            id=uuid7(ms, 0, self._number),
            round=uuid7(EVENING + day * MS_PER_DAY, 0, 1),
            player=person,
            card=key,
            moment=Moment(ms),
            **{"deck": "7b/rivers", "rating": Rating.GOOD, **fields},
        )
        self.sends(person, event)
        return event

    def misses(self, person: str, card: int = 0, response: str = "Danube", day: int = 0) -> Event:
        """A student answers wrongly."""
        return self.gives(person, card, day, credit=0.0, rating=Rating.AGAIN, response=response)

    def sends(self, person: str, *events: Event) -> None:
        with self.school.database.begin() as connection:
            for event in events:
                add_lines(connection, person, "web/events-1.jsonl", event_line(event))

    def folds(self, who: str = OPERATOR) -> Any:
        with self.school.database.read() as connection:
            return self.answers.folds_of_class(connection, who, self.id, EVENING)

    def rows(self) -> Any:
        return student_rows(self.cards, self.folds(), Moment(EVENING + 999_000), 4)


@pytest.fixture
def room(school: School) -> Room:
    return Room(school)


def test_students_by_cards(room: Room) -> None:
    ada, bo, _ = (room.school.student(room.id, name).person for name in ("Ada", "Bo", "Cy"))
    room.gives(ada, 0)
    room.misses(ada, 1)
    room.gives(bo, 1)
    rows = {row.student.name: row for row in room.rows()}
    assert list(rows) == ["Ada", "Bo", "Cy"]
    known, missed = rows["Ada"].stabilities
    assert known > missed > 0
    assert (rows["Ada"].begun, rows["Ada"].asked, rows["Ada"].missed) == (2, 2, 1)
    assert rows["Bo"].stabilities[0] is None
    assert [student.name for student in not_begun(rows.values())] == ["Cy"]
    assert rows["Cy"].last is None
    # What is read later is added to what was known.
    room.gives(ada, 1, day=3)
    assert room.rows()[0].asked == 3
    assert ClassAnswers().folds_of_class is not None
    assert Room.rows(room) == room.rows()


def test_a_memory_is_the_games_own(room: Room, make_game: Callable[..., Any]) -> None:
    ada = room.school.student(room.id).person
    given = [room.gives(ada, 0, day) for day in (0, 1, 4, 20)] + [room.misses(ada, 0, day=40)]
    game = make_game()
    mine = [event._replace(player=game.player) for event in given]  # type: ignore[union-attr]
    game.record(*mine)
    memory = game.collection.memory(room.cards[0].key)
    (row,) = room.rows()
    assert row.stabilities[0] == pytest.approx(memory.stability)
    game.close()


def test_undone_answers_and_resets_count_as_in_the_game(room: Room) -> None:
    ada = room.school.student(room.id).person
    wrong = room.misses(ada, 0)
    room.gives(ada, 1)
    room.sends(ada, Undo(uuid7(EVENING + 9000, 0, 9), ada, Moment(EVENING + 9000), wrong.id))
    reset = (uuid7(EVENING + 9500, 0, 9), ada, Moment(EVENING + 9500), room.cards[1].key)
    room.sends(ada, Mark(*reset, MarkKind.RESET))
    (row,) = room.rows()
    assert row.stabilities == (None, None)
    assert (row.asked, row.missed) == (1, 0)


def test_nothing_but_the_decks_of_the_class_is_seen(room: Room) -> None:
    ada = room.school.student(room.id).person
    room.gives(ada, "00000000000000c1", deck="diary")
    (fold,) = room.folds().values()
    assert fold.states == {}
    assert fold.last is None
    room.gives(ada, 0)
    with room.school.database.begin() as connection:
        unpublish(connection, room.gray, room.id, "rivers")
    (fold,) = room.folds().values()
    assert fold.states == {}


def test_the_hardest_cards_with_what_was_typed_instead(room: Room) -> None:
    ada, bo = (room.school.student(room.id, name).person for name in ("Ada", "Bo"))
    for person, response in ((ada, "Danube"), (ada, "danube "), (bo, "Danube"), (bo, "Tobol")):
        room.misses(person, 1, response)
    room.misses(ada, 0, "Irtysh")
    for _ in range(4):
        room.gives(bo, 0)
    first, second = hardest(room.cards, room.folds().values())
    assert first.card == room.cards[1]
    assert first.instead == (("Danube", 3), ("Tobol", 1))
    assert (first.asked, first.missed, first.students) == (4, 4, 2)
    assert second.instead == (("Irtysh", 1),)
    assert hardest(room.cards, []) == []


def test_week_by_week(room: Room) -> None:
    ada, bo = (room.school.student(room.id, name).person for name in ("Ada", "Bo"))
    assert weeks(room.folds().values(), TODAY, 9) == []
    room.gives(ada, 0)
    room.gives(bo, 0)
    room.misses(bo, 1)
    room.gives(ada, 1, day=15)
    # The clock of a device is a year ahead, or was never set.
    room.gives(bo, 0, day=360)
    room.gives(bo, 0, day=-(10**8))
    newest, between, oldest = weeks(room.folds().values(), TODAY + 15, 3)
    assert (oldest.students, oldest.answers, oldest.correct, oldest.introduced) == (2, 3, 2, 3)
    assert (between.students, between.answers) == (0, 0)
    assert (newest.students, newest.answers) == (1, 1)
    assert newest.monday - oldest.monday == 14
    assert oldest.monday <= TODAY < oldest.monday + 7
    assert newest.points > 0


def test_students_see_their_own_and_a_ranking_where_the_teacher_wants_it(room: Room) -> None:
    ada, bo, cy = (room.school.student(room.id, name).person for name in ("Ada", "Bo", "Cy"))
    room.gives(bo, 0)
    room.gives(cy, 0)
    room.gives(bo, 1)
    now = Moment(EVENING)
    with room.school.database.begin() as connection:
        own = room.answers.fold_of_student(connection, bo, room.id, bo, EVENING)
        assert len(own.states) == 2
        for person in (ada, "nobody"):
            with pytest.raises(DeniedError):
                room.answers.fold_of_student(connection, person, room.id, bo, EVENING)
            with pytest.raises(DeniedError):
                room.answers.folds_of_class(connection, person, room.id, EVENING)
        with pytest.raises(DeniedError):
            room.answers.ranking(connection, ada, room.id, now)
        assert room.answers.ranking(connection, room.gray, room.id, now)
        set_ranking(connection, room.gray, room.id, shown=True)
        ranks = room.answers.ranking(connection, ada, room.id, now)
        assert [(rank.place, rank.student.name) for rank in ranks] == [
            (1, "Bo"),
            (2, "Cy"),
            (3, "Ada"),
        ]
        assert ranks[0].points > ranks[1].points > ranks[2].points == 0
        later = Moment(EVENING + 7 * MS_PER_DAY)
        assert {r.points for r in room.answers.ranking(connection, ada, room.id, later)} == {0}
        with pytest.raises(DeniedError):
            room.answers.ranking(connection, "nobody", room.id, now)


def test_who_left_is_seen_no_more(room: Room) -> None:
    ada = room.school.student(room.id).person
    room.gives(ada, 0)
    assert len(room.folds(room.gray)) == 1
    with room.school.database.begin() as connection:
        remove_member(connection, ada, room.id, ada)
        assert room.answers.folds_of_class(connection, room.gray, room.id, EVENING) == {}
        with pytest.raises(DeniedError):
            room.answers.fold_of_student(connection, room.gray, room.id, ada, EVENING)


def test_lines_that_cannot_be_read_hide_no_others(room: Room) -> None:
    ada = room.school.student(room.id).person
    room.gives(ada, 0)
    with room.school.database.begin() as connection:
        add_lines(connection, ada, "web/events-1.jsonl", line({"what": "nonsense"}))
    room.gives(ada, 1)
    for _ in range(2):
        assert room.rows()[0].asked == 2
    room.gives(ada, 1)
    assert room.rows()[0].asked == 3
