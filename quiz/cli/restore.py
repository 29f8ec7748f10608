"""`quiz restore`: everything back from one archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import paths
from quiz.cli.ask import ask, ask_at_terminal, at_terminal
from quiz.cli.words import count
from quiz.display import one_line
from quiz.moment import Moment

if TYPE_CHECKING:
    from quiz.archive.restore import Restoring
    from quiz.history.players import Player

DESCRIPTION = """\
Bring back what `quiz export --all` packed: decks, the history of all players, settings.
Nothing that is there is lost: histories are joined, a deck that differs is put beside yours, and
your settings stay unless you say otherwise. Restoring twice adds nothing.
A player of the archive who has the name of one here, but shares no answer with them, may be the
same person or another: you are asked. Through a pipe, and with --yes, it is another, "Ada (2)".
"""
EXAMPLES = """\
examples:
  quiz restore quiz-backup.zip --dry-run     show what would come back
  quiz restore quiz-backup.zip
  quiz restore quiz-backup.zip --yes         without a question, for scripts
  quiz restore student.zip --as Ada          its one player is Ada here
  QUIZ_HOME=~/elsewhere quiz restore quiz-backup.zip --settings
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The archive, and how it comes back."""
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="archive to restore")
    parser.add_argument("--dry-run", action="store_true", help="only show what would come back")
    parser.add_argument(
        "--settings", action="store_true", help="take the settings too where you have your own"
    )
    parser.add_argument(
        "--as", dest="wanted", metavar="NAME", help="what the archive's one player is called here"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before restoring")


def execute(options: argparse.Namespace) -> int:
    """Restore; returns 1 when the player says no, else 0."""
    from quiz.archive.restore import carry_out_restore, plan_restore
    from quiz.game.clock import system_clock
    from quiz.store.store import Store

    home = paths.home()
    store = Store.open(home)
    now = system_clock()
    asked = at_terminal() and not options.yes and not options.dry_run
    plan = plan_restore(
        options.archive,
        store,
        home,
        paths.own_decks(),
        now.ms,
        settings=options.settings,
        same=_same_person if asked else lambda player, name: False,
        wanted=options.wanted,
    )
    for line in plan_lines(plan, now):
        print(one_line(line))
    if plan.is_empty:
        print("All of it is here already.")
        return 0
    if options.dry_run:
        print("Nothing was changed (--dry-run).")
        return 0
    if not options.yes and not ask(
        "Restore this?", instead="--yes", undone="restored", default=True
    ):
        return 1
    carry_out_restore(plan, store, home)
    print("Restored.")
    return 0


def _same_person(player: Player, name: str) -> bool:
    return ask_at_terminal(
        f"The archive has a player {one_line(name)}, who shares no answer with your "
        f"{one_line(player.name)}. Are they the same person?"
    )


def plan_lines(plan: Restoring, now: Moment) -> list[str]:
    """What a restore would do, a line each."""
    made = Moment(plan.made, now.offset).local()
    new = [deck for deck in plan.decks if deck.content is not None]
    lines = [
        f"packed on {made:%Y-%m-%d %H:%M}",
        f"{count(len(new), 'deck')} to write, {len(plan.decks) - len(new)} here already",
    ]
    lines += [
        f"  {deck.name} differs here; it is put beside as {deck.path.name}"
        for deck in new
        if deck.beside
    ]
    for person in plan.people:
        lines.append(f"history of {person.player.name}: {count(len(person.events), 'new event')}")
        if person.other is not None:
            other = person.other.name
            lines.append(f"  another player than your {other}; --as {other} makes them one")
        if person.back:
            lines.append("  was removed here, and comes back")
    if plan.settings is not None:
        lines.append("settings: those of the archive")
    elif plan.settings_differ:
        lines.append("settings: yours stay; --settings takes those of the archive")
    return lines
