"""Reads the histories and the known cards of an archive, which anybody may have made."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quiz.decks.known_card import KnownCard
from quiz.formats.archives import ArchiveError, SafeArchive
from quiz.formats.event_json import LARGEST, Fields, no_constant, read_event
from quiz.formats.interchange import InterchangeError
from quiz.history.events import Event
from quiz.history.ids import ms_of_id
from quiz.moment import MS_PER_DAY
from quiz.storage.archive.manifest import ArchivedPlayer, Entry, verified_content

FUTURE = 366 * MS_PER_DAY
"""An event may be this far in the future, as clocks are sometimes wrong. Later ones are refused, as
they would put all following answers out of order."""


def read_history(
    archive: SafeArchive, entry: Entry, player: ArchivedPlayer, now: int
) -> Iterator[Event]:
    """The events of a player. now: milliseconds since 1970. Raises ArchiveError."""
    for place, fields in _lines(archive, entry):
        try:
            event = read_event(fields)
        except InterchangeError as error:
            raise _error(archive, f"{place}: {error.message}") from error
        if event.player not in (player.ids or (player.name,)):
            raise _error(archive, f"{place}: an event of another player than {player.name}")
        if ms_of_id(event.id) > now + FUTURE:
            raise _error(archive, f"{place}: an event more than a year in the future")
        yield event


def read_cards(archive: SafeArchive, entry: Entry) -> Iterator[KnownCard]:
    """The known cards. Raises ArchiveError."""
    for place, fields in _lines(archive, entry):
        try:
            # Archives of the first versions have no place.
            known = fields.get("place") is not None
            stood = fields.integer("place", -1, LARGEST) if known else -1
            key, deck, note, content = map(fields.text, ("key", "deck", "note", "content"))
        except InterchangeError as error:
            raise _error(archive, f"{place}: {error.message}") from error
        card = KnownCard(key, deck, note, content, stood)
        if not card.is_sound:
            raise _error(archive, f"{place}: 'content' is not the content of a card")
        yield card


def _lines(archive: SafeArchive, entry: Entry) -> Iterator[tuple[str, Fields]]:
    for number, line in enumerate(verified_content(archive, entry).split(b"\n"), 1):
        if not line:
            continue
        place = f"{entry.member}:{number}"
        try:
            yield place, Fields(json.loads(line, parse_constant=no_constant), "")
        except InterchangeError as error:
            raise _error(archive, f"{place}: {error.message}") from error
        except (ValueError, RecursionError) as error:
            raise _error(archive, f"{place}: not JSON ({error})") from error


def _error(archive: SafeArchive, message: str) -> ArchiveError:
    return ArchiveError(f"{archive.path}: {message}")
