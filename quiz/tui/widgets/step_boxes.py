"""The boxes of a Learn: one for each card, which fills with its steps."""

from __future__ import annotations

from rich.cells import cell_len

from quiz.round.learning import steps_of, steps_taken
from quiz.round.round import Round
from quiz.tui.literal import MUTED
from quiz.tui.widgets.strips import Part

FILLED = "▁▂▄▆█"
"""A box from empty to full."""


def step_boxes(state: Round, room: int) -> list[Part]:
    """A box for each card of the round, or, where `room` cells are too few, the cards learnt."""
    taken, steps = steps_taken(state), _steps(state)
    gap = " " if 2 * len(steps) - 1 <= room else ""
    learnt = sum(taken.get(key, 0) >= all_steps for key, all_steps in steps.items())
    if cell_len(gap.join("█" * len(steps))) > room:
        return [(f"{learnt}/{len(steps)} learnt", "")]
    current = state.question.card.key if state.question is not None else ""
    parts: list[Part] = []
    for key, all_steps in steps.items():
        done = min(taken.get(key, 0), all_steps)
        full = "$success" if done == all_steps else "$secondary" if done else MUTED
        style = "bold $accent" if key == current else full
        parts += [(FILLED[done * (len(FILLED) - 1) // all_steps], style), (gap, "")]
    return parts[:-1]


def share_learnt(state: Round) -> float:
    """The share of all steps of the round that are taken, 0.0 to 1.0."""
    taken, steps = steps_taken(state), _steps(state)
    done = sum(min(taken.get(key, 0), all_steps) for key, all_steps in steps.items())
    return done / max(1, sum(steps.values()))


def _steps(state: Round) -> dict[str, int]:
    settings = state.options.settings
    return {card.key: steps_of(card, settings) for card in state.queue}
