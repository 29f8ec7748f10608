"""Reads the histories and the known cards of an archive, which anybody may have made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from quiz.decks.known_card import KnownCard
from quiz.formats.archives import ArchiveError, SafeArchive
from quiz.formats.event_json import LARGEST, Fields, read_event, read_object
from quiz.formats.interchange import InterchangeError
from quiz.history.events import Event
from quiz.history.ids import ms_of_id
from quiz.moment import MS_PER_DAY
from quiz.storage.archive.manifest import ArchivedPlayer, Entry, verified_content

FUTURE = 366 * MS_PER_DAY
"""An event may be this far in the future, as clocks are sometimes wrong. Later ones are refused, as
they would put all following answers out of order."""
Line = TypeVar("Line")


def read_history(
    archive: SafeArchive, entry: Entry, player: ArchivedPlayer, now: int
) -> Iterator[Event]:
    """The events of a player. now: milliseconds since 1970. Raises ArchiveError."""

    def read(fields: Fields) -> Event:
        event = read_event(fields)
        if event.player not in (player.ids or (player.name,)):
            raise InterchangeError(f"an event of another player than {player.name}")
        if ms_of_id(event.id) > now + FUTURE:
            raise InterchangeError("an event more than a year in the future")
        return event

    return _lines(archive, entry, read)


def read_cards(archive: SafeArchive, entry: Entry) -> Iterator[KnownCard]:
    """The known cards. Raises ArchiveError."""
    return _lines(archive, entry, _read_card)


def _read_card(fields: Fields) -> KnownCard:
    # Archives of the first versions have no place.
    known = fields.get("place") is not None
    stood = fields.integer("place", -1, LARGEST) if known else -1
    key, deck, note, content = map(fields.text, ("key", "deck", "note", "content"))
    card = KnownCard(key, deck, note, content, stood)
    if not card.is_sound:
        raise InterchangeError("'content' is not the content of a card")
    return card


def _lines(archive: SafeArchive, entry: Entry, read: Callable[[Fields], Line]) -> Iterator[Line]:
    for number, line in enumerate(verified_content(archive, entry).split(b"\n"), 1):
        if line:
            try:
                found = read(read_object(line))
            except InterchangeError as error:
                place = f"{archive.path}: {entry.member}:{number}"
                raise ArchiveError(f"{place}: {error.message}") from error
            yield found
