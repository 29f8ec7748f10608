"""Offers to repair a history that is damaged, gone, or behind its backups.

The screen and the plain mode make the same offers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from quiz.progress import Progress
from quiz.storage.log.backups import extent_of, newest_good
from quiz.storage.log.missing_events import MissingEvents
from quiz.storage.log.recovery import join_backup, recover, start_anew
from quiz.storage.log.store_errors import DamagedError, GoneError
from quiz.wording import counted


@dataclass(frozen=True, slots=True)
class Offer:
    """title, text: the problem and the offered solution. verb: the label of the action.
    run: does it and returns the result in one line; raises QuizError, with nothing changed.
    anew: like `run`, but starts a new history instead; None if the game can go on without."""

    title: str
    text: str
    verb: str
    run: Callable[[Progress], str]
    anew: Callable[[], str] | None


def offer_for(damage: DamagedError) -> Offer:
    """The offer for a history that cannot be opened."""
    path = damage.path
    backup = newest_good(path.parent)
    gone = isinstance(damage, GoneError)
    if backup is None:
        source = "There is no intact backup."
    else:
        number = extent_of(backup.path).events
        source = f"The newest intact backup is from {backup.when} ({number:,} answers and changes)."
    what = (
        "Recover restores it."
        if gone
        else "Recover combines it with every answer that can still be read from the damaged file, "
        "and keeps that file under another name."
    )
    return Offer(
        title="Your history is gone" if gone else "Your history is damaged",
        text=f"{path}: {damage.what}.\n\nNothing was changed. {source} {what}\n\n"
        "First close the game everywhere else.",
        verb="Recover",
        run=lambda progress: recover(path, datetime.now(), progress).text(),
        anew=lambda: start_anew(path, datetime.now()),
    )


def offer_to_join(lack: MissingEvents) -> Offer:
    """The offer to add what a backup has and the history lacks, for example because it was replaced
    by an older copy."""
    return Offer(
        title="A backup has more than your history",
        text=f"{lack.text()}. An older copy may have replaced your "
        "history.\n\nJoin adds what is missing, and changes nothing else.",
        verb="Join",
        run=lambda progress: join(lack),
        anew=None,
    )


def join(lack: MissingEvents) -> str:
    """Add what the backup has and the history lacks; returns the result in words. Raises
    StoreError."""
    number = join_backup(lack.path, lack.backup)
    return f"joined {counted(number, 'answer or change', 'answers and changes')}"
