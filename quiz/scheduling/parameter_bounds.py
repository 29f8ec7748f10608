"""Checks the weights of FSRS-6, without the library that computes with them."""

from __future__ import annotations

from collections.abc import Sequence

PARAMETER_BOUNDS: tuple[tuple[float, float], ...] = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75)),
    *((0.0, 4.5), (0.0, 0.8), (0.001, 3.5)),
    *((0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0)),
    *((0.0, 1.0), (1.0, 6.0)),
    *((0.0, 2.0), (0.0, 2.0), (0.0, 0.8)),
    (0.1, 0.8),
)
"""Lower and upper bound of each weight, as in `fsrs` 6.3: initial stability (4), difficulty (4),
stability after recall (3), after a lapse (4), Hard and Easy (2), same day (3), decay."""


def checked_parameters(parameters: Sequence[float]) -> tuple[float, ...]:
    """The weights as floats; ValueError unless they are 21 numbers within `PARAMETER_BOUNDS`."""
    if len(parameters) != len(PARAMETER_BOUNDS):
        raise ValueError(
            f"not weights of FSRS-6: expected {len(PARAMETER_BOUNDS)} numbers, "
            f"found {len(parameters)}"
        )
    for number, (weight, (least, most)) in enumerate(
        zip(parameters, PARAMETER_BOUNDS, strict=True), 1
    ):
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            raise ValueError(f"not weights of FSRS-6: number {number} is {weight!r}")
        if not least <= weight <= most:
            raise ValueError(
                f"not weights of FSRS-6: number {number} is {weight:g}, "
                f"expected {least:g} to {most:g}"
            )
    return tuple(float(weight) for weight in parameters)
