"""However devices sync, and whatever breaks: in the end all have the same."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from quiz.history.events import Event
from quiz.storage.doctor.examine import examine
from quiz.storage.doctor.findings import Sign
from tests.storage.sync.devices import Device, KilledError, carry, dying_after, exchange

HOUR = 3_600_000
NAMES = ("words.yaml", "school/more.yaml")
devices = st.integers(0, 2)
names = st.sampled_from(NAMES)


class AnyOrder(RuleBasedStateMachine):
    """Three devices: they play, edit decks, sync and die, and their files arrive late and in
    parts."""

    @initialize(skews=st.tuples(*[st.integers(-48, 48)] * 3))
    def begin(self, skews: tuple[int, int, int]) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.devices = [Device(self.place / str(n), n, skew * HOUR) for n, skew in enumerate(skews)]
        self.events: list[Event] = []
        self.added = 0
        self.untouched: set[str] = set()

    @rule(at=devices, number=st.integers(1, 3), card=st.sampled_from("abc"))
    def play(self, at: int, number: int, card: str) -> None:
        self.events += self.devices[at].play(number, card * 16)

    @rule(at=devices, name=names)
    def add_card(self, at: int, name: str) -> None:
        self.added += 1
        line = f"  - {{prompt: p{self.added}, answer: a{self.added}}}\n"
        deck = self.devices[at].deck(name)
        text = deck.read_text() if deck.exists() else "title: W\ncards:\n"
        self.devices[at].write(text + line, name)
        self.untouched.add(f"p{self.added} a{self.added}")

    def lines(self, at: int, name: str) -> list[str]:
        deck = self.devices[at].deck(name)
        return deck.read_text().splitlines(keepends=True) if deck.exists() else []

    @rule(at=devices, name=names, pick=st.integers(0, 9))
    def edit_card(self, at: int, name: str, pick: int) -> None:
        self.change(at, name, pick, delete=False)

    @rule(at=devices, name=names, pick=st.integers(0, 9))
    def delete_card(self, at: int, name: str, pick: int) -> None:
        self.change(at, name, pick, delete=True)

    def change(self, at: int, name: str, pick: int, *, delete: bool) -> None:
        if not self.devices[at].deck(name).exists():
            return
        cards = self.devices[at].cards(name)
        if len(cards) < 2:
            return
        prompt, answer = cards[pick % len(cards)].split(" ", 1)
        self.untouched.discard(f"{prompt} {answer}")
        lines = self.lines(at, name)
        index = next((i for i, line in enumerate(lines) if f"answer: {answer}" in line), None)
        if index is None or not lines[index].lstrip().startswith("- {"):
            return
        self.added += 1
        lines[index] = "" if delete else lines[index].replace(f"answer: {answer}",
                                                              f"answer: b{self.added}")  # fmt: skip
        self.devices[at].write("".join(lines), name)

    @rule(at=devices, name=names)
    def delete_deck(self, at: int, name: str) -> None:
        deck = self.devices[at].deck(name)
        if deck.exists():
            self.untouched -= set(self.devices[at].cards(name))
            deck.unlink()

    @rule(at=devices)
    def sync(self, at: int) -> None:
        with self.devices[at].game():
            self.devices[at].sync()

    @rule(at=devices, steps=st.integers(1, 40))
    def sync_and_die(self, at: int, steps: int) -> None:
        try:
            with dying_after(steps):
                self.devices[at].sync()
        except KilledError:
            pass

    @rule(one=devices, other=devices, seed=st.integers(0, 999))
    def carry(self, one: int, other: int, seed: int) -> None:
        if one == other:
            return
        random = Random(seed)

        def keep(path: Path, data: bytes) -> bytes:
            return data[: random.randrange(len(data) + 1)] if random.random() < 0.5 else data

        carry(self.devices[one], self.devices[other], keep)

    @rule(at=devices)
    def lose_the_notebook(self, at: int) -> None:
        assert self.devices[at].name
        (self.devices[at].home / "sync.db").unlink()

    @rule(at=devices, seed=st.integers(0, 999))
    def make_a_conflict_copy(self, at: int, seed: int) -> None:
        random = Random(seed)
        lists = sorted(self.devices[at].folder.glob("*/events*.jsonl"))
        if lists:
            path = random.choice(lists)
            data = path.read_bytes()
            copy = path.with_name(f"{path.stem} (conflicted copy).jsonl")
            copy.write_bytes(data[: random.randrange(len(data) + 1)])

    @rule(at=devices)
    def open_game(self, at: int) -> None:
        assert self.devices[at].keys is not None

    def teardown(self) -> None:
        if not hasattr(self, "devices"):
            return
        try:
            self.end()
        finally:
            shutil.rmtree(self.place)

    def end(self) -> None:
        exchange(*self.devices, times=5)
        first, *others = self.devices
        for device in self.devices:
            report = device.sync()
            assert (report.received, report.sent, report.changes, report.waiting) == (0, 0, [], [])
        ids = sorted(event.id for event in self.events)
        for device in self.devices:
            assert [event.id for event in device.log] == ids
        for other in others:
            assert other.library == first.library
        there = {card for name in first.library for card in first.cards(name)}
        assert self.untouched <= there
        for other in others:
            assert other.keys == first.keys
        for device in self.devices:
            findings = examine(device.home, [device.decks], datetime.now())
            assert [each for each in findings if each.sign is Sign.BAD] == []
        cards = {letter * 16 for letter in "abc"}
        for other in others:
            assert other.memory(cards) == first.memory(cards)


AnyOrder.TestCase.settings = settings(max_examples=10, stateful_step_count=25, deadline=None)
TestAnyOrder = AnyOrder.TestCase
