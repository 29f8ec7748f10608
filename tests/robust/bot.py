"""A bot that plays the real screens by key, with resizes and detours, for any length of time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot

from quiz.game.game import Game
from quiz.game.play import Play
from quiz.history.events import Input, Mode
from quiz.moment import MS_PER_DAY
from quiz.round.question import Question
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from tests.factories import Clock, plays
from tests.patience import PATIENCE
from tests.settling import drained, settle

SIZES = ((80, 24), (120, 40), (60, 18), (40, 12), (20, 5), (200, 60), (33, 7), (20, 5), (80, 24))
DETOURS = ("s", "w", "h", "y", "o", "f", "question_mark", "a")
_CHARACTERS = {"space": " ", "comma": ",", "minus": "-", "full_stop": ".", "slash": "/",
               "question_mark": "?"}  # fmt: skip
_KEY_NAMES = {char: name for name, char in _CHARACTERS.items()}
_MOST_TYPED = 12


@dataclass
class Log:
    """What the bot did. rounds: by mode."""

    questions: int = 0
    right: int = 0
    undone: int = 0
    resizes: int = 0
    detours: int = 0
    rounds: dict[str, int] = field(default_factory=dict)


class StuckError(AssertionError):
    """The game did not do what its keys say."""


class Bot:
    """Plays `questions` questions; everything it does follows from the seed.

    watch: called after every question.
    """

    def __init__(
        self,
        pilot: Pilot[None],
        game: Game,
        random: Random,
        watch: Callable[[Log], None] = lambda log: None,
    ) -> None:
        self._pilot = pilot
        self._game = game
        self._random = random
        self._watch = watch
        self.log = Log()

    async def play(self, questions: int, mode: Mode | None = None) -> Log:
        """Play until this many questions are answered, in one mode or in all of them."""
        while self.log.questions < questions:
            await self._home()
            if self._random.random() < 0.25:
                await self._detour()
            await self._round(questions, mode)
        await self._home()
        return self.log

    async def play_one_round(self, questions: int) -> Log:
        """One Cram in which no answer is right, so it never ends by itself."""
        await self._home()
        await self._press("c")
        await self._until(lambda: isinstance(self._screen, RoundScreen), "no round")
        play = self._open_play()
        while self.log.questions < questions:
            await self._press("f2")
            await self._until(lambda: play.stage is Stage.FEEDBACK, "no feedback")
            await self._painted()
            self._count(play)
            await self._press("enter")
            await self._until(lambda: play.stage is Stage.ASKING, "no next question")
            await self._painted()
            await self._maybe_resize()
        await self._home()
        return self.log

    @property
    def _clock(self) -> Clock:
        clock = self._game.clock
        assert isinstance(clock, Clock)
        return clock

    @property
    def _screen(self) -> object:
        return self._pilot.app.screen

    def _open_play(self) -> Play:
        if not isinstance(self._screen, RoundScreen):
            raise StuckError(f"{self._screen} is no round")
        return self._screen.play

    async def _press(self, *keys: str) -> None:
        """Press all keys at once, like a quick player over a slow line.

        `Pilot.press` waits after each key until the whole machine is idle, which would take hours
        here.
        """
        app = self._pilot.app
        for key in keys:
            event = events.Key(key, _CHARACTERS.get(key, key if len(key) == 1 else None))
            event.set_sender(app)
            app.post_message(event)
        await drained()

    async def _painted(self) -> None:
        """Let the app paint: earlier keys would count for the previous screen."""
        await settle()

    async def _until(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise StuckError(f"{what}, on {self._screen}")
            await asyncio.sleep(0.005)

    async def _home(self) -> None:
        for _ in range(12):
            if isinstance(self._screen, HomeScreen):
                return
            await self._press("escape")
            await self._painted()
        raise StuckError(f"no way home from {self._screen}")

    async def _detour(self) -> None:
        key = self._random.choice(DETOURS)
        await self._press(key)
        await self._painted()
        await self._maybe_resize(0.5)
        for moved in self._random.choices(("down", "up", "pagedown", "tab", "end", "home"), k=3):
            await self._press(moved)
            await self._painted()
        self.log.detours += 1
        await self._home()

    async def _maybe_resize(self, chance: float = 0.05) -> None:
        if self._random.random() < chance:
            size = Size(*self._random.choice(SIZES))
            app = self._pilot.app
            assert isinstance(app._driver, HeadlessDriver)
            app._driver._size = size
            app.post_message(events.Resize(size, size))
            await drained()
            await self._until(lambda: app.size == size, f"not resized to {size}")
            self.log.resizes += 1

    async def _round(self, questions: int, only: Mode | None) -> None:
        keys = {Mode.REVIEW: "r", Mode.LEARN: "l", Mode.QUIZ: "z", Mode.BLITZ: "b",
                Mode.SURVIVAL: "v", Mode.CRAM: "c", Mode.MISTAKES: "m"}  # fmt: skip
        mode = only or self._random.choice(list(keys))
        self._clock.ms += self._random.choice((0, 60_000, MS_PER_DAY, 3 * MS_PER_DAY))
        await self._press(keys[mode])
        await self._painted()
        if not isinstance(self._screen, RoundScreen):
            return  # This mode has nothing to ask, and the game has said so.
        play = self._open_play()
        self.log.rounds[mode.value] = self.log.rounds.get(mode.value, 0) + 1
        while self._screen is not None and isinstance(self._screen, RoundScreen):
            if play.stage is Stage.OVER or self.log.questions >= questions:
                break
            await self._question(play)
            if self._random.random() < 0.01:
                break
        await self._painted()
        if isinstance(self._screen, SummaryScreen) and self._random.random() < 0.2:
            await self._press("u")
            await self._painted()
            self.log.undone += 1

    async def _question(self, play: Play) -> None:
        # After an undo, for example, keys only count once the question is painted.
        await self._painted()
        await self._maybe_resize()
        self._clock.advance(1)
        if play.stage is Stage.SHOWING:
            seen = play.state.turn
            await self._press("enter")
            await self._until(lambda: play.state.turn > seen, "no way past a new card")
            return
        if self._random.random() < 0.1:
            await self._press("f6")
        before = play.state.asked

        def done() -> bool:
            return play.state.asked > before or play.stage is Stage.OVER

        # A Blitz may end, or go on by itself, at any time.
        if play.question is not None:
            await self._press(*self._answer_keys(play.question))
        if not done():
            # If the answer is incomplete or invalid, give up.
            await self._press("f2")
            await self._until(done, f"no feedback on {play.question}")
        if play.state.asked == before:
            return
        await self._painted()
        self._count(play)
        await self._maybe_resize()
        if play.mode is not Mode.BLITZ and await self._meddle(play):
            return
        if play.stage is not Stage.FEEDBACK:
            return  # A revealed card leads on at once, and Enter would answer the next question.
        await self._press("enter")
        await self._until(lambda: play.stage is not Stage.FEEDBACK, "no next question")
        await self._painted()

    async def _meddle(self, play: Play) -> bool:
        """Sometimes rate the answer, undo it, or bury the card; returns whether that moved on."""
        choice = self._random.random()
        if choice < 0.1:
            await self._press(self._random.choice("1234"))
        elif choice < 0.15:
            await self._press("f3")
            await self._until(lambda: play.state.is_open, "not undone")
            self.log.undone += 1
            return True
        elif choice < 0.17:
            await self._press("f4")
            await self._until(lambda: play.stage is not Stage.FEEDBACK, "not buried")
            return True
        return False

    def _count(self, play: Play) -> None:
        self.log.questions += 1
        self.log.right += play.answered is not None and play.answered.answer.correct
        self._watch(self.log)

    def _answer_keys(self, question: Question) -> list[str]:
        rightly = self._random.random() < 0.75
        card = question.card
        match question.input:
            case Input.CHOICE:
                right = question.options.index(card.answers[0])
                pick = right if rightly else self._random.randrange(len(question.options))
                return [str(pick + 1)]
            case Input.TRUE_FALSE:
                return ["t" if (card.answers[0] == "true") is rightly else "f"]
            case Input.REVEAL:
                return ["space", self._random.choice("1234")]
            case Input.SEQUENCE:
                steps = [str(question.options.index(step) + 1) for step in card.answers]
                return [*(steps if rightly else steps[::-1]), "enter"]
            case Input.LIST | Input.TYPED:
                text = ", ".join(card.answers) if question.input is Input.LIST else card.answers[0]
                typable = text.isascii() and len(text) <= _MOST_TYPED
                typed = text if rightly and typable else self._random.choice(("x", "no idea"))
                return [*(_KEY_NAMES.get(char, char) for char in typed), "enter"]


@contextmanager
def opened(home: Path, roots: list[Path], seed: int) -> Iterator[tuple[QuizApp, Game]]:
    """A game in its app, with a clock of its own that advances a second with every question."""
    store = Store.open(home)
    plays(store, "bot")
    settings = Settings(animations=False, new_per_day=200, typing_after=1.0)
    game = Game(store, roots, settings, "bot", clock=Clock(), seed=seed)
    try:
        yield QuizApp(game), game
    finally:
        store.close()
