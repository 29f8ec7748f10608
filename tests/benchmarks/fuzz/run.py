"""Mutated decks by the million: does any raise an error, hang or exhaust the memory?

    python -m tests.benchmarks.fuzz.run --decks 1000000 --jobs 2

Run it from the top of the checkout. Deck n of seed s is always the same; `--only n` makes only that
one, and `--save FILE` writes it. A deck hangs if loading it and making its cards takes more than a
second of processor time. Prints a table, then the same as JSON; the exit status is 1 if anything
failed.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
import traceback
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

from tests.benchmarks.command import command
from tests.fuzz.check import check_deck
from tests.fuzz.mutations import corpus, mutated

SLOW_SECONDS = 1.0
DEEP_EVERY = 20
"""Every so manieth deck is also written, read again and shown."""
MEMORY_BYTES = 2**31
"""A worker may not have more memory than this; what wants more fails with MemoryError."""
SHOWN_FAILURES = 20


class _Hang(BaseException):
    pass


@dataclass
class Result:
    """The result for some decks. failures: the first few, as deck number and what happened."""

    decks: int = 0
    valid: int = 0
    bytes: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)
    slowest_ms: float = 0.0
    slowest_deck: int = -1
    memory_start_mb: float = 0.0
    memory_peak_mb: float = 0.0
    hungriest_mb: float = 0.0
    hungriest_deck: int = -1


def deck_number(seed: int, number: int, decks: list[bytes]) -> bytes:
    """Deck `number` of a seed."""
    return mutated(decks, Random(f"{seed}:{number}"))


def run(seed: int, numbers: range) -> Result:
    """Try these decks one by one."""

    def hang(signum: int, frame: FrameType | None) -> None:
        raise _Hang

    signal.signal(signal.SIGALRM, hang)
    decks = corpus()
    result = Result(memory_start_mb=_peak_mb())
    for number in numbers:
        data = deck_number(seed, number, decks)
        before = _peak_mb()
        signal.setitimer(signal.ITIMER_REAL, 10 * SLOW_SECONDS)
        start = time.process_time()
        problem = ""
        try:
            result.valid += check_deck(data)
        except _Hang:
            problem = "still loading after ten seconds"
        except Exception:
            problem = traceback.format_exc(limit=-3)
        taken = time.process_time() - start
        if not problem and number % DEEP_EVERY == 0:
            try:
                check_deck(data, deep=True)
            except _Hang:
                problem = "still writing after ten seconds"
            except Exception:
                problem = traceback.format_exc(limit=-3)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if not problem and taken > SLOW_SECONDS:
            problem = f"took {taken:.2f} s"
        if problem:
            result.failed += 1
            if len(result.failures) < SHOWN_FAILURES:
                result.failures.append(f"deck {number}: {problem}")
        result.decks += 1
        result.bytes += len(data)
        if taken * 1000 > result.slowest_ms:
            result.slowest_ms, result.slowest_deck = taken * 1000, number
        if _peak_mb() - before > result.hungriest_mb:
            result.hungriest_mb, result.hungriest_deck = _peak_mb() - before, number
    result.memory_peak_mb = _peak_mb()
    return result


def _peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def _worker(work: tuple[int, int, int]) -> Result:
    seed, first, last = work
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    return run(seed, range(first, last))


def _together(results: list[Result]) -> Result:
    slowest = max(results, key=lambda result: result.slowest_ms)
    hungriest = max(results, key=lambda result: result.hungriest_mb)
    return Result(
        decks=sum(result.decks for result in results),
        valid=sum(result.valid for result in results),
        bytes=sum(result.bytes for result in results),
        failed=sum(result.failed for result in results),
        failures=[line for result in results for line in result.failures],
        slowest_ms=slowest.slowest_ms,
        slowest_deck=slowest.slowest_deck,
        memory_start_mb=min(result.memory_start_mb for result in results),
        memory_peak_mb=max(result.memory_peak_mb for result in results),
        hungriest_mb=hungriest.hungriest_mb,
        hungriest_deck=hungriest.hungriest_deck,
    )


def main() -> int:
    """Run the command; returns the exit status."""
    parser = command("fuzz.run", __doc__)
    parser.add_argument("--decks", type=int, default=100_000, help="how many (default: 100000)")
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument("--only", type=int, metavar="N", help="try deck N alone")
    parser.add_argument("--save", type=Path, metavar="FILE", help="with --only: write the deck")
    options = parser.parse_args()
    if options.only is not None:
        data = deck_number(options.seed, options.only, corpus())
        if options.save:
            options.save.write_bytes(data)
        check_deck(data, deep=True)
        print(f"deck {options.only} of seed {options.seed}: {len(data)} bytes, in order")
        return 0
    chunk = 10_000
    starts = range(0, options.decks, chunk)
    work = [(options.seed, first, min(first + chunk, options.decks)) for first in starts]
    began = time.perf_counter()
    results: list[Result] = []
    # A worker stays for many chunks, so that a memory leak would show.
    with get_context("spawn").Pool(options.jobs) as pool:
        for result in pool.imap_unordered(_worker, work):
            results.append(result)
            done = sum(one.decks for one in results)
            print(f"\r{done:>12,} decks", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    seconds = time.perf_counter() - began
    found = _together(results)
    print(f"decks        {found.decks:>12,}   {found.valid:,} of them without faults")
    print(f"bytes        {found.bytes:>12,}")
    print(f"seconds      {seconds:>12,.0f}   {found.decks / seconds:,.0f} decks a second")
    print(f"slowest      {found.slowest_ms:>9,.0f} ms   deck {found.slowest_deck}")
    print(
        f"memory       {found.memory_peak_mb:>9,.0f} MB   at the start {found.memory_start_mb:,.0f}"
    )
    print(f"failed       {found.failed:>12,}")
    for failure in found.failures[:SHOWN_FAILURES]:
        print(failure)
    print(json.dumps({"seconds": round(seconds, 1), **asdict(found)}))
    return 1 if found.failed else 0


if __name__ == "__main__":
    sys.exit(main())
