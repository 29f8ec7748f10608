"""Fits a player's own weights and tests them on answers held back from fitting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.errors import QuizError
from quiz.progress import Progress, silent
from quiz.scheduling.fitting.dataset import Dataset, Target
from quiz.scheduling.fitting.metrics import Metrics, measure
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, FsrsModel, fit_parameters

TRAINING_SHARE = 0.8
"""Share of the targets, the earliest, used for fitting; the rest test the weights."""

LEAST_TARGETS = 400
"""With fewer targets, fitted weights are worse than the default as often as better (measured)."""

MOST_TRAINED = 100_000
"""Only this many of the latest targets are used; more cost memory and change nothing."""

_ANSWERS_SEEN = 640 * 512
_LEAST_PASSES, _MOST_PASSES = 5, 200
_PULL = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """New weights, and how well they predict the latest answers compared to the current ones.

    trained, judged: answers used for fitting, and for testing.
    before, after: the scores of the current and of the new weights.
    """

    parameters: tuple[float, ...]
    trained: int
    judged: int
    before: Metrics
    after: Metrics

    @property
    def better(self) -> bool:
        """Whether to adopt the new weights: both log-loss and RMSE (bins) are lower."""
        return self.after.better_than(self.before)


def optimize(dataset: Dataset, current: Sequence[float], progress: Progress = silent) -> Outcome:
    """Fit weights to the first 80 % of the targets; test them and `current` on the last 20 %.

    The result is not fitted again to all answers: on folds of a real history that lowers log-loss
    by only 0.0005, and those weights would be untested.
    Raises QuizError for too few answers, and ValueError if they cannot be fitted.
    """
    found = len(dataset.targets)
    if found < LEAST_TARGETS:
        raise QuizError(
            f"too little history: {found} answers came a day or more after the card's previous "
            f"one, but {LEAST_TARGETS} are needed; until then, the default weights are the best "
            "guess"
        )
    cut = int(found * TRAINING_SHARE)
    training, judging = dataset.targets[:cut], dataset.targets[cut:]
    parameters = fit_weights(dataset, training, progress)
    progress("Judging", 0, 2)
    before = judge(dataset, judging, current)
    progress("Judging", 1, 2)
    after = judge(dataset, judging, parameters)
    progress("Judging", 2, 2)
    return Outcome(parameters, len(training), len(judging), before, after)


def fit_weights(
    dataset: Dataset, training: Sequence[Target], progress: Progress = silent
) -> tuple[float, ...]:
    """Weights fitted to these targets, which are in time order; each rounded to 4 digits.

    Two things differ from a plain run of the library (`tests/benchmarks/scheduling` measures
    both on folds): a short history gets more than five passes, so that the weights settle; and the
    result is averaged with the default weights, which count as much as 300 answers.
    """
    training = _latest(dataset, training)
    histories = []
    for number, target in enumerate(training):
        if number % 1_000 == 0:
            progress("Reading", number, len(training))
        histories.append(dataset.up_to(target))
    progress("Fitting", 0, 1)
    passes = min(max(math.ceil(_ANSWERS_SEEN / len(training)), _LEAST_PASSES), _MOST_PASSES)
    own = len(training) / (len(training) + _PULL)
    weights = fit_parameters(histories, passes)
    progress("Fitting", 1, 1)
    return tuple(
        round(own * weight + (1 - own) * default, 4)
        for weight, default in zip(weights, DEFAULT_PARAMETERS, strict=True)
    )


def _latest(dataset: Dataset, training: Sequence[Target]) -> list[Target]:
    """The latest `MOST_TRAINED` targets, and of the older ones the first of each card: the initial
    stabilities come from those, and an old deck may have none among the latest."""
    old, latest = training[:-MOST_TRAINED], training[-MOST_TRAINED:]
    first = [t for t in old if not any(days for _, days in dataset.up_to(t)[:-1])]
    return [*first[-MOST_TRAINED // 10 :], *latest]


def judge(dataset: Dataset, targets: Sequence[Target], parameters: Sequence[float]) -> Metrics:
    """How well these weights predict these targets; at least one target."""
    return measure(
        predictions(dataset, targets, parameters),
        [target.recalled for target in targets],
        [target.bin for target in targets],
    )


def predictions(
    dataset: Dataset, targets: Sequence[Target], parameters: Sequence[float]
) -> list[float]:
    """The probability of recall for each target, given all earlier answers to its card."""
    model = FsrsModel(parameters)
    stability = model.stabilities(dataset.histories)
    return [
        model.retrievability(stability[target.card][target.position - 1], target.days)
        for target in targets
    ]
