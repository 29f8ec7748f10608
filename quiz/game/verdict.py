"""What a player is told of an answer: whether it was right, and what its points are made of.

`tone` is a colour by its meaning: "success", "warning", "error" or "muted".
"""

from __future__ import annotations

from itertools import zip_longest
from typing import NamedTuple

from quiz.display import one_line
from quiz.round.response import parts_in
from quiz.round.round import GradedAnswer
from quiz.scoring.points import Points
from quiz.text.shown import shown
from quiz.wording import counted

COMBOS = ((20, "Legendary!"), (10, "Unstoppable!"), (5, "On fire!"), (3, "On a roll!"))
"""Praise by the least number of right answers in a row, highest first."""


LANDED = "Too late: it has landed"


class Verdict(NamedTuple):
    """A sign and a few words for an answer."""

    sign: str
    words: str
    tone: str


class Marked(NamedTuple):
    """An item or a step with the sign of whether it was right. yours: what the player put there
    instead; "" if nothing."""

    sign: str
    text: str
    tone: str
    yours: str = ""


def verdict_of(answered: GradedAnswer) -> Verdict:
    """Whether the answer was right."""
    grade = answered.grade
    if answered.landed:
        return Verdict("✗", LANDED, "error")
    if answered.gave_up:
        return Verdict("✗", "Now you know", "error")
    if grade.correct:
        return Verdict("✓", "Right!", "success")
    if grade.credit > 0:
        return Verdict("◐", f"Partly right, {grade.credit:.0%}", "warning")
    return Verdict("✗", "So close!" if grade.nearly else "Not quite", "error")


def praise_of(streak: int) -> str:
    """A word for this many right answers in a row; "" for a few."""
    return next((words for least, words in COMBOS if streak >= least), "")


def reckoning(points: Points) -> str:
    """How the points add up, or why there are none; "" if they are just the base."""
    if points.repeats and not points.total:
        return f"no more points: answered {counted(points.repeats, 'time')} before in this round"
    parts = [str(points.base)]
    if points.streak_percent > 100:
        parts.append(f"× {points.streak_multiplier:.1f} streak")
    if points.speed:
        parts.append(f"+ {points.speed} speed")
    if points.hint:
        parts.append(f"− {points.hint} hint")
    if points.repeats:
        if points.speed or points.hint:
            parts = [f"({' '.join(parts)})"]
        parts.append(f"÷ {2**points.repeats} repeat")
    return " ".join(parts) if points.total and len(parts) > 1 else ""


def item_marks(answered: GradedAnswer) -> list[Marked]:
    """Each item of a list: named, or missing; then what was named wrongly."""
    grade, markdown = answered.grade, answered.question.card.markdown
    marks = []
    for item in answered.question.card.answers:
        missing = answered.gave_up or item in grade.missing
        sign, tone = ("○", "warning") if missing else ("✓", "success")
        marks.append(Marked(sign, shown(item, markdown=markdown), tone))
    return [*marks, *(Marked("✗", item, "error") for item in grade.extra)]


def step_marks(answered: GradedAnswer) -> list[Marked]:
    """The steps of a sequence in their right order, each with the player's step if it was
    another; none of them is marked if the player gave up."""
    right = answered.question.card.answers
    marks = []
    for step, other in zip_longest(right, parts_in(answered.answer.response, right)[: len(right)]):
        if step == other:
            marks.append(Marked("✓", step, "success"))
        elif other:
            marks.append(Marked("✗", step, "error", one_line(other)))
        else:
            marks.append(Marked("·", step, "muted"))
    return marks
