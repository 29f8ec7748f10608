"""Actions of `quiz class` that show who learned what."""

from __future__ import annotations

import shutil

from quiz.card import Card
from quiz.cli import class_tables as tables
from quiz.cli.class_call import Call, command
from quiz.cli.progress_bar import ProgressBar
from quiz.cli.target import may_write, save_text
from quiz.display import one_line
from quiz.files import BOM
from quiz.serve.people import class_views as views
from quiz.serve.people.class_answers import ClassAnswers, class_cards
from quiz.serve.people.class_csv import class_csv, hard_csv, week_csv
from quiz.serve.people.class_views import Student
from quiz.serve.people.classes import Class
from quiz.serve.people.student_fold import StudentFold
from quiz.wording import joined


def _folds(call: Call, chosen: Class) -> tuple[ClassAnswers, dict[Student, StudentFold]]:
    answers = ClassAnswers()
    with ProgressBar() as bar:
        return answers, answers.folds_of_class(*call.of(chosen), call.now.ms, bar)


def _cards(call: Call, chosen: Class) -> list[Card]:
    """The cards of the deck that is named, or of all decks of the class."""
    if call.options.action == "export" or not call.words:
        return class_cards(*call.of(chosen))
    return class_cards(*call.of(chosen), call.deck(call.word("one deck")))


def students(call: Call) -> int:
    """How well each student knows each card."""
    chosen = call.chosen()
    cards = _cards(call, chosen)
    answers, folds = _folds(call, chosen)
    rows = views.student_rows(cards, folds, call.now, answers.day_start_hour)
    if call.options.to:
        told = "in the column of each card, the days until the memory of it falls to 90 %"
        return _write(call, class_csv(cards, rows, call.now), told)
    if not rows or not cards:
        print(_nothing(chosen, cards))
        return 0
    width = shutil.get_terminal_size().columns
    for line in tables.student_lines(rows, call.now, width, signs=not call.options.plain):
        print(line)
    if idle := [one_line(student.name) for student in views.not_begun(rows)]:
        print(f"\nNot begun: {joined(idle)}.")
    return 0


def _nothing(chosen: Class, cards: list[Card]) -> str:
    name = one_line(chosen.name)
    if not cards:
        return f"{name} has no deck yet; `{command('publish', chosen)} DECK` gives it one."
    return f"Nobody has joined {name} yet; `{command('invite', chosen)}` shows a code."


def hardest(call: Call) -> int:
    """The hardest cards."""
    chosen = call.chosen()
    cards = _cards(call, chosen)
    _, folds = _folds(call, chosen)
    found = views.hardest(cards, folds.values())[: call.options.limit]
    if call.options.to:
        return _write(call, hard_csv(found))
    for line in tables.hard_lines(found) or ["No answer was wrong yet."]:
        print(line)
    return 0


def weeks(call: Call) -> int:
    """Week by week."""
    answers, folds = _folds(call, call.chosen())
    day = call.now.day(answers.day_start_hour)
    found = views.weeks(folds.values(), day, call.options.limit)
    if call.options.to:
        return _write(call, week_csv(found))
    for line in tables.week_lines(found) if found else ["Nobody has answered yet."]:
        print(line)
    return 0


def show_ranking(call: Call) -> int:
    """The points of this week."""
    ranks = ClassAnswers().ranking(*call.of(call.chosen()), call.now)
    for line in tables.rank_lines(ranks) if ranks else ["Nobody has joined yet."]:
        print(line)
    return 0


def _write(call: Call, text: str, told: str = "") -> int:
    to = call.options.to
    if not may_write(to, force=call.options.force):
        return 1
    # Spreadsheets know UTF-8 by this mark.
    save_text(to, BOM + text)
    print(f"Wrote {one_line(str(to))}{told and ': '}{told}.")
    return 0
