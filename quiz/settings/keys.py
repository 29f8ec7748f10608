"""The player's own keys: the table `[keys]` of the settings file."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase, digits
from typing import Any

from quiz.nearest import hint
from quiz.settings.settings import Wrong

TABLE_NAME = "keys"
EXAMPLE = 'undo = "f9"'

HOME = "on the home screen"
ROUND = "in a round"
SUMMARY = "at the end of a round"
CARDS = "in the list of cards"
LOST = "in the list of lost progress"


ACTIONS: Mapping[str, Mapping[str, str]] = {
    "undo": {ROUND: "f3,ctrl+z,u", SUMMARY: "u,f3", HOME: "u,f3", LOST: "u,f3"},
    "hint": {ROUND: "f6,ctrl+t"},
    "dont_know": {ROUND: "f2,ctrl+g"},
    "bury": {ROUND: "f4", CARDS: "f4"},
    "suspend": {ROUND: "f5", CARDS: "f5"},
    "flag": {ROUND: "f7", CARDS: "f7"},
    "edit": {ROUND: "f8,e", CARDS: "f2"},
    "play_sound": {ROUND: "ctrl+r,r"},
    "read_aloud": {ROUND: "ctrl+l,v"},
    "open_picture": {ROUND: "ctrl+o,o"},
    "continue": {SUMMARY: "c"},
    "replay_missed": {SUMMARY: "m"},
    "next_round": {SUMMARY: "n"},
    "play_found": {CARDS: "f8"},
    "cram_found": {CARDS: "f6"},
    "reset": {CARDS: "f9"},
    "reset_found": {CARDS: "ctrl+r"},
    "save_search": {CARDS: "ctrl+s"},
    "bring_back": {CARDS: "ctrl+b"},
}
"""The actions whose keys can change, by their name in the file: the default keys on each screen,
separated by commas."""

_MOVING = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab")
# Terminals send these for Tab and Enter.
_SENT_FOR_OTHERS = ("ctrl+i", "ctrl+j", "ctrl+m")
FIXED = frozenset(
    (*_MOVING, *_SENT_FOR_OTHERS, "enter", "space", "backspace", "delete", "escape", "f1", "?")
) | {"ctrl+c", "ctrl+p", "ctrl+q"}
"""Keys whose meaning is the same on every screen and cannot change."""

TAKEN: Mapping[str, frozenset[str]] = {
    HOME: frozenset(ascii_lowercase) | {"C", "D", "E", "*"},
    ROUND: frozenset("123456789tfjk"),
    CARDS: frozenset("/"),
    SUMMARY: frozenset(),
    LOST: frozenset(),
}
"""For each screen, the keys that no setting can change."""

TYPING = (ROUND, CARDS)
"""Screens with an input line, which takes printable keys and its editing keys for itself."""

LINE_KEYS = frozenset(f"ctrl+{letter}" for letter in "acdefkuvwx")
"""Editing keys of an input line: move, delete, cut and paste."""

_NAMED = (
    *(f"f{number}" for number in range(1, 25)),
    "insert",
    *(f"{held}+{letter}" for held in ("ctrl", "alt") for letter in ascii_lowercase),
    *(f"alt+{digit}" for digit in digits),
)


def parse_keys(table: dict[str, Any]) -> tuple[dict[str, str], Wrong]:
    """The keys of each action, separated by commas, and what is wrong with the others; an action
    with an invalid key keeps its default."""
    found: dict[str, str] = {}
    wrong: Wrong = {}
    for name, value in table.items():
        try:
            found[name] = ",".join(_accept(name, value))
        except ValueError as error:
            wrong[name,] = str(error)
    while clash := _first_clash(found):
        name, wrong[name,] = clash
        # Its default keys may now clash with another action's new ones.
        del found[name]
    return found, wrong


def _accept(name: str, value: object) -> list[str]:
    """The keys in the value of an action; ValueError says what is wrong."""
    if name not in ACTIONS:
        raise ValueError(f"unknown action {name}; {hint(name, ACTIONS)}")
    if not isinstance(value, str):
        raise ValueError(f'{name} is {value!r}; expected one or more keys, such as "f9, ctrl+y"')
    keys = [_key(part.strip(), name) for part in value.split(",")]
    only_typed = all(len(key) == 1 or key in LINE_KEYS for key in keys)
    if only_typed and any(screen in TYPING for screen in ACTIONS[name]):
        raise ValueError(
            f"{name} is {value!r}, which does nothing in a text field; expected a second key, "
            f'as in "{keys[0]}, f9"'
        )
    return list(dict.fromkeys(keys))


def _key(written: str, name: str) -> str:
    key = written if len(written) == 1 else written.lower()
    if key in FIXED:
        raise ValueError(f"{name} is {written!r}, which is reserved; expected another key")
    if key in _NAMED or (len(key) == 1 and key.isprintable()):
        return key
    advice = hint(key, _NAMED, "expected one such as f9, ctrl+y, alt+y, y")
    raise ValueError(f"{name} is {written!r}, which is not a key; {advice}")


def _first_clash(own: Mapping[str, str]) -> tuple[str, str] | None:
    """An action whose key does something else on the same screen, and a message about it; of two
    actions set by the player, the second."""
    earlier: list[str] = []
    for name in own:
        others = [*(other for other in ACTIONS if other not in own), *earlier]
        for screen in ACTIONS[name]:
            for key in own[name].split(","):
                if key in TAKEN[screen]:
                    what = f"{name} is {key!r}, which does something else {screen}"
                    return name, f"{what}; expected another key"
                for other in others:
                    if key in keys_of(other, screen, own):
                        what = f"{name} and {other} are both {key!r} {screen}"
                        return name, f"{what}; give one of them another key"
        earlier.append(name)
    return None


def keys_of(name: str, screen: str, own: Mapping[str, str]) -> list[str]:
    """The player's keys for an action on a screen; empty if the screen does not have the action."""
    first = ACTIONS[name].get(screen)
    return own.get(name, first).split(",") if first else []


def shown_keys(screen: str, own: Mapping[str, str]) -> dict[str, str]:
    """The first key of each action on this screen, as displayed: "F9", "Ctrl+Y"."""
    found = {name: keys_of(name, screen, own) for name in ACTIONS}
    return {name: _displayed(keys[0]) for name, keys in found.items() if keys}


def _displayed(key: str) -> str:
    return key if len(key) == 1 else "+".join(part.capitalize() for part in key.split("+"))
