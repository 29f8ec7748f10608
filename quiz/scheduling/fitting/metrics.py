"""Scores for predictions of recall: log-loss, RMSE (bins) and AUC.

The same three as in https://github.com/open-spaced-repetition/srs-benchmark, with equal weight for
every answer. (The library's `FSRS.evaluate` weights the latest answers four times as much as the
oldest, so scores would drift as the player changes.)
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

CLIP = 1e-6
"""Predictions are clipped to stay at least this far from 0 and 1."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """log_loss, rmse: lower is better, 0 is best. auc: 0.5 is chance, 1 is best."""

    log_loss: float
    rmse: float
    auc: float

    def better_than(self, other: Metrics) -> bool:
        """Whether both log-loss and RMSE (bins) are lower."""
        return self.log_loss < other.log_loss and self.rmse < other.rmse


def measure(
    predicted: Sequence[float], recalled: Sequence[bool], bins: Sequence[Hashable]
) -> Metrics:
    """All three scores. The sequences have equal length, at least 1; predictions are 0.0 to 1.0."""
    return Metrics(
        log_loss(predicted, recalled),
        rmse_bins(predicted, recalled, bins),
        auc(predicted, recalled),
    )


def log_loss(
    predicted: Sequence[float], recalled: Sequence[bool], weights: Sequence[float] | None = None
) -> float:
    """Mean of −ln of the probability given to the actual outcome; optionally weighted."""
    weights = [1.0] * len(predicted) if weights is None else weights
    clipped = (min(max(p, CLIP), 1 - CLIP) for p in predicted)
    losses = (-math.log(p if hit else 1 - p) for p, hit in zip(clipped, recalled, strict=True))
    total = math.fsum(loss * weight for loss, weight in zip(losses, weights, strict=True))
    return total / math.fsum(weights)


def rmse_bins(
    predicted: Sequence[float], recalled: Sequence[bool], bins: Sequence[Hashable]
) -> float:
    """Root mean square, over bins weighted by size, of mean prediction minus share recalled."""
    totals: dict[Hashable, tuple[float, int]] = {}
    for p, hit, name in zip(predicted, recalled, bins, strict=True):
        error, count = totals.get(name, (0.0, 0))
        totals[name] = error + p - hit, count + 1
    squares = math.fsum(error * error / count for error, count in totals.values())
    return math.sqrt(squares / len(predicted))


def auc(predicted: Sequence[float], recalled: Sequence[bool]) -> float:
    """Chance that a recalled answer had a higher prediction than a forgotten one; ties count half.
    0.5 if all were recalled or all forgotten."""
    hits = sum(recalled)
    misses = len(recalled) - hits
    if not hits or not misses:
        return 0.5
    order = sorted(range(len(predicted)), key=predicted.__getitem__)
    ranks, start = 0.0, 0
    while start < len(order):
        end = start
        while end < len(order) and predicted[order[end]] == predicted[order[start]]:
            end += 1
        middle = (start + 1 + end) / 2
        ranks += middle * sum(recalled[index] for index in order[start:end])
        start = end
    return (ranks - hits * (hits + 1) / 2) / (hits * misses)
