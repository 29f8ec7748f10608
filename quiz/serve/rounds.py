"""The rounds that are open in browsers, by their ids."""

from __future__ import annotations

from typing import Protocol

from quiz.game.play import Play
from quiz.serve.web_round import WebRound

MOST_ROUNDS = 100
"""Rounds that are kept; then the one opened first is forgotten. Its answers are on disk."""


class OpenRounds(Protocol):
    """The open rounds of one player."""

    def open(self, play: Play) -> WebRound:
        """Keep a new round."""
        ...

    def keep(self, found: WebRound) -> WebRound:
        """Keep a round."""
        ...

    def find(self, key: str) -> WebRound | None:
        """The round with this id as it is now; None if it is not known any more."""
        ...

    def waiting(self) -> WebRound | None:
        """The round opened last, if it is not over; None without one."""
        ...


class Rounds:
    """The rounds of the owner of this machine's data, in memory."""

    def __init__(self) -> None:
        self._rounds: dict[str, WebRound] = {}

    def open(self, play: Play) -> WebRound:
        """Keep a new round."""
        return self.keep(WebRound(play))

    def keep(self, found: WebRound) -> WebRound:
        """Keep a round."""
        self._rounds[found.key] = found
        while len(self._rounds) > MOST_ROUNDS:
            del self._rounds[next(iter(self._rounds))]
        return found

    def find(self, key: str) -> WebRound | None:
        """The round with this id; None if it is not known any more."""
        return self._rounds.get(key)

    def waiting(self) -> WebRound | None:
        """The round opened last, if it is not over; None without one."""
        last = next(reversed(self._rounds.values()), None)
        return last if last is not None and last.play.question is not None else None
