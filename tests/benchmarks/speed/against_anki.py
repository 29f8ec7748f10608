"""The same work in Anki's own backend (the package `anki`), in its own process.

python tests/benchmarks/speed/against_anki.py 100000        prints JSON
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol


class Report(Protocol):
    """Where the figures go."""

    def add(self, work: str, must: str, **values: float) -> None:
        """Print one row."""


def measure_anki(report: Report, folder: Path, cards: int) -> None:
    """Measure Anki's backend; raises ImportError if the package is missing."""
    import anki  # noqa: F401

    del folder
    done = subprocess.run(
        [sys.executable, __file__, str(cards)], check=True, capture_output=True, text=True
    )
    for work, values in json.loads(done.stdout.splitlines()[-1]).items():
        report.add(f"Anki: {work}", "", **values)


def _ms(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _measure(path: Path, cards: int) -> dict[str, dict[str, float]]:
    from anki.collection import Collection

    found: dict[str, dict[str, float]] = {}
    collection = Collection(str(path))
    basic = collection.models.by_name("Basic")
    assert basic is not None
    start = time.perf_counter()
    for number in range(cards):
        note = collection.new_note(basic)
        note.fields = [f"What is number {number}?", f"answer {number}"]
        collection.add_note(note, 1)  # type: ignore[arg-type]
    found["add the cards"] = {"s": time.perf_counter() - start}
    today = collection.sched.today
    collection.db.execute(  # type: ignore[union-attr]
        "UPDATE cards SET type = 2, queue = 2, ivl = 1 + id % 100, factor = 2500, reps = 10, "
        "due = ? - 10 + id % 100",
        today,
    )
    collection.close()
    start = time.perf_counter()
    collection = Collection(str(path))
    found["open"] = {"ms": (time.perf_counter() - start) * 1000}
    found["due tree"] = {
        "ms": statistics.median(_ms(collection.sched.deck_due_tree) for _ in range(5))
    }
    config = collection.decks.config_dict_for_deck_id(1)  # type: ignore[arg-type]
    config["rev"]["perDay"] = 9_999
    collection.decks.update_config(config)
    found["build the queue"] = {"ms": _ms(collection.sched.get_queued_cards)}
    steps = []
    for _ in range(1_000):
        start = time.perf_counter()
        queued = collection.sched.get_queued_cards().cards
        if not queued:
            break
        card = collection.get_card(queued[0].card.id)  # type: ignore[arg-type]
        card.start_timer()
        answer = collection.sched.build_answer(
            card=card,
            states=queued[0].states,
            rating=2,  # type: ignore[arg-type]
        )
        collection.sched.answer_card(answer)
        steps.append((time.perf_counter() - start) * 1000)
    found["answer and next, without a sync"] = {
        "median": statistics.median(steps),
        "p99": statistics.quantiles(steps, n=100)[-1],
        "answers": len(steps),
    }
    found["graphs"] = {
        "ms": statistics.median(
            _ms(lambda: collection._backend.graphs(search="deck:current", days=365))
            for _ in range(5)
        )
    }
    found["memory"] = {"MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    collection.close()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(_measure(Path(name) / "collection.anki2", int(sys.argv[1]))))
