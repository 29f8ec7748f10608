"""The memory model: FSRS-6, from the Rust library that Anki uses (`fsrs-rs-python`).

There are two maintained libraries: `fsrs` (pure Python) and `fsrs-rs-python`. Given the same
weights and days, their predictions agree to four digits. They differ in how days are counted:
`fsrs` counts spans of 24 hours itself (`tests/benchmarks/scheduling` measures the effect), while
`fsrs-rs-python` takes whole days as input, so the player's calendar decides what a day is. It also
does not overflow, is a single 0.6 MB wheel without dependencies for Linux, macOS and Windows,
imports in a millisecond, and fits parameters in under a second without a deep-learning framework
(`fsrs[optimizer]` installs 28 packages, including PyTorch and CUDA). It has no learning steps and
no fuzz; `quiz.scheduling.scheduler` adds them.

Model: FSRS-6, https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import fsrs_rs_python

from quiz.history.rating import Rating
from quiz.scheduling.parameter_bounds import PARAMETER_BOUNDS, checked_parameters

DEFAULT_PARAMETERS: tuple[float, ...] = tuple(fsrs_rs_python.DEFAULT_PARAMETERS)
"""The 21 weights of FSRS-6 as the library ships them."""

History = Sequence[tuple[int, int]]
"""The answers to one card in order: rating 1 to 4, whole days since the previous answer or 0."""

Next = fsrs_rs_python.NextStates
"""The strength after each of the four ratings; read it with `strength_after`."""

MOST_DAYS = 36_500
"""Elapsed days are capped at a century."""

LEAST_STABILITY, _MOST_STABILITY = 0.001, 36_500.0
"""Bounds of stability, in days."""

_FIELDS = {rating: rating.name.lower() for rating in Rating}
"""The field of `Next` for each rating."""


class Strength(NamedTuple):
    """stability: days, 0.001 to 36500. difficulty: 1.0 to 10.0."""

    stability: float
    difficulty: float


class FsrsModel:
    """FSRS-6 with one set of weights; ValueError if `checked_parameters` rejects them."""

    def __init__(self, parameters: Sequence[float] = DEFAULT_PARAMETERS) -> None:
        self._parameters = checked_parameters(parameters)
        self._fsrs = fsrs_rs_python.FSRS(list(self._parameters))
        self._decay = self._parameters[20]
        self._factor = 0.9 ** (-1 / self._decay) - 1

    def next(self, before: Strength | None, days: int, retention: float) -> Next:
        """The strength after each rating; `days`: whole days since the last answer, 0 or more."""
        memory = None if before is None else fsrs_rs_python.MemoryState(*before)
        return self._fsrs.next_states(memory, retention, min(max(days, 0), MOST_DAYS))

    def strength(self, history: History) -> Strength:
        """The strength after these answers, of which there is one or more. Equal to repeated
        `next`."""
        return _strength(self._fsrs.memory_state(_item(history)))

    def stabilities(self, histories: Sequence[History]) -> list[list[float]]:
        """For each history, the stability in days after each answer. Equal to repeated `next`, but
        many times faster."""
        items = [_item(history) for history in histories]
        states = self._fsrs.historical_memory_state_batch(items)
        return [[_strength(memory).stability for memory in card] for card in states]

    def interval(self, stability: float, retention: float) -> float:
        """Days until retrievability falls to `retention`."""
        days: float = self._fsrs.next_interval(stability, retention, int(Rating.GOOD))
        return days if math.isfinite(days) else float(MOST_DAYS)

    def retrievability(self, stability: float, days: float) -> float:
        """Probability of recall `days` after the last answer, 0.0 to 1.0. The forgetting curve is
        (1 + factor · t / S) ^ -decay, with the factor chosen so that R(S) = 0.9."""
        return float((1 + self._factor * max(0.0, days) / stability) ** -self._decay)

    def from_sm2(self, ease: float, interval: float) -> Strength:
        """Convert an SM-2 card: its ease (1.3 or more, 2.5 for a new card) and its interval in
        days (above 0), assumed to aim at 90 % recall.

        The library's own conversion, which Anki uses for cards without a history: the stability
        is the interval; the difficulty is the one at which FSRS multiplies stability by the ease.
        """
        return _strength(self._fsrs.memory_state_from_sm2(ease, interval, 0.9))

    def to_sm2(self, strength: Strength) -> float:
        """The SM-2 ease that `from_sm2` converts to this difficulty at this stability."""
        growth, power, recall = self._parameters[8:11]
        gain = math.exp(growth) * strength.stability**-power * math.expm1(0.1 * recall)
        return float(1.0 + (11.0 - strength.difficulty) * gain)


def strength_after(after: Next, rating: Rating) -> Strength:
    """The strength after this rating."""
    return _strength(getattr(after, _FIELDS[rating]).memory)


def _strength(memory: fsrs_rs_python.MemoryState) -> Strength:
    """The library's state within bounds: it may be infinite or not a number."""
    stability, difficulty = memory.stability, memory.difficulty
    if not math.isfinite(stability):
        stability = _MOST_STABILITY
    return Strength(
        min(max(stability, LEAST_STABILITY), _MOST_STABILITY), min(max(difficulty, 1.0), 10.0)
    )


def fit_parameters(histories: Sequence[History], passes: int) -> tuple[float, ...]:
    """The weights that make the last answer of each history most likely.

    histories: sorted by their last answer, which comes a day or more after the previous one; a
        card has one history for each such answer. passes: epochs of the optimizer.

    This is the library's optimizer: initial stabilities come from the first intervals; then Adam
    minimises log-loss, weighting recent answers up to four times as much as the oldest and pulling
    towards the default weights. Raises ValueError if there is too little data.
    """
    fsrs = fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS))
    config = fsrs_rs_python.TrainingConfig(num_epochs=passes)
    items = [_item(history) for history in histories]
    try:
        fitted = fsrs.compute_parameters(items, training_config=config)
    except ValueError as error:
        raise ValueError(
            f"too few cards answered on a second day to fit weights ({error})"
        ) from error
    return tuple(
        min(max(float(weight), least), most)
        for weight, (least, most) in zip(fitted, PARAMETER_BOUNDS, strict=True)
    )


def _item(history: History) -> fsrs_rs_python.FSRSItem:
    reviews = [fsrs_rs_python.FSRSReview(rating, min(days, MOST_DAYS)) for rating, days in history]
    return fsrs_rs_python.FSRSItem(reviews)
