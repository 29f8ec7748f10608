"""What is offered to a player whose history is damaged, gone, or lacks what a backup has.

The screen and the lines ask the same, and do the same on a yes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quiz.progress import Progress
from quiz.storage.log.backups import event_count, newest_good
from quiz.storage.log.connect import connect
from quiz.storage.log.errors import DamagedError, GoneError, explained
from quiz.storage.log.lacking import Lack, lack_at_a_glance
from quiz.storage.log.recovery import recover, start_anew, unite_with_backups


@dataclass(frozen=True, slots=True)
class Offer:
    """title, text: what is the matter, and what would be done. verb: does it, in a word or two.
    run: does it, and says in one line what came of it; raises QuizError, with nothing changed.
    anew: begins a new history instead, in the same way; None where the game goes on without."""

    title: str
    text: str
    verb: str
    run: Callable[[Progress], str]
    anew: Callable[[], str] | None


def offer_for(damage: DamagedError) -> Offer:
    """What to do about a history that cannot be opened."""
    path = damage.path
    backup = newest_good(path.parent)
    gone = isinstance(damage, GoneError)
    if backup is None:
        source = "There is no whole backup."
    else:
        number = event_count(backup.path)[0]
        source = (
            f"The newest whole backup is of {backup.made:%Y-%m-%d %H:%M} "
            f"({number:,} answers and changes)."
        )
    what = (
        "Recover takes it up again."
        if gone
        else "Recover unites it with every answer that can still be read from the damaged file, "
        "and keeps that file under another name."
    )
    return Offer(
        title="Your history is gone" if gone else "Your history is damaged",
        text=f"{path}: {damage.what}.\n\nNothing was changed. {source} {what}\n\n"
        "Close the game elsewhere first.",
        verb="Recover",
        run=lambda progress: recover(path, datetime.now(), progress).text(),
        anew=lambda: start_anew(path, datetime.now()),
    )


def offer_to_join(home: Path, newest_id: str) -> Offer | None:
    """To join what a backup has and the history lacks, as where an older copy was put in its place;
    None where the history goes as far as its backups.

    newest_id: the greatest id in the history, "" when it is empty.
    """
    lack = lack_at_a_glance(home, newest_id)
    if lack is None:
        return None
    return Offer(
        title="A backup has more than your history",
        text=f"{lack.text()}; an older copy may have been put in its "
        "place.\n\nJoin adds them. Nothing that is there is changed.",
        verb="Join",
        run=lambda progress: join(lack),
        anew=None,
    )


def join(lack: Lack) -> str:
    """Add what the backup has and the history has not; says what came of it. StoreError."""
    before, _ = event_count(lack.path)
    try:
        with closing(connect(lack.path, timeout=10.0)) as db:
            unite_with_backups(db, [lack.backup])
    except sqlite3.Error as error:
        raise explained(lack.path, error) from error
    number = event_count(lack.path)[0] - before
    return f"joined {number:,} answers and changes" if number != 1 else "joined 1 answer or change"
