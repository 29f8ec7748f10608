"""What the owner of a server's data does about their devices, from the command line."""

from __future__ import annotations

from quiz.clock import now_ms, system_clock
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.moment import Moment
from quiz.serve.database.database import Database
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.server_notes import noted_address, noted_owner
from quiz.serve.people.tokens import TokenKind, owners, tokens_of, withdraw
from quiz.serve.sync.owner import owner_of
from quiz.serve.sync.pairing import GOOD_FOR_MINUTES, KnownDevice, devices_of, new_pairing


def pairing_lines(database: Database, name: str) -> list[str]:
    """How another device is paired: with a new code. name: the owner's."""
    with database.begin() as connection:
        code = new_pairing(connection, owner_of(connection, name), now_ms())
        address = noted_address(connection) or "http://HOST:8765"
    return [
        "On the other device, while `quiz serve` runs here:",
        f"  quiz sync --set {address} --code {code}",
        f"The code works once, and for {GOOD_FOR_MINUTES} minutes.",
    ]


def device_lines(database: Database) -> list[str]:
    """The devices and browsers of the owner, a line each."""
    offset = system_clock().offset

    def day(ms: int) -> str:
        return f"{Moment(ms, offset).local():%Y-%m-%d}"

    lines = [
        f"{device.id}  {one_line(device.name)}: let in {day(device.made)}, "
        + (f"last here {day(device.seen)}" if device.seen else "never here since")
        for device in _devices(database)
    ]
    return lines or [
        "No device is paired, and no browser has come in; `quiz serve --pair` gives a code for a "
        "device."
    ]


def withdraw_device(database: Database, wanted: str) -> str:
    """Shut out the owner's device or browser with this id or name; returns its name. Raises
    QuizError unless exactly one is meant."""
    found = [
        device
        for device in _devices(database)
        if device.id.startswith(wanted) or device.name.casefold() == wanted.casefold()
    ]
    if len(found) != 1:
        many = "several have" if found else "none has"
        raise QuizError(
            f"{many} the name or id {one_line(wanted)}; `quiz serve --devices` shows all"
        )
    with database.begin() as connection:
        withdraw(connection, OPERATOR, found[0].person, now_ms(), found[0].id)
    return one_line(found[0].name)


def _devices(database: Database) -> list[KnownDevice]:
    with database.read() as connection:
        owner = noted_owner(connection)
        devices = devices_of(connection, OPERATOR, owner) if owner else []
        for player in owners(connection):
            name = f"browser of {player.name}"
            devices += [
                KnownDevice(token.id, player.id, name, token.made, token.used)
                for token in tokens_of(connection, OPERATOR, player.id)
                if token.kind is TokenKind.OWNER
            ]
    return devices
