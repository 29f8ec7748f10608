"""What all devices agree on about one subject, such as a setting: the newest statement holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from quiz.storage.sync.lines import Statement
from quiz.storage.sync.notebook import stamp_after


class Agreement(NamedTuple):
    """value: what holds. said: what this device says, so that the others know; None if it has said
    so already. adopted: whose value is taken over; "" if the own one holds."""

    value: Any
    said: Statement | None = None
    adopted: str = ""


def agree(
    device: str,
    subject: tuple[str, str],
    here: Any,
    before: Any,
    said: Sequence[Statement],
    now: int,
) -> Agreement:
    """Find out what holds.

    here: the value on this device now; None is nobody's choice. before: the value here after the
    last sync; ignored if this device has said nothing yet. said: what each device said about the
    subject. now: milliseconds since 1970.

    A value that changed here since the last sync is newer than all others. A device that joins the
    others takes over what they agreed on.
    """
    latest = max(said, key=lambda each: each.order, default=None)
    mine = next((each for each in said if each.device == device), None)
    if latest is None:
        changed = here is not None
    elif mine is None:
        changed = False
    else:
        changed = here != before and here != latest.value
    if changed:
        return Agreement(here, Statement(device, *subject, stamp_after(said, now), here))
    if latest is None or (mine is not None and latest.order == mine.order):
        return Agreement(here)
    again = latest._replace(device=device)
    return Agreement(latest.value, again, "" if here == latest.value else latest.device)
