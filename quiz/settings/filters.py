"""The words and filters of a search, as typed or saved."""

from __future__ import annotations

import re
import shlex
from difflib import get_close_matches

from quiz.card import Kind

STATES = (
    "new", "learning", "review", "mastered", "due", "suspended", "buried", "flagged", "aside",
    "leech",
)  # fmt: skip
"""What can follow `is:`; "aside" means suspended, buried or flagged."""
_VALUES = {"is": STATES, "kind": tuple(Kind), "deck": None, "tag": None, "due": None}
"""The values of each filter; None for any."""

_NAME = re.compile(r"-?([a-z]+):[^\s/:]", re.IGNORECASE)


def fault_of(search: str) -> str:
    """What is wrong with the first filter that is empty or can never match; "" if all are valid."""
    for word in words_of(search):
        name, colon, value = word.removeprefix("-").partition(":")
        if not colon or name not in _VALUES:
            continue
        values = _VALUES[name]
        if values and value.casefold() not in values:
            near = get_close_matches(value.casefold(), values, 1)
            advice = f"; did you mean {name}:{near[0]}?" if near else ""
            return f"{word}: expected {name}: and one of {', '.join(values)}{advice}"
        if name == "due" and not value.isdecimal():
            return f"{word}: expected due: and a number of days from today, such as due:0"
        if not value:
            return f"{word}: expected a name after the colon, such as {name}:verbs"
    return ""


def unknown_filter(search: str) -> str:
    """What to say of the first word that looks like a filter and is none; "" if there is none."""
    for word in words_of(search):
        name = _NAME.match(word)
        if name and name[1] not in _VALUES:
            filters = ", ".join(f"{each}:" for each in _VALUES)
            return f"The text {word} was sought, because the only filters are {filters}."
    return ""


def words_of(search: str) -> list[str]:
    """The words of a search; quoted text is one word."""
    try:
        return shlex.split(search)
    except ValueError:
        # While typing, a quotation mark may still be open.
        return search.replace('"', " ").replace("'", " ").split()
