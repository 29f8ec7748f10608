"""Suggests what a player may have meant by an unknown name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from quiz import paths
from quiz.display import one_line
from quiz.storage.library.find import find_decks
from quiz.wording import joined

MOST = 3
"""The most names to suggest."""


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known names that a mistyped or shortened word may stand for, most likely first.

    A name is near if it starts with the word, has a difflib ratio of at least 0.6, or is one typo
    away (see `quiz.grading.typos`). A wrong first letter is rare (Pollock and Zamora 1984), so
    names with the same first letter come first, then those with fewer typos.
    """
    # Imported late: only unknown words need it.
    from quiz.grading.typos import distance

    folded = word.casefold()
    names = {name: name.casefold() for name in known}
    alike = set(get_close_matches(folded, names.values(), MOST))
    found = [
        name
        for name, other in names.items()
        if other in alike
        or (len(folded) > 1 and (other.startswith(folded) or distance(folded, other) == 1))
    ]
    return sorted(
        found, key=lambda name: (names[name][:1] != folded[:1], distance(folded, names[name]))
    )[:MOST]


def meant(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """ "did you mean spanish or spain?" if known names are near, else `otherwise`."""
    names = [one_line(name) for name in near(word, known)]
    return f"did you mean {joined(names, 'or')}?" if names else otherwise


def known_decks() -> list[str]:
    """The names of the shipped and the player's own decks."""
    found, _ = find_decks(paths.library())
    return sorted(file.name for file in found)


def no_deck(name: str, known: Iterable[str], otherwise: str = "see `quiz list`") -> str:
    """The message for an unknown deck, with suggestions.

    otherwise: what to do if no name is near.
    """
    return f"there is no deck named {one_line(name)}; {meant(name, known, otherwise)}"


def no_player(name: str, known: Iterable[str]) -> str:
    """The message for an unknown player, with suggestions."""
    advice = meant(name, known, "`quiz players` lists them")
    return f"there is no player named {one_line(name)}; {advice}"
