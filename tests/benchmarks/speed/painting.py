"""From a key to the paint that shows its effect: how long, and what was done on the way.

The same round is played several times, and of each key only the run with the least computing
counts: what other programs take of a shared machine differs from run to run, what the game does is
the same. Beside it stands what a fixed piece of Python takes, so that figures of different days
compare.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial, wraps
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.events import Key

from quiz.loading import kept, search_rarely
from tests.benchmarks.speed.data import write_rich
from tests.settling import settle

PLAIN, RICH = 16.7, 33.0
"""The most milliseconds of computing at the 99th percentile."""
SLOWEST = 5
RUNS = 5
"""How often the same round is played."""

Add = Callable[..., None]


class Step(NamedTuple):
    """A key, what it does, and whether the paint that shows this has come."""

    kind: str
    key: str
    is_shown: Callable[[], bool]


class Wait(NamedTuple):
    """From a key to its paint, in milliseconds: on the clock of the wall, and the computing alone,
    without waiting for the disk or for other programs. card: the one that was asked. yardstick:
    the computing of the fixed piece of Python just before. done: how often was what done meanwhile;
    `garbage 2` is a search of the oldest generation."""

    kind: str
    card: str
    wall: float
    cpu: float
    yardstick: float
    done: Counter[str]


class _Doings:
    """Counts what is done while it is open."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._modules = 0

    def open(self) -> None:
        """Count from now on."""
        self.counts = Counter()
        self._modules = len(sys.modules)

    def close(self) -> Counter[str]:
        """What was done."""
        self.counts["modules"] = len(sys.modules) - self._modules
        return +self.counts

    def collected(self, phase: str, about: dict[str, int]) -> None:
        """For `gc.callbacks`."""
        if phase == "start":
            self.counts[f"garbage {about['generation']}"] += 1

    def counting(self, kind: type[Any], name: str, what: str) -> None:
        """Count each call of this method."""
        method = getattr(kind, name)

        @wraps(method)
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.counts[what] += 1
            return method(*args, **kwargs)

        setattr(kind, name, counted)


def measure_painting(add: Add, library: Path, home: Path, keys: int) -> None:
    """Plain cards: options, typed answers and flashcards in rounds of about this many keys."""
    for way in ("choice", "typed", "reveal"):
        for moves in (False, True):
            _report(add, "moving" if moves else "still", way, PLAIN, library, home, keys, moves)


def measure_rich(add: Add, folder: Path, keys: int) -> None:
    """Cards with code, tables, formulas and pictures."""
    library = folder / "rich"
    write_rich(library, 200)
    for moves in (False, True):
        name = "rich, moving" if moves else "rich, still"
        _report(add, name, "choice", RICH, library, folder / "rich-home", keys, moves)


def _report(
    add: Add, name: str, way: str, most: float, library: Path, home: Path, keys: int, moves: bool
) -> None:
    waits = _least(library, home, way, keys, moves)
    yardstick = statistics.median(wait.yardstick for wait in waits)
    kinds = dict.fromkeys(wait.kind for wait in waits)
    for kind in kinds:
        group = [wait for wait in waits if wait.kind == kind]
        cpu = [wait.cpu for wait in group]
        done: Counter[str] = sum((wait.done for wait in group), Counter())
        add(
            f"key to paint, {name}: {kind}",
            f"p99 {most} ms computing",
            keys=len(group),
            median=statistics.median(cpu),
            p99=statistics.quantiles(cpu, n=100, method="inclusive")[-1],
            yardstick=yardstick,
            wall=statistics.median(wait.wall for wait in group),
            **{
                what: done[what] / len(group) for what in ("paints", "layouts", "styled", "letters")
            },
        )
        searched = {what: count for what, count in done.items() if what.startswith("garbage")}
        if searched:
            print(f"    {searched}")
    for wait in sorted(waits, key=lambda wait: -wait.cpu)[:SLOWEST]:
        print(f"    {wait.cpu:.1f} ms: {wait.kind}, {dict(wait.done)}")


