"""The lines of the shared files: JSON with a checksum each, so that half-copied files are harmless.

A line is an event of the history, or a statement: what a device says about one subject, such as a
setting or a deck. Of several statements of a device about a subject, the one with the greatest
stamp holds. So the order in which lines are read does not matter, nor does reading them twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zlib import crc32

from quiz.formats.event_json import event_fields, read_event, read_object
from quiz.formats.interchange import InterchangeError
from quiz.history.events import Event
from quiz.history.ids import ms_of_id
from quiz.storage.archive.archived_lines import FUTURE
from quiz.storage.log.validity import problem_of

VERSION = 1
DEVICE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_KIND = re.compile("[a-z ]{1,40}")
_LONGEST_NAME = 1000
_CHECKSUM = 8
"""Hexadecimal digits before the JSON, then a space."""


class Statement(NamedTuple):
    """What a device says about a subject.

    kind, name: the subject, such as ("setting", "new_per_day"). stamp: milliseconds since 1970 or,
    if an earlier statement of any device has a greater stamp, just after that. value: JSON.
    """

    device: str
    kind: str
    name: str
    stamp: int
    value: Any

    @property
    def order(self) -> tuple[int, str]:
        """The greatest holds, and is the same on all devices."""
        return self.stamp, json.dumps(self.value, sort_keys=True)


@dataclass(slots=True)
class Reading:
    """What a part of a file says. device: whose file it is. done: bytes up to the first line that
    cannot be read yet. held: the lines that could not be read."""

    device: str
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    done: int = 0
    held: int = 0


def head_line(device: str) -> bytes:
    """The first line of each file."""
    return _line({"what": "device", "version": VERSION, "device": device})


def event_line(event: Event) -> bytes:
    """The line of an event."""
    return _line(event_fields(event))


def statement_line(said: Statement) -> bytes:
    """The line of a statement; its device is that of the file."""
    return _line(
        {"what": "said", "kind": said.kind, "name": said.name, "at": said.stamp, "is": said.value}
    )


def read_lines(data: bytes, device: str, now: int) -> Reading:
    """Read the part of a file from its start or from where an earlier reading was done.

    device: whose file it is, "" at its start. now: milliseconds since 1970. Never raises: lines
    that are not whole, that a newer version wrote, or that are more than a year in the future
    are held; once they can be read, they are taken.
    """
    found = Reading(device)
    place = 0
    while (end := data.find(b"\n", place)) >= 0:
        try:
            _take(found, data[place:end], now)
        except (InterchangeError, ValueError):
            found.held += 1
        place = end + 1
        if not found.held:
            found.done = place
        if not found.device:
            # Not a file of ours, or its first line has not arrived.
            break
    return found


def are_whole_lines(data: bytes) -> bool:
    """Whether these are lines with right checksums, whichever version of quiz wrote them."""
    *lines, rest = data.split(b"\n")
    return not rest and all(map(_is_whole, lines))


def head_device(data: bytes) -> str:
    """The device that the first line names; "" if it is none of ours."""
    return read_lines(data[: data.find(b"\n") + 1], "", 0).device


def _is_whole(line: bytes) -> bool:
    return line[: _CHECKSUM + 1] == b"%08x " % crc32(line[_CHECKSUM + 1 :])


def _take(found: Reading, line: bytes, now: int) -> None:
    if not _is_whole(line):
        raise ValueError("not whole")
    fields = read_object(line[_CHECKSUM + 1 :])
    match fields.get("what"):
        case "device":
            fields.version(VERSION)
            found.device = fields.match("device", DEVICE, "the id of a device")
        case "said":
            name = fields.text("name")
            if len(name) > _LONGEST_NAME or not name.isprintable():
                raise fields.wrong("name", f"up to {_LONGEST_NAME} printable characters")
            found.statements.append(
                Statement(
                    found.device,
                    fields.match("kind", _KIND, "a kind such as setting"),
                    name,
                    fields.integer("at", 0, now + FUTURE),
                    fields.get("is"),
                )
            )
        case _ if found.device:
            event = read_event(fields)
            if problem_of(event) or ms_of_id(event.id) > now + FUTURE:
                raise ValueError("not an event of today")
            found.events.append(event)


def _line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    return b"%08x %s\n" % (crc32(text), text)
