"""However devices sync, and whatever breaks: in the end all have the same."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from quiz.history.events import Event
from quiz.settings.save import save_deck_options, save_setting
from quiz.settings.settings import DeckOptions
from quiz.storage.doctor.examine import examine
from quiz.storage.doctor.findings import Sign
from quiz.storage.log.store import Store
from quiz.storage.sync.place import SyncError
from tests.factories import number_id
from tests.storage.sync.devices import ADA, Device, KilledError, carry, dying_after, exchange
from tests.storage.sync.serving import SyncServer

HOUR = 3_600_000
NAMES = ("words.yaml", "school/more.yaml")
devices = st.integers(0, 2)
names = st.sampled_from(NAMES)


class AnyOrder(RuleBasedStateMachine):
    """Three devices: they play, change decks, settings, names and pictures, sync through a folder
    or a server and die, and their files arrive late and in parts."""

    @initialize(skews=st.tuples(*[st.integers(-48, 48)] * 3))
    def begin(self, skews: tuple[int, int, int]) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.server = SyncServer(self.place / "server.db")
        self.devices = [Device(self.place / str(n), n, skew * HOUR) for n, skew in enumerate(skews)]
        for number, device in enumerate(self.devices):
            self.server.know(device.home, name=f"device {number}")
        self.events: list[Event] = []
        self.added = 0
        self.untouched: set[str] = set()

    @rule(at=devices, number=st.integers(1, 3), card=st.sampled_from("abc"))
    def play(self, at: int, number: int, card: str) -> None:
        self.events += self.devices[at].play(number, card * 16)

    @rule(at=devices, name=names)
    def add_card(self, at: int, name: str) -> None:
        self.added += 1
        line = f"  - {{prompt: p{self.added}, answer: a{self.added}, image: cat.png}}\n"
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
        device = self.devices[at]
        assert device.keys is not None
        try:
            with dying_after(steps):
                device.sync_at_once()
        except KilledError:
            pass

    @rule(at=devices)
    def sync_with_server(self, at: int) -> None:
        assert self.devices[at].keys is not None
        self.devices[at].sync_at_once(self.server.address)

    @rule(at=devices, steps=st.integers(1, 40))
    def sync_with_server_and_die(self, at: int, steps: int) -> None:
        assert self.devices[at].keys is not None
        with suppress(KilledError), dying_after(steps):
            self.devices[at].sync_at_once(self.server.address)

    @rule(at=devices, requests=st.integers(1, 12), handled=st.booleans())
    def sync_over_a_bad_network(self, at: int, requests: int, handled: bool) -> None:
        assert self.devices[at].keys is not None
        with self.server.breaking_after(requests, handled=handled), suppress(SyncError):
            self.devices[at].sync_at_once(self.server.address)

    @rule(at=devices, value=st.sampled_from([5, 10, 20, 30]))
    def choose_a_setting(self, at: int, value: int) -> None:
        save_setting(self.devices[at].home / "settings.toml", "new_per_day", value)

    @rule(at=devices, name=st.sampled_from(["words", "school/"]), value=st.integers(1, 9))
    def choose_an_option(self, at: int, name: str, value: int) -> None:
        save_deck_options(
            self.devices[at].home / "settings.toml", name, DeckOptions(new_per_day=value)
        )

    @rule(at=devices, name=st.sampled_from(["Ada", "Ada L.", "Countess"]))
    def rename_the_player(self, at: int, name: str) -> None:
        with closing(Store.open(self.devices[at].home)) as store:
            store.rename_player(ADA, name)

    @rule(at=devices, name=st.sampled_from(["Bob", "Eve"]), removed=st.booleans())
    def change_another_player(self, at: int, name: str, removed: bool) -> None:
        with closing(Store.open(self.devices[at].home)) as store:
            key = number_id(ord(name[0]))
            there = store.person_of(key) is not None
            present = any(player.id == key for player in store.players())
            if not there:
                store.add_player(name, key)
            elif removed and present:
                store.remove_player(key)
            elif not removed and not present:
                store.bring_back_player(key)

    @rule(at=devices, name=names, number=st.integers(0, 3))
    def paint_a_picture(self, at: int, name: str, number: int) -> None:
        deck = self.devices[at].deck(name)
        if deck.exists():
            (deck.parent / "cat.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([number] * 20))

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
            self.server.close()
            shutil.rmtree(self.place)

    def end(self) -> None:
        for _ in range(3):
            exchange(*self.devices, times=2)
            for device in self.devices:
                device.sync_at_once(self.server.address)
        first, *others = self.devices
        for device in self.devices:
            for target in (device.folder, self.server.address):
                report = device.sync_at_once(target)
                found = report.received, report.sent, report.changes, report.waiting
                assert found == (0, 0, [], [])
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
        for other in others:
            assert other.personal == first.personal
            assert other.pictures == first.pictures
        cards = {letter * 16 for letter in "abc"}
        for other in others:
            assert other.memory(cards) == first.memory(cards)


AnyOrder.TestCase.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)
TestAnyOrder = AnyOrder.TestCase
