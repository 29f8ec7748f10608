"""Do our intervals, stabilities and difficulties equal those of `fsrs` and of Anki?

    python tests/benchmarks/scheduling/parity.py            (needs the extra `benchmarks`)

Random histories have one to twelve answers with any rating, on the same day as the previous one,
some days or some years later. Before each answer, all four ratings are compared: the phase, the
step's seconds, the interval in days, stability and difficulty. Fuzz is off everywhere, the weights
are the default ones, and the steps are 1 and 10 minutes, and 10 minutes after a lapse.

`fsrs` is compared twice: as it is, and with two rules that Anki and quiz have and `fsrs` lacks:
Good's interval is at least a day longer than Hard's, and Easy's than Good's; and Hard does not give
less than the last interval if the model wants about as much (within Anki's fuzz).

Anki is asked through its own backend, on a collection in a temporary folder: every answer goes
through `answer_card`; to let days pass, the cards' dates are moved back. Between two answers, Anki
rounds stability to 4 decimals and difficulty to 3, so its numbers drift from ours. It is compared
twice as well: as it is, and with our numbers rounded in the same way after each answer.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

os.environ["ANKI_TEST_MODE"] = "1"  # Anki: no fuzz

from fsrs import Card, State
from fsrs import Rating as FsrsRating
from fsrs import Scheduler as FsrsScheduler

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_MINUTE, Moment
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS
from quiz.scheduling.fuzz import fuzz_range
from quiz.scheduling.memory import CardMemory, Phase
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions

NOON = MS_PER_DAY // 2
RELATIVE_STABILITY = 0.005
ABSOLUTE_DIFFICULTY = 0.005
"""Tolerances beyond which two numbers count as different."""


@dataclass(frozen=True)
class Step:
    """An answer, and the days that pass before it."""

    rating: Rating
    days: int


@dataclass(frozen=True)
class Next:
    """What one scheduler says about one rating."""

    phase: Phase
    seconds: int
    days: int
    stability: float
    difficulty: float


@dataclass
class Comparison:
    """Ours compared with another."""

    compared: int = 0
    phases: int = 0
    steps: int = 0
    ties: int = 0
    intervals: Counter[int] = field(default_factory=Counter)
    stability: float = 0.0
    difficulty: float = 0.0
    beyond: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, ours: Next, other: Next, where: str, *, tie: bool = False) -> None:
        """tie: whether an interval is halfway between two days except for the last digits; we
        compute in 32 bits, `fsrs` in 64."""
        self.compared += 1
        self.phases += ours.phase is not other.phase
        if ours.phase is other.phase is Phase.REVIEW:
            apart = ours.days - other.days
            self.ties += tie and abs(apart) == 1
            self.intervals[0 if tie and abs(apart) == 1 else apart] += 1
        elif ours.phase is other.phase:
            self.steps += ours.seconds != other.seconds
        stability = abs(ours.stability / other.stability - 1)
        difficulty = abs(ours.difficulty - other.difficulty)
        self.stability = max(self.stability, stability)
        self.difficulty = max(self.difficulty, difficulty)
        far = stability > RELATIVE_STABILITY or difficulty > ABSOLUTE_DIFFICULTY
        self.beyond += far
        differ = ours.phase is not other.phase or ours.days != other.days
        if (far or differ or ours.seconds != other.seconds) and len(self.examples) < 5:
            self.examples.append(f"{where}: {ours} beside {other}")

    def rows(self) -> dict[str, Any]:
        """For the table and the JSON."""
        days = sum(self.intervals.values())
        same = self.intervals[0]
        return {
            "compared": self.compared,
            "phases that differ": self.phases,
            "steps that differ": self.steps,
            "intervals compared": days,
            "intervals equal": same - self.ties,
            "intervals rounded the other way": self.ties,
            "intervals a day apart": self.intervals[1] + self.intervals[-1],
            "intervals further apart": days - same - self.intervals[1] - self.intervals[-1],
            "stability, greatest relative difference": self.stability,
            "difficulty, greatest difference": self.difficulty,
            "beyond the tolerance": self.beyond,
        }


def histories(count: int, seed: int) -> list[list[Step]]:
    """Random histories; the same seed gives the same."""
    random = Random(seed)

    def one() -> Iterator[Step]:
        for number in range(random.randint(1, 12)):
            gap = random.choice((0, 0, 1, 1, 2, 5, random.randint(1, 60), random.randint(1, 1500)))
            yield Step(random.choice(list(Rating)), gap if number else 0)

    return [list(one()) for _ in range(count)]


class Ours:
    """One card in our scheduler; each answer comes a minute later in the day."""

    def __init__(self, *, rounded: bool = False) -> None:
        self.rounded = rounded
        self.scheduler = Scheduler(SchedulerOptions(fuzz=False))
        self.memory: CardMemory | None = None
        self.now = Moment(NOON)

    def wait(self, days: int) -> None:
        self.now = self.now.later(days * MS_PER_DAY + MS_PER_MINUTE)

    def all(self) -> dict[Rating, Next]:
        after = {r: self.scheduler.review(self.memory, r, self.now) for r in Rating}
        return {
            rating: Next(
                memory.phase,
                0
                if memory.phase is Phase.REVIEW
                else math.ceil((memory.due_ms - self.now.ms) / 1000),
                memory.interval,
                memory.stability,
                memory.difficulty,
            )
            for rating, memory in after.items()
        }

    def answer(self, rating: Rating) -> None:
        memory = self.scheduler.review(self.memory, rating, self.now)
        if self.rounded:
            memory = memory._replace(
                stability=round(memory.stability, 4),
                difficulty=round(memory.difficulty, 3),
            )
        self.memory = memory


PHASES = {
    State.Learning: Phase.LEARNING,
    State.Review: Phase.REVIEW,
    State.Relearning: Phase.RELEARNING,
}


def against_fsrs(all_histories: list[list[Step]], *, ordered: bool) -> Comparison:
    """Compared with the library `fsrs`, whose days are spans of 24 hours; here both kinds of days
    agree."""
    found = Comparison()
    scheduler = FsrsScheduler(parameters=DEFAULT_PARAMETERS, enable_fuzzing=False)
    for number, history in enumerate(all_histories):
        ours, card = Ours(), Card(card_id=1)
        for index, step in enumerate(history):
            ours.wait(step.days)
            now = datetime.fromtimestamp(ours.now.ms / 1000, UTC)
            after = {
                rating: scheduler.review_card(card, FsrsRating(int(rating)), now)[0]
                for rating in Rating
            }
            days = {r: scheduler._next_interval(stability=_stability(after[r])) for r in Rating}
            if ordered:
                last = ours.memory.interval if ours.memory and card.state is State.Review else 0
                days = _with_rules(days, after, last)
            for rating, mine in ours.all().items():
                theirs = after[rating]
                in_days = theirs.state is State.Review
                assert theirs.difficulty is not None
                other = Next(
                    PHASES[theirs.state],
                    0 if in_days else round((theirs.due - now).total_seconds()),
                    days[rating] if in_days else 0,
                    _stability(theirs),
                    theirs.difficulty,
                )
                where = f"history {number}, answer {index}, {rating.name}"
                found.add(mine, other, where, tie=ordered and _any_tie(after))
            card = after[step.rating]
            ours.answer(step.rating)
    return found


def _stability(card: Card) -> float:
    assert card.stability is not None
    return card.stability


def _any_tie(after: dict[Rating, Card]) -> bool:
    """Whether any rating's interval is a tie, as one tie changes the next interval."""
    stabilities = map(_stability, after.values())
    return any(abs(stability % 1 - 0.5) < 2e-5 * stability for stability in stabilities)


