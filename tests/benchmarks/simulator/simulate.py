"""How many cards does an hour of study leave in memory: our queue compared with SM-2 and Leitner?

    python tests/benchmarks/simulator/simulate.py --chart chart.png   (needs the extra `benchmarks`)

Students study once a day for a year, at any hour, on some days past midnight. Every student meets
each scheduler with the same memory and the same luck: the same number of new cards a day, the same
limit on reviews, the same seconds for an answer of the same kind. Their memory is FSRS-6; each
student has their own weights, and each card a stability that no scheduler knows. Ours starts with
the default weights. "refitted" runs `quiz optimize` every ninety days. "no steps" never repeats a
card on the same day, like Leitner.

Remembered: the sum of the probabilities of recall of all cards at the end of the year. Recalled:
the share of right answers among those on a later day. Ours is the game's own queue, with its
limits, learning steps, fuzz, and days that start at 4:00; the others count whole days from 4:00,
too. Plus or minus is the standard error of the mean over students. Prints a table, then JSON.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.benchmarks.simulator.desks import QuizDesk, leitner, sm2
from tests.benchmarks.simulator.students import Desk, Student, learn, sessions

RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
BARE_RETENTIONS = (0.8, 0.85, 0.9, 0.95)
BARE = ", no steps"
REFIT_DAYS = 90


@dataclass(frozen=True)
class Year:
    """One student with one scheduler. minutes: of study a day."""

    minutes: float
    answers_later: int
    recalled: float
    remembered: float
    per_minute: float


@dataclass(frozen=True)
class Mean:
    """Means over the students, and the standard error of the last."""

    minutes: float
    recalled: float
    remembered: float
    per_minute: float
    error: float


def desks(new: int, reviews: int) -> dict[str, Callable[[], Desk]]:
    """Every scheduler, by its name."""
    ours: dict[str, Callable[[], Desk]] = {
        quiz_name(retention): partial(QuizDesk, retention, new, reviews) for retention in RETENTIONS
    }
    return {
        "Leitner": partial(leitner, new, reviews),
        "SM-2": partial(sm2, new, reviews),
        **ours,
        **{
            f"{quiz_name(retention)}{BARE}": partial(QuizDesk, retention, new, reviews, steps=False)
            for retention in BARE_RETENTIONS
        },
        "quiz 90 %, refitted": partial(QuizDesk, 0.9, new, reviews, REFIT_DAYS),
    }


def quiz_name(retention: float) -> str:
    return f"quiz {round(100 * retention)} %"


def year(name: str, seed: int, days: int, new: int, reviews: int) -> Year:
    """Let one student study with one scheduler."""
    student = Student(seed)
    end = learn(desks(new, reviews)[name](), student, sessions(days, seed))
    minutes = student.seconds / 60
    remembered = student.remembered(end)
    return Year(
        minutes / days,
        student.later,
        student.recalled / max(1, student.later),
        remembered,
        remembered / minutes,
    )


def mean(years: Sequence[Year]) -> Mean:
    """The mean of each number."""

    def of(numbers: Sequence[float]) -> float:
        return math.fsum(numbers) / len(numbers)

    each = [one.per_minute for one in years]
    spread = math.sqrt(math.fsum((n - of(each)) ** 2 for n in each) / max(1, len(each) - 1))
    return Mean(
        of([one.minutes for one in years]),
        of([one.recalled for one in years]),
        of([one.remembered for one in years]),
        of(each),
        spread / math.sqrt(len(each)),
    )


def draw(results: dict[str, Mean], path: Path, note: str) -> None:
    """The chart of the README."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.rcParams.update({"font.size": 11, "axes.spines.top": False, "axes.spines.right": False})
    colours = {"quiz": "#2a78d6", "SM-2": "#d1603d", "Leitner": "#7a7a7a"}
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), width_ratios=(3, 2))
    curve = [results[quiz_name(retention)] for retention in RETENTIONS]
    left.plot(
        [one.minutes for one in curve],
        [one.remembered for one in curve],
        "o-",
        color=colours["quiz"],
        label="quiz, by desired retention",
    )
    for retention, one in zip(RETENTIONS, curve, strict=True):
        left.annotate(
            f"{retention:.0%}",
            (one.minutes, one.remembered),
            (-9, 3),
            textcoords="offset points",
            ha="right",
            color=colours["quiz"],
        )
    bare = [results[f"{quiz_name(retention)}{BARE}"] for retention in BARE_RETENTIONS]
    left.plot(
        [one.minutes for one in bare],
        [one.remembered for one in bare],
        "o--",
        color="#7fb0ea",
        label="the same without learning steps",
    )
    for name, marker in (("SM-2", "s"), ("Leitner", "^")):
        one = results[name]
        left.plot(one.minutes, one.remembered, marker, ms=9, color=colours[name], label=name)
    left.set_xlabel("minutes of study a day")
    left.set_ylabel("cards remembered after the year")
    left.legend(loc="lower right", frameon=False)
    left.grid(alpha=0.25)
    left.margins(0.08)
    bars = [
        "Leitner",
        "SM-2",
        "quiz 95 %",
        "quiz 90 %",
        f"quiz 90 %{BARE}",
        "quiz 80 %",
        "quiz 70 %",
    ]
    values = [results[name].per_minute for name in bars]
    errors = [results[name].error for name in bars]
    right.barh(
        bars, values, xerr=errors, color=[colours.get(name, colours["quiz"]) for name in bars]
    )
    for index, value in enumerate(values):
        right.text(value / 2, index, f"{value:.2f}", va="center", ha="center", color="white")
    right.invert_yaxis()
    right.set_xlabel("cards remembered per minute of study")
    figure.text(0.01, 0.005, note, fontsize=8.5, color="#555555")
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    figure.savefig(path, dpi=110, facecolor="white", metadata={"Software": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=10)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--new", type=int, default=5, help="new cards a day")
    parser.add_argument("--reviews", type=int, default=200, help="at most so many reviews a day")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--chart", type=Path, help="write a chart (PNG or SVG)")
    options = parser.parse_args()
    names = list(desks(options.new, options.reviews))
    runs = [(name, seed) for name in names for seed in range(1, options.students + 1)]
    args = (options.days, options.new, options.reviews)
    years: dict[str, list[Year]] = {name: [] for name in names}
    with ProcessPoolExecutor(options.jobs) as pool:
        futures = [(name, pool.submit(year, name, seed, *args)) for name, seed in runs]
        for number, (name, future) in enumerate(futures, 1):
            years[name].append(future.result())
            print(f"\r{number} of {len(futures)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    results = {name: mean(each) for name, each in years.items()}
    note = (
        f"{options.students} simulated students, {options.days} days, {options.new} new cards a "
        f"day, at most {options.reviews} reviews a day"
    )
    print(f"{note}\n{'min/day':>8}{'recalled':>10}{'remembered':>12}{'per minute':>18}")
    for name, one in results.items():
        print(
            f"{one.minutes:>8.1f}{one.recalled:>10.1%}{one.remembered:>12.0f}"
            f"{one.per_minute:>10.3f} ± {one.error:.3f}  {name}"
        )
    if options.chart:
        draw(results, options.chart, note)
    print(json.dumps({name: asdict(one) for name, one in results.items()}))


if __name__ == "__main__":
    main()
