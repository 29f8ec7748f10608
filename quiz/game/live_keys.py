"""The keys of the live quizzes that this machine hosts or has joined, so that a window that closed
can be opened again."""

from __future__ import annotations

import json
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, NamedTuple

from quiz.files import PRIVATE, kept_object, replace_file

FILE_NAME = "live.json"
MOST_KEPT = 30
KEY_BYTES = 24


class HostedQuiz(NamedTuple):
    """A quiz that was hosted from here. own: whether its server was started with it. listens: on
    which address, see `quiz live --host`."""

    address: str
    code: str
    key: str
    own: bool
    listens: str = ""


class LiveKeys:
    """The keys in the data directory, in a file that only this user can read."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE_NAME

    def _write(self, content: dict[str, Any]) -> None:
        replace_file(self._path, json.dumps(content), PRIVATE)

    def of_player(self, code: str, host: str, player: str) -> str:
        """The key of a player for a quiz; a new one the first time. Raises QuizError."""
        content = kept_object(self._path)
        joined = content.get("joined", {})
        name = f"{player} {code}@{host}"
        if isinstance(joined, dict) and isinstance(joined.get(name), str):
            return str(joined[name])
        key = token_urlsafe(KEY_BYTES)
        kept = [*(joined.items() if isinstance(joined, dict) else ()), (name, key)][-MOST_KEPT:]
        self._write({**content, "joined": dict(kept)})
        return key

    def host(self, quiz: HostedQuiz) -> None:
        """Keep the quiz hosted last. Raises QuizError."""
        self._write({**kept_object(self._path), "hosted": quiz._asdict()})

    def hosted(self) -> HostedQuiz | None:
        """The quiz hosted last."""
        try:
            return HostedQuiz(**kept_object(self._path)["hosted"])
        except (KeyError, TypeError):
            return None
