"""`quiz doctor`: checks everything, and repairs what it can."""

from __future__ import annotations

import argparse
from datetime import datetime

from quiz import paths
from quiz.cli.ask import ask
from quiz.cli.parser import flag
from quiz.cli.progress_bar import ProgressBar
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.storage.doctor.examine import examine, repair
from quiz.storage.doctor.findings import Finding, Sign
from quiz.storage.log.recovery import start_anew
from quiz.storage.log.store import FILE_NAME

DESCRIPTION = """\
Check the data directory, the history, its backups, the settings and all decks.
✓ is fine, ! is unusual but harmless, ✗ is wrong. The exit status is 1 if something is wrong.
Without --repair, nothing is changed. A repair asks first, keeps a copy of what it changes, and
never deletes a readable answer.
"""
EXAMPLES = """\
examples:
  quiz doctor                    check everything
  quiz doctor --repair           repair what is wrong; asks first
  quiz doctor --repair --yes     repair without asking, for scripts
  quiz doctor --start-anew       start a new history; the old one and its backups are kept
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    flag(parser, "--repair", "repair what can be repaired")
    flag(parser, "--yes", "with --repair or --start-anew: do not ask")
    flag(parser, "--start-anew", "start a new history; the old one is kept")


def execute(options: argparse.Namespace) -> int:
    """Examine, and repair if asked to; returns 1 if something is wrong, else 0."""
    if options.start_anew and options.repair:
        raise QuizError("--repair restores the history, --start-anew starts a new one; pass one")
    if options.yes and not (options.repair or options.start_anew):
        raise QuizError("--yes answers the question of --repair; add --repair")
    if options.start_anew:
        return _start_anew(options.yes)
    found = _examine()
    repairs = [finding.repair for finding in found if finding.repair is not None]
    if repairs and not options.repair:
        print("`quiz doctor --repair` repairs what can be repaired.")
    if repairs and options.repair and _confirmed(options.yes, [one.what for one in repairs]):
        for line in repair(paths.home(), repairs, datetime.now()):
            print(one_line(line), flush=True)
        print("\nChecked again:")
        found = _examine()
    return 1 if any(finding.sign is Sign.BAD for finding in found) else 0


def _start_anew(yes: bool) -> int:
    print("Every card becomes new. The old history and its backups are kept, but not used.")
    question = "First close the game everywhere else. Start a new history?"
    if not ask(question, undone="changed", yes=yes):
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
    print("\nRepairs:")
    for what in repairs:
        print(f"  {one_line(what)}")
    question = "First close the game everywhere else. Repair now?"
    return ask(question, undone="changed", yes=yes)
