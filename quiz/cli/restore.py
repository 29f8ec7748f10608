"""`quiz restore`: restores everything from one archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import paths
from quiz.cli.ask import ask
from quiz.cli.open_questions import ask_all
from quiz.cli.parser import flag
from quiz.clock import system_clock
from quiz.display import one_line
from quiz.moment import Moment
from quiz.storage.archive.joining import join_line
from quiz.storage.archive.restore import carry_out_restore, plan_restore, remember
from quiz.storage.log.store import Store
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.storage.archive.restore import RestorePlan

DESCRIPTION = """\
Restore an archive of `quiz export --all`: decks, the history of all players, settings.
You lose nothing: histories are joined, decks are joined card by card, and your settings stay
unless you pass --settings. Restoring twice adds nothing.

Cards added, edited or deleted on one side since the last exchange change on both. If both sides
changed a card, both texts stay, unless you choose one when asked. Comments in your own file stay,
and a copy of the old file is kept in backups/decks-before-restore.

If a player in the archive has the same name as one here, but no answers in common, they become
another player, "Ada (2)". At a terminal, you are asked whether they are the same person.
"""
EXAMPLES = """\
examples:
  quiz restore quiz-backup.zip --dry-run     show what would be restored
  quiz restore quiz-backup.zip
  quiz restore quiz-backup.zip --yes         without asking, for scripts; keeps both texts
  quiz restore quiz-backup.zip --beside      keep differing decks separate
  quiz restore student.zip --as Ada          its only player is Ada here
  QUIZ_HOME=~/elsewhere quiz restore quiz-backup.zip --settings
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the archive and the restore."""
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="archive to restore")
    flag(parser, "--dry-run", "only show what would be restored")
    flag(parser, "--settings", "replace your settings with the archive's")
    parser.add_argument(
        "--as", dest="wanted", metavar="NAME", help="the name here of the archive's only player"
    )
    flag(parser, "--beside", "keep differing decks separate instead of joining")
    flag(parser, "--yes", "do not ask before restoring")


def execute(options: argparse.Namespace) -> int:
    """Restore; returns 1 if the player says no, else 0."""
    home = paths.home()
    store = Store.open(home)
    now = system_clock()
    plan = plan_restore(
        options.archive,
        store,
        home,
        paths.own_decks(),
        now.ms,
        settings=options.settings,
        wanted=options.wanted,
        beside=options.beside,
    )
    for line in plan_lines(plan, now):
        print(one_line(line))
    if plan.is_empty:
        print("Everything is already here.")
        if not options.dry_run:
            remember(plan.decks, plan.joins, home)
        return 0
    if options.dry_run:
        print("Nothing was changed (--dry-run).")
        return 0
    if not ask("Restore this?", undone="restored", yes=options.yes, default=True):
        return 1
    carry_out_restore(plan, store, home)
    print("Restored.")
    if not options.yes:
        ask_all(store)
    return 0


def plan_lines(plan: RestorePlan, now: Moment) -> list[str]:
    """What a restore would do, a line each."""
    made = Moment(plan.made, now.offset).local()
    new = [deck for deck in plan.decks if deck.content is not None]
    there = len(plan.decks) - len(new)
    lines = [
        f"packed on {made:%Y-%m-%d %H:%M}",
        f"{counted(len(new), 'deck')} to write, {there} already here"
        + (f", {len(plan.joins)} to join" if plan.joins else ""),
    ]
    lines += [
        f"{deck.name} differs here; it is written as {deck.path.name}"
        for deck in new
        if deck.beside
    ]
    if media := sum(file.entry.what == "media" for file in plan.files):
        lines.append(f"{counted(media, 'picture or sound', 'pictures and sounds')} to write")
    lines += map(join_line, plan.joins)
    for person in plan.people:
        lines.append(f"history of {person.player.name}: {counted(len(person.events), 'new event')}")
        if person.other is not None:
            other = person.other.name
            lines.append(f"  perhaps not your {other}; --as {other} joins them")
        if person.back:
            lines.append("  was removed here, and is brought back")
    if plan.settings is not None:
        lines.append("settings: from the archive")
    elif plan.settings_differ:
        lines.append("settings: yours stay; --settings takes those from the archive")
    return lines