def _with_rules(days: dict[Rating, int], after: dict[Rating, Card], last: int) -> dict[Rating, int]:
    hard, good, easy = days[Rating.HARD], days[Rating.GOOD], days[Rating.EASY]
    # At 90 % retention the model wants an interval as long as the stability.
    if last <= fuzz_range(_stability(after[Rating.HARD]), 36_500)[1]:
        hard = max(hard, last)
    easy = max(easy, good + 1)
    if after[Rating.HARD].state is State.Review:
        good = max(good, hard + 1)
        easy = max(easy, good + 1)
    most = {Rating.HARD: hard, Rating.GOOD: good, Rating.EASY: easy}
    return {**days, **{rating: min(36_500, value) for rating, value in most.items()}}


def against_anki(all_histories: list[list[Step]], *, rounded: bool) -> Comparison:
    """Compared with Anki's backend, all histories at once."""
    from anki.collection import Collection
    from anki.scheduler_pb2 import CardAnswer

    found = Comparison()
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        collection.set_config("fsrs", True)
        config = collection.decks.config_dict_for_deck_id(1)
        config["fsrsParams6"] = list(DEFAULT_PARAMETERS)
        config["lapse"]["leechFails"] = 9999
        collection.decks.update_config(config)
        kind = collection.models.by_name("Basic")
        cards = []
        for number in range(len(all_histories)):
            note = collection.new_note(kind)
            note["Front"] = str(number)
            collection.add_note(note, 1)
            cards.append(note.card_ids()[0])
        mine = [Ours(rounded=rounded) for _ in cards]
        for index in range(max(map(len, all_histories))):
            playing = [n for n, history in enumerate(all_histories) if index < len(history)]
            if index:
                _let_days_pass(
                    collection, {cards[n]: all_histories[n][index].days for n in playing}
                )
            for n in playing:
                step = all_histories[n][index]
                mine[n].wait(step.days)
                states = collection._backend.get_scheduling_states(cards[n])
                after = {
                    Rating.AGAIN: states.again,
                    Rating.HARD: states.hard,
                    Rating.GOOD: states.good,
                    Rating.EASY: states.easy,
                }
                for rating, ours in mine[n].all().items():
                    other = _anki_next(after[rating].normal)
                    found.add(ours, other, f"history {n}, answer {index}, {rating.name}")
                mine[n].answer(step.rating)
                collection._backend.answer_card(
                    CardAnswer(
                        card_id=cards[n],
                        current_state=states.current,
                        new_state=after[step.rating],
                        rating=int(step.rating) - 1,
                        answered_at_millis=int(time.time() * 1000),
                        milliseconds_taken=1000,
                    )
                )
        collection.close()
    return found


