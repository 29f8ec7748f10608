"""How well do two FSRS libraries, and ours, predict recall on a real history?

    python tests/benchmarks/scheduling/measure.py review_logs.csv     (needs the extra `benchmarks`)

The file has a line for each answer: card_id, review_rating (1 to 4), review_time (ISO, UTC),
review_duration. The last fifth of all answers by time is predicted, with default weights, from
everything before each; answers on the same calendar day as the card's last one are left out, for
they say nothing about memory. Log-loss, the lower the better; predictions are clipped to
0.000001 … 0.999999. Prints a table, then the same as JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

from quiz.memory import scheduler as ours
from quiz.memory.memory import CardMemory
from quiz.memory.rating import Rating
from quiz.moment import MS_PER_DAY, Moment

TRAINING = 0.8
CLIP = 1e-6


@dataclass(frozen=True)
class Answer:
    card: str
    rating: int
    moment: Moment

    @property
    def recalled(self) -> bool:
        return self.rating > 1


def read(path: Path, offset: int) -> list[Answer]:
    """The answers in time order; `offset` is that of the player's clock in minutes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Answer(
                row["card_id"],
                int(row["review_rating"]),
                Moment(
                    round(datetime.fromisoformat(row["review_time"]).timestamp() * 1000), offset
                ),
            )
            for row in csv.DictReader(file)
        ]
    return sorted(rows, key=lambda answer: answer.moment.ms)


Predict = Callable[[Answer], float]
Learn = Callable[[Answer], None]


def by_fsrs(when: Callable[[Answer], datetime]) -> tuple[Predict, Learn]:
    """The library `fsrs`, told these times."""
    scheduler = Scheduler(enable_fuzzing=False)
    cards: dict[str, Card] = {}

    def predict(answer: Answer) -> float:
        return scheduler.get_card_retrievability(cards[answer.card], when(answer))

    def learn(answer: Answer) -> None:
        card = cards.get(answer.card) or Card(card_id=1)
        cards[answer.card], _ = scheduler.review_card(card, FsrsRating(answer.rating), when(answer))

    return predict, learn


def by_quiz() -> tuple[Predict, Learn]:
    """What the game does: `fsrs-rs-python`, in the player's calendar days."""
    scheduler = ours.Scheduler(ours.SchedulerOptions(fuzz=False))
    memories: dict[str, CardMemory] = {}

    def predict(answer: Answer) -> float:
        return scheduler.retrievability(memories[answer.card], answer.moment)

    def learn(answer: Answer) -> None:
        memories[answer.card] = scheduler.review(
            memories.get(answer.card), Rating(answer.rating), answer.moment
        )

    return predict, learn


def measure(answers: list[Answer], hour: int) -> tuple[int, dict[str, float]]:
    """Number of answers predicted, and the log-loss of each way to predict them."""
    first_test = int(len(answers) * TRAINING)

    def noon(answer: Answer) -> datetime:
        day = answer.moment.day(hour)
        return datetime.fromtimestamp((day * MS_PER_DAY + MS_PER_DAY // 2) / 1000, UTC)

    def clock(answer: Answer) -> datetime:
        return datetime.fromtimestamp(answer.moment.ms / 1000, UTC)

    ways = {
        "fsrs, raw clock": by_fsrs(clock),
        "fsrs, calendar days": by_fsrs(noon),
        "quiz (fsrs-rs-python, calendar days)": by_quiz(),
    }
    last: dict[str, int] = {}
    training: list[bool] = []
    outcomes: list[bool] = []
    predicted: dict[str, list[float]] = {name: [] for name in ways}
    for number, answer in enumerate(answers):
        day = answer.moment.day(hour)
        if answer.card in last and day > last[answer.card]:
            if number < first_test:
                training.append(answer.recalled)
            else:
                outcomes.append(answer.recalled)
                for name, (predict, _) in ways.items():
                    predicted[name].append(predict(answer))
        for _, learn in ways.values():
            learn(answer)
        last[answer.card] = day
    constant = sum(training) / len(training)
    predicted = {"a constant": [constant] * len(outcomes), **predicted}
    return len(outcomes), {name: log_loss(p, outcomes) for name, p in predicted.items()}


def log_loss(predicted: list[float], outcomes: list[bool]) -> float:
    """Mean of −ln of the probability given to what happened."""
    clipped = (min(max(p, CLIP), 1 - CLIP) for p in predicted)
    losses = [-math.log(p if hit else 1 - p) for p, hit in zip(clipped, outcomes, strict=True)]
    return math.fsum(losses) / len(losses)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("history", type=Path, help="CSV of answers")
    parser.add_argument("--offset", type=int, default=0, help="minutes east of UTC")
    parser.add_argument("--hour", type=int, default=4, help="at which the player's day begins")
    options = parser.parse_args()
    answers = read(options.history, options.offset)
    count, losses = measure(answers, options.hour)
    print(f"{len(answers)} answers, of which {count} are predicted")
    for name, loss in losses.items():
        print(f"{loss:8.4f}  {name}")
    print(json.dumps({"answers": len(answers), "predicted": count, "log_loss": losses}))


if __name__ == "__main__":
    main()
