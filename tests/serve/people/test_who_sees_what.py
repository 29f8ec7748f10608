"""Whatever happens to classes, roles and tokens, nobody ever sees what is not theirs.

A machine of Hypothesis does the same to the server and to a simple model of sets, and asks after
each step, as everybody, for everything.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from quiz.errors import QuizError
from quiz.history.ids import uuid7
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.serve.database.database import Database
from quiz.serve.people import class_answers, classes, members, publishing, tokens
from quiz.serve.people.access import OPERATOR, DeniedError, Role
from quiz.serve.people.class_answers import ClassAnswers, class_cards
from quiz.serve.people.person_data import delete_person
from quiz.serve.people.tokens import TokenKind
from quiz.storage.sync.lines import event_line
from tests.factories import EVENING, answer
from tests.serve.lists import add_lines

DECK = "title: {0}\ncards:\n  - {{prompt: 'What is {0}?', answer: Right}}\n"
NOBODY = "00000000-0000-7000-8000-000000000000"
NOW = Moment(EVENING)


@dataclass
class ModelClass:
    """What the model knows of a class."""

    teachers: set[str] = field(default_factory=set)
    students: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    decks: set[str] = field(default_factory=set)
    ranking: bool = False
    locked: bool = False
    codes: set[str] = field(default_factory=set)


class WhoSeesWhat(RuleBasedStateMachine):
    """The machine. The responses of answers are secrets, each with a number of its own."""

    people = Bundle("people")
    rooms = Bundle("rooms")

    def new_address(self) -> str:
        self.folder = tempfile.TemporaryDirectory(prefix="quiz-machine-")
        return str(Path(self.folder.name) / "server.db")

    @initialize()
    def start(self) -> None:
        self.database = Database(self.new_address())
        self.answers = ClassAnswers()
        self.numbers = count(1)
        self.classes: dict[str, ModelClass] = {}
        self.alive: set[str] = set()
        self.devices: set[str] = set()
        self.secrets: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.said: dict[tuple[str, str], set[str]] = {}

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def tries(self, act: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """What a function gives; DeniedError if it refuses."""
        try:
            with self.database.begin() as connection:
                return act(connection, *arguments, **named)
        except DeniedError:
            return DeniedError

    def sees(self, look: Callable[..., Any], *arguments: Any) -> Any:
        """What a function that only reads gives; DeniedError if it refuses."""
        try:
            with self.database.read() as connection:
                return look(connection, *arguments)
        except DeniedError:
            return DeniedError

    def is_teacher(self, who: str, room: str) -> bool:
        return who == OPERATOR or who in self.classes[room].teachers

    def is_member(self, who: str, room: str) -> bool:
        return self.is_teacher(who, room) or who in self.classes[room].students

    # ── what happens ────────────────────────────────────────────────────────────

    @rule(target=rooms)
    def a_class_is_made(self) -> str:
        made = self.tries(classes.create_class, OPERATOR, f"class {next(self.numbers)}", EVENING)
        self.classes[made.id] = ModelClass()
        return str(made.id)

    @rule(target=people, room=rooms)
    def a_teacher_comes(self, room: str) -> str:
        if room not in self.classes:
            return NOBODY
        link = self.tries(members.add_teacher, OPERATOR, room, "Gray", EVENING)
        secret = self.tries(tokens.use_link, link, EVENING)
        person = self.tries(tokens.person_of, secret, TokenKind.BROWSER, EVENING).id
        self.classes[room].teachers.add(person)
        self.alive.add(person)
        self.secrets[secret] = person
        return str(person)

    @rule(target=people, room=rooms, again=st.one_of(st.just(""), people))
    def somebody_joins(self, room: str, again: str) -> str:
        if room not in self.classes or (again and again not in self.alive):
            return NOBODY
        code = self.tries(classes.invite, OPERATOR, room, EVENING)
        self.classes[room].codes.add(code)
        try:
            joined = members.join(self.database, code, "Ada", "192.0.2.1", EVENING, again)
        except QuizError:
            assert self.classes[room].locked
            return NOBODY
        assert not self.classes[room].locked
        if joined.secret:
            self.secrets[joined.secret] = joined.person
        self.alive.add(joined.person)
        if not self.is_member(joined.person, room):
            self.classes[room].students.add(joined.person)
        self.classes[room].removed.discard(joined.person)
        return joined.person

    @rule(who=people, room=rooms, person=people)
    def somebody_is_taken_out(self, who: str, room: str, person: str) -> None:
        if room not in self.classes:
            return
        known = self.classes[room]
        try:
            done = self.tries(members.remove_member, who, room, person)
        except QuizError:
            assert known.teachers == {person}
            return
        may = (who == person or self.is_teacher(who, room)) and self.is_member(person, room)
        assert (done is not DeniedError) == may
        if may:
            known.removed.discard(person)
            if person in known.students and who != person:
                known.removed.add(person)
            known.teachers.discard(person)
            known.students.discard(person)

    @rule(who=people, room=rooms, person=people)
    def somebody_is_taken_back(self, who: str, room: str, person: str) -> None:
        if room not in self.classes:
            return
        done = self.tries(members.take_back, who, room, person, EVENING)
        may = self.is_teacher(who, room) and person in self.classes[room].removed
        assert (done is not DeniedError) == may
        if may:
            self.classes[room].removed.discard(person)
            self.classes[room].students.add(person)

    @rule(who=people, room=rooms, deck=st.sampled_from(["rivers", "lakes"]))
    def a_deck_is_published(self, who: str, room: str, deck: str) -> None:
        if room in self.classes:
            text = DECK.format(deck)
            done = self.tries(publishing.publish, who, room, deck, text, {}, EVENING)
            assert (done is not DeniedError) == self.is_teacher(who, room)
            if done is not DeniedError:
                self.classes[room].decks.add(deck)

    @rule(who=people, room=rooms, deck=st.sampled_from(["rivers", "lakes"]))
    def a_deck_is_taken_back(self, who: str, room: str, deck: str) -> None:
        if room in self.classes:
            may = self.is_teacher(who, room) and deck in self.classes[room].decks
            done = self.tries(publishing.unpublish, who, room, deck)
            assert (done is not DeniedError) == may
            if may:
                self.classes[room].decks.discard(deck)

    @rule(person=people, room=rooms)
    def somebody_answers(self, person: str, room: str) -> None:
        if person not in self.alive or room not in self.classes:
            return
        cards = self.tries(class_cards, OPERATOR, room)
        for card in (*cards, None):
            number = next(self.numbers)
            ms = EVENING + number
            event = answer(
                id=uuid7(ms, 0, number),
                round=uuid7(EVENING, 0, 1),
                player=person,
                card=card.key if card else "00000000000000c1",
                moment=Moment(ms),
                rating=Rating.AGAIN,
                credit=0.0,
                response=f"secret {number}",
            )
            self.tries(add_lines, person, "web/events-1.jsonl", event_line(event))
            key = (person, card.key if card else "")
            self.said.setdefault(key, set()).add(f"secret {number}")

    @rule(who=people, room=rooms, shown=st.booleans())
    def a_ranking_is_shown_or_not(self, who: str, room: str, shown: bool) -> None:
        if room in self.classes:
            done = self.tries(classes.set_ranking, who, room, shown=shown)
            assert (done is not DeniedError) == self.is_teacher(who, room)
            if done is not DeniedError:
                self.classes[room].ranking = shown

    @rule(room=rooms, locked=st.booleans())
    def a_class_is_locked_or_not(self, room: str, locked: bool) -> None:
        if room in self.classes:
            self.tries(classes.set_locked, OPERATOR, room, locked=locked)
            self.classes[room].locked = locked

    @rule(who=people, room=rooms)
    def invitations_end(self, who: str, room: str) -> None:
        if room in self.classes:
            done = self.tries(classes.withdraw_invitations, who, room)
            if self.is_teacher(who, room):
                assert done == len(self.classes[room].codes)
                self.classes[room].codes.clear()
            else:
                assert done is DeniedError

    @rule(who=people, room=rooms, person=people)
    def a_link_is_made(self, who: str, room: str, person: str) -> None:
        if room not in self.classes:
            return
        try:
            link = self.tries(members.link_for, who, room, person, EVENING)
        except QuizError:
            link = DeniedError
        here = self.is_member(person, room)
        # Who holds the link is this person: a teacher may only be somebody whom they see wholly.
        wholly = person not in self.devices and all(
            who in known.teachers and person not in known.teachers
            for known in self.classes.values()
            if person in known.teachers | known.students
        )
        may = here and (who == person or (self.is_teacher(who, room) and wholly))
        assert (link is not DeniedError) == may
        if may:
            self.links[link] = person

    @rule(twice=st.booleans())
    def links_are_used(self, twice: bool) -> None:
        for link, person in self.links.items():
            secret = self.tries(tokens.use_link, link, EVENING)
            assert secret
            self.secrets[secret] = person
            if twice:
                assert self.tries(tokens.use_link, link, EVENING) is None
        self.links.clear()

    @rule(person=people)
    def a_device_is_paired(self, person: str) -> None:
        if person in self.alive:
            self.tries(tokens.add_token, person, TokenKind.DEVICE, EVENING)
            self.devices.add(person)

    @rule(who=people, person=people)
    def tokens_are_withdrawn(self, who: str, person: str) -> None:
        done = self.tries(tokens.withdraw, who, person, EVENING)
        assert (done is not DeniedError) == (who == person)
        if who == person:
            self.secrets = {s: p for s, p in self.secrets.items() if p != person}
            self.links = {s: p for s, p in self.links.items() if p != person}

    @rule(who=people, person=consumes(people))
    def somebody_is_deleted(self, who: str, person: str) -> None:
        done = self.tries(delete_person, who, person)
        may = who == person and person in self.alive
        assert (done is not DeniedError) == may
        if may:
            self.alive.discard(person)
            self.devices.discard(person)
            self.secrets = {s: p for s, p in self.secrets.items() if p != person}
            self.links = {s: p for s, p in self.links.items() if p != person}
            self.said = {key: said for key, said in self.said.items() if key[0] != person}
            for known in self.classes.values():
                known.teachers.discard(person)
                known.students.discard(person)
                known.removed.discard(person)

    @rule(who=people, room=consumes(rooms))
    def a_class_is_removed(self, who: str, room: str) -> None:
        if room in self.classes:
            done = self.tries(classes.remove_class, who, room)
            assert (done is not DeniedError) == self.is_teacher(who, room)
            if done is not DeniedError:
                del self.classes[room]

    # ── who sees what ───────────────────────────────────────────────────────────

    @invariant()
    def every_token_lets_in_its_holder_alone(self) -> None:
        for secret, person in getattr(self, "secrets", {}).items():
            assert self.sees(tokens.person_of, secret, TokenKind.BROWSER, EVENING).id == person

    @invariant()
    def everybody_sees_their_own_and_no_more(self) -> None:
        for who in sorted({*getattr(self, "alive", ()), NOBODY} if hasattr(self, "alive") else ()):
            theirs = {each.id for each in self.sees(classes.classes_of, who)}
            assert theirs == {room for room in self.classes if self.is_member(who, room)}
            for room, known in self.classes.items():
                self.look_as(who, room, known)

    def look_as(self, who: str, room: str, known: ModelClass) -> None:
        teacher, member = self.is_teacher(who, room), self.is_member(who, room)
        listed = self.sees(members.members_of, who, room)
        if teacher:
            assert {each.person for each in listed if each.role is Role.STUDENT} == known.students
            assert {each.person for each in listed if each.role is Role.TEACHER} == known.teachers
        else:
            assert listed is DeniedError
        decks = self.sees(publishing.decks_of_class, who, room)
        texts = [self.sees(publishing.text_of, who, room, deck) for deck in ("rivers", "lakes")]
        if member:
            assert {deck.name for deck in decks} == known.decks
            assert sum(text is not DeniedError for text in texts) == len(known.decks)
        else:
            assert decks is DeniedError
            assert set(texts) == {DeniedError}
        folds = self.sees(self.answers.folds_of_class, who, room, EVENING)
        keys = {card.key for card in self.sees(class_cards, OPERATOR, room)}
        if teacher:
            for student, fold in folds.items():
                assert responses(fold) == self.visible(student.person, keys)
        else:
            assert folds is DeniedError
        ranks = self.sees(self.answers.ranking, who, room, NOW)
        assert (ranks is not DeniedError) == (teacher or (member and known.ranking))
        for person in known.students:
            fold = self.sees(self.answers.fold_of_student, who, room, person, EVENING)
            if teacher or who == person:
                assert responses(fold) == self.visible(person, keys)
            else:
                assert fold is DeniedError

    def visible(self, person: str, keys: set[str]) -> set[str]:
        """What a person said to the cards with these keys."""
        return {
            text for (who, key), said in self.said.items() if who == person and key in keys
            for text in said
        }  # fmt: skip


def responses(fold: Any) -> set[str]:
    return {text for counted in fold.instead.values() for text in counted}


WhoSeesWhat.TestCase.settings = settings(
    stateful_step_count=25,
    max_examples=settings().max_examples,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestWhoSeesWhat = WhoSeesWhat.TestCase


def test_the_same_on_postgresql(new_address: Callable[[str], str]) -> None:
    class OnPostgreSQL(WhoSeesWhat):
        def new_address(self) -> str:
            return new_address("postgresql")

    few = settings(
        stateful_step_count=20,
        max_examples=3,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OnPostgreSQL, settings=few)


def show_all(*_: object) -> None:
    """Instead of a check of who asks."""


def whole_log(reading: Any, keys: object) -> Any:
    """Instead of what concerns the class."""
    return reading.events


@pytest.mark.parametrize(
    ("module", "name", "leak"),
    [
        (members, "need_teacher", show_all),
        (class_answers, "need_student", show_all),
        (class_answers, "_concerning", whole_log),
    ],
)
def test_the_machine_notices_a_leak(
    module: Any, name: str, leak: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, leak)
    many = settings(
        WhoSeesWhat.TestCase.settings,
        max_examples=200,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(WhoSeesWhat, settings=many)