def _let_days_pass(collection: Any, days: dict[int, int]) -> None:
    for card, gap in days.items():
        if gap:
            collection.db.execute(
                "UPDATE cards SET due = due - CASE WHEN queue = 1 THEN ? ELSE ? END, data = "
                "json_set(data, '$.lrt', json_extract(data, '$.lrt') - ?) WHERE id = ?",
                gap * 86_400,
                gap,
                gap * 86_400,
                card,
            )


def _anki_next(state: Any) -> Next:
    match state.WhichOneof("kind"):
        case "review":
            memory, days, seconds = state.review.memory_state, state.review.scheduled_days, 0
            phase = Phase.REVIEW
        case "relearning":
            learning = state.relearning.learning
            memory, days, seconds = learning.memory_state, 0, learning.scheduled_secs
            phase = Phase.RELEARNING
        case _:
            learning = state.learning
            memory, days, seconds = learning.memory_state, 0, learning.scheduled_secs
            phase = Phase.LEARNING
    return Next(phase, seconds, days, memory.stability, memory.difficulty)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", action="store_true", help="show some that differ")
    options = parser.parse_args()
    every = histories(options.histories, options.seed)
    print(f"{len(every)} histories, {sum(map(len, every))} answers, four ratings before each")
    results = {}
    anki = f"Anki {version('anki')}"
    fsrs = f"fsrs {version('fsrs')}"
    compare: dict[str, Callable[[], Comparison]] = {
        fsrs: lambda: against_fsrs(every, ordered=False),
        f"{fsrs}, with the rules of Anki": lambda: against_fsrs(every, ordered=True),
        anki: lambda: against_anki(every, rounded=False),
        f"{anki}, ours rounded as it rounds": lambda: against_anki(every, rounded=True),
    }
    for name, run in compare.items():
        found = run()
        results[name] = found.rows()
        print(f"\nbeside {name}")
        for what, value in found.rows().items():
            print(
                f"  {what:<42}{value:>10.2g}"
                if isinstance(value, float)
                else f"  {what:<42}{value:>10,}"
            )
        if options.examples:
            print("\n".join(found.examples))
    print(json.dumps({"histories": len(every), "seed": options.seed, "beside": results}))


if __name__ == "__main__":
    main()
