"""Names of players and teams: text from people, made safe and told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from quiz.display import one_line, shortened, without_steering

LONGEST_NAME = 24
MOST_TEAMS = 12


def clean_name(text: str) -> str:
    """The name as it is shown; "" if nothing of it can be seen."""
    name = unicodedata.normalize("NFC", one_line(without_steering(text[: 8 * LONGEST_NAME])))
    name = shortened(" ".join(name.split()), LONGEST_NAME)
    seen = any(unicodedata.category(sign)[0] in "LNPS" for sign in name)
    return name if seen else ""


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, with a number behind it if somebody has it already."""
    folded = {each.casefold() for each in taken}
    number, found = 1, name
    while found.casefold() in folded:
        number += 1
        found = f"{shortened(name, LONGEST_NAME - len(str(number)) - 1)} {number}"
    return found


def team_names(text: str) -> tuple[str, ...]:
    """Teams from a number of them, or from their names with commas between; () if there are fewer
    than two."""
    if text.isascii() and text.isdigit():
        return tuple(f"Team {n}" for n in range(1, min(int(text[:4]), MOST_TEAMS) + 1))
    names = [clean_name(each) for each in text.split(",")]
    first: dict[str, str] = {}
    for name in filter(None, names):
        first.setdefault(name.casefold(), name)
    found = tuple(first.values())
    return found[:MOST_TEAMS] if len(found) > 1 else ()


def team_for(wanted: str, teams: Collection[str], taken: Collection[str]) -> str:
    """The team of somebody who comes in: the wanted one, else that with the fewest players.

    taken: the team of each player.
    """
    if not teams or wanted in teams:
        return wanted if wanted in teams else ""
    counts = list(taken)
    return min(teams, key=counts.count)
