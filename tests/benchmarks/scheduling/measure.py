"""How well do others, we, and fitted weights predict recall on a real history?

    python tests/benchmarks/scheduling/measure.py review_logs.csv     (needs the extra `benchmarks`)

The file has a line for each answer: card_id, review_rating (1 to 4), review_time (ISO, UTC),
review_duration. Only answers a day or more after the card's previous one are predicted, as those of
the same day say little about memory. The first 80 % of these by time are used for fitting, the last
20 % for testing.

Log-loss and RMSE (bins): lower is better; AUC: higher is better. All answers have equal weight. The
last column is the log-loss of the library's own `FSRS.evaluate`, where the latest answers weigh
four times as much as the oldest: the same predictions, another mean.

The result depends on what a day is, so there are three tables: days of UTC; days that start at 4:00
UTC; and days that start in the hours in which the player hardly ever answers, judged by the first
80 %. The game knows the last from the player's own clock.

The last table shows how the way of fitting was chosen: on four folds of the first 80 %, each fitted
to the answers before it. The last 20 % were not used for this.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

sys.path.insert(0, str(Path(__file__).parents[3]))

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, Moment
from quiz.scheduling import scheduler as ours
from quiz.scheduling.fitting.dataset import Dataset, Target
from quiz.scheduling.fitting.fit import fit_weights, predictions
from quiz.scheduling.fitting.metrics import Metrics, log_loss, measure
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, fit_parameters
from quiz.scheduling.memory import CardMemory
from tests.benchmarks.simulator.rivals import Sm2

TRAINING = 0.8
FOLDS = ((0.5, 0.625), (0.625, 0.75), (0.75, 0.875), (0.875, 1.0))
"""Shares of the first 80 % of the targets: where each fold begins and ends."""


@dataclass(frozen=True)
class Answer:
    card: str
    rating: Rating
    moment: Moment


@dataclass(frozen=True)
class Row:
    """A way to predict, and how good it is."""

    name: str
    metrics: Metrics
    weighted: float

    def text(self) -> str:
        m = self.metrics
        return f"{m.log_loss:9.4f}{m.rmse:9.4f}{m.auc:8.4f}{self.weighted:10.4f}  {self.name}"


HEADER = f"{'log-loss':>9}{'RMSE':>9}{'AUC':>8}{'weighted':>10}"


def read(path: Path) -> list[Answer]:
    """The answers in time order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Answer(
                row["card_id"],
                Rating(int(row["review_rating"])),
                Moment(round(datetime.fromisoformat(row["review_time"]).timestamp() * 1000)),
            )
            for row in csv.DictReader(file)
        ]
    return sorted(rows, key=lambda answer: answer.moment.ms)


