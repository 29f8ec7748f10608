"""The table of a class as CSV: a row for each student, with the stability of each card."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from quiz.card import Card
from quiz.moment import Moment
from quiz.serve.people.class_views import StudentRow
from quiz.text.shown import readable

FIELDS = ("name", "begun", "mastered", "due", "answers", "right", "last answer")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def class_csv(cards: Sequence[Card], rows: Sequence[StudentRow], now: Moment) -> str:
    """The table; the stability of a card is in days, empty if it was not begun. now: for the zone
    of times."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow([*FIELDS, *(plain(readable(card).prompt) for card in cards)])
    for row in rows:
        last = "" if row.last is None else f"{Moment(row.last, now.offset).local():%Y-%m-%d %H:%M}"
        figures = [row.begun, row.mastered, row.due, row.asked, row.asked - row.missed, last]
        days = ["" if each is None else f"{each:.2f}" for each in row.stabilities]
        table.writerow([plain(row.student.name), *figures, *days])
    return text.getvalue()


def plain(text: str) -> str:
    """A text that a spreadsheet does not take for a formula, on one line."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
