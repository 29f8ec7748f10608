"""The tokens by which servers know this device, in a file that only its owner can read.

It is no setting and in no archive: a token stays on its device.
"""

from __future__ import annotations

import json
from pathlib import Path

from quiz.errors import QuizError
from quiz.files import PRIVATE, make_folder, replace_file

FILE_NAME = "tokens.json"


def token_for(home: Path, address: str) -> str:
    """The token for a server; "" without one."""
    return _read(home).get(address, "")


def keep_token(home: Path, address: str, token: str) -> None:
    """Keep the token for a server, or forget it if it is "". Raises QuizError."""
    tokens = {**_read(home), address: token}
    path = home / FILE_NAME
    make_folder(home)
    content = json.dumps({a: t for a, t in tokens.items() if t}, indent=1) + "\n"
    replace_file(path, content, PRIVATE)


def _read(home: Path) -> dict[str, str]:
    try:
        found = json.loads((home / FILE_NAME).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise QuizError(
            f"{home / FILE_NAME} cannot be read ({error}); delete it, and pair this device again"
        ) from error
    if not isinstance(found, dict):
        return {}
    return {str(address): str(token) for address, token in found.items()}
