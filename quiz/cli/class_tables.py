"""The tables of a class in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.display import one_line, shortened
from quiz.moment import MS_PER_MINUTE, Moment, day_to_date_text
from quiz.serve.people.class_views import HardCard, Rank, StudentRow, Week
from quiz.text.boxes import cells
from quiz.text.shown import readable
from quiz.wording import counted

SIGNS = "·▁▂▃▅▇█"
STEPS = (0.0, 1.0, 3.0, 7.0, 21.0, 60.0)
"""Days of stability from which on the next sign stands for a card; "·" is one not begun."""
LEGEND = (
    "A sign for each card, by how long it will be remembered: · not begun, ▁ less than a day, "
    "▂ a day, ▃ 3 days, ▅ a week, ▇ 3 weeks, █ 2 months or more."
)
_LONGEST_PROMPT = 60

Cell = str | int


def sign_of(stability: float | None) -> str:
    """The sign for a card."""
    return SIGNS[0 if stability is None else sum(stability >= step for step in STEPS)]


def student_lines(rows: Sequence[StudentRow], now: Moment, width: int, *, signs: bool) -> list[str]:
    """How the students stand, a line each, and what the signs mean. width: of the terminal."""
    table: list[list[Cell]] = [["", "begun", "mastered", "due", "right", "last"]]
    table += [
        [
            one_line(row.student.name),
            row.begun,
            row.mastered,
            row.due,
            _percent(row.asked - row.missed, row.asked),
            day_text(row.last, now),
        ]
        for row in rows
    ]
    lines = aligned(table)
    cards = len(rows[0].stabilities) if rows else 0
    room = width - max(map(cells, lines), default=0) - 3
    if not signs or not cards or room < 1:
        return lines
    per_sign = -(-cards // room)
    strips = ["", *(_strip(row.stabilities, per_sign) for row in rows)]
    shown = [f"{line}  {strip}".rstrip() for line, strip in zip(lines, strips, strict=True)]
    more = f" Each stands for {per_sign} cards: the least known begun." if per_sign > 1 else ""
    return [*shown, "", LEGEND + more]


def _strip(stabilities: Sequence[float | None], per_sign: int) -> str:
    groups = (
        [each for each in stabilities[place : place + per_sign] if each is not None]
        for place in range(0, len(stabilities), per_sign)
    )
    return "".join(sign_of(min(group, default=None)) for group in groups)


def hard_lines(found: Sequence[HardCard]) -> list[str]:
    """The hardest cards, with what was answered instead."""
    lines: list[str] = []
    for hard in found:
        card = readable(hard.card)
        asked = f"{hard.missed:,} of {counted(hard.asked, 'answer')} wrong"
        lines.append(
            f"{one_line(shortened(card.prompt, _LONGEST_PROMPT))}  "
            f"({asked}, {counted(hard.students, 'student')})"
        )
        lines.append(f"    right: {one_line(', '.join(card.answers))}")
        if hard.instead:
            given = ", ".join(f"{one_line(text)} ({number})" for text, number in hard.instead)
            lines.append(f"    instead: {given}")
    return lines


def week_lines(found: Iterable[Week]) -> list[str]:
    """Week by week."""
    head: list[Cell] = [
        "week from", "students", "answers", "right", "new", "mastered", "minutes", "points"
    ]  # fmt: skip
    return aligned([head, *([*_week_cells(week)] for week in found)])


def _week_cells(week: Week) -> list[Cell]:
    return [
        day_to_date_text(week.monday),
        week.students,
        week.answers,
        _percent(week.correct, week.answers),
        week.introduced,
        week.mastered,
        round(week.ms / MS_PER_MINUTE),
        week.points,
    ]


def rank_lines(ranks: Iterable[Rank]) -> list[str]:
    """The students by their points."""
    return aligned(
        [[f"{rank.place}.", one_line(rank.student.name), rank.points] for rank in ranks], left=2
    )


def aligned(table: Sequence[Sequence[Cell]], left: int = 1) -> list[str]:
    """The rows of a table with columns of one width each; the first `left` columns are texts."""
    texts = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in table]
    widths = [max(map(cells, column)) for column in zip(*texts, strict=True)]
    lines = []
    for row in texts:
        parts = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - cells(text))
            parts.append(text + space if number < left else space + text)
        lines.append("  ".join(parts).rstrip())
    return lines


def day_text(ms: int | None, now: Moment) -> str:
    """The date of an instant on the clock of `now`; "never" for None."""
    return "never" if ms is None else f"{Moment(ms, now.offset).local():%Y-%m-%d}"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""
