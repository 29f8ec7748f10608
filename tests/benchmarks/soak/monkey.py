"""A hundred thousand random actions on the real screens: does any end the game?

    python -m tests.benchmarks.soak.monkey --actions 100000

Run it from the top of the checkout. Sessions of some hundred actions follow each other, each in its
own app and folder. Prints a line for each session with the memory after it, then how fast the
memory rises over the last half. If a session ends badly, it prints the seed, the session's number
and the last actions; `--seed S --session N` repeats it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
import traceback
from pathlib import Path
from statistics import linear_regression

from textual.message_pump import MessagePump

from tests.benchmarks.command import command
from tests.benchmarks.soak.run import rss_mb
from tests.robust.monkey import MonkeyError, session

EACH = 400
"""Actions of one session."""


def play_session(seed: int, number: int) -> int:
    """One session in a temporary folder; returns the number of actions."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(session(seed, number, EACH, Path(folder)))


def main() -> int:
    """Run the command; returns the exit status, 1 if any session ended badly."""
    parser = command("soak.monkey", __doc__)
    parser.add_argument("--actions", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the session to begin with")
    parser.add_argument("--session", type=int, help="only this session")
    options = parser.parse_args()
    if options.session is not None:
        print(f"{play_session(options.seed, options.session)} actions, well")
        return 0
    start = time.perf_counter()
    done, bad, number = 0, 0, options.first
    samples: list[tuple[int, float]] = []
    while done < options.actions:
        try:
            done += play_session(options.seed, number)
        except MonkeyError as error:
            bad += 1
            done += EACH
            traceback.print_exception(error)
        number += 1
        gc.collect()
        samples.append((done, rss_mb()))
        alive = sum(isinstance(thing, MessagePump) for thing in gc.get_objects())
        print(
            f"{done:>9,} actions {time.perf_counter() - start:>7,.0f} s "
            f"{samples[-1][1]:>8.2f} MB {alive:>5,} widgets, {bad} ended badly",
            flush=True,
        )
    half = samples[len(samples) // 2 :]
    if len(half) > 1:
        rise = linear_regression([at for at, _ in half], [mb for _, mb in half]).slope
        print(f"over the last half: {rise * 1024 * 1000:+.1f} KB resident each 1,000 actions")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
