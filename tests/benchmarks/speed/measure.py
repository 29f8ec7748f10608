"""How fast is the game, from an empty library to a hundred thousand cards and a million answers?

    python tests/benchmarks/speed/measure.py                    everything, about ten minutes
    python tests/benchmarks/speed/measure.py --cards 10000 --answers 100000
    python tests/benchmarks/speed/measure.py --only start --only game
    python tests/benchmarks/speed/measure.py --only painting --cards 3000 --answers 30000 --keys 60

Ratios compare runs that take turns. If the package `anki` is installed, its backend is measured
too. Prints a table, then the same as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[3]))

from quiz.game.figures import statistics_of
from quiz.game.play import Play, play_mode
from quiz.game.search import Finder
from tests.benchmarks.speed.data import write_history, write_library
from tests.benchmarks.speed.opening import measure_opening
from tests.benchmarks.speed.painting import measure_painting, measure_rich
from tests.benchmarks.speed.serving import measure_serving
from tests.benchmarks.speed.terminal import bare_app, game, surroundings, until_painted

RUNS = 9
BARE_COMMAND = [
    sys.executable, "-c", "import sqlite3; sqlite3.connect(':memory:').execute('select 1')"
]  # fmt: skip


class Report:
    """Rows as they come, and all of them as JSON at the end."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, float]] = {}

    def add(self, work: str, must: str, **values: float) -> None:
        """Print one row: what was measured, what it must reach, and the figures."""
        self.values[work] = values
        shown = "  ".join(f"{name} {value:.4g}" for name, value in values.items())
        print(f"{work:<44} {shown}" + (f"   (must: {must})" if must else ""), flush=True)


