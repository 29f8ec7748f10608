"""Joins the copies of the history that a service such as Dropbox or Syncthing makes when two
machines changed it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from quiz.files import faults_of
from quiz.storage.log.backups import FOLDER, Backup, fault_of, free_name
from quiz.storage.log.recovery import join_backup
from quiz.storage.log.store import FILE_NAME

_COPY = re.compile(r"history\b.*(conflict|\(\d+\)).*\.db", re.IGNORECASE)


def join_copies(home: Path, now: datetime) -> list[str]:
    """Add what conflict copies of the history have and the history lacks, and move them to the
    backups; returns what was done, a line each. Raises QuizError if a file cannot be written."""
    said = []
    path = home / FILE_NAME
    for copy in sorted(home.glob("history*.db")):
        if not _COPY.fullmatch(copy.name):
            continue
        if problem := fault_of(copy):
            said.append(f"{copy}: cannot be joined: {problem}")
            continue
        new = join_backup(path, Backup(now, "conflict-copy", copy))
        with faults_of("move", copy):
            folder = home / FOLDER
            folder.mkdir(exist_ok=True)
            copy.rename(free_name(folder, now, "conflict-copy"))
        said.append(f"{copy.name}: {new:,} new joined; the copy is in {FOLDER}")
    return said
