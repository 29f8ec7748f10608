"""`quiz doctor`: is everything in order, and mending what is not."""

from __future__ import annotations

import argparse
from datetime import datetime

from quiz import paths
from quiz.cli.ask import ask
from quiz.cli.progress_bar import ProgressBar
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.storage.doctor.examine import examine, repair
from quiz.storage.doctor.findings import Finding, Sign
from quiz.storage.log.recovery import start_anew
from quiz.storage.log.store import FILE_NAME

DESCRIPTION = """\
Examine the data directory, the history, its backups, settings and decks.
✓ is in order, ! is strange but harmless, ✗ is wrong. Exit status 1 when something is wrong.
Without --repair nothing is changed. A repair asks first, keeps a copy of what it changes, and
never deletes an answer that can be read.
"""
EXAMPLES = """\
examples:
  quiz doctor                    what is wrong?
  quiz doctor --repair           mend it, after a question
  quiz doctor --repair --yes     mend it without a question, for scripts
  quiz doctor --start-anew       begin a new history, and keep the old one and its backups aside
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to repair, and whether to ask."""
    parser.add_argument("--repair", action="store_true", help="mend what can be mended")
    parser.add_argument(
        "--yes", action="store_true", help="with --repair or --start-anew: do not ask"
    )
    parser.add_argument(
        "--start-anew", action="store_true", help="begin a new history; the old one is kept aside"
    )


def execute(options: argparse.Namespace) -> int:
    """Examine, and repair where that is wanted; returns 1 when something is wrong, else 0."""
    if options.start_anew and options.repair:
        raise QuizError("--repair brings back a history, --start-anew begins another; say one")
    if options.yes and not (options.repair or options.start_anew):
        raise QuizError("--yes answers the question that --repair asks; add --repair")
    if options.start_anew:
        return _start_anew(options.yes)
    found = _examine()
    repairs = [finding.repair for finding in found if finding.repair is not None]
    if repairs and not options.repair:
        print("`quiz doctor --repair` mends what can be mended.")
    if repairs and options.repair and _confirmed(options.yes, [one.what for one in repairs]):
        for line in repair(paths.home(), repairs, datetime.now()):
            print(one_line(line), flush=True)
        print("\nExamined again:")
        found = _examine()
    return 1 if any(finding.sign is Sign.BAD for finding in found) else 0


def _start_anew(yes: bool) -> int:
    print("Every card becomes new. The history and its backups are kept aside, unread.")
    question = "Close the game elsewhere first. Start anew?"
    if not yes and not ask(question, instead="--yes", undone="changed"):
        return 1
    print(one_line(start_anew(paths.home() / FILE_NAME, datetime.now())))
    return 0


def _examine() -> list[Finding]:
    home = paths.home()
    roots = paths.library()
    found = []
    with ProgressBar(at_once=True) as bar:
        for finding in examine(home, roots, datetime.now(), bar):
            bar.clear()
            print(f"{finding.sign} {one_line(finding.text)}", flush=True)
            found.append(finding)
    return found


def _confirmed(yes: bool, repairs: list[str]) -> bool:
    print("\nThis would be done:")
    for what in repairs:
        print(f"  {one_line(what)}")
    question = "Close the game elsewhere first. Do it?"
    return yes or ask(question, instead="--yes", undone="changed")
