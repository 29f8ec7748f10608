"""The words and filters of a search, as typed or saved."""

from __future__ import annotations

import re
import shlex
from difflib import get_close_matches
from typing import NamedTuple

from quiz.card import Kind

STATES = (
    "new", "learning", "review", "mastered", "due", "suspended", "buried", "flagged", "aside",
    "leech",
)  # fmt: skip
"""What can follow `is:`; "aside" means suspended, buried or flagged."""
SORTS = ("prompt", "due", "stability", "lapses")
"""What can follow `sort:`."""
_VALUES = {
    "is": STATES, "kind": tuple(Kind), "deck": None, "tag": None, "due": None, "sort": SORTS,
}  # fmt: skip
"""The values of each filter; None for any."""

_ORDER = re.compile(r"(?<!\S)(-?)sort:(\S*)\s*", re.IGNORECASE)
_NAME = re.compile(r"-?([a-z]+):[^\s/:]", re.IGNORECASE)


class Order(NamedTuple):
    """In which order a search lists cards. by: one of `SORTS`, "" for that of the library. down:
    from the last to the first."""

    by: str = ""
    down: bool = False

    def turned(self, by: str) -> Order:
        """The order after a click on this column's head: up, then down, then the library's."""
        if by not in SORTS or self == (by, True):
            return Order()
        return Order(by, self.by == by)


def order_of(search: str) -> Order:
    """The order that the first `sort:` in a search asks for."""
    found = _ORDER.search(search)
    by = found[2].casefold() if found else ""
    return Order(by, found is not None and found[1] == "-") if by in SORTS else Order()


def in_order(search: str, order: Order) -> str:
    """The search with this order instead of its own."""
    plain = _ORDER.sub("", search).rstrip()
    return f"{plain} {'-' * order.down}sort:{order.by}".lstrip() if order.by else plain


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