def _least(library: Path, home: Path, way: str, keys: int, moves: bool) -> list[Wait]:
    """For each key of a round the run with the least computing, and the least of its yardsticks."""
    runs = []
    for _ in range(RUNS):
        # An answer changes what a later round asks.
        with TemporaryDirectory() as copy:
            if home.exists():
                shutil.copytree(home, copy, dirs_exist_ok=True)
            runs.append(asyncio.run(_waits(library, Path(copy), way, keys, moves)))
    least = []
    for same in zip(*runs, strict=True):
        assert len({(wait.kind, wait.card) for wait in same}) == 1, "the rounds differ"
        yardstick = min(wait.yardstick for wait in same)
        least.append(min(same, key=lambda wait: wait.cpu)._replace(yardstick=yardstick))
    return least


def _yardstick() -> float:
    """The milliseconds of computing of a fixed piece of Python."""
    start = time.thread_time()
    found: dict[str, int] = {}
    for number in range(2_000):
        word = str(number * 7_919 % 1_009)
        found[word] = found.get(word, 0) + len(word)
    sorted(found)
    return (time.thread_time() - start) * 1000


async def _waits(library: Path, home: Path, way: str, keys: int, moves: bool) -> list[Wait]:
    """Each wait in a round. If things move, the next key comes while they still do."""
    # As the game does when it starts.
    with kept():
        from quiz.game.game import Game
        from quiz.game.play import play_mode
        from quiz.history.events import Mode
        from quiz.settings.settings import Settings
        from quiz.storage.log.store import Store
        from quiz.tui.app import QuizApp
    search_rarely()
    own = Settings(animations=moves, answer_with=way, quiz_questions=999, backups=0)  # type: ignore[arg-type]
    game = Game(Store.open(home), [library], own, "ada", seed=3)
    play = play_mode(game, Mode.QUIZ)
    app = QuizApp(game, play)
    doings = _Doings()
    painted: asyncio.Future[Wait] | None = None
    step = Step("", "", lambda: False)
    card = ""
    yardstick = 0.0
    start = 0.0, 0.0

    def display(screen: Any, what: Any) -> None:
        if what is None or app._batch_count:
            return
        # Textual does this only on a terminal.
        letters = what.render_segments(app.console)
        doings.counts["paints"] += 1
        doings.counts["letters"] += len(letters)
        if painted is not None and not painted.done() and step.is_shown():
            wall, cpu = time.perf_counter() - start[0], time.thread_time() - start[1]
            times = wall * 1000, cpu * 1000
            painted.set_result(Wait(step.kind, card, *times, yardstick, doings.close()))

    taken: list[Wait] = []
    chance = Random(1)
    usual = Compositor.reflow, Stylesheet.apply
    doings.counting(Compositor, "reflow", "layouts")
    doings.counting(Stylesheet, "apply", "styled")
    gc.callbacks.append(doings.collected)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            # The first screen is painted, and the work after it is done.
            await pilot.pause(0.5)
            app._display = display  # type: ignore[method-assign,assignment]
            assert app._driver is not None
            for step in _steps(app, way):
                if len(taken) == keys:
                    break
                yardstick = _yardstick()
                card = play.question.card.key if play.question else ""
                painted = asyncio.get_running_loop().create_future()
                key = Key(step.key, step.key if len(step.key) == 1 else None)
                key.set_sender(app)
                doings.open()
                start = time.perf_counter(), time.thread_time()
                app._driver.send_message(key)
                taken.append(await painted)
                if moves:
                    await asyncio.sleep(chance.uniform(0.0, 0.3))
                else:
                    await settle()
    finally:
        gc.callbacks.remove(doings.collected)
        Compositor.reflow, Stylesheet.apply = usual  # type: ignore[method-assign]
        game.close()
    return taken


def _steps(app: Any, way: str) -> Iterator[Step]:
    """The keys of a round, for ever."""
    from quiz.tui.widgets.feedback import FeedbackPanel
    from quiz.tui.widgets.line import Line

    def told() -> bool:
        return app.screen.query_one(FeedbackPanel) in app.screen._compositor.visible_widgets

    def asked() -> bool:
        return not told()

    def typed(length: int) -> bool:
        return any(len(line.value) == length for line in app.screen.query(Line))

    def revealed() -> bool:
        return bool(app.screen._stage.is_revealed)

    while True:
        if way == "choice":
            yield Step("option", "1", told)
            yield Step("next, options", "enter", asked)
        elif way == "typed":
            for length, letter in enumerate("no", 1):
                yield Step("typing", letter, partial(typed, length))
            yield Step("typed answer", "enter", told)
            yield Step("next, typed", "enter", asked)
        else:
            yield Step("reveal", "enter", revealed)
            yield Step("rate, and next", "3", lambda: not revealed())
