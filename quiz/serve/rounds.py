"""The rounds that are open in browsers, by their ids."""

from __future__ import annotations

from typing import Protocol

from quiz.serve.web_play import WebPlay

MOST_ROUNDS = 100
"""Rounds that are kept; then the one opened first is forgotten. Its answers are on disk."""


class OpenRounds(Protocol):
    """The open rounds of one player."""

    def keep(self, found: WebPlay) -> WebPlay:
        """Keep a round."""
        ...

    def find(self, key: str) -> WebPlay | None:
        """The round with this id as it is now; None if it is not known any more."""
        ...

    def waiting(self) -> WebPlay | None:
        """The round opened last, if it is not over; None without one."""
        ...


class Rounds:
    """The rounds of the owner of this machine's data, in memory."""

    def __init__(self) -> None:
        self._rounds: dict[str, WebPlay] = {}

    def keep(self, found: WebPlay) -> WebPlay:
        """Keep a round."""
        self._rounds[found.key] = found
        while len(self._rounds) > MOST_ROUNDS:
            del self._rounds[next(iter(self._rounds))]
        return found

    def find(self, key: str) -> WebPlay | None:
        """The round with this id; None if it is not known any more."""
        return self._rounds.get(key)

    def waiting(self) -> WebPlay | None:
        """The round opened last, if it is not over; None without one."""
        last = next(reversed(self._rounds.values()), None)
        return last if last is not None and last.is_open else None
