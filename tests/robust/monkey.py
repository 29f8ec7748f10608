"""A monkey at the real screens: random keys, clicks, drags, pastes and resizes.

A session follows from its seed and its number, so one that ends badly can be repeated. The keys
come in bursts, as over a slow line: several are in the app's queue before the first is handled.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

from quiz.game.fact_review import FactReview
from quiz.game.game import Game
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.storage.log.backups import make_backup
from quiz.storage.log.offers import offer_for
from quiz.storage.log.store import Store
from quiz.storage.log.store_errors import DamagedError
from quiz.tui.app import QuizApp
from quiz.tui.base_app import BaseApp
from quiz.tui.recovery_app import RecoveryApp
from quiz.tui.review_app import ReviewApp
from tests.factories import Clock
from tests.facts.reviewing import FILE
from tests.settling import drained
from tests.storage.damage import PAGE, overwrite, write_history

FRAME = 1 / 60
"""Seconds between two paintings of a screen that changes."""

REMEMBERED = 60
"""Actions that are told when a session has ended badly."""

SIZES = ((80, 24), (120, 40), (60, 18), (40, 12), (20, 5), (33, 7), (200, 60))
KEYS = (
    *("enter", "enter", "enter", "space", "escape", "escape", "tab", "tab", "shift+tab"),
    *("up", "down", "down", "left", "right", "pageup", "pagedown", "pagedown", "home", "end"),
    *("backspace", "delete", "ctrl+p", "ctrl+s", "ctrl+d", "ctrl+r", "ctrl+z", "ctrl+u", "ctrl+o"),
    *("f1", "f2", "f3", "f4", "f5", "f6", "question_mark", "slash", "comma", "minus", "full_stop"),
    *"1234567890",
    *"abcdefhijklmnoprstuvwxyzABÄß日",
)
CHARACTERS = {
    "space": " ",
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "enter": "\r",
    "tab": "\t",
}
PASTES = (
    "Astana",
    "Estonia\nLatvia\nLithuania",
    "two\r\nlines",
    "",
    "\n",
    "a\tb\0c\x1b[2J",
    "e\u0301" * 40,
    "[bold]no markup[/bold]",
    "long " * 400,
    "is:due deck:mini tag:x -kind:list",
)
BAD_DECK = "title: Broken\ncards:\n  - prompt: no answer\n  - answer: no prompt\n"


class Action(NamedTuple):
    """One action of the monkey. place: a column and a row; values depend on the kind."""

    what: str
    value: str = ""
    place: tuple[int, int] = (0, 0)
    other: tuple[int, int] = (0, 0)


class MonkeyError(AssertionError):
    """The game ended with an error; lists the actions before it."""


def random_actions(random: Random, size: Callable[[], Size]) -> Iterator[Action]:
    """Endless random actions. size: of the window now."""

    def place() -> tuple[int, int]:
        # Sometimes beyond the edge, as the window was larger before.
        width, height = size()
        return random.randrange(width + 2), random.randrange(height + 1)

    while True:
        chance = random.random()
        if chance < 0.62:
            yield Action("key", random.choice(KEYS))
        elif chance < 0.74:
            yield Action("click", place=place())
        elif chance < 0.78:
            yield Action("drag", place=place(), other=place())
        elif chance < 0.82:
            yield Action("move", place=place())
        elif chance < 0.85:
            yield Action("wheel", random.choice(("up", "down")), place())
        elif chance < 0.88:
            yield Action("paste", random.choice(PASTES))
        elif chance < 0.90:
            yield Action("resize", place=random.choice(SIZES))
        elif chance < 0.97:
            yield Action("wait")
        else:
            yield Action("visit", str(random.randrange(100)))


class Monkey:
    """Acts on a running app.

    visits: ways to open a screen; the action "visit" takes one.
    """

    def __init__(self, app: BaseApp[Any], visits: list[Callable[[], object]]) -> None:
        self._app = app
        self._visits = visits
        self.done: deque[Action] = deque(maxlen=REMEMBERED)
        self.count = 0

    async def play(self, random: Random, number: int) -> None:
        """Do this many actions in bursts, or fewer if the app is left."""
        actions = random_actions(random, lambda: self._app.size)
        while self.count < number and self._app.is_running and not self._app._exit:
            for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
                action = next(actions)
                self.done.append(action)
                self.count += 1
                await self._do(action)
            await drained()
            self._look()

    def _look(self) -> None:
        error = self._app._exception
        if error is not None:
            raise MonkeyError(f"{type(error).__name__}: {error}") from error

    async def _do(self, action: Action) -> None:
        match action.what:
            case "key":
                key = action.value
                self._tell(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
            case "click":
                self._mouse(events.MouseMove, action.place)
                self._mouse(events.MouseDown, action.place, 1)
                self._mouse(events.MouseUp, action.place, 1)
            case "drag":
                self._mouse(events.MouseDown, action.place, 1)
                # The widget may be gone by now.
                await drained()
                self._mouse(events.MouseMove, action.other, 1)
                self._mouse(events.MouseUp, action.other, 1)
            case "move":
                self._mouse(events.MouseMove, action.place)
            case "wheel":
                way = events.MouseScrollUp if action.value == "up" else events.MouseScrollDown
                self._mouse(way, action.place)
            case "paste":
                self._tell(events.Paste(action.value))
            case "resize":
                self._resize(Size(*action.place))
            case "visit":
                visit = self._visits[int(action.value) % len(self._visits)]
                self._app.call_later(visit)
            case _:
                await asyncio.sleep(FRAME)

    def _tell(self, event: events.Event) -> None:
        driver = self._app._driver
        assert driver is not None
        driver.process_message(event)

    def _mouse(
        self, kind: type[events.MouseEvent], place: tuple[int, int], button: int = 0
    ) -> None:
        x, y = place
        self._tell(kind(None, x, y, 0, 0, button, False, False, False, x, y))

    def _resize(self, size: Size) -> None:
        driver = self._app._driver
        assert isinstance(driver, HeadlessDriver)
        driver._size = (size.width, size.height)
        self._tell(events.Resize(size, size))


async def session(seed: int, number: int, actions: int, folder: Path) -> int:
    """One session in an empty folder; returns the number of actions.

    Raises MonkeyError, which names the seed and the last actions, if the app ends with an error.
    """
    random = Random(f"{seed}:{number}")
    kind = random.choices((_game, _facts, _recovery), (10, 2, 1))[0]
    os.environ["QUIZ_HOME"] = str(folder / "home")
    os.environ["EDITOR"] = os.environ["VISUAL"] = "true"
    folder.mkdir(parents=True, exist_ok=True)
    # Paths that it types also start there.
    with chdir(folder), kind(folder, random) as (app, visits):
        app.deliver_screenshot = lambda **_: None  # type: ignore[method-assign,assignment]
        monkey = Monkey(app, visits)
        size = random.choice(SIZES)
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await monkey.play(random, actions)
                await pilot.app.workers.wait_for_complete()
        except Exception as error:
            done = "\n".join(f"    {action}" for action in monkey.done)
            raise MonkeyError(
                f"seed {seed}, session {number}, after {monkey.count} actions: "
                f"{type(error).__name__}: {error}\n  the last actions:\n{done}"
            ) from error
    return monkey.count


Opened = tuple[BaseApp[Any], list[Callable[[], object]]]


@contextmanager
def _game(folder: Path, random: Random) -> Iterator[Opened]:
    """The game, on all kinds of cards, with a deck that has faults."""
    from tests.conftest import DECK

    decks = folder / "decks"
    decks.mkdir(parents=True)
    (decks / "mini.yaml").write_text(DECK, encoding="utf-8")
    (decks / "broken.yaml").write_text(BAD_DECK, encoding="utf-8")
    settings = Settings(
        animations=random.random() < 0.3,
        answer_with=random.choice(("auto", "choice", "typed", "reveal")),
        blitz_seconds=600,
        new_per_day=200,
    )
    store = Store.open(folder / "home")
    store.choose_player("monkey")
    game = Game(store, [decks], settings, "monkey", clock=Clock(), seed=random.randrange(1000))
    app = QuizApp(game)

    def card() -> object:
        return app.edit_card(random.choice(list(game.cards_of())), lambda _: None)

    # In this order: a round in each mode, then every screen.
    visits: list[Callable[[], object]] = [
        *(lambda mode=mode: app.play(mode, None) for mode in Mode),
        app.action_statistics,
        app.action_browse,
        app.action_add_card,
        card,
        app.action_settings,
        app.action_high_scores,
        app.action_players,
        app.action_faults,
        app.action_help,
        app.action_command_palette,
        app.action_quit,
        # As when the machine shuts down: between any two steps.
        lambda: asyncio.get_running_loop().call_soon(app.exit),
    ]
    try:
        yield app, visits
    finally:
        app.keeper.finish()
        game.close()


@contextmanager
def _facts(folder: Path, random: Random) -> Iterator[Opened]:
    """The review of facts."""
    path = folder / "facts.yaml"
    path.write_text(FILE, encoding="utf-8")
    app = ReviewApp(FactReview(path), Settings(animations=False), folder / "own" / "facts.yaml")
    yield app, [app.action_help, app.action_command_palette]


@contextmanager
def _recovery(folder: Path, random: Random) -> Iterator[Opened]:
    """The screen before the game if its history is damaged."""
    home = folder / "home"
    path = write_history(home, 1, 40)
    make_backup(path, "automatic", datetime(2026, 3, 29, 12))
    overwrite(path, 0, bytes(PAGE))
    try:
        Store.open(home).close()
    except DamagedError as damage:
        app = RecoveryApp(offer_for(damage))
        yield app, [app.action_help]
