"""Ten thousand questions in the real screens: does anything raise, and does the memory grow?

    python -m tests.benchmarks.soak.run --questions 10000

From the top of the checkout. A bot presses keys in every mode, resizes the terminal down to 20 x 5
and back, opens every screen, undoes and buries; `--one-round` keeps to a single Cram that never
ends. The log itself is in memory, hence some growth is right; what it comes to is measured apart,
by folding the same events once more into a fresh collection. Prints a table, then JSON.
"""

from __future__ import annotations

import argparse
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

from quiz import paths
from quiz.game.game import Game
from quiz.memory.collection import Collection
from tests.conftest import DECK
from tests.robust.bot import Bot, Log, opened

ROWS = 50


@dataclass
class Sample:
    """The state of the process after so many questions."""

    questions: int
    seconds: float
    rss_mb: float
    objects: int
    traced_mb: float


def rss_mb() -> float:
    """Resident memory of this process now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Watch:
    """Takes a sample every so many questions."""

    def __init__(self, every: int) -> None:
        self._every = every
        self._start = time.perf_counter()
        self.samples: list[Sample] = []

    def __call__(self, log: Log) -> None:
        if log.questions % self._every:
            return
        gc.collect()
        traced = tracemalloc.get_traced_memory()[0] / 2**20 if tracemalloc.is_tracing() else 0.0
        sample = Sample(
            log.questions,
            round(time.perf_counter() - self._start, 1),
            round(rss_mb(), 1),
            len(gc.get_objects()),
            round(traced, 2),
        )
        self.samples.append(sample)
        print(
            f"{sample.questions:>9,} questions {sample.seconds:>8,.0f} s {sample.rss_mb:>7.1f} MB "
            f"{sample.objects:>9,} objects"
            + (f" {sample.traced_mb:>7.2f} MB traced" if traced else ""),
            flush=True,
        )


def log_mb(game: Game) -> float:
    """What the events of this game weigh in memory, folded."""
    tracemalloc.start()
    collection = Collection.of(game.store.all_events(game.player), game.scheduler)
    weight = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    assert collection.answers
    return weight


async def soak(questions: int, seed: int, one_round: bool, watch: Watch) -> tuple[Log, float]:
    """Play; returns what was done and the weight of the log in MB."""
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
            traced = tracemalloc.is_tracing()
            if traced:
                tracemalloc.stop()
            return log, log_mb(game)


def main() -> int:
    """Run the command; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.soak.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-round", action="store_true", help="all in one endless round")
    parser.add_argument("--trace", action="store_true", help="with tracemalloc (slower)")
    options = parser.parse_args()
    if options.trace:
        tracemalloc.start()
    watch = Watch(max(1, options.questions // ROWS))
    log, weight = asyncio.run(soak(options.questions, options.seed, options.one_round, watch))
    first, last = watch.samples[len(watch.samples) // 4], watch.samples[-1]
    thousands = max(1, last.questions - first.questions) / 1000
    growth = (last.rss_mb - first.rss_mb) / thousands
    print(f"\n{log}")
    print(
        f"grew by {growth:.2f} MB a thousand questions after the first quarter; the log of "
        f"{log.questions:,} answers weighs {weight:.1f} MB, "
        f"{weight / max(1, log.questions) * 1000:.2f} MB a thousand"
    )
    found = {"log": asdict(log), "log_mb": weight, "growth_mb_a_thousand": growth}
    print(json.dumps(found | {"samples": [asdict(sample) for sample in watch.samples]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