def times(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The milliseconds of each run, after one that does not count."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def in_turn(*works: Callable[[], float], runs: int = RUNS) -> list[list[float]]:
    """The figures of each kind of work, run in turn this many times; the first round does not
    count."""
    rounds = [[work() for work in works] for _ in range(runs + 1)][1:]
    return [list(column) for column in zip(*rounds, strict=True)]


def p99(values: list[float]) -> float:
    """The 99th percentile of the values."""
    return statistics.quantiles(values, n=100)[-1]


def ratio(measured: list[float], base: list[float]) -> float:
    """The median of the pairwise ratios."""
    return statistics.median(m / b for m, b in zip(measured, base, strict=True))


def process_seconds(command: list[str], home: Path) -> float:
    """Seconds that a process takes from start to end."""
    environment = surroundings(home)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def first_output_seconds(command: list[str], home: Path, text: bytes) -> float:
    """Seconds until a process has written `text` and waits for input."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings(home)
    )
    assert process.stdout is not None
    written = b""
    while text not in written:
        written += os.read(process.stdout.fileno(), 65_536)
    seconds = time.perf_counter() - start
    process.kill()
    process.wait()
    return seconds


# ── what is measured ──────────────────────────────────────────────────────────────


def measure_start(report: Report, folder: Path, library: Path, home: Path) -> None:
    """From a cold start to the first painted screen, compared with the smallest possible app."""
    bare = bare_app(folder)
    large = game(str(library))
    small = folder / "small"
    until_painted(large, b"Play", home)
    until_painted(game(), b"Welcome", small)
    process_seconds(game("players", "rename", "player", "Ada"), small)
    base, asked, named, big = in_turn(
        lambda: until_painted(bare, b"painted", folder / "bare").seconds,
        lambda: until_painted(game(), b"Welcome", folder / "first").seconds,
        lambda: until_painted(game(), b"Play", small).seconds,
        lambda: until_painted(large, b"Play", home).seconds,
    )
    report.add("start that asks for a name", "ratio 1.5", ratio=ratio(asked, base),
               ms=statistics.median(asked) * 1000)  # fmt: skip
    report.add(
        "start, shipped decks",
        "ratio 1.5",
        ratio=ratio(named, base),
        ms=statistics.median(named) * 1000,
        bare_ms=statistics.median(base) * 1000,
    )
    report.add("start, large library", "ratio 1.6", ratio=ratio(big, base),
               ms=statistics.median(big) * 1000)  # fmt: skip
    report.add(
        "memory in the game, large library",
        "150 MB",
        MB=until_painted(large, b"Play", home).resident,
        bare_MB=until_painted(bare, b"painted", folder / "bare").resident,
    )


def measure_reading(report: Report, library: Path) -> None:
    """First reading with all checks, compared with PyYAML on the same bytes."""
    import yaml

    from quiz.decks.cards import make_cards
    from quiz.decks.loader import load_deck

    files = [(path.stem, path.read_bytes()) for path in sorted(library.glob("*.yaml"))[:200]]

    def timed(work: Callable[[str, bytes], object]) -> Callable[[], float]:
        def run() -> float:
            start = time.perf_counter()
            for name, data in files:
                work(name, data)
            return time.perf_counter() - start

        return run

    def events(_: str, data: bytes) -> None:
        for _event in yaml.parse(data, Loader=yaml.CSafeLoader):
            pass

    def cards(name: str, data: bytes) -> object:
        deck = load_deck(data, name)
        assert not isinstance(deck, list)
        return make_cards(deck, name)

    loaded, parsed, ours, made = in_turn(
        timed(lambda _, data: yaml.load(data, Loader=yaml.CSafeLoader)),
        timed(events),
        timed(lambda name, data: load_deck(data, name)),
        timed(cards),
        runs=5,
    )
    report.add(
        "first read of a library",
        "yaml.load / ours 1",
        yaml_load_over_ours=ratio(loaded, ours),
        yaml_events_over_ours=ratio(parsed, ours),
        yaml_load_over_cards=ratio(loaded, made),
    )


def measure_commands(report: Report, library: Path, home: Path) -> None:
    """Commands that print lines, compared with an interpreter that only imports sqlite3."""
    for name in ("due", "list"):
        for size, more in (("shipped decks", ()), ("large library", (str(library),))):
            command = game(name, *more)
            where = home if more else home.parent / "small"
            bare, ours = in_turn(
                lambda: process_seconds(BARE_COMMAND, home),
                lambda command=command, where=where: process_seconds(command, where),
            )
            report.add(f"quiz {name}, {size}", "ratio 3", ratio=ratio(ours, bare),
                       ms=statistics.median(ours) * 1000)  # fmt: skip


def measure_plain(report: Report, home: Path) -> None:
    """Plain mode to the first question, compared with an interpreter that only imports sqlite3."""
    plain = game("--plain", "--mode", "quiz")
    bare, ours = in_turn(
        lambda: process_seconds(BARE_COMMAND, home),
        lambda: first_output_seconds(plain, home.parent / "small", b"Question 1"),
    )
    report.add("quiz --plain, first question", "ratio 3", ratio=ratio(ours, bare),
               ms=statistics.median(ours) * 1000)  # fmt: skip


def measure_game(report: Report, library: Path, home: Path) -> None:
    """The due queue, statistics, and answers, within an open game."""
    from quiz.game.game import Game
    from quiz.history.events import Mode
    from quiz.settings.settings import Settings
    from quiz.storage.log.store import Store

    opened = Game(Store.open(home), [library], Settings(), "ada")
    report.add("cards due / seen / in all", "", due=statistics_of(opened).forecast[0],
               seen=opened.counts().total - opened.counts().unseen,
               cards=opened.counts().total)  # fmt: skip
    queue = times(lambda: opened.selection().queue(Mode.REVIEW, None, Random(1)))
    report.add("due queue", "30 ms", ms=statistics.median(queue), worst=max(queue))
    report.add("counts of all decks", "", ms=statistics.median(times(opened.counts_by_deck)))
    report.add("statistics", "250 ms", ms=statistics.median(times(lambda: statistics_of(opened))))
    search = times(lambda: Finder(opened).find("abc", 500))
    report.add("search for a word", "", ms=statistics.median(search))
    opened.close()
    for way in ("choice", "typed"):
        own = Settings(answer_with=way)  # type: ignore[arg-type]
        opened = Game(Store.open(home), [library], own, "ada", seed=7)
        steps, syncs = _answered(play_mode(opened, Mode.QUIZ, limit=1_000), home / "probe")
        report.add(
            f"{way}, durable, next of another deck",
            "p99 16.7 ms beside fsync",
            median=statistics.median(steps),
            p99=p99(steps),
            fsync_median=statistics.median(syncs),
            fsync_p99=p99(syncs),
        )
        opened.close()


def _answered(play: Play, probe: Path) -> tuple[list[float], list[float]]:
    """The milliseconds of each wrong answer together with the next question, and of a bare fsync.

    What the game does while the player reads is done in between here too.
    """
    steps, syncs = [], []
    with probe.open("wb") as file:
        while play.question is not None:
            response = play.question.options[-1] if play.question.options else "not this one"
            start = time.perf_counter()
            play.submit(response)
            play.next()
            steps.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            syncs.append((time.perf_counter() - start) * 1000)
            play.look_ahead()
    probe.unlink()
    return steps, syncs


def prepare(folder: Path, cards: int, answers: int, report: Report) -> tuple[Path, Path]:
    """A library, and a home with a history of it, already read and folded."""
    from quiz.game.game import Game
    from quiz.settings.settings import Settings
    from quiz.storage.log.store import Store

    library, home = folder / f"library-{cards}", folder / f"home-{cards}"
    write_library(library, cards)
    start = time.perf_counter()
    opened = Game(Store.open(home), [library], Settings(), "ada")
    report.add(f"first opening of {cards:,} cards", "", s=time.perf_counter() - start)
    keys = [card.key for card in opened.cards_of()]
    opened.close()
    write_history(home, keys, answers)
    start = time.perf_counter()
    Game(Store.open(home), [library], Settings(), "ada").close()
    report.add(f"folding {answers:,} answers anew", "", s=time.perf_counter() - start)
    return library, home


PARTS = ("start", "reading", "commands", "game", "painting", "opening", "serving", "growth", "anki")


def main() -> None:
    """Measure what the command line asks for; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--keys", type=int, default=400, help="of each round that is painted")
    parser.add_argument("--only", action="append", choices=PARTS, help="may be given repeatedly")
    options = parser.parse_args()
    wanted = options.only or PARTS
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library, home = prepare(folder, options.cards, options.answers, report)
        if "start" in wanted:
            measure_start(report, folder, library, home)
        if "reading" in wanted:
            measure_reading(report, library)
        if "commands" in wanted:
            measure_commands(report, library, home)
            measure_plain(report, home)
        if "game" in wanted:
            measure_game(report, library, home)
        if "painting" in wanted:
            measure_painting(report.add, library, home, options.keys)
            measure_rich(report.add, folder, options.keys)
        if "opening" in wanted:
            measure_opening(report.add, library, home)
        if "serving" in wanted:
            measure_serving(report.add, library, home)
        if "growth" in wanted:
            for cards in (1_000, 10_000):
                share = options.answers * cards // options.cards
                print(f"── {cards:,} cards, {share:,} answers ──")
                part = Report()
                measure_game(part, *prepare(folder, cards, share, part))
                report.values |= {f"{cards} cards: {k}": v for k, v in part.values.items()}
        if "anki" in wanted:
            try:
                from tests.benchmarks.speed.against_anki import measure_anki
            except ImportError:
                print("the package anki is not installed; its backend is not measured")
            else:
                measure_anki(report, folder, options.cards)
    print(json.dumps(report.values))


if __name__ == "__main__":
    main()
