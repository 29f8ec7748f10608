"""Devices for tests: each has a data directory, and its own copy of the shared folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from quiz.decks.join import version
from quiz.game.game import Game
from quiz.history.events import Event
from quiz.history.ids import IdMaker
from quiz.moment import Moment
from quiz.settings.load import load_settings
from quiz.settings.settings import Settings
from quiz.storage.archive.remembered_decks import whole_deck
from quiz.storage.log.store import Store
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.personal import chosen
from quiz.storage.sync.questions import (
    CardQuestion,
    Question,
    settle_card,
    settle_players,
    waiting_questions,
)
from quiz.storage.sync.report import Report
from quiz.storage.sync.sync import sync
from quiz.storage.sync.target import place_of
from tests.factories import EVENING, answer

ADA = "00000000-0000-4000-8000-0000000000ad"


class KilledError(BaseException):
    """The process dies here."""


class Device:
    """One device. skew: milliseconds that its clock is ahead."""

    def __init__(self, place: Path, number: int = 0, skew: int = 0) -> None:
        self.home = place / "home"
        self.folder = place / "shared"
        self.decks = self.home / "decks"
        self._random = Random(number)
        self._ids = IdMaker(self._random)
        self._now = EVENING + skew
        self.names: set[str] = set()
        self.decks.mkdir(parents=True)
        self.folder.mkdir()
        with closing(Store.open(self.home)) as store:
            store.add_player("Ada", ADA, 1)

    @property
    def name(self) -> str:
        with closing(Notebook(self.home)) as notebook:
            self.names.add(notebook.device)
            return notebook.device

    def sync(self, **options: Any) -> Report:
        """Sync as the game does, which first recognises cards that were edited."""
        with self.game():
            pass
        return self.sync_at_once(**options)

    def sync_at_once(self, target: str | Path = "", **options: Any) -> Report:
        """Sync as it is. target: a server, or else the own copy of the shared folder."""
        return sync(self.home, place_of(target or self.folder, self.home), **options)

    @property
    def questions(self) -> list[Any]:
        """What the syncs could not decide."""
        with closing(Store.open(self.home)) as store:
            return list(waiting_questions(store, self.home))

    def settle(self, question: Question, yes: bool | None) -> None:
        """Keep the own text of a card or the other one, or both; join two players or do not."""
        with closing(Store.open(self.home)) as store:
            if isinstance(question, CardQuestion):
                settle_card(question, self.home, mine=yes)
            else:
                settle_players(question, store, self.home, same=bool(yes))

    def play(self, number: int = 1, card: str = "00000000000000c1") -> list[Event]:
        events: list[Event] = []
        for _ in range(number):
            self._now += 60_000
            key = self._ids.make(self._now)
            moment = Moment(self._now)
            events.append(answer(id=key, round=key, player=ADA, card=card, moment=moment))
        with closing(Store.open(self.home)) as store:
            store.append(*events)
        return events

    @property
    def log(self) -> list[Event]:
        with closing(Store.open(self.home)) as store:
            return store.events(ADA)

    def deck(self, name: str = "words.yaml") -> Path:
        return self.decks / name

    def write(self, text: str, name: str = "words.yaml") -> None:
        self.deck(name).parent.mkdir(parents=True, exist_ok=True)
        self.deck(name).write_text(text)

    def edit(self, old: str, new: str, name: str = "words.yaml") -> None:
        text = self.deck(name).read_text()
        assert old in text
        self.deck(name).write_text(text.replace(old, new))

    @property
    def library(self) -> dict[str, list[str]]:
        """The notes of each deck."""
        found = {}
        for path in sorted(self.decks.rglob("*.yaml")):
            deck = whole_deck(path.read_bytes())
            assert deck is not None, path.read_text()
            found[path.relative_to(self.decks).as_posix()] = sorted(map(version, deck.notes))
        return found

    def cards(self, name: str = "words.yaml") -> list[str]:
        """The prompt and answer of each card of a deck."""
        deck = whole_deck(self.deck(name).read_bytes())
        assert deck is not None
        return sorted(f"{note.prompt} {note.answer}" for note in deck.notes)  # type: ignore[union-attr]

    @contextmanager
    def game(self) -> Iterator[Game]:
        with closing(Game(Store.open(self.home), [self.decks], Settings(), ADA, seed=1)) as game:
            yield game

    @property
    def keys(self) -> dict[tuple[str, str], str]:
        """The key of each card, by deck and prompt."""
        with self.game() as game:
            return {(card.deck, card.prompt + " ".join(card.answers)): card.key
                    for card in game.cards_of()}  # fmt: skip

    @property
    def personal(self) -> tuple[object, ...]:
        """The settings that travel, and the names of the players, present and removed."""
        with closing(Store.open(self.home)) as store:
            players = {player.id: player.name for player in store.players()}
            gone = {player.id: player.name for player in store.absent_players()}
        return chosen(load_settings(self.home / "settings.toml").settings), players, gone

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures beside the decks that name them."""
        return {
            deck.relative_to(self.decks).as_posix(): path.read_bytes()
            for deck in sorted(self.decks.rglob("*.yaml"))
            if (path := deck.parent / "cat.png").exists()
        }

    def memory(self, cards: set[str]) -> dict[str, Any]:
        with self.game() as game:
            return {card: game.collection.state(card) for card in sorted(cards)}


def carry(one: Device, other: Device, keep: Callable[[Path, bytes], bytes] | None = None) -> None:
    """Carry the files of one device to another, as a service like Syncthing does. keep: what has
    arrived so far of each file."""
    for name in {one.name, *one.names}:
        source, target = one.folder / name, other.folder / name
        if keep is None and target.exists():
            shutil.rmtree(target)
        for path in sorted(source.rglob("*")):
            if path.is_file():
                place = target / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                data = path.read_bytes()
                place.write_bytes(data if keep is None else keep(path, data))


def exchange(*devices: Device, times: int = 3) -> None:
    """Sync all devices with each other until nothing is new."""
    for _ in range(times):
        for device in devices:
            device.sync()
            for other in devices:
                if other is not device:
                    carry(device, other)


@contextmanager
def dying_after(steps: int) -> Iterator[None]:
    """Let the process die at this step: before or after something is written, or half way."""
    left = [steps]

    def step() -> None:
        left[0] -= 1
        if not left[0]:
            raise KilledError

    def around(do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **kwargs: Any) -> Any:
            step()
            found = do(*args, **kwargs)
            step()
            return found

        return done

    def committing(writing: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def done(self: Any) -> Iterator[None]:
            with writing(self):
                yield
                step()
            step()

        return done

    with (
        patch("os.fsync", around(os.fsync)),
        patch("os.link", around(os.link)),
        patch.object(Path, "replace", around(Path.replace)),
        patch.object(Path, "unlink", around(Path.unlink)),
        patch.object(Notebook, "writing", committing(Notebook.writing)),
        patch.object(Store, "_writing", committing(Store._writing)),
    ):
        yield
