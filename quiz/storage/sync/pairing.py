"""How this device becomes known to a server, and is forgotten by it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from socket import getaddrinfo
from urllib.parse import urlsplit

from quiz.errors import QuizError
from quiz.http_client import Client, HttpError
from quiz.storage.sync.shared_server import LEAVE, PAIR, SYNC, SharedServer, strange
from quiz.storage.sync.target import client_of, device_name
from quiz.storage.sync.tokens import keep_token, token_for


def address_of(text: str) -> str:
    """The address of a server as it is kept. Raises QuizError if it is none."""
    try:
        parts = urlsplit(text.strip())
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:
        raise QuizError(f"{text} is no address ({error})") from error
    if not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise QuizError(
            f"{text} is no address of a server; expected https://HOST or https://HOST:PORT"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme.lower()}://{host}{port}{parts.path.rstrip('/')}"


def warning_about(address: str) -> str:
    """What to know before anything is sent to this address; "" if it is encrypted or stays on this
    machine. Raises QuizError if it is not encrypted and the server is on the internet."""
    if urlsplit(address).scheme == "https":
        return ""
    found = _addresses_of(address)
    if all(each.is_loopback for each in found):
        return ""
    if any(each.is_global for each in found):
        raise QuizError(
            f"{address} is on the internet, where everybody on the way could read and change what "
            "is sent; use https://"
        )
    return (
        f"What is sent to {address} is not encrypted: everybody in this network can read and "
        "change it, also the key of this device. Do that only in a network that you trust."
    )


def _addresses_of(address: str) -> list[IPv4Address | IPv6Address]:
    """The addresses of a server. Raises QuizError if its name is not known."""
    host = urlsplit(address).hostname or ""
    try:
        found = {entry[4][0] for entry in getaddrinfo(host, None)}
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QuizError(f"{host} is not known ({reason})") from error
    return [ip_address(str(each).partition("%")[0]) for each in found]


def is_known_at(address: str, home: Path) -> bool:
    """Whether a server knows this device already. Raises QuizError if it cannot be reached."""
    if not token_for(home, address):
        return False
    try:
        client_of(address, home).get_json(SYNC)
    except HttpError as error:
        if error.status:
            return False
        raise
    return True


def pair_with(address: str, code: str, home: Path) -> str:
    """Become a device of the person who gave this code; returns their name. Raises QuizError."""
    value = {"code": code, "device": device_name()}
    match Client(address).send_json(SYNC, PAIR, value=value):
        case {"token": str(token), "name": str(name)} if token.isascii() and token.isprintable():
            keep_token(home, address, token)
            return name
    raise strange(address)


def devices_at(address: str, home: Path) -> list[str]:
    """The devices that have said something to the person whose device this has become. Raises
    QuizError."""
    lists = SharedServer(client_of(address, home)).lists()
    return sorted({path.partition("/")[0] for path in lists})


def leave(address: str, home: Path) -> bool:
    """Forget the token for a server, and have it withdrawn there; returns whether it was."""
    if not token_for(home, address):
        return True
    withdrawn = True
    try:
        client_of(address, home).send_json(SYNC, LEAVE, value={})
    except HttpError as error:
        withdrawn = bool(error.status)
    keep_token(home, address, "")
    return withdrawn
