"""Damaged histories by the hundred: does a command fail internally, is anything lost or changed?

    python -m tests.benchmarks.fuzz.histories --homes 540

Run it from the top of the checkout. Each data directory has one damaged file: the history, its
write-ahead log, a backup, the index, the settings or the weights. The damage is in bits, bytes,
sectors, pages, values or the schema, or the end is missing. Then the game is played, examined,
repaired and exported. Directory n of a seed is always the same; `--only n` tries only that one and
says how it was damaged. The exit status is 1 if anything failed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.benchmarks.command import command
from tests.fuzz.histories import check_home, damage, write_home


def main() -> int:
    """Run the command; returns the exit status."""
    parser = command("fuzz.histories", __doc__)
    parser.add_argument("--homes", type=int, default=540, help="how many (default: 540)")
    parser.add_argument("--first", type=int, default=0, help="begin with this one")
    parser.add_argument("--only", type=int, metavar="N", help="try directory N alone")
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.homes)
    if options.only is not None:
        numbers = range(options.only, options.only + 1)
    began = time.perf_counter()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        whole, home = Path(folder, "whole"), Path(folder, "home")
        write_home(whole)
        for number in numbers:
            shutil.copytree(whole, home)
            done = damage(home, Random(f"{options.seed}:{number}"))
            problems = check_home(home)
            shutil.rmtree(home)
            failed += bool(problems)
            for problem in problems:
                print(f"\n{number}: {done}\n    {problem}", flush=True)
            if options.only is not None:
                print(f"{number}: {done}")
            print(f"\r{number + 1 - numbers.start:>6}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    seconds = time.perf_counter() - began
    print(f"{len(numbers)} damaged histories, {failed} failed, {seconds:,.0f} seconds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
