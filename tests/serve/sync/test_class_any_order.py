"""Members of classes with several devices, in any order and whatever breaks: the server and their
own devices end with the same answers, and nobody has what is not theirs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from quiz.clock import now_ms
from quiz.history.events import Answer, Undo
from quiz.history.ids import IdMaker
from quiz.moment import Moment
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.class_answers import ClassAnswers, class_cards
from quiz.serve.people.classes import create_class, invite
from quiz.serve.people.members import members_of, remove_member, take_back
from quiz.serve.people.publishing import publish, unpublish
from quiz.serve.people.tokens import TokenKind, add_token
from quiz.storage.log.store import Store
from quiz.storage.sync.joined_classes import enter_classes, join_class, sync_classes
from quiz.storage.sync.lines import event_line
from tests.factories import EVENING, answer
from tests.serve.lists import add_lines
from tests.storage.sync.devices import ADA, Device, KilledError, dying_after
from tests.storage.sync.serving import SyncServer

HOUR = 3_600_000
DECK = (
    "title: {}\ncards:\n  - {{id: a, prompt: p, answer: {}}}\n  - {{id: b, prompt: q, answer: r}}\n"
)
CLASSES = ("7b", "8a")
OWNERS = ("Ada", "Ada", "Bob", "Cy")
"""Whose each device is. Ada is in both classes, Bob in 7b, Cy in 8a."""
IN = {"Ada": ("7b", "8a"), "Bob": ("7b",), "Cy": ("8a",)}
PRIVATE = "00000000000000c1"

devices = st.integers(0, len(OWNERS) - 1)
classes = st.sampled_from(CLASSES)
names = st.sampled_from(sorted(IN))


class ClassesInAnyOrder(RuleBasedStateMachine):
    """Four devices of three members of two classes, and a browser of each."""

    @initialize(skews=st.tuples(*[st.integers(-48, 48)] * len(OWNERS)))
    def begin(self, skews: tuple[int, ...]) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.server = SyncServer(self.place / "server.db")
        self.ids = IdMaker(Random(7))
        self.edition = 0
        self.shown: set[str] = set()
        self.removed: set[tuple[str, str]] = set()
        self.rooms: dict[str, str] = {}
        self.keys: dict[str, list[str]] = {}
        with self.server.database.begin() as connection:
            for name in CLASSES:
                self.rooms[name] = create_class(connection, OPERATOR, name, now_ms()).id
        for name in CLASSES:
            self.publish(name)
            with self.server.database.read() as connection:
                cards = class_cards(connection, OPERATOR, self.rooms[name])
            self.keys[name] = [card.key for card in cards]
        self.devices = [Device(self.place / str(n), n, skew * HOUR) for n, skew in enumerate(skews)]
        self.people: dict[str, str] = {}
        self.given: dict[str, list[Answer | Undo]] = {name: [] for name in IN}
        for device, name in zip(self.devices, OWNERS, strict=True):
            self.comes_in(device, name)

    def comes_in(self, device: Device, name: str) -> None:
        """The first device of a member joins by codes; another one comes in by a link."""
        if name not in self.people:
            for room in IN[name]:
                with self.server.database.begin() as connection:
                    code = invite(connection, OPERATOR, self.rooms[room], now_ms())
                join_class(self.server.address, code, name, ADA, device.home)
            with self.server.database.read() as connection:
                known = members_of(connection, OPERATOR, self.rooms[IN[name][0]])
            self.people[name] = next(each.person for each in known if each.name == name)
            return
        with self.server.database.begin() as connection:
            link = add_token(connection, self.people[name], TokenKind.LINK, now_ms())
        enter_classes(self.server.address, link, ADA, device.home)

    # ── what members do ─────────────────────────────────────────────────────────

    @rule(at=devices, room=classes, card=st.integers(0, 1), undone=st.booleans())
    def play(self, at: int, room: str, card: int, undone: bool) -> None:
        """Also while the deck is not shown, and in a class of others: a copy of it, say."""
        device, name = self.devices[at], OWNERS[at]
        (event,) = device.play(1, self.keys[room][card])
        events: list[Answer | Undo] = [event]  # type: ignore[list-item]
        if undone:
            key = self.ids.make(event.moment.ms)
            events.append(Undo(key, ADA, event.moment, event.id))
            with closing(Store.open(device.home)) as store:
                store.append(events[-1])
        self.given[name] += events

    @rule(at=devices)
    def play_privately(self, at: int) -> None:
        self.devices[at].play(1, PRIVATE)

    @rule(name=names, card=st.integers(0, 1))
    def play_in_the_browser(self, name: str, card: int) -> None:
        key = self.ids.make(EVENING)
        person = self.people[name]
        event = answer(id=key, round=key, player=person, card=self.keys[IN[name][0]][card],
                       moment=Moment(EVENING))  # fmt: skip
        with self.server.database.begin() as connection:
            add_lines(connection, person, "web/events-0000.jsonl", event_line(event))
        self.given[name].append(event)

    @rule(at=devices)
    def sync(self, at: int) -> None:
        sync_classes(self.devices[at].home)
        self.has_nothing_of_others(at)

    @rule(at=devices, steps=st.integers(1, 30))
    def sync_and_die(self, at: int, steps: int) -> None:
        with suppress(KilledError), dying_after(steps):
            sync_classes(self.devices[at].home)

    @rule(at=devices, requests=st.integers(1, 8), handled=st.booleans())
    def sync_over_a_bad_network(self, at: int, requests: int, handled: bool) -> None:
        with self.server.breaking_after(requests, handled=handled):
            sync_classes(self.devices[at].home)

    @rule(at=devices)
    def lose_the_notebook(self, at: int) -> None:
        for path in (self.devices[at].home / "classes").glob("*/sync.db"):
            path.unlink()

    # ── what teachers do ────────────────────────────────────────────────────────

    @rule(room=classes)
    def publish(self, room: str) -> None:
        self.edition += 1
        with self.server.database.begin() as connection:
            text = DECK.format(room, f"answer {self.edition}")
            publish(connection, OPERATOR, self.rooms[room], "deck", text, {}, now_ms())
        self.shown.add(room)

    @rule(room=classes)
    def take_the_deck_back(self, room: str) -> None:
        if room in self.shown:
            with self.server.database.begin() as connection:
                unpublish(connection, OPERATOR, self.rooms[room], "deck")
            self.shown.discard(room)

    @rule(name=names)
    def remove_or_take_back(self, name: str) -> None:
        room, person = IN[name][0], self.people[name]
        with self.server.database.begin() as connection:
            if (room, name) in self.removed:
                take_back(connection, OPERATOR, self.rooms[room], person, now_ms())
                self.removed.discard((room, name))
            else:
                remove_member(connection, OPERATOR, self.rooms[room], person)
                self.removed.add((room, name))

    # ── what must hold ──────────────────────────────────────────────────────────

    def expected(self, name: str) -> set[str]:
        """The ids of what a member did with the cards of their classes, and of its undoing."""
        answers = {event.id for room in IN[name] for event in self._answers(name, room)}
        undone = (event for event in self.given[name] if isinstance(event, Undo))
        return answers | {event.id for event in undone if event.target in answers}

    def has_nothing_of_others(self, at: int) -> None:
        others = {e.id for name in IN if name != OWNERS[at] for e in self.given[name]}
        assert not others & {event.id for event in self.devices[at].log}

    def teardown(self) -> None:
        if hasattr(self, "people"):
            try:
                self.end()
            finally:
                self.server.close()
                shutil.rmtree(self.place)

    def end(self) -> None:
        for room, name in sorted(self.removed):
            with self.server.database.begin() as connection:
                person = self.people[name]
                take_back(connection, OPERATOR, self.rooms[room], person, now_ms())
        for room in CLASSES:
            self.publish(room)
        for _ in range(2):
            for device in self.devices:
                assert not sync_classes(device.home).away
        for at, (device, name) in enumerate(zip(self.devices, OWNERS, strict=True)):
            assert sync_classes(device.home).is_empty
            self.has_nothing_of_others(at)
            assert self.expected(name) <= {event.id for event in device.log}
            shown = sorted(path.parent.name for path in device.home.glob("classes/*/*/*.yaml"))
            assert shown == sorted(IN[name])
        for name, person in self.people.items():
            there = self.server.events_of(person)
            assert {event.player for event in there} <= {person}
            ids = {event.id for event in there}
            # What is undone is told by its id alone, whichever deck it was of.
            strange = ids - self.expected(name) - {e.id for e in there if isinstance(e, Undo)}
            assert (self.expected(name) - ids, strange) == (set(), set())
        for room in CLASSES:
            self.teacher_sees(room)

    def teacher_sees(self, room: str) -> None:
        """Each answer once, of the members alone."""
        with self.server.database.read() as connection:
            folds = ClassAnswers().folds_of_class(connection, OPERATOR, self.rooms[room], now_ms())
        seen = {
            student.name: sum(state.asked for state in fold.states.values())
            for student, fold in folds.items()
        }
        assert seen == {name: self.number(name, room) for name in IN if room in IN[name]}

    def number(self, name: str, room: str) -> int:
        undone = {event.target for event in self.given[name] if isinstance(event, Undo)}
        return sum(1 for event in self._answers(name, room) if event.id not in undone)

    def _answers(self, name: str, room: str) -> Iterator[Answer]:
        for event in self.given[name]:
            if isinstance(event, Answer) and event.card in self.keys[room]:
                yield event


ClassesInAnyOrder.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None
)
TestClassesInAnyOrder = ClassesInAnyOrder.TestCase


def test_answers_to_a_deck_that_was_taken_back_arrive_once_it_returns() -> None:
    machine = ClassesInAnyOrder()
    machine.begin(skews=(0, 0, 0, 0))
    machine.sync(at=2)
    machine.take_the_deck_back(room="7b")
    machine.play(at=2, room="7b", card=0, undone=False)
    machine.sync(at=2)
    machine.teardown()
