"""The tables of a class as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from quiz.card import Card
from quiz.moment import Moment, day_to_date_text
from quiz.serve.people.class_views import MOST_INSTEAD, HardCard, StudentRow, Week
from quiz.text.shown import readable

FIELDS = ("name", "begun", "mastered", "due", "answers", "right", "last answer")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def class_csv(cards: Sequence[Card], rows: Sequence[StudentRow], now: Moment) -> str:
    """A row for each student, with the stability of each card in days, empty if it was not begun.
    now: for the zone of times."""
    table: list[list[str | int]] = []
    for row in rows:
        last = "" if row.last is None else f"{Moment(row.last, now.offset).local():%Y-%m-%d %H:%M}"
        right = row.asked - row.missed
        days = ["" if each is None else f"{each:.2f}" for each in row.stabilities]
        table.append(
            [row.student.name, row.begun, row.mastered, row.due, row.asked, right, last, *days]
        )
    return _csv([*FIELDS, *(readable(card).prompt for card in cards)], table)


def hard_csv(found: Iterable[HardCard]) -> str:
    """The hardest cards."""
    head = ["card", "answer", "answers", "wrong", "students"]
    for number in range(1, MOST_INSTEAD + 1):
        head += [f"instead {number}", f"times {number}"]
    rows = []
    for hard in found:
        card = readable(hard.card)
        instead = [cell for given in hard.instead for cell in given]
        figures = [hard.asked, hard.missed, hard.students]
        rows.append([card.prompt, ", ".join(card.answers), *figures, *instead])
    return _csv(head, rows)


def week_csv(found: Iterable[Week]) -> str:
    """Week by week."""
    head = ["week from", *Week._fields[1:]]
    return _csv(head, ([day_to_date_text(week.monday), *week[1:]] for week in found))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    text = StringIO()
    table = csv.writer(text)
    for row in (head, *rows):
        table.writerow([plain(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def plain(text: str) -> str:
    """A text that a spreadsheet does not take for a formula, on one line."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
