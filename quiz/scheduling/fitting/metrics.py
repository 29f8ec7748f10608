"""How good predictions of recall are: log-loss, RMSE (bins) and AUC.

The three of https://github.com/open-spaced-repetition/srs-benchmark, every answer weighing the
same. (`FSRS.evaluate` of the library lets the latest answers weigh four times the oldest; the
same predictions then look better or worse, as the player changes.)
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

CLIP = 1e-6
"""Predictions are taken to lie at least this far from 0 and 1."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """log_loss, rmse: the lower the better, 0 at best. auc: 0.5 is chance, 1 at best."""

    log_loss: float
    rmse: float
    auc: float

    def better_than(self, other: Metrics) -> bool:
        """Whether both log-loss and RMSE (bins) are lower."""
        return self.log_loss < other.log_loss and self.rmse < other.rmse


def measure(
    predicted: Sequence[float], recalled: Sequence[bool], bins: Sequence[Hashable]
) -> Metrics:
    """All three, of equally many predictions (0.0 to 1.0), outcomes and bins, at least one."""
    return Metrics(
        log_loss(predicted, recalled),
        rmse_bins(predicted, recalled, bins),
        auc(predicted, recalled),
    )


def log_loss(
    predicted: Sequence[float], recalled: Sequence[bool], weights: Sequence[float] | None = None
) -> float:
    """Mean of −ln of the probability that was given to what happened, weighted when asked."""
    weights = [1.0] * len(predicted) if weights is None else weights
    clipped = (min(max(p, CLIP), 1 - CLIP) for p in predicted)
    losses = (-math.log(p if hit else 1 - p) for p, hit in zip(clipped, recalled, strict=True))
    total = math.fsum(loss * weight for loss, weight in zip(losses, weights, strict=True))
    return total / math.fsum(weights)


def rmse_bins(
    predicted: Sequence[float], recalled: Sequence[bool], bins: Sequence[Hashable]
) -> float:
    """Root of the mean square, over bins by their size, of mean prediction less share recalled."""
    totals: dict[Hashable, tuple[float, int]] = {}
    for p, hit, name in zip(predicted, recalled, bins, strict=True):
        error, count = totals.get(name, (0.0, 0))
        totals[name] = error + p - hit, count + 1
    squares = math.fsum(error * error / count for error, count in totals.values())
    return math.sqrt(squares / len(predicted))


def auc(predicted: Sequence[float], recalled: Sequence[bool]) -> float:
    """Chance that a recalled answer had a higher prediction than a forgotten one, ties counting
    half; 0.5 when all were recalled or all forgotten."""
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
