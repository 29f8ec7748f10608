"""Double names, such as the surname of Ada Lind-Dahl."""

from __future__ import annotations

from quiz.text.normalise import normalise, unified


def differs_by_half(name: str, other: str, language: str = "") -> bool:
    """Whether a text is this name but for one half of a double name: "Ada Lind" and "Ada Dahl" for
    "Ada Lind-Dahl", and "Ada Lind-Dahl" for "Ada Lind".

    All parts of the word in question begin with a capital letter in the name; the other text needs
    none. For a name of one word, a half may be missing but not added, as "Non-metal" is not
    "Metal". language: see `normalise`.
    """
    ours, theirs = unified(name).split(), unified(other).split()
    if len(ours) != len(theirs):
        return False
    unlike = [
        (ours[at], theirs[at])
        for at in range(len(ours))
        if normalise(ours[at], language) != normalise(theirs[at], language)
    ]
    if len(unlike) != 1 or not all(map(_is_name, unlike[0][0].split("-"))):
        return False
    mine, yours = ([normalise(part, language) for part in word.split("-")] for word in unlike[0])
    if (len(mine), len(yours)) == (2, 1):
        return yours[0] in mine
    return (len(mine), len(yours)) == (1, 2) and mine[0] in yours and len(ours) > 1


def _is_name(part: str) -> bool:
    return len(part) > 1 and part[0].isupper()
