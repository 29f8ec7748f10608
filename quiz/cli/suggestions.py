"""What a player may have meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from quiz import paths
from quiz.display import one_line
from quiz.storage.library.find import find_decks

MOST = 3
"""Names offered at most."""


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known names that a mistyped or shortened word may stand for, the likeliest first.

    Near is what begins with the word, and what is as alike as difflib's ratio of 0.6 or one slip of
    typing away (see `quiz.grading.typos`). A wrong first letter is rare (Pollock and Zamora 1984),
    so names that share it come first; then those that fewer slips make.
    """
    # Only a word that is not known needs it.
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
        found,
        key=lambda name: (names[name][:1] != folded[:1], distance(folded, names[name])),
    )[:MOST]


def known_decks() -> list[str]:
    """The names of the shipped and the player's own decks."""
    found, _ = find_decks(paths.library())
    return sorted(file.name for file in found)


def no_deck(name: str, known: Iterable[str], otherwise: str = "see `quiz list`") -> str:
    """That there is no deck of this name, and which of the known ones may be meant.

    otherwise: what to do where none is near.
    """
    names = near(name, known)
    meant = f"did you mean {one_of(names)}?" if names else otherwise
    return f"there is no deck named {one_line(name)}; {meant}"


def no_player(name: str, known: Iterable[str]) -> str:
    """That nobody of this name has played, and who may be meant."""
    names = [one_line(other) for other in near(name, known)]
    meant = f"did you mean {one_of(names)}?" if names else "`quiz players` lists them"
    return f"there is no player named {one_line(name)}; {meant}"


def one_of(names: Iterable[str]) -> str:
    """Names in a sentence: "a", "a or b", "a, b or c"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
