"""Ten thousand questions on the real screens: is there an error, and does the memory grow?

    python -m tests.benchmarks.soak.run --questions 10000

Run it from the top of the checkout. A bot presses keys in every mode, resizes the terminal down to
20 x 5 and back, opens every screen, undoes and buries; `--one-round` plays a single Cram that never
ends. History and index are files on disk, as in the game, so nothing should stay in memory except
for the open round: it can be undone to its start, and keeps about 1.2 KB for each question until it
is left.

Each sample is taken after a garbage collection. A line is fitted to each column over the last half
of the samples: Textual's caches, the largest with 4,096 places, are only full after some thousand
questions. Prints a table, then JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import tempfile
import time
import tracemalloc
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import linear_regression

from textual.message_pump import MessagePump

from quiz import paths
from tests.benchmarks.command import command
from tests.conftest import DECK
from tests.robust.bot import Bot, Log, opened

ROWS = 50


@dataclass
class Sample:
    """The state of the process after this many questions.

    rss_mb: resident memory. objects: those that Python's garbage collector tracks. widgets: of
    these, widgets and screens, shown or not. blocks: memory blocks that Python has allocated.
    traced_mb: their size, with `--trace`.
    """

    questions: int
    seconds: float
    rss_mb: float
    objects: int
    widgets: int
    blocks: int
    traced_mb: float | None


def rss_mb() -> float:
    """Resident memory of this process now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Watch:
    """Takes a sample each time a number of questions has been answered."""

    def __init__(self, every: int) -> None:
        self._every = every
        self._start = time.perf_counter()
        self.samples: list[Sample] = []

    def __call__(self, log: Log) -> None:
        if log.questions % self._every == 0:
            self._take(log.questions)

    def _take(self, questions: int) -> None:
        gc.collect()
        traced = tracemalloc.get_traced_memory()[0] / 2**20 if tracemalloc.is_tracing() else None
        objects = gc.get_objects()
        sample = Sample(
            questions,
            round(time.perf_counter() - self._start, 1),
            round(rss_mb(), 2),
            len(objects),
            sum(isinstance(thing, MessagePump) for thing in objects),
            sys.getallocatedblocks(),
            None if traced is None else round(traced, 2),
        )
        self.samples.append(sample)
        print(
            f"{sample.questions:>9,} questions {sample.seconds:>7,.0f} s {sample.rss_mb:>8.2f} MB "
            f"{sample.objects:>9,} objects {sample.widgets:>5,} widgets "
            f"{sample.blocks:>9,} blocks" + (f" {traced:>7.2f} MB traced" if traced else ""),
            flush=True,
        )


def slopes(samples: list[Sample]) -> dict[str, float]:
    """How fast each column rises per question over the last half of the samples."""
    half = samples[len(samples) // 2 :]
    names = ["rss_mb", "objects", "widgets", "blocks"]
    if half[-1].traced_mb is not None:
        names.append("traced_mb")
    questions = [sample.questions for sample in half]
    return {
        name: linear_regression(questions, [getattr(sample, name) for sample in half]).slope
        for name in names
    }


async def soak(questions: int, seed: int, one_round: bool, watch: Watch) -> Log:
    """Play; returns a summary."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        decks = Path(folder) / "decks"
        decks.mkdir()
        (decks / "mini.yaml").write_text(DECK, encoding="utf-8")
        os.environ["QUIZ_HOME"] = str(home)
        with opened(home, [paths.shipped_decks(), decks], seed) as (app, game):
            async with app.run_test(size=(80, 24)) as pilot:
                bot = Bot(pilot, game, Random(seed), watch)
                if one_round:
                    log = await bot.play_one_round(questions)
                else:
                    log = await bot.play(questions)
            app.keeper.finish()
            return log


def main() -> int:
    """Run the command; returns the exit status."""
    parser = command("soak.run", __doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--one-round", action="store_true", help="all in one endless round")
    parser.add_argument("--trace", action="store_true", help="with tracemalloc (slower)")
    options = parser.parse_args()
    if options.trace:
        tracemalloc.start()
    watch = Watch(max(1, options.questions // ROWS))
    log = asyncio.run(soak(options.questions, options.seed, options.one_round, watch))
    print(f"\n{log}")
    rise = slopes(watch.samples)
    print(
        f"over the last half, per question: {rise['rss_mb'] * 1024:+.2f} KB resident, "
        + (f"{rise['traced_mb'] * 1024:+.2f} KB traced, " if "traced_mb" in rise else "")
        + f"{rise['objects']:+.2f} objects, {rise['widgets']:+.4f} widgets, "
        f"{rise['blocks']:+.2f} blocks"
    )
    found = {"log": asdict(log), "per_question": rise}
    print(json.dumps(found | {"samples": [asdict(sample) for sample in watch.samples]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
