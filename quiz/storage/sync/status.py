"""The state of the sync: which devices there are, and what is new on either side."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from quiz.clock import system_clock
from quiz.storage.log.store import Store
from quiz.storage.sync.decks import DECK
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.place import SyncError
from quiz.storage.sync.questions import open_questions
from quiz.storage.sync.shared import AGAIN, Shared
from quiz.storage.sync.sync import LAST
from quiz.storage.sync.target import place_of


class Status(NamedTuple):
    """trouble: why the folder or server cannot be used now, else "". device: this one. last: when
    it was synced, in milliseconds since 1970; 0 for never. devices: the others. incoming, outgoing:
    events that are new here and there. decks: those that wait to be taken over. questions: cards
    with two texts, and pairs of players with one name, that wait for the player to choose."""

    trouble: str
    device: str
    last: int
    devices: list[str]
    incoming: int
    outgoing: int
    decks: list[str]
    questions: int


def status_of(home: Path, target: str | Path) -> Status:
    """Look at the folder or server, and change nothing.

    Raises QuizError if the data directory cannot be used, and BusyError while another game here is
    syncing."""
    with closing(Store.open(home)) as store, Notebook(home) as notebook:
        decks = {name for _, name in notebook.said(DECK, untaken=True)}
        incoming, trouble = 0, ""
        devices: set[str] = set()
        notebook.come_to(str(target))
        try:
            shared = Shared(place_of(target, home), notebook)
            for _, said, *_ in shared.news(system_clock().ms):
                ids = [event.id for event in said.events]
                incoming += len(set(ids) - store.owners(ids).keys())
                decks |= {each.name for each in said.statements if each.kind == DECK}
                devices.add(said.device)
        except SyncError as error:
            trouble = str(error)
        with store.reading() as reader:
            outgoing = reader.count_after(notebook.heads())
        devices |= {name for name in notebook.devices() if not name.endswith(AGAIN)}
        return Status(
            trouble,
            notebook.device,
            notebook.note(LAST) or 0,
            sorted(devices),
            incoming,
            outgoing,
            sorted(decks),
            len(open_questions(notebook, store, home)),
        )