def quiet_hour(answers: Sequence[Answer]) -> int:
    """The middle of the eight hours (UTC) with the fewest answers."""
    hours = Counter(answer.moment.ms // MS_PER_HOUR % 24 for answer in answers)
    nights = {start: sum(hours[(start + n) % 24] for n in range(8)) for start in range(24)}
    return (min(nights, key=nights.__getitem__) + 4) % 24


def recency(count: int) -> list[float]:
    """The weights of `FSRS.evaluate` for answers in time order: from a quarter to one."""
    return [0.25 + 0.75 * (index / max(1, count - 1)) ** 3 for index in range(count)]


def row(name: str, predicted: Sequence[float], targets: Sequence[Target]) -> Row:
    recalled = [target.recalled for target in targets]
    metrics = measure(predicted, recalled, [target.bin for target in targets])
    return Row(name, metrics, log_loss(predicted, recalled, recency(len(targets))))


Predict = Callable[[Answer], float]
Learn = Callable[[Answer], None]


def by_sm2(hour: int) -> tuple[Predict, Learn]:
    """SM-2, assuming that recall is 90 % after its interval and falls exponentially."""
    cards: dict[str, tuple[Sm2, int]] = {}

    def predict(answer: Answer) -> float:
        card, last = cards[answer.card]
        return float(0.9 ** ((answer.moment.day(hour) - last) / max(1, card.interval)))

    def learn(answer: Answer) -> None:
        card, last = cards.get(answer.card, (Sm2(), None))
        day = answer.moment.day(hour)
        if day != last:
            cards[answer.card] = card.after(answer.rating), day

    return predict, learn


def by_fsrs(when: Callable[[Answer], datetime]) -> tuple[Predict, Learn]:
    """The library `fsrs` with these times."""
    scheduler = Scheduler(enable_fuzzing=False)
    cards: dict[str, Card] = {}

    def predict(answer: Answer) -> float:
        return float(scheduler.get_card_retrievability(cards[answer.card], when(answer)))

    def learn(answer: Answer) -> None:
        card = cards.get(answer.card) or Card(card_id=1)
        cards[answer.card], _ = scheduler.review_card(card, FsrsRating(answer.rating), when(answer))

    return predict, learn


def by_quiz(hour: int) -> tuple[Predict, Learn]:
    """What the game does, answer by answer."""
    scheduler = ours.Scheduler(ours.SchedulerOptions(fuzz=False, day_start_hour=hour))
    memories: dict[str, CardMemory] = {}

    def predict(answer: Answer) -> float:
        return scheduler.retrievability(memories[answer.card], answer.moment)

    def learn(answer: Answer) -> None:
        memories[answer.card] = scheduler.review(
            memories.get(answer.card), answer.rating, answer.moment
        )

    return predict, learn


def dataset_of(answers: Sequence[Answer], hour: int) -> Dataset:
    return Dataset.of((a.card, a.rating, a.moment.day(hour)) for a in answers)


def judged(answers: Sequence[Answer], hour: int) -> tuple[int, list[Row]]:
    """The number of answers predicted, and each way to predict them."""
    dataset = dataset_of(answers, hour)
    cut = int(len(dataset.targets) * TRAINING)
    training, judging = dataset.targets[:cut], dataset.targets[cut:]

    def noon(answer: Answer) -> datetime:
        day = answer.moment.day(hour)
        return datetime.fromtimestamp((day * MS_PER_DAY + MS_PER_DAY // 2) / 1000, UTC)

    def clock(answer: Answer) -> datetime:
        return datetime.fromtimestamp(answer.moment.ms / 1000, UTC)

    ways = {
        "SM-2": by_sm2(hour),
        "fsrs, raw clock": by_fsrs(clock),
        "fsrs, calendar days": by_fsrs(noon),
        "quiz, default weights": by_quiz(hour),
    }
    last: dict[str, int] = {}
    predicted: dict[str, list[float]] = {name: [] for name in ways}
    for answer in answers:
        day = answer.moment.day(hour)
        later = answer.card in last and day > last[answer.card]
        last[answer.card] = day
        for name, (predict, learn) in ways.items():
            if later:
                predicted[name].append(predict(answer))
            learn(answer)
    constant = sum(target.recalled for target in training) / cut
    rows = [
        row("a constant: the share recalled in the first 80 %", [constant] * len(judging), judging)
    ]
    rows += [row(name, p[cut:], judging) for name, p in predicted.items()]
    for name, weights in (
        ("the library's own fit (5 passes, as Anki fits)", plain(dataset, training)),
        ("quiz optimize", fit_weights(dataset, training)),
    ):
        rows.append(row(name, predictions(dataset, judging, weights), judging))
    return len(judging), rows


def plain(dataset: Dataset, training: Sequence[Target]) -> tuple[float, ...]:
    """The library's fit with its own settings."""
    return fit_parameters([dataset.up_to(target) for target in training], 5)


def until_settled(dataset: Dataset, training: Sequence[Target]) -> tuple[float, ...]:
    """Our fit, but not averaged with the default weights."""
    passes = min(max(math.ceil(640 * 512 / len(training)), 5), 200)
    return fit_parameters([dataset.up_to(target) for target in training], passes)


def latest_part(dataset: Dataset, training: Sequence[Target]) -> tuple[float, ...]:
    """Like `until_settled`, but fitted only to the later 70 % of the earlier answers."""
    return until_settled(dataset, training[int(0.3 * len(training)) :])


def half_way(dataset: Dataset, training: Sequence[Target]) -> tuple[float, ...]:
    """Half way between the default weights and those of `until_settled`."""
    own = until_settled(dataset, training)
    return tuple((a + b) / 2 for a, b in zip(own, DEFAULT_PARAMETERS, strict=True))


def folds(answers: Sequence[Answer], hour: int) -> list[tuple[str, Metrics, list[float]]]:
    """Ways to fit, on the first 80 %: means over the folds, and the log-loss on each fold."""
    everything = dataset_of(answers, hour)
    cut = int(len(everything.targets) * TRAINING)
    targets = everything.targets[:cut]
    ways: dict[str, Callable[[Dataset, Sequence[Target]], tuple[float, ...]]] = {
        "default weights": lambda *_: DEFAULT_PARAMETERS,
        "5 passes, as the library does by itself": plain,
        "passes until the weights settle": until_settled,
        "the same, the older 30 % left out": latest_part,
        "the same, half way to the default": half_way,
        "the same, the default as 300 answers (quiz optimize)": fit_weights,
    }
    results = []
    for name, way in ways.items():
        each = []
        for start, end in FOLDS:
            first, last = int(start * cut), int(end * cut)
            weights = way(everything, targets[:first])
            judging = targets[first:last]
            each.append(row(name, predictions(everything, judging, weights), judging).metrics)
        mean = Metrics(
            *(
                sum(getattr(m, part) for m in each) / len(each)
                for part in ("log_loss", "rmse", "auc")
            )
        )
        results.append((name, mean, [m.log_loss for m in each]))
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("history", type=Path, help="CSV of answers")
    options = parser.parse_args()
    answers = read(options.history)
    quiet = quiet_hour(answers[: int(len(answers) * TRAINING)])
    result: dict[str, object] = {"answers": len(answers)}
    for title, hour in (
        ("days of UTC", 0),
        ("days that begin at 4:00 UTC", 4),
        (f"days that begin in the player's quiet hours ({quiet}:00 UTC)", quiet),
    ):
        count, rows = judged(answers, hour)
        print(f"{title}: {count} of {len(answers)} answers predicted\n{HEADER}")
        print("\n".join(line.text() for line in rows), "\n")
        result[title] = {
            line.name: {**asdict(line.metrics), "weighted": line.weighted} for line in rows
        }
    print("on folds of the first 80 %, days as in the last table: means, and log-loss on each")
    chosen = folds(answers, quiet)
    for name, mean, each in chosen:
        parts = " ".join(f"{loss:.4f}" for loss in each)
        print(f"{mean.log_loss:9.4f}{mean.rmse:9.4f}{mean.auc:8.4f}  {name} ({parts})")
    result["folds"] = {name: {**asdict(mean), "each": each} for name, mean, each in chosen}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
